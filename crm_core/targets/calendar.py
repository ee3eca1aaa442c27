"""The periods of targets: fiscal years, their quarters, and months, by their first month."""

from __future__ import annotations

import datetime as dt

LENGTHS = {"year": 12, "quarter": 3, "month": 1}
"""Months of each kind of period."""


def months_on(month: dt.date, count: int) -> dt.date:
    """The first day of the month that is `count` months after `month`."""
    year, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return dt.date(year, index + 1, 1)


def first_of(kind: str, month: dt.date, *, year_starts: int = 1) -> dt.date:
    """The first month of the period of `kind` that holds `month`, where fiscal years start in calendar month
    `year_starts`."""
    into_year = (month.month - year_starts) % 12
    return months_on(month, -(into_year % LENGTHS[kind]))
