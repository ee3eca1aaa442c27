"""What a board should see of people and money: where they are, beside where the value is."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.reading import Caption
from crm_core.rooms.resources import captions
from crm_core.rooms.resources.figure import draw
from crm_core.rooms.resources.measure import Parity
from crm_core.rooms.resources.reading import say


def cards(result: Parity, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    columns = ["region", "amount", "fair_amount", "parity", *(["moved", "amount_after"] if result.moved else [])]
    sums = tuple(each for each in columns if each not in {"region", "parity", "moved"})
    reading = say(result, money)
    return (Card(Caption(reading.headline, captions.region_bars().note), draw(result, money), result.regions[columns],
                 str(reading), unit="number", totals=sums),)
