"""The names of segments in a workspace: given, listed, taken away and brought back. Which segment of a book a name
belongs to is not known here (`crm_core.segmentation.given_names`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.workspace import written
from crm_core.workspace.segment_tables import SEGMENT_NAMES
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id

_T = SEGMENT_NAMES.c


class SegmentNames:
    """The names of segments. Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def give(self, name: str, *, way: str, code: str, shape: str, author: str, book_fingerprint: str,
             instead_of: int | None = None) -> Row:
        """Give a name, and take away the one with the number `instead_of`. Returns the row of the new one.

        Raises CannotAnswer for a name or an author that is empty or too long, or when `instead_of` is no name's number.
        """
        name, author = written.line(name, "name"), written.line(author, "author")
        if shape:
            written.content(shape)
        with self._store.writing() as connection:
            if instead_of is not None:
                _one(connection, instead_of)
                connection.execute(update(SEGMENT_NAMES).where(_T.id == instead_of).values(deleted_at=self._now()))
            row = insert(SEGMENT_NAMES).values(way=way, code=code, shape=shape, name=name, author=author,
                                               book_fingerprint=book_fingerprint, created_at=self._now())
            return _one(connection, inserted_id(connection, row))

    def all(self) -> tuple[Row, ...]:
        """The names that were not taken away, in the order in which they were given."""
        with self._store.reading() as connection:
            return tuple(connection.execute(
                select(SEGMENT_NAMES).where(_T.deleted_at.is_(None)).order_by(_T.id)).all())

    def delete(self, number: int) -> Row:
        """Take a name away; `restore` brings it back."""
        return self._set_deleted(number, self._now())

    def restore(self, number: int) -> Row:
        """Bring back a name that was taken away."""
        return self._set_deleted(number, None)

    def _set_deleted(self, number: int, moment: dt.datetime | None) -> Row:
        with self._store.writing() as connection:
            _one(connection, number)
            connection.execute(update(SEGMENT_NAMES).where(_T.id == number).values(deleted_at=moment))
            return _one(connection, number)


def _one(connection: Connection, number: int) -> Row:
    row = by_number(connection, SEGMENT_NAMES, number)
    if row is None:
        raise CannotAnswer(_("There is no name of a segment with the number {number}. Open the page again.",
                             number=number))
    return row
