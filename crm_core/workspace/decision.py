"""One decision: what was decided, why, by whom, on which figures, and what was said of it since."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

State = Literal["open", "reviewed", "withdrawn"]
RemarkKind = Literal["remark", "reviewed", "withdrawn", "reopened"]
REMARK_KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)


@dataclass(frozen=True)
class Remark:
    """What was said of a decision later. All but a plain remark also change what becomes of it; `review_on` is the day
    to look again that a review set."""

    id: int
    decision_id: int
    kind: RemarkKind
    text: str
    author: str
    review_on: dt.date | None
    at: dt.datetime


@dataclass(frozen=True)
class Decision:
    """One decision as it was recorded, which never changes, and its remarks, the earliest first.

    `evidence` is JSON text with the figures it rests on (`crm_core/evidence.py`), `link` opens the page as it was,
    `book_*` say which data it was.
    """

    id: int
    title: str
    reason: str
    author: str
    decided_on: dt.date
    first_review_on: dt.date | None
    page: str
    link: str
    evidence: str
    book_fingerprint: str
    book_title: str
    created_at: dt.datetime
    deleted_at: dt.datetime | None
    remarks: tuple[Remark, ...] = ()

    @property
    def last_change(self) -> Remark | None:
        """The remark that made its state what it is; None while nobody has reviewed or withdrawn it."""
        return next((each for each in reversed(self.remarks) if each.kind != "remark"), None)

    @property
    def state(self) -> State:
        """Open until it is reviewed or withdrawn, and again when it is reopened."""
        last = self.last_change
        return "open" if last is None or last.kind == "reopened" else "withdrawn" if last.kind == "withdrawn" else (
            "reviewed")

    @property
    def review_on(self) -> dt.date | None:
        """The day to look again; None when nobody is to, or it was withdrawn."""
        if self.state == "withdrawn":
            return None
        reviews = [each for each in self.remarks if each.kind == "reviewed"]
        return reviews[-1].review_on if reviews else self.first_review_on

    def is_due(self, today: dt.date) -> bool:
        """Whether it is to be looked at again by `today`."""
        return self.review_on is not None and self.review_on <= today
