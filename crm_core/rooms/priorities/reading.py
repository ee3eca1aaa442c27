"""A list in a manager's words."""

from __future__ import annotations

from crm_core.house_style import Money, count, percent
from crm_core.labels import told_apart
from crm_core.reading import Reading
from crm_core.rooms.priorities.measure import Priorities

_NOBODY = {
    "protect": "No customer of the top {top} lost more than a tenth since the year before.",
    "repair": "No loss-maker here would be mended by the bank's own unit costs and rates on one line alone.",
    "grow": "Nobody here is just below the cut at {cut}.",
}


def names(result: Priorities) -> list[str]:
    """The customers of the page as they are named, most urgent first; those of one name with their ids."""
    return told_apart(result.table["customer_id"], result.table["name"])


def say(result: Priorities, money: Money) -> Reading:
    """How many to call, and what is at stake."""
    many = count(result.found, "customer")
    if not result.found and result.search:
        return Reading(
            f"0 customers of this list match {result.search!r}.", "Search by another part of the name or number."
        )
    if not result.found:
        return Reading(_NOBODY[result.todo].format(top=percent(result.top), cut=money.full(result.cut)))
    first = f"First: {names(result)[0]}. {result.table['reason'].iloc[0]}" if len(result.table) else ""
    one = result.found == 1
    if result.todo == "protect":
        lost = f"{'brings' if one else 'bring'} {money.short(result.money)} less than the year before"
        return Reading(f"{many} of the top {percent(result.top)} {lost}.", first)
    if result.todo == "repair":
        lost = f"{'loses' if one else 'lose'} {money.short(result.money)}"
        return Reading(f"{many} {lost} that one change{'' if one else ' each'} would mend.", first)
    return Reading(
        f"{many} {'is' if one else 'are'} within a quarter of the cut at {money.full(result.cut)}; "
        f"{money.short(result.money)} more would lift {'it' if one else 'them'} into the top {percent(result.top)}.",
        first,
    )
