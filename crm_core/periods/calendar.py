"""The months of a book: which are whole, how much is known of each, and where the bank's fiscal year starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from crm_core.periods.months import MONTHS_A_YEAR, apart, moved
from crm_core.periods.period import Period
from crm_core.question import Question, Reader

_MONTHS = Question.from_file(__file__, "months.sql", is_kept=True)
ALIKE = 0.1
"""How far what is known of two spans of time may differ for them to be compared, as a share of rows (decision 59)."""


@dataclass(frozen=True)
class BookCalendar:
    """The whole months of a book, whatever the scope."""

    rows: Mapping[dt.date, tuple[int, int]]
    """By month with activity: rows of which the best measure is known, and rows of which it might be."""
    fiscal_year_starts: int
    first_month: dt.date
    last_month: dt.date
    kept_from: dt.date
    """The first month of the trailing years that pages speak of, three at most."""

    def months_known(self, first: dt.date, last: dt.date) -> int:
        """How many of the months have activity."""
        return sum(month in self.rows for month in _each(first, last))

    def is_known_alike(self, period: Period) -> bool:
        """Whether each month has activity, and as much is known of them as of the latest twelve months (decision 59).

        Of what the book knows best: money, else balances, else turnover.
        """
        if self.months_known(period.first_month, period.last_month) < period.months:
            return False
        latest = self._known_share(moved(self.last_month, 1 - MONTHS_A_YEAR), self.last_month)
        return abs(self._known_share(period.first_month, period.last_month) - latest) <= ALIKE

    def _known_share(self, first: dt.date, last: dt.date) -> float:
        held = [self.rows[month] for month in _each(first, last) if month in self.rows]
        return sum(known for known, _ in held) / max(sum(possible for _, possible in held), 1)


def book_calendar(read: Reader) -> BookCalendar:
    """The calendar of the book behind `read`."""
    months = read(_MONTHS)
    kept = months[months["years_ago"] >= 0]
    known, possible = next(
        (pair for pair in (("priced_rows", "priceable_rows"), ("balance_rows", "activity_rows"))
         if kept[pair[0]].to_numpy().any()), ("turnover_rows", "activity_rows"))
    held = [month.date() for month in months["month"]]
    pairs = zip(months[known].tolist(), months[possible].tolist(), strict=True)
    years = int(kept["years_ago"].to_numpy().max()) + 1
    return BookCalendar(dict(zip(held, pairs, strict=True)), int(months["fiscal_year_starts"].iloc[0]), held[0],
                        held[-1], moved(held[-1], 1 - MONTHS_A_YEAR * years))


def _each(first: dt.date, last: dt.date) -> list[dt.date]:
    return [moved(first, later) for later in range(apart(first, last) + 1)]
