"""What came back of work lists: file after file, none changed, each taken back; and the words that people matched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, Row, delete, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _, day
from crm_core.lists.outcome import OUTCOMES, Outcome
from crm_core.lists.result import Delivery, Result
from crm_core.workspace import written
from crm_core.workspace.list_tables import DELIVERIES, OUTCOME_WORDS, RESULTS, WORK_LISTS
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id

_D, _T, _W = DELIVERIES.c, RESULTS.c, OUTCOME_WORDS.c


class ListResults:
    """The results of a workspace. A file is taken whole, and what a later one says stands beside what was said before.
    Every call raises WorkspaceUnavailable when the workspace cannot be used."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def take(self, list_id: int, results: Sequence[Result], *, file_name: str, author: str,
             rejected: int = 0) -> Delivery:
        """Keep the results of a file, all of them or none. Raises CannotAnswer when there are none, or the list is not
        handed out, closed or deleted."""
        if not results:
            raise CannotAnswer(_("The file holds no result that can be imported, so nothing has changed."))
        by = written.line(author, "author")
        with self._store.writing() as connection:
            _refuse_unless_at_work(connection, list_id)
            number = inserted_id(connection, insert(DELIVERIES).values(
                list_id=list_id, file_name=file_name[-200:], author=by, at=self._now(), accepted=len(results),
                rejected=rejected))
            connection.execute(insert(RESULTS), [vars(each) | {"delivery_id": number} for each in results])
            return _one(connection, number)

    def take_back(self, number: int) -> Delivery:
        """Take a file's results out; `put_back` brings them back."""
        return self._mark(number, self._now())

    def put_back(self, number: int) -> Delivery:
        """Bring a file's results back."""
        return self._mark(number, None)

    def deliveries(self, list_id: int) -> tuple[Delivery, ...]:
        """The files that stand, the latest first."""
        query = select(DELIVERIES).where(_D.list_id == list_id, _D.deleted_at.is_(None)).order_by(_D.id.desc())
        with self._store.reading() as connection:
            return tuple(_delivery(row) for row in connection.execute(query))

    def results(self, list_id: int) -> tuple[Result, ...]:
        """The results of the files that stand, in the order in which they were taken."""
        query = select(RESULTS).join(DELIVERIES).where(
            _D.list_id == list_id, _D.deleted_at.is_(None)).order_by(_D.id, _T.id)
        with self._store.reading() as connection:
            return tuple(_result(row) for row in connection.execute(query))

    def words(self) -> dict[str, Outcome]:
        """What people matched: folded words with their outcomes."""
        with self._store.reading() as connection:
            return {row.word: row.outcome for row in connection.execute(select(OUTCOME_WORDS))
                    if row.outcome in OUTCOMES}

    def match(self, words: Mapping[str, Outcome | None], *, author: str) -> dict[str, Outcome | None]:
        """Keep that folded words mean these outcomes, None to forget one; for all lists. Returns what they meant
        before."""
        by, now = written.line(author, "author"), self._now()
        with self._store.writing() as connection:
            known = {row.word: row.outcome for row in connection.execute(select(OUTCOME_WORDS))}
            for word, outcome in words.items():
                connection.execute(delete(OUTCOME_WORDS).where(_W.word == word))
                if outcome is not None:
                    connection.execute(insert(OUTCOME_WORDS).values(word=word, outcome=outcome, author=by, set_at=now))
        return {word: known.get(word) for word in words}

    def _mark(self, number: int, moment: dt.datetime | None) -> Delivery:
        with self._store.writing() as connection:
            _one(connection, number)
            connection.execute(update(DELIVERIES).where(_D.id == number).values(deleted_at=moment))
            return _one(connection, number)


def has_results(connection: Connection, list_id: int) -> bool:
    """Whether a file of results stands for the list."""
    query = select(_D.id).where(_D.list_id == list_id, _D.deleted_at.is_(None)).limit(1)
    return connection.execute(query).scalar() is not None


def _refuse_unless_at_work(connection: Connection, list_id: int) -> None:
    row = by_number(connection, WORK_LISTS, list_id)
    if row is None or row.deleted_at is not None:
        raise CannotAnswer(_("There is no such list any more, so its results cannot be imported."))
    if row.closed_at is not None:
        raise CannotAnswer(_("'{name}' was closed on {day}. Reopen it to import results.", name=row.name,
                             day=day(row.closed_at)))
    if row.handed_out_at is None:
        raise CannotAnswer(_("'{name}' has not been handed out, so nothing can have come of it. Hand it out first.",
                             name=row.name))


def _one(connection: Connection, number: int) -> Delivery:
    row = by_number(connection, DELIVERIES, number)
    if row is None:
        raise CannotAnswer(_("There is no file of results number {number}.", number=str(number)[:20]))
    return _delivery(row)


def _delivery(row: Row) -> Delivery:
    return Delivery(**row._mapping)


def _result(row: Row) -> Result:
    values = dict(row._mapping)
    del values["id"], values["delivery_id"]
    return Result(**values)
