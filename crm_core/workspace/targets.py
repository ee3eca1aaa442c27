"""The targets of a workspace: set one at a time or many at once, replaced, deleted, and all of it taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.targets.target import Aim, Target, as_row
from crm_core.workspace import written
from crm_core.workspace.signal_tables import TARGETS
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id

_T = TARGETS.c


@dataclass(frozen=True)
class Change:
    """What one step did to the targets: those it set, those it replaced or deleted, and how many were so already."""

    added: tuple[Target, ...] = ()
    removed: tuple[Target, ...] = ()
    unchanged: int = 0


class Targets:
    """The targets of a workspace: one for a figure, region and period. Nothing is overwritten: who replaces a target
    deletes it. Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def all(self) -> tuple[Target, ...]:
        """All targets: the bank's first, then by region, figure and period, the latest period first."""
        query = select(TARGETS).where(_T.deleted_at.is_(None)).order_by(
            _T.region_id, _T.figure, _T.period_kind, _T.first_month.desc(), _T.id)
        with self._store.reading() as connection:
            return tuple(_target(row) for row in connection.execute(query))

    def set(self, *aims: Aim, author: str, delete: Sequence[int] = ()) -> Change:
        """Set all of these or none, each in the place of the target that its figure, region and period had; in the same
        step those of the numbers `delete` go.

        Raises CannotAnswer for an author that is empty or too long, and where two are of the same.
        """
        author = written.line(author, "author")
        for aim in aims:
            written.line(aim.region_id, "subject", required=False)
        repeated = [aim for number, aim in enumerate(aims) if aim.key in {each.key for each in aims[:number]}]
        if repeated:
            raise CannotAnswer(_("Two targets are of {figure} for the same region and period. Keep one of them.",
                                 figure=repr(repeated[0].figure)))
        with self._store.writing() as connection:
            now = self._now()
            standing = _standing(connection)
            new = [aim for aim in aims if aim.key not in standing or as_row(standing[aim.key]) != as_row(aim)]
            gone = [_one(connection, number) for number in delete]
            removed = (*(standing[aim.key] for aim in new if aim.key in standing),
                       *(target for target in gone if target.deleted_at is None))
            _mark(connection, removed, now)
            added = tuple(
                _one(connection, inserted_id(connection, insert(TARGETS).values(
                    **as_row(aim), author=author, created_at=now)))
                for aim in new)
        return Change(added, removed, len(aims) - len(new))

    def delete(self, *numbers: int) -> Change:
        """Delete targets; `undo` brings them back."""
        with self._store.writing() as connection:
            targets = tuple(_one(connection, number) for number in numbers)
            removed = tuple(target for target in targets if target.deleted_at is None)
            _mark(connection, removed, self._now())
        return Change(removed=removed)

    def undo(self, change: Change) -> None:
        """Make what a step set undone: what it added is deleted, what it removed stands again.

        What somebody has set in the meantime in the place of one of them gives way to it, and stays among the deleted.
        """
        with self._store.writing() as connection:
            standing = _standing(connection).values()
            back, gone = {target.key for target in change.removed}, {target.id for target in change.added}
            _mark(connection, [target for target in standing if target.key in back or target.id in gone], self._now())
            _mark(connection, change.removed, None)


def _standing(connection: Connection) -> dict[tuple, Target]:
    rows = connection.execute(select(TARGETS).where(_T.deleted_at.is_(None)))
    return {target.key: target for target in map(_target, rows)}


def _mark(connection: Connection, targets: Iterable[Target], moment: dt.datetime | None) -> None:
    for target in targets:
        connection.execute(update(TARGETS).where(_T.id == target.id).values(deleted_at=moment))


def _target(row: Row) -> Target:
    return Target(**row._mapping)


def _one(connection: Connection, number: int) -> Target:
    row = by_number(connection, TARGETS, number)
    if row is None:
        raise CannotAnswer(_("There is no target number {number}. Choose one from the list of targets.", number=number))
    return _target(row)
