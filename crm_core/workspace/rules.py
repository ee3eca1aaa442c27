"""The rules of a workspace: kept, listed, deleted and restored. A rule never changes: another one takes its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.signals.rule import Rule, Watch, as_row
from crm_core.workspace import written
from crm_core.workspace.signal_tables import RULES
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id

_T = RULES.c


class Rules:
    """The rules of a workspace. Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def add(self, watch: Watch, *, author: str) -> Rule:
        """Keep a rule. Raises CannotAnswer for an author that is empty or too long, and for a rule that is there."""
        author = written.line(author, "author")
        written.line(watch.region_id, "subject", required=False)
        with self._store.writing() as connection:
            if any(as_row(rule) == as_row(watch) for rule in _living(connection)):
                raise CannotAnswer(_("This rule is there already."))
            row = insert(RULES).values(**as_row(watch), author=author, created_at=self._now())
            return _one(connection, inserted_id(connection, row))

    def all(self) -> tuple[Rule, ...]:
        """The rules, in the order in which they were made."""
        with self._store.reading() as connection:
            return _living(connection)

    def delete(self, number: int) -> Rule:
        """Take a rule away, and its signals out of sight; `restore` brings both back."""
        return self._set_deleted(number, self._now())

    def restore(self, number: int) -> Rule:
        """Bring a deleted rule back."""
        return self._set_deleted(number, None)

    def _set_deleted(self, number: int, moment: dt.datetime | None) -> Rule:
        with self._store.writing() as connection:
            _one(connection, number)
            connection.execute(update(RULES).where(_T.id == number).values(deleted_at=moment))
            return _one(connection, number)


def _living(connection: Connection) -> tuple[Rule, ...]:
    rows = connection.execute(select(RULES).where(_T.deleted_at.is_(None)).order_by(_T.id))
    return tuple(_rule(row) for row in rows)


def _rule(row: Row) -> Rule:
    return Rule(**row._mapping)


def _one(connection: Connection, number: int) -> Rule:
    row = by_number(connection, RULES, number)
    if row is None:
        raise CannotAnswer(_("There is no rule number {number}. Choose one from the list of rules.", number=number))
    return _rule(row)
