"""The periods of targets: fiscal years, their quarters, and months, by their first month."""

from __future__ import annotations

import datetime as dt

from crm_core.periods import Period
from crm_core.periods.months import MONTHS_A_YEAR, apart, moved
from crm_core.targets.target import PeriodKind

LENGTHS: dict[PeriodKind, int] = {"year": 12, "quarter": 3, "month": 1}
"""Months of each kind of period."""


def first_of(kind: PeriodKind, month: dt.date, *, year_starts: int = 1) -> dt.date:
    """The first month of the period of `kind` that holds `month`, where fiscal years start in calendar month
    `year_starts`."""
    into_year = (month.month - year_starts) % MONTHS_A_YEAR
    return moved(month, -(into_year % LENGTHS[kind]))


def period_from(kind: PeriodKind, first_month: dt.date, *, year_starts: int = 1) -> Period:
    """The whole period of `kind` from `first_month` on, for its name and its words."""
    last = moved(first_month, LENGTHS[kind] - 1)
    return Period(kind, first_month, last, apart(first_month, last) + 1, year_starts)
