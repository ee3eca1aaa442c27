"""What became of a scenario: one event of its way from a draft to what is approved, and on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from crm_core.workspace.scenario import Status

EventKind = Literal["proposed", "retracted", "approved", "replaced", "withdrawn", "returned", "undone", "reinstated"]
"""`retracted` is a proposal that was taken back, `returned` an approval of what was approved before, `undone` a step
taken back at once, and `reinstated` what that step had replaced."""


@dataclass(frozen=True)
class Event:
    """One event, which never changes. `name` and `content` are the scenario's at that moment, `book_*` say on which
    book it was made; moments are UTC.

    `replaced_id` is the scenario in whose place it came, None when there was none; `about_id` the event that it
    returns to or takes back. `author` and `reason` are empty where nobody wrote them down: before version 3 of the
    workspace, and where one event follows from another.
    """

    id: int
    at: dt.datetime
    room: str
    scenario_id: int
    kind: EventKind
    from_status: Status
    to_status: Status
    name: str
    content: str
    author: str
    reason: str
    book_fingerprint: str
    book_title: str
    replaced_id: int | None
    replaced_name: str
    about_id: int | None

    @property
    def is_approval(self) -> bool:
        """Whether the scenario was in force from then on."""
        return self.to_status == "approved"
