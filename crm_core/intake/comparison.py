"""A book held against the one in use before it: customers that are new or missing, sums, and what is not usual."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from crm_core import contract
from crm_core.column_headings import HEADINGS
from crm_core.language import N_
from crm_core.language.stored import stored
from crm_core.question import Question
from crm_core.warehouse import Book, BookUnavailable, verify

CUSTOMERS, NEW, MISSING, MONTHS, ROWS = "customers", "new_customers", "missing_customers", "months", "activity_rows"
"""The measures of `book_comparison` that are no column of activity."""
AMOUNTS = tuple(column.name for column in contract.TABLES["activity"].columns if column.kind in {"money", "count"})

USUAL_CHANGE = 0.2
"""Customers, and what a month holds of an amount, change by less from one book of a bank to the next."""
USUAL_MISSING = 0.1
"""The part of customers that may be gone: banks keep those that left, with the day on which they did."""

AGAINST = stored(N_("against the data before"))
"""The subject under which what is not usual stands among the suspicions."""

_MEASURES = Question("measures", "select measure from book_comparison")
_ENTER = "insert into book_comparison values (?, ?, ?, ?)"
_SUSPECT = "insert into suspicions values (?, ?, ?)"


def compare(connection: duckdb.DuckDBPyConnection, mark: str) -> None:
    """Write `book_comparison`, and what is beyond the usual to the suspicions. `mark` is from `comparable_book`."""
    now, before = _measures(connection), {}
    if mark:
        before = dict(connection.execute("select measure, now from earlier.book_comparison").fetchall())
        now |= _moved(connection)
    for measure, amount in now.items():
        connection.execute(_ENTER, [mark, measure, before.get(measure), amount])
    if mark:
        for table, reason in _unusual(before, now):
            connection.execute(_SUSPECT, [table, AGAINST, reason])


@contextlib.contextmanager
def comparable_book(connection: duckdb.DuckDBPyConnection, path: Path | None, *, fingerprint: str) -> Iterator[str]:
    """The book in use, attached as `earlier`; gives its fingerprint, nothing when it is not to be compared.

    It is left alone when it is this one, when it cannot be read or was made before books told their measures, and when
    it is from another source or in another currency.
    """
    mark = _comparable(connection, path) if path else ""
    if path is None or mark in {"", fingerprint}:
        yield ""
        return
    place = str(path).replace("'", "''")  # attach takes no parameters
    connection.execute(f"attach '{place}' as earlier (read_only)")
    try:
        yield mark
    finally:
        connection.execute("detach earlier")


def _comparable(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """The fingerprint of the book at `path` when it is of the same source and currency."""
    own = connection.execute("select source, currency from book_info").fetchall()[0]
    with contextlib.suppress(BookUnavailable), Book(path) as book:
        verify(path)  # a damaged book is replaced by the one in the making, which must not fail over it
        if (book.info["source"], book.info["currency"]) == own and len(book.read(_MEASURES)):
            return book.fingerprint
    return ""


def _measures(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """What this book holds; amounts of which it holds no value are not there."""
    customers = connection.execute("select count(*) from customers").fetchall()[0][0]
    sums = ", ".join(f"cast(sum({name}) as double)" for name in AMOUNTS)
    months, rows, *amounts = connection.execute(
        f"select count(distinct month), sum(activity_rows), {sums} from activity_months").fetchall()[0]
    known = {name: amount for name, amount in zip(AMOUNTS, amounts, strict=True) if amount is not None}
    return {CUSTOMERS: customers, MONTHS: months, ROWS: rows or 0, **known}


def _moved(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """How many customers only one of the two books has."""
    only = "select count(*) from {}.customers as here anti join {}.customers as there using (customer_id)"
    new, missing = (connection.execute(only.format(*pair)).fetchall()[0][0]
                    for pair in (("main", "earlier"), ("earlier", "main")))
    return {NEW: new, MISSING: missing}


def _unusual(before: dict[str, float], now: dict[str, float]) -> Iterator[tuple[str, str]]:
    """The table, and a stored sentence, for each difference beyond what is usual."""
    if before[CUSTOMERS] and abs(now[CUSTOMERS] / before[CUSTOMERS] - 1) > USUAL_CHANGE:
        yield "customers", stored(N_("{now_count} customers, where the data before had {before_count}."),
                                  now_count=now[CUSTOMERS], before_count=before[CUSTOMERS])
    if before[CUSTOMERS] and now[MISSING] / before[CUSTOMERS] > USUAL_MISSING:
        yield "customers", stored(N_("{missing_count} customers of the data before ({share}) are not in this data."),
                                  missing_count=now[MISSING], share=now[MISSING] / before[CUSTOMERS])
    for name in AMOUNTS:
        if name in before and name not in now:
            yield "activity", stored(N_("{measure_word} was in the data before and is not in this data."),
                                      measure_word=HEADINGS[name])
        elif before.get(name):
            # By the month: a book with one month more has more of everything.
            part = (now[name] / now[MONTHS]) / (before[name] / before[MONTHS])
            if abs(part - 1) > USUAL_CHANGE:
                yield "activity", stored(N_("{measure_word} in a month is on average {share} of what it was in the "
                                            "data before."), measure_word=HEADINGS[name], share=part)
