"""The periods that a book's last month leads into: what a forecast is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crm_core.periods.months import MONTHS_A_YEAR, moved
from crm_core.periods.name import MONTHS_A_QUARTER, Kind
from crm_core.periods.period import Period

_LENGTHS: dict[Kind, int] = {"month": 1, "quarter": MONTHS_A_QUARTER, "year": MONTHS_A_YEAR}


def coming(last_month: dt.date, *, horizon: int, fiscal_year_starts: int = 1,
           kinds: Sequence[Kind] = ("month", "quarter", "year")) -> tuple[Period, ...]:
    """The periods that hold the month after `last_month`, and the year after, that end within `horizon` months.

    They are taken as whole: how many of their months have come is for who asks. Shortest first. Raises KeyError for a
    kind that is no part of a fiscal year.
    """
    next_month, end = moved(last_month, 1), moved(last_month, horizon)
    found = []
    for kind in kinds:
        length = _LENGTHS[kind]
        first = moved(next_month, -((next_month.month - fiscal_year_starts) % MONTHS_A_YEAR % length))
        spans = [first, moved(first, length)] if kind == "year" else [first]
        found += [Period(kind, each, moved(each, length - 1), length, fiscal_year_starts) for each in spans
                  if moved(each, length - 1) <= end]
    return tuple(found)
