"""Months as they are counted: a month is its first day."""

from __future__ import annotations

import datetime as dt

MONTHS_A_YEAR = 12


def moved(month: dt.date, months: int) -> dt.date:
    """The month so many months later; earlier when `months` is negative."""
    year, place = divmod(month.year * MONTHS_A_YEAR + month.month - 1 + months, MONTHS_A_YEAR)
    return dt.date(year, place + 1, 1)


def apart(first: dt.date, last: dt.date) -> int:
    """How many months `last` is later than `first`."""
    return (last.year - first.year) * MONTHS_A_YEAR + last.month - first.month
