"""Which target belongs beside a figure: that of the scope and of the period which is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from crm_core.periods.months import moved
from crm_core.scope import TOTAL, Scope
from crm_core.targets.calendar import LENGTHS, first_of
from crm_core.targets.target import PERIOD_KINDS, PeriodKind, Target

OF_TRAILING: PeriodKind = "year"
"""Twelve months that end anywhere, and a year to date, are held against the target of the year they end in."""


def target_on_screen(targets: Iterable[Target], figure: str, scope: Scope, *, kind: str, last_month: dt.date,
                     year_starts: int = 1) -> tuple[Target, dt.date] | None:
    """The target for `figure` and the first month of its period; None where there is none.

    `kind` is that of the period on screen, `last_month` the last month of it that is known. A target of one period
    goes before one of every period. Targets are set for the bank or one region, and never for some customer
    types or a segment.
    """
    if scope.customer_types or scope.segment or len(scope.regions) > 1:
        return None
    region_id = scope.regions[0] if scope.regions else TOTAL
    wanted = next((each for each in PERIOD_KINDS if each == kind), OF_TRAILING)
    found = [target for target in targets if (target.figure, target.region_id, target.period_kind)
             == (figure, region_id, wanted)]
    holding = [target for target in found if target.first_month is not None
               and target.first_month <= last_month < moved(target.first_month, LENGTHS[wanted])]
    if holding:
        target = max(holding, key=lambda each: (each.first_month, each.id))
        return target, target.first_month or last_month
    recurring = [target for target in found if target.first_month is None]
    return (recurring[0], first_of(wanted, last_month, year_starts=year_starts)) if recurring else None
