"""What a period is called in an option, a link and a command: a kind, or one of them by name.

    trailing · year · year_to_date · quarter · month        the latest one that the asked twelve months hold
    2026 · 2026-ytd · 2026-Q3 · 2026-09                     that one

Years and quarters are those of the bank's fiscal year, which bears the number of the calendar year it ends in: where
it starts in July, 2026 is July 2025 to June 2026 and 2026-Q1 is July to September 2025. A month is the calendar's.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, get_args

from crm_core.language import _
from crm_core.periods.months import MONTHS_A_YEAR, apart, moved

Kind = Literal["trailing", "year", "year_to_date", "quarter", "month"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MONTHS_A_QUARTER = 3
_NAME = re.compile(r"(?P<year>[12]\d{3})(-(?:(?P<ytd>ytd)|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


def span_of(name: str, *, fiscal_year_starts: int, last_month: dt.date) -> tuple[Kind, dt.date, dt.date] | None:
    """Kind, first and last month of a period called by name; None for a kind, as which one is a matter of the book.

    A year to date ends in the calendar month of `last_month`, the last one of the book: of an earlier year, it is the
    same months. Raises ValueError for what is no name.
    """
    if name in KINDS:
        return None
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(_("Period {name} is not understood. Write one of {kinds}; or a year (2025), a year to date "
                           "(2026-ytd), a quarter (2026-Q3) or a month (2026-09).", name=repr(name),
                           kinds=", ".join(KINDS)))
    year = int(match["year"])
    starts = first_month_of(year, fiscal_year_starts)
    if match["month"]:
        month = dt.date(year, int(match["month"]), 1)
        return "month", month, month
    if match["quarter"]:
        first = moved(starts, MONTHS_A_QUARTER * (int(match["quarter"]) - 1))
        return "quarter", first, moved(first, MONTHS_A_QUARTER - 1)
    if match["ytd"]:
        return "year_to_date", starts, moved(starts, apart(starts, last_month) % MONTHS_A_YEAR)
    return "year", starts, moved(starts, MONTHS_A_YEAR - 1)


def first_month_of(fiscal_year: int, fiscal_year_starts: int) -> dt.date:
    """The first month of a fiscal year; the year before its number unless it starts in January."""
    return dt.date(fiscal_year - (fiscal_year_starts > 1), fiscal_year_starts, 1)


def fiscal_year_of(month: dt.date, fiscal_year_starts: int) -> int:
    """The number of the fiscal year that holds a month."""
    return month.year + (1 < fiscal_year_starts <= month.month)


def quarter_of(month: dt.date, fiscal_year_starts: int) -> int:
    """The fiscal quarter, 1 to 4, that holds a month."""
    return (month.month - fiscal_year_starts) % MONTHS_A_YEAR // MONTHS_A_QUARTER + 1
