"""The figures and cards of a list in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from crm_core.house_style import Money, number, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.priorities.answer import Todo
from crm_core.rooms.priorities.measure import Priorities
from crm_core.rooms.priorities.reading import names

TODO: Mapping[Todo, str] = {"protect": "Protect", "repair": "Repair", "grow": "Grow"}
"""The lists, as they are named."""
MONEY = {"protect": "Lost since", "repair": "Loses", "grow": "Short of the cut"}
"""What `money` is on each list."""
_AT_STAKE = {"protect": "Less than the year before, over the whole list.",
             "repair": "Their losses, over the whole list.",
             "grow": "Missing to the cut, over the whole list."}
SHOWN = 10
"""Customers that are compared in the picture."""


def metrics(result: Priorities, money: Money) -> tuple[Metric, ...]:
    """How many there are, what is at stake, and the cut where there is one."""
    figures = (Metric("On the list", number(result.found), "Customers, over all pages."),
               Metric("At stake", money.short(result.money), _AT_STAKE[result.todo]))
    cut = Metric("The cut", money.short(result.cut),
                 f"What the last customer of the top {percent(result.top)} brings.")
    return figures if result.todo == "repair" else (*figures, cut)


def listed(result: Priorities) -> Caption:
    """Who is first."""
    return Caption(f"{_name(result)}: {names(result)[0]} first",
                   "Select a row to open the customer's file.")


def compared(page: Priorities) -> Caption:
    """What part of all that is at stake the first of the page are."""
    first = page.table.head(SHOWN)
    part = first["money"].sum() / page.money if page.money else 0
    return Caption(f"The first {len(first)} of this page are {percent(part)} of what is at stake")


def compared_in_words(page: Priorities) -> str:
    """What the picture shows, where it cannot be seen."""
    return (f"{_name(page)}, by what is at stake, most urgent first: "
            f"{', '.join(names(page)[:SHOWN])}.")


def _name(result: Priorities) -> str:
    return next(words for todo, words in TODO.items() if todo == result.todo)
