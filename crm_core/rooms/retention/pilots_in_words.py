"""Pilots of calling in words: what they found, when they can be read, and what one that is planned could show."""

from __future__ import annotations

import math
from collections.abc import Sequence

from crm_core.amounts import number, percent, points
from crm_core.language import _, day, ngettext
from crm_core.lists.reading import drawn_before_in_words
from crm_core.reading import Caption, named
from crm_core.rooms.retention.calling import (
    MIN_SIDE,
    Arm,
    Effect,
    Followed,
    Measured,
    are_alike,
    differ,
    in_force,
    measured_together,
    shows_from,
    standing,
)


@named
def pilots(followed: Sequence[Followed]) -> Caption:
    """What the pilots say, or when one can be read."""
    note = _("Customers were left out of these lists by lot; what counts is how they were allotted, not who was "
             "reached. Pilots that can be read are taken together, each compared within itself; where they differ by "
             "more than chance, the latest counts. What they measured stands in place of the assumed effect, if it can "
             "be told from none.")
    if found := standing(followed):
        return Caption(_too_few(found) or _finding(found.names, is_in_force=found.is_in_force,
                                                   is_settled=found.is_settled), note)
    waiting = [each for each in followed if not each.is_due]
    if not waiting:
        return Caption(_("No pilot can be read from this data"), note)
    first = min(each.pilot.last_day for each in waiting)
    return Caption(_("The first pilot can be read with data up to {day}", day=day(first)), note)


def _too_few(found: Measured) -> str:
    """That what is read off the pilots is of too few customers; empty where there are enough."""
    if not found.effect.is_too_small:
        return ""
    if len(found.names) == 1:
        return _("“{name}” has too few customers to tell anything", name=found.names[0])
    return _("{count} pilots together have too few customers to tell anything", count=number(len(found.names)))


def _finding(names: Sequence[str], *, is_in_force: bool, is_settled: bool) -> str:
    name, count = names[0], number(len(names))
    if len(names) == 1:
        return (_("“{name}” has measured the effect of calling", name=name) if is_in_force else
                _("“{name}”: more of those who were to be called went", name=name) if is_settled else
                _("“{name}”: the effect of calling cannot be told from none", name=name))
    return (_("{count} pilots together have measured the effect of calling", count=count) if is_in_force else
            _("{count} pilots together: more of those who were to be called went", count=count) if is_settled else
            _("{count} pilots together: the effect of calling cannot be told from none", count=count))


def named_with_sides(followed: Followed) -> str:
    """The name of a pilot and how many were allotted to either side."""
    pilot = followed.pilot
    return _("“{name}” ({called} to be called, {left_out} left out by lot):", name=pilot.name,
             called=number(len(pilot.called)), left_out=number(len(pilot.left_out)))


def together_in_words(followed: Sequence[Followed]) -> str:
    """What all that can be read say together, with what differs; empty for fewer than two."""
    found = measured_together(followed)
    if found is None:
        return ""
    told = [_("{count} pilots together:", count=number(len(found.pilots))), _difference(found.effect),
            _alike(found.effects)]
    if found.in_several:
        told.append(ngettext("{count} customer is in several of them, so the interval is too narrow.",
                             "{count} customers are in several of them, so the interval is too narrow.",
                             found.in_several))
    if found.effect.is_told and not found.is_settled:
        told.append(_("Depending on who is not in the data, the difference could be none."))
    return " ".join(told)


def _alike(effects: Sequence[Effect]) -> str:
    """Whether the pilots differ from each other, and how far apart they are."""
    judged = [each for each in effects if not each.is_too_small]
    chance, can_be_told = differ(effects), len(judged) > 1
    differences = [each.difference for each in (judged if can_be_told else effects)]
    words = {"least": points(min(differences)), "most": points(max(differences)), "chance": percent(chance)}
    if not can_be_told:
        return _("One by one they are {least} to {most}; whether they differ cannot be told of so few customers.",
                 **words)
    if len(judged) < len(effects):
        words["count"] = number(MIN_SIDE)
        if are_alike(effects):
            return _("Those of at least {count} on each side are one by one {least} to {most}, no more apart than "
                     "chance ({chance} of such pilots of one effect differ as much); few or small pilots show only "
                     "large differences.", **words)
        return _("Those of at least {count} on each side are one by one {least} to {most}, more apart than chance "
                 "({chance} of such pilots of one effect differ as much): calls, customers or times differ, so the "
                 "latest of them counts.", **words)
    if are_alike(effects):
        return _("One by one they are {least} to {most}, no more apart than chance ({chance} of such pilots of one "
                 "effect differ as much); few or small pilots show only large differences.", **words)
    return _("One by one they are {least} to {most}, more apart than chance ({chance} of such pilots of one effect "
             "differ as much): calls, customers or times differ, so the latest counts.", **words)


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
    return " ".join((_rates(effect, pilot.outcome), _difference(effect), *_uncounted(followed)))


def not_told(followed: Sequence[Followed], assumed: float = 0.0) -> str:
    """What the pilots say where they leave the effect `assumed`, and where that is more than they allow; empty where
    none can be read, or one stands in."""
    found = standing(followed)
    if found is None or in_force(followed):
        return ""
    is_one, name, count = len(found.names) == 1, found.names[0], number(len(found.names))
    if found.is_settled:
        return (_("In the pilot “{name}” more of those who were to be called went.", name=name) if is_one else
                _("In {count} pilots together more of those who were to be called went.", count=count))
    if found.effect.is_too_small:
        return (_("The pilot “{name}” has too few customers to tell anything.", name=name) if is_one else
                _("{count} pilots together have too few customers to tell anything.", count=count))
    most = found.effect.kept_range[1]
    if most > 0:
        told = (_("The pilot “{name}” could not tell it from none: up to {most} may be kept (95%).", name=name,
                  most=percent(most)) if is_one else
                _("{count} pilots together could not tell it from none: up to {most} may be kept (95%).", count=count,
                  most=percent(most)))
        less = _("That is less than is assumed here.")
        return f"{told} {less}" if round(most, 3) < assumed else told  # as both are shown
    return (_("The pilot “{name}” could not tell it from none.", name=name) if is_one else
            _("{count} pilots together could not tell it from none.", count=count))


def _rates(effect: Effect, outcome: str) -> str:
    words = {"called": _came(effect.called), "left_out": _came(effect.left_out),
             "of": number(effect.called.customers), "others": number(effect.left_out.customers)}
    if outcome == "closed":
        return _("Of {of} who were to be called {called} left within the year, of {others} left out {left_out}.",
                 **words)
    return _("Of {of} who were to be called {called} went quiet within the year, of {others} left out {left_out}.",
             **words)


def _came(arm: Arm) -> str:
    """With which part it came so; of few with how many, as a part of them sounds like more than it is."""
    return percent(arm.rate) if arm.customers >= MIN_SIDE else number(arm.came)


def _difference(effect: Effect) -> str:
    low, high = (points(each) for each in effect.difference_range)
    words = {"difference": points(effect.difference), "low": low, "high": high}
    if effect.is_too_small:
        return _("The difference is {difference} (95%: {low} to {high}), of too few customers to tell anything: it "
                 "takes {count} on each side.", count=number(MIN_SIDE), **words)
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
    if followed.pilot.drawn_before:
        told.append(drawn_before_in_words(followed.pilot.drawn_before))
    if followed.gone_before:
        told.append(ngettext("{count} had left before the list was handed out and does not count.",
                             "{count} had left before the list was handed out and do not count.",
                             followed.gone_before))
    called, left_out = followed.unknown
    if called or left_out:
        told.append(_("Not in the data are {called} who were to be called and {left_out} left out: what became of them "
                      "is not known.", called=number(called), left_out=number(left_out)))
    if followed.effect and followed.effect.is_told and not Measured((followed,)).is_settled:
        told.append(_("Depending on that, the difference could be none."))
    return told


def planned(customers: int, share: float, rate: float) -> str:
    """One way to plan a pilot: how many would be left out, and what calling must keep for it to show."""
    if not share:
        return _("Nobody")
    left_out = min(max(round(share * customers), 1), customers - 1)
    least = shows_from(customers - left_out, left_out, rate)
    words = {"share": percent(share), "count": number(left_out)}
    if least > 1 or min(left_out, customers - left_out) < MIN_SIDE:
        return _("{share} ({count}): too few to show", **words)
    return _("{share} ({count}): shows from {least} kept", **words, least=percent(least))
