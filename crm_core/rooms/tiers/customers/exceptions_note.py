"""Exceptions by hand in words: how many hold and until when, and what is to be done about the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crm_core.language import N_, Message, all_of, day, ngettext
from crm_core.rooms.tiers.cutting.exceptions import Standing, StandingException
from crm_core.rooms.tiers.scheme.scheme import tier_label

STANDINGS: dict[Standing, Message] = {
    "holds": N_("Holds"), "ended": N_("Ended"), "no_tier": N_("No such tier"), "left": N_("No longer a customer"),
    "unknown": N_("Not in the data"),
}
_NAMED = 3
"""Customers who are named one by one."""


def exceptions_note(exceptions: Sequence[StandingException], today: dt.date) -> str:
    """Empty without any; `today` is the last day of the data."""
    return " ".join(filter(None, (_holding(_of(exceptions, "holds")), _ended(_of(exceptions, "ended"), today),
                                  _without_tier(_of(exceptions, "no_tier")), _left(_of(exceptions, "left")),
                                  _unknown(_of(exceptions, "unknown")))))


def _of(exceptions: Sequence[StandingException], standing: Standing) -> list[StandingException]:
    return [each for each in exceptions if each.standing == standing]


def _holding(rows: list[StandingException]) -> str:
    if not rows:
        return ""
    return ngettext("{count} exception by hand holds, until {day}.",
                    "{count} exceptions by hand hold; the first to end does so on {day}.", len(rows),
                    day=day(min(each.exception.until for each in rows)))


def _ended(rows: list[StandingException], today: dt.date) -> str:
    if not rows:
        return ""
    return ngettext("{count} exception has ended and no longer holds: the data goes to {day}.",
                    "{count} exceptions have ended and no longer hold: the data goes to {day}.", len(rows),
                    day=day(today))


def _without_tier(rows: list[StandingException]) -> str:
    if not rows:
        return ""
    tiers = all_of(sorted({tier_label(each.exception.tier) for each in rows}))
    return ngettext("The exception for {names} is for {tiers}, which this scheme does not have: it holds nobody. "
                    "Remove it, or make one for a tier of this scheme.",
                    "The exceptions for {names} are for {tiers}, which this scheme does not have: they hold nobody. "
                    "Remove them, or make them for a tier of this scheme.", len(rows), names=_names(rows), tiers=tiers)


def _left(rows: list[StandingException]) -> str:
    if not rows:
        return ""
    return ngettext("{names} is no longer a customer: the exception holds nobody. Remove it.",
                    "{names} are no longer customers: the exceptions hold nobody. Remove them.", len(rows),
                    names=_names(rows))


def _unknown(rows: list[StandingException]) -> str:
    if not rows:
        return ""
    return ngettext("The data has no customer {names}: the exception holds nobody. Check the ID, or remove it.",
                    "The data has no customers {names}: the exceptions hold nobody. Check the IDs, or remove them.",
                    len(rows), names=_names(rows))


def _names(rows: list[StandingException]) -> str:
    """By number, some of them, and how many others."""
    names = [each.exception.customer_id for each in rows[:_NAMED]]
    others = len(rows) - len(names)
    return all_of([*names, *([ngettext("{count} other", "{count} others", others)] if others else [])])
