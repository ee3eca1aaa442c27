"""The export log: which table left the app, when, as which file, and at whose hand as far as it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import insert, select

from crm_core.workspace.store import Store
from crm_core.workspace.tables import EXPORTS


@dataclass(frozen=True)
class Export:
    """One file handed over: `who` took it (empty when not said), from which `page`, with how many `rows`, under which
    `scope` in words, from the book of `book_fingerprint`."""

    id: int
    at: dt.datetime
    who: str
    page: str
    rows: int
    file_name: str
    scope: str
    book_fingerprint: str


class Exports:
    """The export log of a workspace. Entries are added and read, never changed."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def log(self, *, page: str, rows: int, file_name: str, scope: str, who: str = "",
            book_fingerprint: str = "") -> None:
        """Enter one file. Raises WorkspaceUnavailable when the workspace cannot be written."""
        entry = insert(EXPORTS).values(at=self._now(), who=who, page=page, rows=rows, file_name=file_name, scope=scope,
                                       book_fingerprint=book_fingerprint)
        with self._store.writing() as connection:
            connection.execute(entry)

    def latest(self, most: int = 200) -> tuple[Export, ...]:
        """The latest entries, newest first."""
        query = select(EXPORTS).order_by(EXPORTS.c.id.desc()).limit(most)
        with self._store.reading() as connection:
            return tuple(Export(**row._mapping) for row in connection.execute(query))
