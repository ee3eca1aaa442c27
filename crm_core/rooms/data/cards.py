"""What a board should see of the data: how full each month is."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.language import _
from crm_core.rooms.data import captions
from crm_core.rooms.data.figure import draw
from crm_core.rooms.data.measure import Provenance
from crm_core.rooms.data.reading import say


def cards(result: Provenance, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    return (Card(captions.months(result), draw(result, money), result.months,
                 " ".join([_("Rows of activity by month."), str(say(result, money))]), unit="number",
                 totals=("activity_rows",)),)
