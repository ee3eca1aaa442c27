"""What a book, its disk or its memory does wrong, told apart from mistakes of ours and said in words."""

from __future__ import annotations

from pathlib import Path

import duckdb

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.warehouse.memory import MEMORY_VARIABLE, book_memory

_NO_ROOM = ("no space left", "max_temp_directory_size", "disk quota")
_DAMAGE = (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException)
"""What DuckDB raises beside a checksum that does not agree: it cannot read on, or no longer trusts itself."""


class BookUnavailable(CannotAnswer):
    """There is no book, or it cannot be read; the message says which and what to do."""


class BeingBuilt(CannotAnswer):
    """Another program has the right to build on a shelf."""


class BookDamaged(BookUnavailable):
    """The bytes of a book are no longer those that were written."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{file} is damaged: what the disk gives back is not what was written. Build it again from "
                           "its files, or go back to an earlier one: python -m crm_core books", file=path.name))


def not_opened(error: duckdb.Error, path: Path) -> BookUnavailable:
    """Why the book at `path` could not be opened."""
    said = str(error).lower()
    if "could not set lock" in said:  # a damaged block has a lock in its name
        return BookUnavailable(_(
            "{file} is being written by another program. Wait for it to end, or close it, and try again.",
            file=path.name))
    if is_of_newer_duckdb(error):
        return BookUnavailable(_(
            "{file} was written by a newer version of DuckDB than this program has. Update the program, go back to an "
            "earlier book (python -m crm_core books), or build it again from its files: python -m crm_core build …",
            file=path.name))
    if "checksum" in said:
        return BookDamaged(path)
    return BookUnavailable(_(
        "{file} cannot be read as a book: it is damaged, half written, or made by another version of DuckDB. Build "
        "it again: python -m crm_core build …", file=path.name))


def is_of_newer_duckdb(error: BaseException) -> bool:
    """Whether a file was not opened because its storage is of a version that this DuckDB does not know yet."""
    return "storage version" in str(error).lower()


def fault_of(error: duckdb.Error, path: Path) -> CannotAnswer | None:
    """Why the book at `path` could not be read on, where that is no fault of the question; None where it is."""
    said = str(error).lower()
    if any(words in said for words in _NO_ROOM):
        return CannotAnswer(_("There is no room left on the disk for this question. Make room beside the data, or "
                              "narrow the scope."))
    if isinstance(error, duckdb.OutOfMemoryException):
        return CannotAnswer(_("This question needs more memory than it may take. Narrow the scope, ask again when "
                              "fewer people are working, or start the program with more ({variable}, now {value}).",
                              variable=MEMORY_VARIABLE, value=book_memory()))
    if _is_damage(error):
        return BookDamaged(path)
    return None


def _is_damage(error: duckdb.Error) -> bool:
    """A checksum that does not agree is raised as the mother of all errors, which no mistake of a question is."""
    return type(error) is duckdb.Error or isinstance(error, _DAMAGE)
