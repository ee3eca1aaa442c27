"""Over which months is a sum taken: twelve months, a fiscal year, the year to date, a quarter or a month?

    period = periods.chosen(read, "quarter")                    # or "2026-Q3", "2026-09", "2025", "2026-ytd"
    now = read(SUMS, **period.parameters())                     # month between :first_month and :last_month
    before = periods.compared(read, period)                     # the same months a year earlier, None if not alike
"""

from crm_core.periods.calendar import BookCalendar, book_calendar
from crm_core.periods.chosen import chosen, compared, latest, offered
from crm_core.periods.name import KINDS, Kind, fiscal_year_of
from crm_core.periods.period import Period
from crm_core.periods.words import kind_label

__all__ = [
    "KINDS",
    "BookCalendar",
    "Kind",
    "Period",
    "book_calendar",
    "chosen",
    "compared",
    "fiscal_year_of",
    "kind_label",
    "latest",
    "offered",
]
