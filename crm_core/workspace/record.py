"""The record: who signed in, exported, published, approved and changed permits. Entries are added and read only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, insert, select

from crm_core.language import N_, _
from crm_core.workspace.people_tables import RECORD
from crm_core.workspace.store import Store

Deed = Literal["signed in", "signed out", "exported", "published", "approved", "permit given", "permit taken away",
               "lot drawn", "lot deleted", "lot restored"]
DEEDS: tuple[Deed, ...] = get_args(Deed)
DEED_NAMES: dict[str, str] = {
    "signed in": N_("signed in"), "signed out": N_("signed out"), "exported": N_("exported"),
    "published": N_("published"), "approved": N_("approved"), "permit given": N_("permit given"),
    "permit taken away": N_("permit taken away"), "lot drawn": N_("drew a lot"), "lot deleted": N_("deleted a lot"),
    "lot restored": N_("restored a lot"),
}


@dataclass(frozen=True)
class Entry:
    """`who` did `what` to `subject` (a file, a scheme, a person) under a `scope` in words, `rows` where a file has
    some, with the book of `book_fingerprint`."""

    id: int
    at: dt.datetime
    who: str
    what: str
    subject: str
    scope: str
    rows: int | None
    book_fingerprint: str

    @property
    def what_words(self) -> str:
        """What was done, in the language spoken."""
        return _(DEED_NAMES.get(self.what, self.what))


def enter_deed(connection: Connection, what: Deed, *, at: dt.datetime, who: str, subject: str, scope: str = "",
               rows: int | None = None, book_fingerprint: str = "") -> None:
    """Enter what was done together with what it did, in one transaction."""
    connection.execute(insert(RECORD).values(at=at, who=who, what=what, subject=subject, scope=scope, rows=rows,
                                             book_fingerprint=book_fingerprint))


class Record:
    """The record of a workspace. Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def enter(self, what: Deed, *, who: str, subject: str = "", scope: str = "", rows: int | None = None,
              book_fingerprint: str = "") -> None:
        """Enter what was done, now. ValueError for a deed that the record does not know."""
        if what not in DEEDS:
            raise ValueError(f"{what!r} is not one of {', '.join(DEEDS)}.")
        with self._store.writing() as connection:
            enter_deed(connection, what, at=self._now(), who=who, subject=subject, scope=scope, rows=rows,
                       book_fingerprint=book_fingerprint)

    def enter_once(self, what: Deed, *, who: str, subject: str, scope: str = "") -> None:
        """Enter it unless the same is there: every tab of a browser comes with the same sign-in."""
        of = RECORD.c
        same = select(of.id).where(of.who == who, of.what == what, of.subject == subject)
        with self._store.reading() as connection:
            is_there = connection.execute(same).first() is not None
        if not is_there:
            self.enter(what, who=who, subject=subject, scope=scope)

    def latest(self, most: int = 200) -> tuple[Entry, ...]:
        """The latest entries, newest first."""
        with self._store.reading() as connection:
            rows = connection.execute(select(RECORD).order_by(RECORD.c.id.desc()).limit(most))
            return tuple(Entry(**row._mapping) for row in rows)
