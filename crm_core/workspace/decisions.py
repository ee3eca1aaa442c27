"""The decision log of a workspace: recorded once and never changed; remarks, reviews and withdrawals are added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, Row, insert, select, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.workspace import written
from crm_core.workspace.decision import REMARK_KINDS, Decision, Remark, RemarkKind
from crm_core.workspace.store import Store
from crm_core.workspace.tables import by_number, inserted_id
from crm_core.workspace.view_tables import DECISIONS, REMARKS

_T = DECISIONS.c


class Decisions:
    """The decisions of a workspace. Every call raises WorkspaceUnavailable when the workspace cannot be used.

    Two who write at once cannot lose each other's words: nothing that is there is written again.
    """

    def __init__(self, store: Store, now: Callable[[], dt.datetime]) -> None:
        self._store, self._now = store, now

    def record(self, title: str, *, reason: str, author: str, decided_on: dt.date | None = None,
               review_on: dt.date | None = None, page: str = "", link: str = "", evidence: str = "{}",
               book_fingerprint: str = "", book_title: str = "") -> Decision:
        """Keep a decision, taken today unless said otherwise.

        Raises CannotAnswer for a text that is empty or too long, or a review before the decision; ValueError when
        `evidence` is no JSON.
        """
        now = self._now()
        decided_on = decided_on or now.astimezone().date()
        _check_review(decided_on, review_on)
        row = insert(DECISIONS).values(
            title=written.line(title, "decision"), reason=written.prose(reason, "reason"),
            author=written.line(author, "author"), decided_on=decided_on, review_on=review_on, page=page, link=link,
            evidence=written.content(evidence), book_fingerprint=book_fingerprint, book_title=book_title,
            created_at=now)
        with self._store.writing() as connection:
            return _one(connection, inserted_id(connection, row))

    def remark(self, number: int, kind: RemarkKind, text: str, *, author: str,
               review_on: dt.date | None = None) -> Decision:
        """Add what is to be said of a decision now: a plain remark, or why it is reviewed, withdrawn or reopened.

        A review may set the next day to look again. Raises CannotAnswer like `record`, and for a change that the
        decision has already; ValueError for another kind.
        """
        if kind not in REMARK_KINDS or (review_on and kind != "reviewed"):
            raise ValueError(f"{kind!r} with a day to look again {review_on}: only a review sets one.")
        line, by = written.prose(text, "remark"), written.line(author, "author")
        with self._store.writing() as connection:
            decision = _one(connection, number)
            if kind == "reopened" and decision.state != "withdrawn":
                raise CannotAnswer(_("'{title}' is not withdrawn, so it need not be reopened.", title=decision.title))
            if kind in ("reviewed", "withdrawn") and decision.state == "withdrawn":
                raise CannotAnswer(_("'{title}' was withdrawn in the meantime, by {author}. Reopen it first.",
                                     title=decision.title, author=_last(decision).author))
            _check_review(decision.decided_on, review_on)
            connection.execute(insert(REMARKS).values(decision_id=number, kind=kind, text=line, author=by,
                                                      review_on=review_on, at=self._now()))
            return _one(connection, number)

    def all(self, today: dt.date) -> tuple[Decision, ...]:
        """All decisions: those due by `today` first, the longest due before the others, then the latest decided."""
        with self._store.reading() as connection:
            remarks: dict[int, list[Remark]] = {}
            for row in connection.execute(select(REMARKS).order_by(REMARKS.c.id)):
                remarks.setdefault(row.decision_id, []).append(Remark(**row._mapping))
            query = select(DECISIONS).where(_T.deleted_at.is_(None)).order_by(_T.decided_on.desc(), _T.id.desc())
            found = [_decision(row, tuple(remarks.get(row.id, ()))) for row in connection.execute(query)]
        due = [each for each in found if each.is_due(today)]
        return (*sorted(due, key=lambda each: each.review_on or today),
                *(each for each in found if not each.is_due(today)))

    def take_back(self, number: int) -> Decision:
        """Take out of the log what was recorded by mistake; `restore` brings it back. It is withdrawn, not taken back,
        when it was a decision."""
        return self._set_deleted(number, self._now())

    def restore(self, number: int) -> Decision:
        """Bring back what was taken out."""
        return self._set_deleted(number, None)

    def _set_deleted(self, number: int, moment: dt.datetime | None) -> Decision:
        with self._store.writing() as connection:
            _one(connection, number)
            connection.execute(update(DECISIONS).where(_T.id == number).values(deleted_at=moment))
            return _one(connection, number)


def _check_review(decided_on: dt.date, review_on: dt.date | None) -> None:
    if review_on is not None and review_on < decided_on:
        raise CannotAnswer(_("The day to look again ({review}) is before the decision ({decided}). Choose a later one.",
                             review=review_on.isoformat(), decided=decided_on.isoformat()))


def _decision(row: Row, remarks: tuple[Remark, ...]) -> Decision:
    values = dict(row._mapping)
    first_review_on = values.pop("review_on")
    return Decision(**values, first_review_on=first_review_on, remarks=remarks)


def _one(connection: Connection, number: int) -> Decision:
    row = by_number(connection, DECISIONS, number)
    if row is None:
        raise CannotAnswer(_("There is no decision number {number}. Choose one from the log.", number=number))
    query = select(REMARKS).where(REMARKS.c.decision_id == number).order_by(REMARKS.c.id)
    return _decision(row, tuple(Remark(**each._mapping) for each in connection.execute(query)))


def _last(decision: Decision) -> Remark:
    last = decision.last_change
    if last is None:
        raise RuntimeError("A decision that nobody changed is open.")
    return last
