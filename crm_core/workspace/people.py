"""Who may see what, by e-mail. What was given before stays readable: a permit is replaced by a later one."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, insert, select

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.permit import Permit
from crm_core.strict_json import parse
from crm_core.workspace import written
from crm_core.workspace.people_tables import ENDED_SIGN_INS, PERMITS, RECORD
from crm_core.workspace.store import Store

_T = PERMITS.c
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class Person:
    """Somebody with a permit, who gave it, and when."""

    email: str
    permit: Permit
    given_by: str
    given_at: dt.datetime


class People:
    """The permits of a workspace. Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def permit_of(self, email: str) -> Permit | None:
        """What the person of this e-mail may see now; None for nobody."""
        with self._store.reading() as connection:
            return _permit(_latest(connection, key(email)))

    def look_up(self, email: str, mark: str) -> tuple[Permit | None, bool]:
        """The same, and whether the sign-in of this mark was ended, in one look of some milliseconds: it is taken at
        every run of a page, so that a change counts for people who are already in."""
        with self._store.reading() as connection:
            return _permit(_latest(connection, key(email))), _has_ended(connection, mark)

    def all(self) -> tuple[Person, ...]:
        """Everybody with a permit, by e-mail."""
        latest = select(func.max(_T.id)).group_by(_T.email)
        with self._store.reading() as connection:
            rows = connection.execute(select(PERMITS).where(_T.id.in_(latest), _T.role != "").order_by(_T.email)).all()
        return tuple(Person(row.email, permit, row.given_by, row.given_at)
                     for row in rows if (permit := _permit(row)))

    def give(self, email: str, permit: Permit, *, by: str) -> Person:
        """Give a permit in place of the one before, and record it. Raises CannotAnswer for what is no e-mail, and where
        nobody would be left who gives permits."""
        email = _checked(email)
        with self._store.writing() as connection:
            if not permit.manages:
                _keep_a_steward(connection, email)
            return self._enter(connection, email, permit, by)

    def give_first(self, email: str, permit: Permit, *, by: str) -> Permit | None:
        """Give a permit to somebody of whom nothing was ever entered, and record it. Returns what they may see now:
        what was given or taken away before stands, whatever `permit` is. None for an e-mail that is entered otherwise
        than it is said: the entry is of somebody whose e-mail looks alike."""
        said, email = key(email), _checked(email)
        if said != email:
            return None
        with self._store.writing() as connection:
            if (entered := _latest(connection, email)) is not None:
                return _permit(entered)
            return self._enter(connection, email, permit, by).permit

    def _enter(self, connection: Connection, email: str, permit: Permit, by: str) -> Person:
        moment = self._now()
        connection.execute(insert(PERMITS).values(
            email=email, role=permit.role, smallest_group=permit.smallest_group, given_by=by, given_at=moment,
            **{name: json.dumps(getattr(permit, name)) for name in ("regions", "branches", "managers")}))
        connection.execute(insert(RECORD).values(at=moment, who=by, what="permit given", subject=email,
                                                 scope=permit.words))
        return Person(email, permit, by, moment)

    def take_away(self, email: str, *, by: str) -> None:
        """Let this person see nothing from now on. Raises CannotAnswer where there is no such permit, and where nobody
        would be left who gives permits."""
        email = key(email)
        with self._store.writing() as connection:
            if _permit(_latest(connection, email)) is None:
                raise CannotAnswer(_("{email} has no permit. Choose one from the list of people.", email=repr(email)))
            _keep_a_steward(connection, email)
            connection.execute(insert(PERMITS).values(email=email, smallest_group=0, given_by=by, given_at=self._now()))
            connection.execute(insert(RECORD).values(at=self._now(), who=by, what="permit taken away", subject=email))

    def end_sign_in(self, mark: str) -> None:
        """Let nobody in again by the sign-in of this mark."""
        with self._store.writing() as connection:
            connection.execute(insert(ENDED_SIGN_INS).values(mark=mark, ended_at=self._now()))

    def has_ended(self, mark: str) -> bool:
        """Whether the sign-in of this mark was ended."""
        with self._store.reading() as connection:
            return _has_ended(connection, mark)


def key(email: str) -> str:
    """An e-mail as it is compared."""
    return email.strip().casefold()


def _checked(email: str) -> str:
    email = key(written.line(email, "author"))
    if not _EMAIL.fullmatch(email):
        raise CannotAnswer(_("{email} is no e-mail. Write the one with which the person signs in, like "
                             "ana@bank.example.", email=repr(email)))
    return email


def _has_ended(connection: Connection, mark: str) -> bool:
    ended = ENDED_SIGN_INS.c
    return connection.execute(select(ended.id).where(ended.mark == mark)).first() is not None


def _latest(connection: Connection, email: str) -> Row | None:
    return connection.execute(select(PERMITS).where(_T.email == email).order_by(_T.id.desc()).limit(1)).first()


def _permit(row: Row | None) -> Permit | None:
    if row is None or not row.role:
        return None
    regions, branches, managers = (tuple(parse(limit)) for limit in (row.regions, row.branches, row.managers))
    return Permit(row.role, regions, branches, managers, row.smallest_group)


def _keep_a_steward(connection: Connection, email: str) -> None:
    """Raises CannotAnswer where `email` is the last steward."""
    latest = select(func.max(_T.id)).group_by(_T.email)
    stewards = {row.email for row in connection.execute(
        select(_T.email).where(_T.id.in_(latest), _T.role == "steward"))}
    if stewards == {email}:
        raise CannotAnswer(_("{email} is the only steward: nobody would be left who gives permits. Make somebody else "
                             "a steward first.", email=email))
