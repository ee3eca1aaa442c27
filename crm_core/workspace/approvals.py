"""The way of a scenario from a draft to what is approved, with who, when and why; written once, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, Row, insert, select

from crm_core import CannotAnswer
from crm_core.language import _, day
from crm_core.workspace import written
from crm_core.workspace.approval import Event, EventKind
from crm_core.workspace.approval_tables import EVENTS
from crm_core.workspace.scenario import Scenario, Status
from crm_core.workspace.scenarios import change, in_force, living, restored
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id

_T = EVENTS.c


class Approvals:
    """Scenarios proposed, approved and withdrawn, and the history of it. Every call raises WorkspaceUnavailable when
    the workspace cannot be used, and CannotAnswer with a sentence for a step that cannot be taken.

    `instead_of` is the number of the scenario that was approved when the person decided, None for none: when
    somebody else has approved another one since, nothing is changed, as the consequences are no longer those that
    the person saw.
    """

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def propose(self, number: int, *, author: str, reason: str) -> Event:
        """Put a draft, or what is no longer approved, up for approval."""
        author, reason = written.line(author, "author"), written.prose(reason, "reason")
        with self._store.writing() as connection:
            scenario = living(connection, number)
            if scenario.status == "proposed":
                raise CannotAnswer(_("'{name}' is proposed already. Approve it, or take the proposal back.",
                                     name=scenario.name))
            if scenario.is_in_force:
                raise CannotAnswer(_("'{name}' is approved already, so it need not be proposed.", name=scenario.name))
            return self._enter(connection, scenario, "proposed", "proposed", author=author, reason=reason)

    def retract(self, number: int, *, author: str, reason: str = "") -> Event:
        """Take a proposal back: it is a draft again."""
        author, reason = written.line(author, "author"), written.prose(reason, "reason", required=False)
        with self._store.writing() as connection:
            scenario = living(connection, number)
            _check_proposed(scenario)
            return self._enter(connection, scenario, "retracted", "draft", author=author, reason=reason)

    def approve(self, number: int, *, author: str, reason: str, instead_of: int | None) -> Event:
        """Make what is proposed the one in force in its room, in the place of the one that was."""
        author, reason = written.line(author, "author"), written.prose(reason, "reason")
        with self._store.writing() as connection:
            scenario = living(connection, number)
            _check_proposed(scenario)
            self._check_still(connection, scenario.room, instead_of)
            return self._put_in_force(connection, scenario, "approved", author=author, reason=reason)

    def return_to(self, event: int, *, author: str, reason: str, instead_of: int | None) -> Event:
        """Approve again what an event of the history approved; it comes back when it was deleted since."""
        author, reason = written.line(author, "author"), written.prose(reason, "reason")
        with self._store.writing() as connection:
            earlier = _event_of(connection, event)
            if not earlier.is_approval:
                raise CannotAnswer(_("This event approved nothing, so there is nothing to return to. Choose an "
                                     "approval from the history."))
            scenario = restored(connection, earlier.scenario_id)
            if scenario.is_in_force:
                raise CannotAnswer(_("'{name}' is approved already.", name=scenario.name))
            self._check_still(connection, scenario.room, instead_of)
            return self._put_in_force(connection, scenario, "returned", author=author, reason=reason,
                                      about_id=earlier.id)

    def withdraw(self, number: int, *, author: str, reason: str) -> Event:
        """Leave nothing in force in the room of what is approved."""
        author, reason = written.line(author, "author"), written.prose(reason, "reason")
        with self._store.writing() as connection:
            scenario = living(connection, number)
            if not scenario.is_in_force:
                raise CannotAnswer(_("'{name}' is not approved, so there is no approval to withdraw.",
                                     name=scenario.name))
            return self._enter(connection, scenario, "withdrawn", "withdrawn", author=author, reason=reason)

    def take_back(self, event: Event, *, author: str) -> Event:
        """Undo a step just taken: the scenario, and the one that it replaced, are what they were. Raises CannotAnswer
        when something has happened in the room since."""
        author = written.line(author, "author")
        with self._store.writing() as connection:
            last = connection.execute(select(EVENTS).where(_T.room == event.room).order_by(_T.id.desc()).limit(1)
                                      ).one()
            if last.id != event.id:
                raise CannotAnswer(_("'{name}' was changed in the meantime, by {author}, so this step cannot be "
                                     "undone. The history says what happened.", name=last.name,
                                     author=last.author or _("not recorded")))
            scenario = living(connection, event.scenario_id)
            if event.from_status == "approved":
                return self._put_in_force(connection, scenario, "undone", author=author, about_id=event.id)
            undone = self._enter(connection, scenario, "undone", event.from_status, author=author, about_id=event.id)
            if event.replaced_id is not None:
                self._enter(connection, living(connection, event.replaced_id), "reinstated", "approved",
                            author=author, about_id=event.id)
            return undone

    def history(self, room: str) -> tuple[Event, ...]:
        """What happened in `room`, the latest first."""
        with self._store.reading() as connection:
            rows = connection.execute(select(EVENTS).where(_T.room == room).order_by(_T.id.desc()))
            return tuple(_event(row) for row in rows)

    def _put_in_force(self, connection: Connection, scenario: Scenario, kind: EventKind, *, author: str,
                      reason: str = "", about_id: int | None = None) -> Event:
        """One event for what is replaced, if anything is, and then one for what takes its place."""
        before = in_force(connection, scenario.room)
        if before is not None:
            self._enter(connection, before, "replaced", "replaced", author=author)
        return self._enter(connection, scenario, kind, "approved", author=author, reason=reason, about_id=about_id,
                           before=before)

    def _enter(self, connection: Connection, scenario: Scenario, kind: EventKind, status: Status, *,
               author: str, reason: str = "", about_id: int | None = None, before: Scenario | None = None) -> Event:
        now = self._now()
        change(connection, scenario.id, status=status, in_force_since=now if status == "approved" else None)
        row = insert(EVENTS).values(
            at=now, room=scenario.room, scenario_id=scenario.id, kind=kind, from_status=scenario.status,
            to_status=status, name=scenario.name, content=scenario.content, author=author, reason=reason,
            book_fingerprint=scenario.book_fingerprint, book_title=scenario.book_title,
            replaced_id=before.id if before else None, replaced_name=before.name if before else "", about_id=about_id,
        )
        return _event_of(connection, inserted_id(connection, row))

    def _check_still(self, connection: Connection, room: str, instead_of: int | None) -> None:
        now = in_force(connection, room)
        if (now.id if now else None) == instead_of:
            return
        if now is None:
            raise CannotAnswer(_("The approval was withdrawn in the meantime, so what you saw is no longer what would "
                                 "change. Nothing was approved: look at the consequences again."))
        latest = connection.execute(select(EVENTS).where(_T.scenario_id == now.id, _T.to_status == "approved")
                                    .order_by(_T.id.desc()).limit(1)).one_or_none()
        raise CannotAnswer(_("'{name}' was approved in the meantime, by {author} on {day}, so what you saw is no "
                             "longer what would change. Nothing was approved: look at the consequences again.",
                             name=now.name, author=(latest.author if latest else "") or _("not recorded"),
                             day=day(now.in_force_since or self._now())))


def _check_proposed(scenario: Scenario) -> None:
    if scenario.is_in_force:
        raise CannotAnswer(_("'{name}' is approved already.", name=scenario.name))
    if scenario.status != "proposed":
        raise CannotAnswer(_("'{name}' is not proposed. Propose it first, with the reason.", name=scenario.name))


def _event(row: Row) -> Event:
    return Event(**row._mapping)


def _event_of(connection: Connection, number: int) -> Event:
    row = by_number(connection, EVENTS, number)
    if row is None:
        raise CannotAnswer(_("There is no event number {number} in the history. Choose one from it.", number=number))
    return _event(row)
