"""The workspace: what people make, kept apart from the book, so that a rebuilt book loses none of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import URL

from crm_core.workspace.approvals import Approvals
from crm_core.workspace.decisions import Decisions
from crm_core.workspace.exports import Exports
from crm_core.workspace.judgements import Judgements
from crm_core.workspace.list_columns import ListColumns
from crm_core.workspace.list_results import ListResults
from crm_core.workspace.notes import Notes
from crm_core.workspace.people import People
from crm_core.workspace.pilots import Pilots
from crm_core.workspace.record import Record
from crm_core.workspace.rules import Rules
from crm_core.workspace.scenarios import Scenarios
from crm_core.workspace.segment_names import SegmentNames
from crm_core.workspace.start_pages import StartPages
from crm_core.workspace.store import SECONDS, Store
from crm_core.workspace.targets import Targets
from crm_core.workspace.views import Views
from crm_core.workspace.work_lists import WorkLists


def utc_now() -> dt.datetime:
    """The clock."""
    return dt.datetime.now(dt.UTC)


class Workspace:
    """Scenarios with their approvals, views, decisions, notes, targets, rules with their signals, work lists with the
    lots drawn for them, names of segments, the export log, who may see what, and the record of who did what.

    Safe to share between threads and beside other processes.

    `url` is a SQLAlchemy URL of SQLite or PostgreSQL; without it, `CLIENTELA_WORKSPACE` or `workspace.sqlite` in the
    folder of the books. `now` is the clock and gives moments with a zone; `seconds` is how long a write waits for
    another program's. Raises WorkspaceUnavailable when the URL cannot be used.
    """

    def __init__(self, url: str | URL | None = None, *, now: Callable[[], dt.datetime] = utc_now,
                 seconds: float = SECONDS) -> None:
        store = Store(url, seconds=seconds)
        self.scenarios = Scenarios(store, now)
        self.approvals = Approvals(store, now)
        self.notes = Notes(store, now)
        self.exports = Exports(store, now)
        self.targets = Targets(store, now)
        self.rules = Rules(store, now)
        self.judgements = Judgements(store, now)
        self.decisions = Decisions(store, now)
        self.views = Views(store, now)
        self.segment_names = SegmentNames(store, now)
        self.start_pages = StartPages(store, now)
        self.lists = WorkLists(store, now)
        self.list_results = ListResults(store, now)
        self.list_columns = ListColumns(store, now)
        self.pilots = Pilots(store)
        self.people = People(store, now)
        self.record = Record(store, now)
