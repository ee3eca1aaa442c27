"""A list in a manager's words."""

from __future__ import annotations

from crm_core.house_style import Money, count, percent
from crm_core.reading import Reading
from crm_core.rooms.priorities.measure import Priorities

_NOBODY = {
    "protect": "No customer of the top {top} lost more than a tenth since the year before.",
    "repair": "No loss-maker here would be mended by a return to the bank's own unit costs and rates on one line alone.",
    "grow": "Nobody here is just below the cut at {cut}.",
}


def say(result: Priorities, money: Money) -> Reading:
    """How many to call, and what is at stake."""
    many = count(result.found, "customer")
    if not result.found and result.search:
        return Reading(
            f"0 customers of this list match {result.search!r}.", "Search by another part of the name or number."
        )
    if not result.found:
        return Reading(_NOBODY[result.todo].format(top=percent(result.top), cut=money.full(result.cut)))
    first = f"First: {result.table['name'].iloc[0]}. {result.table['reason'].iloc[0]}" if len(result.table) else ""
    if result.todo == "protect":
        lost = f"bring {money.short(result.money)} less than the year before"
        return Reading(f"{many} of the top {percent(result.top)} {lost}.", first)
    if result.todo == "repair":
        return Reading(f"{many} lose {money.short(result.money)} that one change each would mend.", first)
    return Reading(
        f"{many} are within a quarter of the cut at {money.full(result.cut)}; {money.short(result.money)} more would "
        f"lift them into the top {percent(result.top)}.", first,
    )
