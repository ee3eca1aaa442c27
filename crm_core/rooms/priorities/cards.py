"""What a board should see of the calls: the first of the list, by what is at stake."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.priorities import captions
from crm_core.rooms.priorities.figure import draw
from crm_core.rooms.priorities.measure import Priorities

_ROWS = 10


def cards(result: Priorities, money: Money) -> tuple[Card, ...]:
    """The cards of the page; none of an empty list."""
    if not result.found:
        return ()
    rows = result.table.head(_ROWS)[["name", "region", "money", "reason"]]
    if result.todo == "grow":  # as on the page: gaps of next to nothing are not compared
        return (Card(captions.listed(result), None, rows, captions.listed(result).title),)
    return (Card(captions.compared(result), draw(result, money), rows, captions.compared_in_words(result)),)
