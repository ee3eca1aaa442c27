"""What a board should see of our dependence: who holds most, and how much the largest customers are."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.reading import Caption
from crm_core.rooms.dependence import captions
from crm_core.rooms.dependence.figure import draw
from crm_core.rooms.dependence.measure import Dependence
from crm_core.rooms.dependence.reading import say

_ROWS = 12


def cards(result: Dependence, money: Money) -> tuple[Card, ...]:
    """The cards of the page."""
    by_manager = result.managers[["name", "customers", "contribution", "share", "at_stake"]]
    by_customer = result.largest[["name", "contribution", "share", "running_share"]]
    reading = str(say(result, money))
    first = Card(captions.carriers(result, money), draw(result, money),
                 (by_manager if len(by_manager) else by_customer).head(_ROWS), reading)
    if not len(by_manager):
        return (first,)
    return first, Card(Caption(captions.largest(result).title, ""), None, by_customer.head(_ROWS),
                        captions.largest(result).title)
