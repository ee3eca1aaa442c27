"""The columns of the files that no section reads, one entry a file however many tables it feeds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from crm_core.intake.files.folder import Source

_Place = tuple[Path, str, str]


class UnusedColumns:
    """Gathers what each section leaves of its file; a column is unused when all of them leave it."""

    def __init__(self) -> None:
        self._files: dict[_Place, tuple[str, str, tuple[str, ...]]] = {}

    def note(self, source: Source, unread: Sequence[str]) -> None:
        """A section reads `source`, and of the file's columns leaves those of `unread`."""
        given = source.file_format
        place = (source.path, source.inside, f"{given.source} {given.table} {given.query}")
        table, name, left = self._files.get(place, (source.table.name, source.name, tuple(unread)))
        self._files[place] = (table, name, tuple(column for column in left if column in unread))

    def enter(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Write `book_unused`: the table that read the file first, the file, and the columns."""
        for table, name, columns in self._files.values():
            if columns:
                connection.execute("insert into book_unused values (?, ?, ?)", [table, name, ", ".join(columns)])
