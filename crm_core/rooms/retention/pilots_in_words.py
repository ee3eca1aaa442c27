"""Pilots of calling in words: what they found, when they can be read, and what one that is planned could show."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from crm_core.amounts import number, percent, points
from crm_core.language import _, day, ngettext
from crm_core.reading import Caption, named
from crm_core.rooms.retention.calling import Followed, in_force, latest, shows_from
from crm_core.rooms.retention.calling.effect import Effect


@named
def pilots(followed: Sequence[Followed]) -> Caption:
    """What the latest pilot says, or when one can be read."""
    note = _("Customers were left out of these lists by lot; what counts is how they were allotted, not who was "
             "reached. The latest pilot that can be read stands in place of the assumed effect, if it can be told from "
             "none.")
    if standing := in_force(followed):
        return Caption(_("“{name}” has measured the effect of calling", name=standing.pilot.name), note)
    if read := latest(followed):
        if read.is_settled:
            return Caption(_("“{name}”: more of those who were to be called went", name=read.pilot.name), note)
        return Caption(_("“{name}”: the effect of calling cannot be told from none", name=read.pilot.name), note)
    waiting = [each for each in followed if not each.is_due]
    if not waiting:
        return Caption(_("No pilot can be read from this data"), note)
    first = min(each.pilot.last_day for each in waiting)
    return Caption(_("The first pilot can be read with data up to {day}", day=day(first)), note)


def pilot_rows(followed: Sequence[Followed]) -> pd.DataFrame:
    """pilot, called, left_out, what_came: a row a pilot; how many were allotted to either side, and what became of
    them."""
    return pd.DataFrame([{"pilot": each.pilot.name, "called": len(each.pilot.called),
                          "left_out": len(each.pilot.left_out), "what_came": followed_in_words(each)}
                         for each in followed])


def followed_in_words(followed: Followed) -> str:
    """What became of both sides of one pilot, and how sure their difference is."""
    effect, pilot = followed.effect, followed.pilot
    if followed.lacks_months:
        return _("Who went quiet cannot be told: the data lacks single months of customers, or those of the year "
                 "before.")
    if not followed.is_due:
        return _("Since {begins}; it can be read with data up to {day}.", begins=day(pilot.begins_on),
                 day=day(pilot.last_day))
    if effect is None:
        return " ".join((_("On one side nobody is left to count, so nothing can be compared."), *_uncounted(followed)))
    return " ".join((_rates(effect, pilot.outcome), _verdict(effect), *_uncounted(followed)))


def not_told(followed: Sequence[Followed]) -> str:
    """What the latest pilot says where it leaves the effect assumed; empty where none can be read, or one stands in."""
    read = latest(followed)
    if read is None or read.effect is None or in_force(followed):
        return ""
    if read.is_settled:
        return _("In the pilot “{name}” more of those who were to be called went.", name=read.pilot.name)
    most = read.effect.kept_range[1]
    if most > 0:
        return _("The pilot “{name}” could not tell it from none: up to {most} may be kept (95%).",
                 name=read.pilot.name, most=percent(most))
    return _("The pilot “{name}” could not tell it from none.", name=read.pilot.name)


def _rates(effect: Effect, outcome: str) -> str:
    words = {"called": percent(effect.called.rate), "left_out": percent(effect.left_out.rate),
             "of": number(effect.called.customers), "others": number(effect.left_out.customers)}
    if outcome == "closed":
        return _("Of {of} who were to be called {called} left within the year, of {others} left out {left_out}.",
                 **words)
    return _("Of {of} who were to be called {called} went quiet within the year, of {others} left out {left_out}.",
             **words)


def _verdict(effect: Effect) -> str:
    low, high = (points(each) for each in effect.difference_range)
    words = {"difference": points(effect.difference), "low": low, "high": high}
    if not effect.is_told:
        return _("The difference of {difference} (95%: {low} to {high}) cannot be told from none.", **words)
    if math.isnan(effect.kept):
        return _("More of those who were called went: {difference} (95%: {low} to {high}).", **words)
    kept = {"kept": percent(effect.kept), "least": percent(effect.kept_range[0]), "most": percent(effect.kept_range[1])}
    if effect.difference < 0:
        return _("More of those who were called went: {difference} (95%: {low} to {high}).", **words)
    return _("The difference is {difference} (95%: {low} to {high}): calling kept {kept} of those who would have gone "
             "({least} to {most}).", **words, **kept)


def _uncounted(followed: Followed) -> list[str]:
    """Who counts on neither side, where there is anybody."""
    told = []
    if followed.gone_before:
        told.append(ngettext("{count} had left before the list was handed out and does not count.",
                             "{count} had left before the list was handed out and do not count.",
                             followed.gone_before))
    called, left_out = followed.unknown
    if called or left_out:
        told.append(_("Not in the data are {called} who were to be called and {left_out} left out: what became of them "
                      "is not known.", called=number(called), left_out=number(left_out)))
    if followed.effect and followed.effect.is_told and not followed.is_settled:
        told.append(_("Depending on that, the difference could be none."))
    return told


def planned(customers: int, share: float, rate: float) -> str:
    """One way to plan a pilot: how many would be left out, and what calling must keep for it to show."""
    if not share:
        return _("Nobody")
    left_out = min(max(round(share * customers), 1), customers - 1)
    least = shows_from(customers - left_out, left_out, rate)
    words = {"share": percent(share), "count": number(left_out)}
    if least > 1:
        return _("{share} ({count}): too few to show", **words)
    return _("{share} ({count}): shows from {least} kept", **words, least=percent(least))
