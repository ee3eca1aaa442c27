"""The scenarios of a workspace: saved under a name, found again, compared, deleted and restored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count

from sqlalchemy import Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _, day
from crm_core.workspace import written
from crm_core.workspace.scenario import NameTaken, Scenario
from crm_core.workspace.store import Store
from crm_core.workspace.tables import SCENARIOS, by_number, inserted_id

_T = SCENARIOS.c


class Scenarios:
    """The scenarios of a workspace. Names are unique in a room, whatever their capitals; deleting can be undone.

    Every call raises WorkspaceUnavailable when the workspace cannot be used.
    """

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def save(self, room: str, name: str, content: str, *, author: str, note: str = "", book_fingerprint: str = "",
             book_title: str = "", replace: bool = False) -> Scenario:
        """Keep `content`, a JSON text, under a new name in `room`.

        With `replace`, a scenario that has the name is deleted in the same step, and can be restored. Raises
        NameTaken without it, CannotAnswer for a name, author or note that is empty or too long and for replacing
        the one in force, ValueError when `content` is no JSON.
        """
        name, author, content = written.line(name, "name"), written.line(author, "author"), written.content(content)
        note = written.prose(note, "note", required=False)
        with self._store.writing() as connection:
            other = _named(connection, room, name)
            if other and replace:
                self._delete(connection, other)
            elif other:
                raise _taken(connection, other)
            now = self._now()
            row = insert(SCENARIOS).values(
                room=room, name=name, name_key=written.key(name), note=note, author=author, content=content,
                book_fingerprint=book_fingerprint, book_title=book_title, created_at=now, changed_at=now,
            )
            return one(connection, inserted_id(connection, row))

    def rename(self, number: int, name: str, *, note: str | None = None) -> Scenario:
        """Give a scenario another name, and another note unless it is None. Raises like `save`."""
        line = written.line(name, "name")
        changes: dict[str, object] = {"name": line, "changed_at": self._now()}
        if note is not None:
            changes["note"] = written.prose(note, "note", required=False)
        with self._store.writing() as connection:
            scenario = living(connection, number)
            other = _named(connection, scenario.room, line)
            if other and other.id != number:
                raise _taken(connection, other)
            return change(connection, number, **changes, name_key=written.key(line))

    def delete(self, number: int) -> Scenario:
        """Take a scenario out of the lists; `restore` brings it back. Raises CannotAnswer for the one in force."""
        with self._store.writing() as connection:
            return self._delete(connection, living(connection, number))

    def restore(self, number: int) -> Scenario:
        """Bring a deleted scenario back: under its own name, or a free one like it when that has been taken since."""
        with self._store.writing() as connection:
            return restored(connection, number)

    def all(self, room: str) -> tuple[Scenario, ...]:
        """The scenarios of `room`: the one in force first, then those changed last."""
        query = select(SCENARIOS).where(_T.room == room, _T.deleted_at.is_(None)).order_by(
            _T.in_force_since.is_(None), _T.changed_at.desc(), _T.id.desc()
        )
        with self._store.reading() as connection:
            return tuple(_scenario(row) for row in connection.execute(query))

    def get(self, *numbers: int) -> tuple[Scenario, ...]:
        """The scenarios of these numbers, in this order. Raises CannotAnswer for one that is unknown or deleted."""
        with self._store.reading() as connection:
            return tuple(living(connection, number) for number in numbers)

    def in_force(self, room: str) -> Scenario | None:
        """The scenario in force in `room`, None when there is none."""
        with self._store.reading() as connection:
            return in_force(connection, room)

    def _delete(self, connection: Connection, scenario: Scenario) -> Scenario:
        if scenario.is_in_force:
            raise CannotAnswer(_(
                "'{name}' is the current approved scenario, so it can be neither deleted nor replaced. Approve another "
                "one first, or withdraw the approval.",
                name=scenario.name,
            ))
        return change(connection, scenario.id, deleted_at=self._now())


def _scenario(row: Row) -> Scenario:
    values = dict(row._mapping)
    del values["name_key"]
    return Scenario(**values)


def one(connection: Connection, number: int) -> Scenario:
    """The scenario of this number, deleted or not."""
    row = by_number(connection, SCENARIOS, number)
    if row is None:
        raise CannotAnswer(_("There is no scenario number {number}. Choose one from the list of saved scenarios.",
                             number=number))
    return _scenario(row)


def in_force(connection: Connection, room: str) -> Scenario | None:
    """The scenario in force in `room`, None when there is none."""
    row = connection.execute(select(SCENARIOS).where(_T.room == room, _T.in_force_since.is_not(None))).one_or_none()
    return _scenario(row) if row else None


def living(connection: Connection, number: int) -> Scenario:
    """The scenario of this number. Raises CannotAnswer for one that is unknown or deleted."""
    scenario = one(connection, number)
    if scenario.deleted_at is not None:
        raise CannotAnswer(_("'{name}' was deleted on {day}. Restore it to use it again.", name=scenario.name,
                             day=day(scenario.deleted_at)))
    return scenario


def _named(connection: Connection, room: str, name: str) -> Scenario | None:
    query = select(SCENARIOS).where(_T.room == room, _T.name_key == written.key(name), _T.deleted_at.is_(None))
    row = connection.execute(query).one_or_none()
    return _scenario(row) if row else None


def restored(connection: Connection, number: int) -> Scenario:
    """The scenario of this number, brought back when it was deleted."""
    scenario = one(connection, number)
    if scenario.deleted_at is None:
        return scenario
    name = scenario.name
    if _named(connection, scenario.room, name):
        name = _free(connection, scenario.room, name)
    return change(connection, number, deleted_at=None, name=name, name_key=written.key(name))


def change(connection: Connection, number: int, **changes: object) -> Scenario:
    """Change a scenario's row. Returns it as it is then."""
    connection.execute(update(SCENARIOS).where(_T.id == number).values(**changes))
    return one(connection, number)


def _taken(connection: Connection, other: Scenario) -> NameTaken:
    instead = _free(connection, other.room, other.name)
    sentence = _("There is already a scenario '{name}' (by {author}, {day}). Choose another name, such as '{instead}'.",
                 name=other.name, author=other.author, day=day(other.changed_at), instead=instead)
    return NameTaken(sentence, instead=instead, by=other)


def _free(connection: Connection, room: str, name: str) -> str:
    """`Plan A (2)`, or the first number that is free."""
    for number in count(2):
        ending = f" ({number})"
        candidate = name[: written.MAX_LENGTHS["name"] - len(ending)].rstrip() + ending
        if not _named(connection, room, candidate):
            return candidate
    raise AssertionError("unreachable")
