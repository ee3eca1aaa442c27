"""What nobody reads any more in the folder of limited books: those of earlier data, and what killed programs left."""

from __future__ import annotations

import contextlib
import time

from crm_core import CannotAnswer
from crm_core.permit import LIMITED_FOLDER
from crm_core.warehouse import Shelf
from crm_core.warehouse.shelf import LOCK


def sweep_limited(bank: Shelf) -> None:
    """Remove the books of permits that are older than the bank's current one, and drafts that no program is writing.

    What people made, which lies beside them, stays. Who has a book open reads on, and one that is asked for again is
    made anew. A folder with nothing in it goes too.
    """
    if bank.current_or_none() is None:
        return
    in_use_since = bank.pointer.stat().st_mtime_ns  # the book's own time may lie ahead, to be later than the others'
    if in_use_since > time.time_ns():
        return  # a clock was wrong: every book would be older, whenever it was made
    for folder in (bank.folder / LIMITED_FOLDER).glob("*"):
        with contextlib.suppress(OSError, CannotAnswer):  # another program is making a book there, and sweeps
            _sweep(Shelf(folder), in_use_since)


def _sweep(shelf: Shelf, in_use_since: int) -> None:
    if not shelf.folder.is_dir():
        return
    with shelf.building():  # which clears drafts
        for path in shelf.books():
            if path.stat().st_mtime_ns < in_use_since:
                path.unlink(missing_ok=True)
        if not shelf.books():
            shelf.pointer.unlink(missing_ok=True)
        if list(shelf.folder.iterdir()) == [shelf.folder / LOCK]:  # as long as it is held: nobody begins meanwhile
            (shelf.folder / LOCK).unlink()
            shelf.folder.rmdir()
