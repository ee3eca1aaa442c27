"""What came of a list: single results, the files that they came in, and the rows of files that were rejected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crm_core.lists.outcome import Outcome


@dataclass(frozen=True)
class Result:
    """What happened with a customer on a day. `line` is that of the file it came in, `word` how the file said it."""

    customer_id: str
    happened_on: dt.date
    outcome: Outcome
    remark: str = ""
    word: str = ""
    line: int = 0


@dataclass(frozen=True)
class Rejected:
    """A row of a file of results that is not taken: its line, on which sheet if there are several, what it says, and
    why."""

    line: int
    customer_id: str
    date: str
    outcome: str
    reason: str
    sheet: str = ""


@dataclass(frozen=True)
class Delivery:
    """One file of results that was taken. `rejected` counts the rows that were not."""

    id: int
    list_id: int
    file_name: str
    author: str
    at: dt.datetime
    accepted: int
    rejected: int
    deleted_at: dt.datetime | None = None
