"""Which period is meant by a kind or a name, which ones a book offers, and what each is compared with."""

from __future__ import annotations

import datetime as dt

from crm_core import CannotAnswer
from crm_core.language import _, month, ngettext
from crm_core.periods import words
from crm_core.periods.calendar import BookCalendar, book_calendar
from crm_core.periods.months import MONTHS_A_YEAR, apart, moved
from crm_core.periods.name import KINDS, MONTHS_A_QUARTER, Kind, span_of
from crm_core.periods.period import Period
from crm_core.question import Reader


def chosen(read: Reader, period: str = "trailing", *, calendar: BookCalendar | None = None) -> Period:
    """The period that `period` means under the scope of `read`.

    A kind is the latest complete one that ends within the scope's twelve months (`trailing`: those themselves, of a
    young book as far as they go); a name overrules the scope's year. Raises CannotAnswer when the book does not hold
    all of it, ValueError for what is neither a kind nor a name. Whoever has the book's `calendar` hands it over, here
    and below: a page asks several times a rerun.
    """
    book = calendar or book_calendar(read)
    span = span_of(period, fiscal_year_starts=book.fiscal_year_starts, last_month=book.last_month)
    if span is None:
        end = moved(book.last_month, -MONTHS_A_YEAR * read.scope.years_ago)
        if period == "trailing":
            return _trailing(book, end)
        if found := _latest(book, _kind(period), end):
            return found
        what = words.kind_label(period, book.fiscal_year_starts)
        raise CannotAnswer(_("In the 12 months to {month} the data holds no period that is complete from its first to "
                             "its last month ({kind}). Choose another period or year.", month=month(end), kind=what))
    named = _period(book, *span)
    if not named.is_complete:
        raise CannotAnswer(_not_held(book, named))
    return named


def latest(read: Reader, kind: Kind, *, calendar: BookCalendar | None = None) -> Period | None:
    """The latest complete one of a kind that ends within the scope's twelve months; None when there is none."""
    book = calendar or book_calendar(read)
    return _latest(book, kind, moved(book.last_month, -MONTHS_A_YEAR * read.scope.years_ago))


def trailing_year(read: Reader, period: Period) -> int | None:
    """How many years ago the trailing year of the same months is, among those that a book keeps; None for others."""
    book = book_calendar(read)
    back = apart(period.last_month, book.last_month)
    is_one = period.months == MONTHS_A_YEAR and back % MONTHS_A_YEAR == 0 and period.last_month >= book.kept_from
    return back // MONTHS_A_YEAR if is_one else None


def compared(read: Reader, period: Period, *, calendar: BookCalendar | None = None) -> Period | None:
    """The same months a year before, when each month of both has activity and as much is known of both (decisions 59
    and 63); None otherwise, as parts of years mislead."""
    book, before = calendar or book_calendar(read), period.before()
    return before if book.is_known_alike(period) and book.is_known_alike(before) else None


def offered(read: Reader, *, calendar: BookCalendar | None = None) -> dict[Kind, tuple[Period, ...]]:
    """What the book behind `read` can be asked for, the latest first; a kind of which it holds none is not there.

    The months of the three trailing years, as on every page. A `trailing` period is that of the scope.
    """
    book = calendar or book_calendar(read)
    by_kind: dict[Kind, tuple[Period, ...]] = {}
    for kind in KINDS:
        if kind == "trailing":
            by_kind[kind] = (_trailing(book, moved(book.last_month, -MONTHS_A_YEAR * read.scope.years_ago)),)
            continue
        ends = (moved(book.last_month, -back) for back in range(apart(book.kept_from, book.last_month) + 1))
        found = (_period(book, *span) for end in ends if (span := _ending_in(book, kind, end)))
        whole = tuple(each for each in found if each.is_complete and each.first_month >= book.kept_from)
        if whole:
            by_kind[kind] = whole
    return by_kind


def _latest(book: BookCalendar, kind: Kind, end: dt.date) -> Period | None:
    """The latest complete one that ends in the twelve months to `end`."""
    for back in range(MONTHS_A_YEAR):
        span = _ending_in(book, kind, moved(end, -back))
        if span and (found := _period(book, *span)).is_complete:
            return found
    return None


def _ending_in(book: BookCalendar, kind: Kind, end: dt.date) -> tuple[Kind, dt.date, dt.date] | None:
    """The span of a kind whose last month is `end`; None when none ends there."""
    into_year = (end.month - book.fiscal_year_starts) % MONTHS_A_YEAR + 1
    length = {"month": 1, "quarter": MONTHS_A_QUARTER, "year": MONTHS_A_YEAR, "year_to_date": into_year}[kind]
    ends_here = end.month == book.last_month.month if kind == "year_to_date" else into_year % length == 0
    return (kind, moved(end, 1 - length), end) if ends_here else None


def _trailing(book: BookCalendar, end: dt.date) -> Period:
    return _period(book, "trailing", moved(end, 1 - MONTHS_A_YEAR), end)


def _period(book: BookCalendar, kind: Kind, first: dt.date, last: dt.date) -> Period:
    return Period(kind, first, last, book.months_known(first, last), book.fiscal_year_starts)


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind == name)


def _not_held(book: BookCalendar, period: Period) -> str:
    """Why a period cannot be summed: how many of its months the data holds, and from when to when it goes."""
    first, last = month(book.first_month), month(book.last_month)
    if not period.months_known:
        return _("The data does not hold {period}: it goes from {first} to {last}. Choose another period.",
                 period=period.span, first=first, last=last)
    return ngettext(
        "{period} is not complete in the data: {count} of its {months} months is there; it goes from {first} to "
        "{last}. Choose a period that is complete.",
        "{period} is not complete in the data: {count} of its {months} months are there; it goes from {first} to "
        "{last}. Choose a period that is complete.", period.months_known, period=period.span, months=str(period.months),
        first=first, last=last)
