"""How long a trailing year really is: most are 12 months, a young book's may be one, and then nothing is "a year"."""

from __future__ import annotations

import datetime as dt

from crm_core.language import _, month, ngettext
from crm_core.question import Question, Reader

YEAR = 12
_HELD = Question("months_held", "select months_with_activity from book_years where years_ago = :years_ago")


def months_held(read: Reader) -> int:
    """The months with activity in the year in scope; 0 when there are none."""
    rows = read(_HELD)
    return int(rows["months_with_activity"].iloc[0]) if len(rows) else 0


def over(months: int) -> str:
    """What an amount over so many months is: `a year`, `in the month`, `in the 5 months`."""
    if months == YEAR:
        return _("a year")
    return ngettext("in the month", "in the {count} months", months)


def until(months: int, last_month: dt.date) -> str:
    """When that was: `in the year to September 2026`, `in March 2026`, `in the 5 months with data to March 2026`."""
    if months == YEAR:
        return _("in the year to {month}", month=month(last_month))
    return ngettext("in {month}", "in the {count} months with data to {month}", months, month=month(last_month))
