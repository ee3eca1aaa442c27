"""Whether this machine's clock can be right: files and data in use that are dated in days to come say that it is not.

Months to come are rejected and a last month is judged by today's date, so a clock that is wrong makes a wrong book.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator

from crm_core.intake.draft import Draft
from crm_core.intake.files.folder import Source
from crm_core.language import N_
from crm_core.language.stored import stored
from crm_core.warehouse import Book, BookUnavailable

TOLERANCE = dt.timedelta(days=1)
"""By so much clocks of machines and zones may differ."""

_FILE = N_("The file is dated {day}, which is still to come by this machine's clock: check which of the two is wrong, "
           "as months to come are rejected.")
_BOOK = N_("The data in use was built on {day}, which is still to come by this machine's clock: check which of the two "
           "is wrong, as months to come are rejected.")


def doubt_clock(draft: Draft, sources: Iterable[Source], *, now: dt.datetime | None = None) -> None:
    """Enter in the suspicions what is dated in the future: the files, one entry each, and the book in use."""
    latest = (now or dt.datetime.now(dt.UTC)) + TOLERANCE
    for table, subject, reason in dict.fromkeys([*_of_files(sources, latest), *_of_book(draft, latest)]):
        draft.connection.execute("insert into suspicions values (?, ?, ?)", [table, subject, reason])


def _of_files(sources: Iterable[Source], latest: dt.datetime) -> Iterator[tuple[str, str, str]]:
    for source in sources:
        if not source.file_format.source and not source.is_listed:
            day = _day_of(source.path.stat().st_mtime)
            if day is None or day > latest:
                yield "", source.path.name, stored(_FILE, day=f"{day:%Y-%m-%d}" if day else "9999")


def _of_book(draft: Draft, latest: dt.datetime) -> Iterator[tuple[str, str, str]]:
    name = draft.shelf.current_or_none()
    if name is None:
        return
    with contextlib.suppress(BookUnavailable), Book(draft.shelf.folder / name) as book:
        built = book.info["built_at"].to_pydatetime().replace(tzinfo=dt.UTC)
        if built > latest:
            yield "", stored(N_("data in use")), stored(_BOOK, day=f"{built:%Y-%m-%d}")


def _day_of(seconds: float) -> dt.datetime | None:
    """None for a moment beyond all years."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, OSError, ValueError):
        return None
