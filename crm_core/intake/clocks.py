"""Whether this machine's clock can be right: files and data in use that are dated in days to come say that it is not.

Months to come are rejected and a last month is judged by today's date, so a clock that is wrong makes a wrong book.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import duckdb

from crm_core.language import N_
from crm_core.language.stored import stored
from crm_core.warehouse import Book, BookUnavailable, Shelf

TOLERANCE = dt.timedelta(days=1)
"""By so much clocks of machines and zones may differ."""

_FILE = N_("The file is dated {day}, which is still to come by this machine's clock: check which of the two is wrong, "
           "as months to come are rejected.")
_BOOK = N_("The data in use was built on {day}, which is still to come by this machine's clock: check which of the two "
           "is wrong, as months to come are rejected.")


def doubt_files(connection: duckdb.DuckDBPyConnection, paths: Iterable[Path], *, now: dt.datetime) -> None:
    """Enter in the suspicions of a book which files are dated in the future, one entry each."""
    for path in dict.fromkeys(paths):
        day = _day_of(path.stat().st_mtime)
        if day is None or day > now + TOLERANCE:
            _enter(connection, path.name, stored(_FILE, day=f"{day:%Y-%m-%d}" if day else "9999"))


def doubt_data_in_use(connection: duckdb.DuckDBPyConnection, shelf: Shelf, *, now: dt.datetime) -> None:
    """The same of the data in use, whatever the new one is made of."""
    path = shelf.in_use()
    if path is None:
        return
    with contextlib.suppress(BookUnavailable), Book(path) as book:
        built = book.info["built_at"].to_pydatetime().replace(tzinfo=dt.UTC)
        if built > now + TOLERANCE:
            _enter(connection, stored(N_("data in use")), stored(_BOOK, day=f"{built:%Y-%m-%d}"))


def _enter(connection: duckdb.DuckDBPyConnection, subject: str, reason: str) -> None:
    connection.execute("insert into suspicions values ('', ?, ?)", [subject, reason])


def _day_of(seconds: float) -> dt.datetime | None:
    """None for a moment beyond all years."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None
