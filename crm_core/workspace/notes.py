"""Notes: what somebody knows about a subject, dated, with author and source, beside the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.workspace import written
from crm_core.workspace.store import Store
from crm_core.workspace.tables import NOTES, by_number, inserted_id

_T = NOTES.c


@dataclass(frozen=True)
class Note:
    """One note. `subject` is what it is about in the room, such as a region_id; `dated_on` the day it speaks of;
    `scope` says, where it is known, what was on the screen in words, and `link` leads there again."""

    id: int
    room: str
    subject: str
    text: str
    author: str
    source: str
    dated_on: dt.date
    created_at: dt.datetime
    deleted_at: dt.datetime | None
    scope: str
    link: str


class Notes:
    """The notes of a workspace. Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def add(self, room: str, subject: str, text: str, *, author: str, source: str = "",
            dated_on: dt.date | None = None, scope: str = "", link: str = "") -> Note:
        """Keep a note about `subject`, dated today unless said otherwise.

        Raises CannotAnswer for a text, author or source that is empty or too long.
        """
        now = self._now()
        row = insert(NOTES).values(
            room=room, subject=written.line(subject, "subject"), text=written.prose(text, "note"),
            author=written.line(author, "author"), source=written.line(source, "source", required=False),
            dated_on=dated_on or now.astimezone().date(), created_at=now,
            scope=scope, link=link,
        )
        with self._store.writing() as connection:
            return _one(connection, inserted_id(connection, row))

    def about(self, room: str, subject: str) -> tuple[Note, ...]:
        """The notes about one subject, the latest date first."""
        return self._all(_T.room == room, _T.subject == subject)

    def about_each(self, room: str, subjects: Collection[str]) -> dict[str, tuple[Note, ...]]:
        """The notes about several subjects, by subject, without those that have none: one read for a whole page."""
        found: dict[str, tuple[Note, ...]] = {}
        for note in self._all(_T.room == room, _T.subject.in_(subjects)):
            found[note.subject] = (*found.get(note.subject, ()), note)
        return found

    def everywhere(self) -> tuple[Note, ...]:
        """All notes of all rooms, the latest date first."""
        return self._all()

    def all(self, room: str) -> tuple[Note, ...]:
        """All notes of a room, the latest date first."""
        return self._all(_T.room == room)

    def delete(self, number: int) -> Note:
        """Take a note away; `restore` brings it back."""
        return self._set_deleted(number, self._now())

    def restore(self, number: int) -> Note:
        """Bring a deleted note back."""
        return self._set_deleted(number, None)

    def _all(self, *conditions: ColumnElement[bool]) -> tuple[Note, ...]:
        query = select(NOTES).where(*conditions, _T.deleted_at.is_(None)).order_by(_T.dated_on.desc(), _T.id.desc())
        with self._store.reading() as connection:
            return tuple(_note(row) for row in connection.execute(query))

    def _set_deleted(self, number: int, moment: dt.datetime | None) -> Note:
        with self._store.writing() as connection:
            _one(connection, number)
            connection.execute(update(NOTES).where(_T.id == number).values(deleted_at=moment))
            return _one(connection, number)


def _note(row: Row) -> Note:
    return Note(**row._mapping)


def _one(connection: Connection, number: int) -> Note:
    row = by_number(connection, NOTES, number)
    if row is None:
        raise CannotAnswer(_("There is no note number {number}. Choose one from the notes on its subject.",
                             number=number))
    return _note(row)
