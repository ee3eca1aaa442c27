"""One scenario: what somebody tried in a room, with its name, its author and the book it was made on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from crm_core import CannotAnswer
from crm_core.language import _

Status = Literal["draft", "proposed", "approved", "replaced", "withdrawn"]
"""How far a scenario has come. One a room is approved: the one in force."""


@dataclass(frozen=True)
class Scenario:
    """One saved scenario. `content` is the room's own JSON text; `book_*` say on which book it was made.

    Moments are UTC. `in_force_since` is None unless it is the one in force in its room. Who changed its status, when
    and why stands in the history (`approvals.Approvals.history`).
    """

    id: int
    room: str
    name: str
    note: str
    author: str
    content: str
    book_fingerprint: str
    book_title: str
    created_at: dt.datetime
    changed_at: dt.datetime
    in_force_since: dt.datetime | None
    deleted_at: dt.datetime | None
    status: Status = "draft"

    @property
    def is_in_force(self) -> bool:
        return self.in_force_since is not None

    def remark(self, fingerprint: str) -> str:
        """What to know when it is looked at on the book of `fingerprint`; empty when it was made on that one."""
        if self.book_fingerprint == fingerprint:
            return ""
        return _("'{name}' was made on other data ({title}, version {version}), so its figures may differ here.",
                 name=self.name, title=self.book_title or _("untitled"), version=self.book_fingerprint or _("unknown"))


class NameTaken(CannotAnswer):
    """The room has a living scenario of this name already: `by` it is. `instead` is a name that is free."""

    def __init__(self, sentence: str, *, instead: str, by: Scenario) -> None:
        super().__init__(sentence)
        self.instead = instead
        self.by = by
