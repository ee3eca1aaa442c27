"""Where people's work is kept: `workspace.sqlite` beside the books, or the database of `CLIENTELA_WORKSPACE`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from crm_core.language import N_, _
from crm_core.warehouse.on_disk import make_private
from crm_core.workspace import schema
from crm_core.workspace.engine import checked, default_url, engine
from crm_core.workspace.local_file import is_emptied, is_only_read, local_file, looked_at, make_folder
from crm_core.workspace.schema import WorkspaceUnavailable
from crm_core.workspace.tables import METADATA

SECONDS = 5.0
"""How long a write waits for another one. A save takes milliseconds; whoever holds the file this long forgot it."""

_AGAIN = N_("Nothing was saved; try again in a moment.")
_ANOTHER_PLACE = N_("Nothing was saved; give this program the right to write there, or set CLIENTELA_WORKSPACE to "
                    "another place.")
_LOCKED = (N_("The workspace {place} is in use by another program."), _AGAIN)
_UNWRITABLE = (N_("The workspace {place} cannot be written."), _ANOTHER_PLACE)
_DAMAGED = (N_("The workspace {place} is damaged or not a workspace."),
            N_("Nothing in it was changed: move it aside or put a backup in its place, and try again."))
_EMPTIED = (N_("The workspace {place} is a file of no bytes: what it held is lost."),
            N_("Put a backup in its place, or remove it to begin anew."))
_UNREACHABLE = (N_("The workspace {place} cannot be reached."),
                N_("Nothing was saved; check that the database runs, and the address and password in "
                   "CLIENTELA_WORKSPACE."))
_SQLITE_FAILURES = {
    5: _LOCKED, 6: _LOCKED,
    3: _UNWRITABLE, 8: _UNWRITABLE, 14: _UNWRITABLE, 23: _UNWRITABLE,
    10: (N_("The workspace {place} cannot be read or written: the disk reports an error."),
         N_("Nothing was saved; check the disk and try again.")),
    11: _DAMAGED, 26: _DAMAGED,
    13: (N_("The workspace {place} cannot be written: the disk is full."),
         N_("Nothing was saved; free some space and try again.")),
}
"""By SQLite's primary result code."""

_POSTGRES_LOCKED = "55P03"


class Store:
    """Transactions on the workspace: any number read, one writes. The tables are made at the first use.

    `url` is a SQLAlchemy URL of SQLite or PostgreSQL; `seconds` how long to wait for another writer.
    Raises WorkspaceUnavailable when the URL cannot be used.
    """

    def __init__(self, url: str | URL | None = None, *, seconds: float = SECONDS) -> None:
        self.url = checked(default_url() if url is None else url)
        self.place = self.url.render_as_string(hide_password=True)
        self._file = local_file(self.url)
        if self.url.get_backend_name() == "sqlite":
            self.place = str(self.url.database)
        if self._file:
            self._make_folder(self._file)
        self._engine = engine(self.url, self.place, seconds)
        self._writer = self._engine.execution_options(writes=True)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read from; it waits for nobody. Where nothing can be written it is to what was kept, if
        anything was: who only looks is not bothered with what cannot be saved."""
        if self._file and is_only_read(self._file):
            with self._telling(), looked_at(self._file).connect() as connection:
                if schema.version(connection) is None:
                    METADATA.create_all(connection)
                elif schema.version(connection) != schema.VERSION:
                    raise self._unavailable(_UNWRITABLE)
                yield connection
            return
        self._refuse_emptied()
        with self._telling(), self._engine.connect() as connection:
            if schema.version(connection) != schema.VERSION:
                connection.rollback()
                with self.writing():
                    pass  # makes the tables current
                if self._file:
                    make_private(self._file)
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of its own, with no other writer beside it: all of it is kept or nothing."""
        self._refuse_emptied()
        with self._telling(), self._writer.begin() as connection:
            schema.make_current(connection, self.place)
            yield connection

    def _make_folder(self, path: Path) -> None:
        try:
            make_folder(path)
        except OSError as error:
            raise self._unavailable(_UNWRITABLE) from error

    def _unavailable(self, failure: tuple[str, str]) -> WorkspaceUnavailable:
        reason, remedy = failure
        return WorkspaceUnavailable(_(reason, place=self.place), _(remedy))

    def _refuse_emptied(self) -> None:
        if self._file and is_emptied(self._file):
            raise self._unavailable(_EMPTIED)

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """What a database reports, as a sentence. What is none of its usual failures is ours, and stays as it is."""
        try:
            yield
        except DatabaseError as error:
            what = _failure(error)
            if what is None:
                raise
            raise self._unavailable(what) from error


def _failure(error: DatabaseError) -> tuple[str, str] | None:
    """What is the matter, and what has not been done and is to be done."""
    if (code := getattr(error.orig, "sqlite_errorcode", None)) is not None:
        return _SQLITE_FAILURES.get(code & 0xFF)
    if getattr(error.orig, "sqlstate", None) == _POSTGRES_LOCKED:
        return _LOCKED
    if isinstance(error, OperationalError):
        return _UNREACHABLE
    return None
