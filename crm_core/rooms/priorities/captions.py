"""The figures and cards of a list in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import N_, _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.priorities.measure import Priorities
from crm_core.rooms.priorities.reading import names

_LISTS = {"protect": N_("Retain"), "repair": N_("Restore"), "grow": N_("Develop")}
_MONEY = {"protect": N_("Decline"), "repair": N_("Loss"), "grow": N_("Gap")}
_AT_STAKE = {"protect": N_("Decline since the year before, over the whole list."),
             "repair": N_("Losses over the whole list."),
             "grow": N_("Gaps to the threshold, over the whole list.")}
SHOWN = 10
"""Customers that are compared in the picture."""


def list_label(todo: str) -> str:
    """How a list is called: `Retain`."""
    return _(_LISTS[todo])


def money_label(todo: str) -> str:
    """What `money` is on a list: `Decline`."""
    return _(_MONEY[todo])


@made_once
def metrics(result: Priorities, money: Money) -> tuple[Metric, ...]:
    """How many there are, what is at stake, and the threshold where there is one."""
    figures = (Metric(_("On the list"), number(result.found), _("Customers, over all pages.")),
               Metric(_("At stake"), money.short(result.money), _(_AT_STAKE[result.todo])))
    threshold = Metric(_("Threshold"), money.short(result.cut),
                       _("Contribution of the last customer in the top {top}.", top=percent(result.top)))
    return figures if result.todo == "repair" else (*figures, threshold)


@named
def listed(result: Priorities) -> Caption:
    """Who is first."""
    return Caption(_("{list}: {name} first", list=list_label(result.todo), name=names(result)[0]))


@named
def compared(page: Priorities) -> Caption:
    """What part of all that is at stake the first of the page are."""
    first = page.table.head(SHOWN)
    part = first["money"].sum() / page.money if page.money else 0
    return Caption(ngettext("The first customer of this page accounts for {part} of the amount at stake",
                            "The first {count} customers of this page account for {part} of the amount at stake",
                            len(first), part=percent(part)))


def compared_in_words(page: Priorities) -> str:
    """What the picture shows, where it cannot be seen."""
    return _("{list}, by the amount at stake, most urgent first: {names}.", list=list_label(page.todo),
             names=", ".join(names(page)[:SHOWN]))
