"""The lists of the workspace, and the one that is open with what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import N_, _
from crm_core.lists.entry import Entry
from crm_core.lists.progress import Progress, latest_results, progress
from crm_core.lists.result import Delivery, Result
from crm_core.lists.work_list import State, WorkList
from pages import frame
from pages.frame.saving.workspace import workspace

PLACE = "lists"
STATES: dict[State, str] = {"draft": N_("draft"), "handed_out": N_("handed out"), "closed": N_("closed")}


@dataclass(frozen=True, eq=False)
class Opened:
    """One list, its rows, and what came back of it so far."""

    work_list: WorkList
    rows: tuple[Entry, ...]
    results: tuple[Result, ...]
    deliveries: tuple[Delivery, ...]
    progress: Progress
    today: dt.date

    @property
    def latest(self) -> dict[str, Result]:
        """The latest result of each customer."""
        return latest_results(self.results)


def kept_lists() -> tuple[WorkList, ...] | None:
    """All lists; None where the workspace cannot be used, which is said."""
    try:
        return workspace().lists.all()
    except CannotAnswer as sentence:
        st.info(frame.escape(str(sentence)), icon=":material/info:")
        return None


def opened_list(lists: Sequence[WorkList]) -> Opened:
    """The list that is picked, the first at the beginning; not asked where there is only one."""
    names = {str(each.id): f"{each.name} ({_(STATES[each.state])})" for each in lists}
    picked = frame.pick("list", _("List"), names) if len(lists) > 1 else frame.choice("list", _("List"), names)
    number, today = int(picked), dt.date.today()  # noqa: DTZ011 a day of the reader's calendar
    kept = workspace()
    work_list, rows, results = kept.lists.open(number), kept.lists.rows(number), kept.list_results.results(number)
    return Opened(work_list, rows, results, kept.list_results.deliveries(number),
                  progress(rows, results, work_list.plan, today), today)
