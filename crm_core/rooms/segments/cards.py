"""What a board should see of Segments."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.segments import captions
from crm_core.rooms.segments.figure import draw
from crm_core.rooms.segments.measure import Segments
from crm_core.rooms.segments.reading import say


def cards(result: Segments, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    return (Card(captions.types(result, money), draw(result, money),
                 result.types[["customer_type", "customers", "contribution"]], str(say(result, money)),
                 totals=("customers", "contribution")),)
