"""A rule judged on a book: where it trips in the latest period, and how likely that is by noise alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crm_core.figures import FIGURES
from crm_core.figures.actuals import Actuals
from crm_core.periods.months import moved
from crm_core.scope import Scope
from crm_core.signals.bounds import YearBefore, bounds
from crm_core.signals.noise import noise
from crm_core.signals.rule import Rule
from crm_core.signals.together import any_of
from crm_core.targets import Attainment, Target, attainment, target_on_screen
from crm_core.targets.calendar import LENGTHS, first_of


@dataclass(frozen=True)
class Trip:
    """A region in which a rule trips: the figure is at `actual`, beyond `limit`. `chance` is that of noise alone doing
    so in this period, None where it cannot be told."""

    region_id: str
    actual: float
    limit: float
    chance: float | None


@dataclass(frozen=True)
class Verdict:
    """A rule on a book. `judged` counts the regions (or the bank) of which the book can say whether it trips, `unknown`
    those of which it cannot. `chance` is that of any trip by noise alone, None where it cannot be told of one of them.
    The period is None where the book has no such period. `basis` names the targets that it hangs on."""

    rule: Rule
    basis: str
    first_month: dt.date | None
    last_month: dt.date | None
    judged: int
    unknown: int
    chance: float | None
    trips: tuple[Trip, ...]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What rules are judged on: what the figures came to, the targets, and in which calendar month (1 to 12) the
    bank's fiscal year starts."""

    actuals: Actuals
    targets: Sequence[Target] = ()
    year_starts: int = 1


def basis(rule: Rule, targets: Iterable[Target]) -> str:
    """What a judgement hangs on besides the rule and the book: the numbers of the targets that it asks for."""
    if rule.condition != "misses_target":
        return ""
    return ",".join(str(target.id) for target in targets
                    if (target.figure, target.period_kind) == (rule.figure, rule.period_kind))


def verdict(rule: Rule, on: Evidence) -> Verdict:
    """The rule in the latest period of its kind that the book holds whole; a target's in the one under way."""
    of = on.actuals
    span = _period(rule, of.last_month, on.year_starts)
    if span is None:
        return Verdict(rule, basis(rule, on.targets), None, None, 0, 1, None, ())
    trips, chances, judged, unknown = [], [], 0, 0
    for region_id in of.regions if rule.is_each_region else (rule.region_id,):
        reached = None
        if rule.condition == "misses_target":
            reached = _attainment(rule, region_id, on, span[1])
            if reached is None and rule.is_each_region:
                continue  # most regions have no target, and nothing is asked of them
        first, last = (reached.first_month, span[1]) if reached else span
        actual, before = of.value(rule.figure, region_id, first, last), _year_before(rule, region_id, of, first, last)
        edges = bounds(rule, before, reached)
        if actual is None or edges is None:
            unknown += 1
            continue
        judged += 1
        chances.append(before.chance(edges))
        limit = edges.tripped_by(actual)
        if limit is not None:
            trips.append(Trip(region_id, actual, limit, chances[-1]))
    unknown = unknown if judged or unknown else 1  # for each region, and none has a target
    return Verdict(rule, basis(rule, on.targets), *span, judged, unknown, any_of(chances), tuple(trips))


def _period(rule: Rule, known: dt.date | None, year_starts: int) -> tuple[dt.date, dt.date] | None:
    if known is None:
        return None
    if rule.period_kind == "trailing":
        return moved(known, -11), known
    first = first_of(rule.period_kind, known, year_starts=year_starts)
    last = moved(first, LENGTHS[rule.period_kind] - 1)
    if rule.condition == "misses_target" or last == known:
        return first, known
    return moved(first, -LENGTHS[rule.period_kind]), moved(first, -1)


def _attainment(rule: Rule, region_id: str, on: Evidence, known: dt.date) -> Attainment | None:
    scope = Scope(regions=(region_id,) if region_id else ())
    found = target_on_screen(on.targets, rule.figure, scope, kind=rule.period_kind, last_month=known,
                             year_starts=on.year_starts)
    return attainment(*found, on.actuals) if found else None


def _year_before(rule: Rule, region_id: str, of: Actuals, first: dt.date, last: dt.date) -> YearBefore:
    figure = FIGURES[rule.figure]
    begins = last if figure.nature == "level" else first
    months = (last.year - begins.year) * 12 + last.month - begins.month + 1
    found = noise(of.history(rule.figure, region_id, moved(begins, -1)), months=months,
                  is_share=figure.unit == "share")
    amount = of.value(rule.figure, region_id, moved(first, -12), moved(last, -12))
    return YearBefore(amount, found, months if figure.nature == "sum" else 1)
