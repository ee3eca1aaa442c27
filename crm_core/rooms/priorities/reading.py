"""A list in a manager's words."""

from __future__ import annotations

from crm_core.amounts import Money, percent
from crm_core.labels import told_apart
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.priorities.measure import Priorities


def names(result: Priorities) -> list[str]:
    """The customers of the page as they are named, most urgent first; those of one name with their ids."""
    return told_apart(result.table["customer_id"], result.table["name"])


@made_once
def say(result: Priorities, money: Money) -> Reading:
    """How many to call, and what is at stake."""
    if not result.found:
        return _say_nobody(result, money)
    headline = _say_list(result, money)
    if not len(result.table):
        return Reading(headline)
    first = _("First: {name}.", name=names(result)[0])
    return Reading(headline, f"{first} {result.table['reason'].iloc[0]}")


def _say_list(result: Priorities, money: Money) -> str:
    amounts = {"top": percent(result.top), "amount": money.short(result.money)}
    if result.todo == "protect":
        return ngettext("{count} customer of the top {top} contributes {amount} less than the year before.",
                        "{count} customers of the top {top} contribute {amount} less than the year before.",
                        result.found, **amounts)
    if result.todo == "repair":
        return ngettext("{count} customer produces a loss of {amount} that a single change would eliminate.",
                        "{count} customers produce losses of {amount} that a single change each would eliminate.",
                        result.found, **amounts)
    return ngettext("{count} customer is at most a quarter below the threshold of {threshold}; {amount} of additional "
                    "contribution would move it into the top {top}.",
                    "{count} customers are at most a quarter below the threshold of {threshold}; {amount} of "
                    "additional contribution would move them into the top {top}.",
                    result.found, threshold=money.full(result.cut), **amounts)


def _say_nobody(result: Priorities, money: Money) -> Reading:
    if result.search:
        return Reading(_("No customer on this list matches “{search}”.", search=result.search),
                       _("Search for another part of the name or ID."))
    if result.todo == "protect":
        return Reading(_("No customer of the top {top} declined by a tenth or more since the year before.",
                         top=percent(result.top)))
    if result.todo == "repair":
        return Reading(_("The bank's own unit costs and rates on a single line would make no unprofitable customer "
                         "here profitable."))
    return Reading(_("No customer here is just below the threshold of {threshold}.",
                     threshold=money.full(result.cut)))
