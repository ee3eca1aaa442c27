"""The work lists of a workspace: drafted, handed out and never changed again, closed, deleted and brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _, day
from crm_core.lists.entry import Entry
from crm_core.lists.lot import Lot
from crm_core.lists.work_list import Origin, Plan, WorkList, refuse_unless_it_can_be_worked
from crm_core.workspace import written
from crm_core.workspace.list_tables import LIST_ROWS, WORK_LISTS
from crm_core.workspace.pilots import has_lot, keep_lot
from crm_core.workspace.record import Deed, enter_deed
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id

_T, _R = WORK_LISTS.c, LIST_ROWS.c
_ORIGIN = ("scheme", "compared_with", "scope", "book_fingerprint", "book_title", "data_to", "currency")
_PLAN = ("to_reach", "due_on", "assumed_attrition", "break_even")


class WorkLists:
    """The lists of a workspace. A name is unique whatever its capitals. Rows change only while a list is a draft; so
    two who write at once cannot change what somebody works with. Every call raises WorkspaceUnavailable when the
    workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def draft(self, name: str, rows: Sequence[Entry], plan: Plan, *, author: str, note: str = "",
              origin: Origin | None = None, lot: Lot | None = None) -> WorkList:
        """Keep a list, not handed out yet: of `rows` those whom the `lot` does not leave out, where there is one.
        Raises CannotAnswer for a name that is empty, too long or taken, for none or too many rows, and for a plan that
        does not fit."""
        now = self._now()
        left_out = lot.left_out(row.customer_id for row in rows) if lot else frozenset()
        names = {row.customer_id: row.name for row in rows if row.customer_id in left_out}
        rows = [row for row in rows if row.customer_id not in left_out]
        refuse_unless_it_can_be_worked(len(rows))
        plan.check(len(rows), now.astimezone().date())
        line = written.line(name, "name")
        values = {"name": line, "name_key": written.key(line), "author": written.line(author, "author"),
                  "note": written.prose(note, "note", required=False), **_values(plan, _PLAN),
                  **_values(origin or Origin(), _ORIGIN), "customers": len(rows), "created_at": now}
        with self._store.writing() as connection:
            _refuse_taken(connection, line)
            number = inserted_id(connection, insert(WORK_LISTS).values(**values))
            connection.execute(insert(LIST_ROWS), [vars(row) | {"list_id": number} for row in rows])
            if lot:
                keep_lot(connection, number, lot, names)
                enter_deed(connection, "lot drawn", at=now, who=values["author"], subject=line,
                           rows=len(rows) + len(names), book_fingerprint=(origin or Origin()).book_fingerprint)
            return _one(connection, number)

    def all(self) -> tuple[WorkList, ...]:
        """All lists: those being worked on first, then drafts, then closed ones, the latest first in each."""
        query = select(WORK_LISTS).where(_T.deleted_at.is_(None)).order_by(_T.id.desc())
        with self._store.reading() as connection:
            lists = [_list(row) for row in connection.execute(query)]
        return tuple(sorted(lists, key=lambda each: ("handed_out", "draft", "closed").index(each.state)))

    def open(self, number: int) -> WorkList:
        """The list of this number. Raises CannotAnswer when there is none or it was deleted."""
        with self._store.reading() as connection:
            return _living(connection, number)

    def named(self, name: str) -> WorkList:
        """The list of this name, whatever its capitals, or of this number. Raises CannotAnswer, with the names that
        there are."""
        lists = self.all()
        key = written.key(" ".join(name.split()))
        for each in lists:
            if key in (written.key(each.name), str(each.id)):
                return each
        names = ", ".join(f"'{each.name}'" for each in lists[:10]) or _("none")
        raise CannotAnswer(_("There is no list '{name}'. There are: {names}.", name=name[:80], names=names))

    def rows(self, number: int) -> tuple[Entry, ...]:
        """The rows of a list, in their order."""
        query = select(LIST_ROWS).where(_R.list_id == number).order_by(_R.id)
        with self._store.reading() as connection:
            _living(connection, number)
            return tuple(_entry(row) for row in connection.execute(query))

    def word_step(self, number: int, before: Entry, next_step: str) -> int:
        """Give another next step to every customer of a draft who moves between the same tiers in the same direction
        as `before` and has the same step now. Returns how many. Raises CannotAnswer once it is handed out."""
        line = written.line(next_step, "step")
        same = ((_R.list_id == number) & (_R.direction == before.direction) & (_R.tier == before.tier)
                & (_R.previous_tier == before.previous_tier) & (_R.next_step == before.next_step))
        with self._store.writing() as connection:
            _draft(connection, number)
            changed = connection.execute(update(LIST_ROWS).where(same).values(next_step=line, is_proposed=False))
            return int(changed.rowcount)

    def hand_out(self, number: int, *, author: str) -> WorkList:
        """From now on the list stays as it is. One that is handed out already stays so, with its first day."""
        with self._store.writing() as connection:
            work_list = _living(connection, number)
            if work_list.handed_out_at is None:
                _change(connection, number, handed_out_at=self._now(), handed_out_by=author.strip()[:80])
            return _one(connection, number)

    def take_back(self, number: int) -> WorkList:
        """Make a list a draft again. Raises CannotAnswer when something has come back of it, and for a pilot after the
        day on which it was handed out: who was called since is known, and one that shows nothing would be gone."""
        from crm_core.workspace.list_results import has_results

        with self._store.writing() as connection:
            work_list = _living(connection, number)
            if has_results(connection, number):
                raise CannotAnswer(_("Results of '{name}' have come back, so it stays as it was handed out.",
                                     name=work_list.name))
            if has_lot(connection, number):
                _refuse_pilot_of_before(work_list, self._now())
            return _change(connection, number, handed_out_at=None, handed_out_by="")

    def close(self, number: int, *, author: str) -> WorkList:
        """Nobody works on the list any more; what came of it stays."""
        with self._store.writing() as connection:
            _living(connection, number)
            return _change(connection, number, closed_at=self._now(), closed_by=written.line(author, "author"))

    def reopen(self, number: int) -> WorkList:
        """Work on a closed list again."""
        with self._store.writing() as connection:
            _living(connection, number)
            return _change(connection, number, closed_at=None, closed_by="")

    def delete(self, number: int, *, author: str = "") -> WorkList:
        """Take a list out of the workspace with what came of it; `restore` brings both back. That the draft of a pilot
        was deleted is entered in the record, and who is drawn again has it said of them (`Pilots.drawn_before`).

        Raises CannotAnswer for a pilot that was handed out.
        """
        with self._store.writing() as connection:
            work_list = _living(connection, number)
            if has_lot(connection, number):
                _refuse_pilot(work_list)
                self._enter(connection, "lot deleted", work_list, author)
            return _change(connection, number, deleted_at=self._now())

    def restore(self, number: int, *, author: str = "") -> WorkList:
        """Bring a deleted list back; of a pilot it is entered in the record, as its deletion was. Raises CannotAnswer
        when its name was given away since."""
        with self._store.writing() as connection:
            work_list = _one(connection, number)
            if work_list.deleted_at is not None:
                _refuse_taken(connection, work_list.name)
                if has_lot(connection, number):
                    self._enter(connection, "lot restored", work_list, author)
            return _change(connection, number, deleted_at=None)

    def _enter(self, connection: Connection, what: Deed, work_list: WorkList, author: str) -> None:
        enter_deed(connection, what, at=self._now(), who=author.strip()[:80], subject=work_list.name, rows=None,
                   book_fingerprint=work_list.origin.book_fingerprint)


def _refuse_pilot(work_list: WorkList) -> None:
    """What is deleted can be drawn until the lot pleases, and what came of it left out of what is known."""
    if work_list.handed_out_at is not None:
        raise CannotAnswer(_("'{name}' is a pilot that was handed out on {day}, so it is not deleted: what calling "
                             "keeps is read from all pilots, also from those that show nothing. Close the list "
                             "instead.",
                             name=work_list.name, day=day(work_list.handed_out_at)))


def _refuse_pilot_of_before(work_list: WorkList, now: dt.datetime) -> None:
    if work_list.handed_out_at is not None and work_list.handed_out_at.astimezone().date() < now.astimezone().date():
        raise CannotAnswer(_("'{name}' is a pilot that was handed out on {day}, so customers may have been called "
                             "since, and it stays handed out. Close the list instead.",
                             name=work_list.name, day=day(work_list.handed_out_at)))


def _values(of: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(of, name) for name in names}


def _list(row: Row) -> WorkList:
    values = dict(row._mapping)
    del values["name_key"]
    origin = Origin(**{name: values.pop(name) for name in _ORIGIN})
    plan = Plan(**{name: values.pop(name) for name in _PLAN})
    return WorkList(origin=origin, plan=plan, **values)


def _entry(row: Row) -> Entry:
    values = dict(row._mapping)
    del values["id"], values["list_id"]
    return Entry(**values)


def _one(connection: Connection, number: int) -> WorkList:
    row = by_number(connection, WORK_LISTS, number)
    if row is None:
        raise CannotAnswer(_("There is no list number {number}. Choose one from the page of lists.",
                             number=str(number)[:20]))
    return _list(row)


def _living(connection: Connection, number: int) -> WorkList:
    work_list = _one(connection, number)
    if work_list.deleted_at is not None:
        raise CannotAnswer(_("The list '{name}' was deleted on {day}.", name=work_list.name,
                             day=day(work_list.deleted_at)))
    return work_list


def _draft(connection: Connection, number: int) -> WorkList:
    work_list = _living(connection, number)
    if work_list.handed_out_at is not None:
        raise CannotAnswer(_("'{name}' was handed out on {day}, so it stays as it is. Make a new list for what is to "
                             "be different.", name=work_list.name, day=day(work_list.handed_out_at)))
    return work_list


def _change(connection: Connection, number: int, **changes: object) -> WorkList:
    connection.execute(update(WORK_LISTS).where(_T.id == number).values(**changes))
    return _one(connection, number)


def _refuse_taken(connection: Connection, name: str) -> None:
    query = select(_T.created_at).where(_T.name_key == written.key(name), _T.deleted_at.is_(None))
    moment = connection.execute(query).scalar()
    if moment is not None:
        raise CannotAnswer(_("There is already a list '{name}' ({day}). Choose another name.", name=name,
                             day=day(moment)))
