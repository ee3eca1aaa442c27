"""What rules made of each book: judged once a book and kept, with who has seen what tripped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.signals.rule import Rule
from crm_core.workspace import written
from crm_core.workspace.signal_tables import JUDGEMENTS, RULES, SIGNALS
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id

if TYPE_CHECKING:
    from crm_core.signals.verdict import Verdict

_J, _S, _R = JUDGEMENTS.c, SIGNALS.c, RULES.c


@dataclass(frozen=True)
class Judgement:
    """A rule judged on the book of `book_fingerprint`, over its period (None where the book had none). `basis` names
    the targets that it hung on.

    `judged` and `unknown` count regions, the bank being one; `chance` is that of any trip by noise alone, None where
    it could not be told.
    """

    id: int
    rule: Rule
    book_fingerprint: str
    book_title: str
    basis: str
    first_month: dt.date | None
    last_month: dt.date | None
    judged: int
    unknown: int
    chance: float | None
    judged_at: dt.datetime


@dataclass(frozen=True)
class Signal:
    """What tripped: `actual` beyond `limit_amount`. Nobody has acknowledged it while `acknowledged_at` is None."""

    id: int
    judgement: Judgement
    region_id: str
    actual: float
    limit_amount: float
    chance: float | None
    acknowledged_by: str
    acknowledged_at: dt.datetime | None


class Judgements:
    """The judgements of a workspace. Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def enter(self, verdicts: Iterable[Verdict], *, book_fingerprint: str, book_title: str) -> None:
        """Keep what the rules made of a book. A rule that has been judged on it, by the same targets, is left as it is.

        A signal that is of the same rule, region and period as an earlier one, and was acknowledged there, is so here.
        """
        with self._store.writing() as connection:
            standing = {tuple(row) for row in connection.execute(
                select(_J.rule_id, _J.basis).where(_J.book_fingerprint == book_fingerprint, _J.id.in_(_latest())))}
            now = self._now()
            for verdict in verdicts:
                if (verdict.rule.id, verdict.basis) not in standing:
                    _enter(connection, verdict, fingerprint=book_fingerprint, title=book_title, now=now)

    def of_book(self, fingerprint: str) -> tuple[Judgement, ...]:
        """The judgements on one book by rules that still stand, in the order of the rules."""
        query = _judgements().where(_J.book_fingerprint == fingerprint, _R.deleted_at.is_(None)).order_by(_J.rule_id)
        with self._store.reading() as connection:
            rules = _rules(connection)
            return tuple(_judgement(row, rules) for row in connection.execute(query))

    def signals(self, fingerprint: str = "", *, most: int = 500) -> tuple[Signal, ...]:
        """What tripped on one book, or on any; the latest judgement first. Signals of deleted rules are left out."""
        query = (select(SIGNALS, *(column.label(f"j_{column.name}") for column in _J))
                 .join(JUDGEMENTS, _S.judgement_id == _J.id).join(RULES, _J.rule_id == _R.id)
                 .where(_R.deleted_at.is_(None), _J.id.in_(_latest()))
                 .order_by(_J.judged_at.desc(), _J.rule_id, _S.id).limit(most))
        if fingerprint:
            query = query.where(_J.book_fingerprint == fingerprint)
        with self._store.reading() as connection:
            rules = _rules(connection)
            return tuple(_signal(row, rules) for row in connection.execute(query))

    def acknowledge(self, *numbers: int, by: str) -> None:
        """Say that signals have been seen. Who did so first stays. Raises CannotAnswer for an empty name."""
        name = written.line(by, "author")
        with self._store.writing() as connection:
            for number in numbers:
                if by_number(connection, SIGNALS, number) is None:
                    raise CannotAnswer(_("There is no signal number {number}. Choose one from the list of signals.",
                                         number=number))
                connection.execute(update(SIGNALS).where(_S.id == number, _S.acknowledged_at.is_(None)).values(
                    acknowledged_by=name, acknowledged_at=self._now()))

    def withdraw(self, *numbers: int) -> None:
        """Signals as nobody had acknowledged them."""
        with self._store.writing() as connection:
            connection.execute(update(SIGNALS).where(_S.id.in_(numbers)).values(acknowledged_by="",
                                                                                acknowledged_at=None))


def _judgements() -> Select:
    return select(JUDGEMENTS).join(RULES, _J.rule_id == _R.id).where(_J.id.in_(_latest()))


def _latest() -> Select:
    """Of each rule and book the judgement that holds: a rule about targets is judged again when these change."""
    return select(func.max(_J.id)).group_by(_J.rule_id, _J.book_fingerprint)


def _rules(connection: Connection) -> dict[int, Rule]:
    return {row.id: Rule(**row._mapping) for row in connection.execute(select(RULES))}


def _judgement(row: Row, rules: dict[int, Rule], prefix: str = "") -> Judgement:
    values = {column.name: getattr(row, prefix + column.name) for column in _J}
    return Judgement(rule=rules[values.pop("rule_id")], **values)


def _signal(row: Row, rules: dict[int, Rule]) -> Signal:
    values = {column.name: getattr(row, column.name) for column in _S if column.name != "judgement_id"}
    return Signal(judgement=_judgement(row, rules, "j_"), **values)


def _enter(connection: Connection, verdict: Verdict, *, fingerprint: str, title: str,
           now: dt.datetime) -> None:
    seen = {row.region_id: row for row in connection.execute(
        select(_S.region_id, _S.acknowledged_by, _S.acknowledged_at).join(JUDGEMENTS, _S.judgement_id == _J.id)
        .where(_J.rule_id == verdict.rule.id, _J.first_month == verdict.first_month,
               _J.last_month == verdict.last_month, _S.acknowledged_at.is_not(None)))}
    number = inserted_id(connection, insert(JUDGEMENTS).values(
        rule_id=verdict.rule.id, book_fingerprint=fingerprint, book_title=title, basis=verdict.basis,
        first_month=verdict.first_month, last_month=verdict.last_month, judged=verdict.judged,
        unknown=verdict.unknown, chance=verdict.chance, judged_at=now))
    for trip in verdict.trips:
        before = seen.get(trip.region_id)
        connection.execute(insert(SIGNALS).values(
            judgement_id=number, region_id=trip.region_id, actual=trip.actual, limit_amount=trip.limit,
            chance=trip.chance, acknowledged_by=before.acknowledged_by if before else "",
            acknowledged_at=before.acknowledged_at if before else None))
