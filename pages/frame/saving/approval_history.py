"""What was proposed, approved and withdrawn in a room: who, when, why, instead of what; and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core import export as files
from crm_core.language import _
from pages.frame.saving.approval_steps import RETURN, Step, event_words, kind_words
from pages.frame.saving.downloads import logged
from pages.frame.saving.scenario_actions import ScenarioActions
from pages.frame.saving.workspace import day, workspace
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Event

ROWS = 6


def draw_history(actions: ScenarioActions) -> None:
    """A button that opens the history; nothing where nothing has happened or the workspace cannot be read."""
    try:
        history = workspace().approvals.history(actions.room)
        approved = workspace().scenarios.in_force(actions.room) if history else None
    except CannotAnswer:
        return  # the card of the scenarios says it
    if not history:
        return
    key = f"{actions.key}.history"
    label = _("History")
    with st.popover(label, icon=":material/history:", key=key, help=label, on_change="rerun") as popover:
        if not popover.open:
            return
        # What is replaced stands with what replaced it; the file has it as a row of its own.
        shown = [each for each in history if each.kind != "replaced"]
        pages = -(-len(shown) // ROWS)
        page = st.pagination(pages, key=f"{key}.page") if pages > 1 else 1
        for event in shown[ROWS * (page - 1):ROWS * page]:
            _draw_event(actions, event, is_current=approved is not None and event.scenario_id == approved.id)
        name = f"clientela-{actions.room}-approvals.csv"
        st.download_button(_("Download"), logged(current(), name, lambda: _file(history)), name, "text/csv",
                           key=f"{key}.file", on_click="ignore", icon=":material/download:")


def _draw_event(actions: ScenarioActions, event: Event, *, is_current: bool) -> None:
    with st.container(gap=None):
        st.markdown(f"**{escape(event_words(event))}**")
        st.caption(escape(" · ".join((event.author or _("name not recorded"), day(event.at)))))
        if event.reason:
            st.markdown(escape(event.reason).replace("\n", "  \n"))
        if event.is_approval and not is_current:
            st.button(_(RETURN), key=f"{actions.key}.history.{event.id}", type="tertiary", icon=":material/undo:",
                      on_click=actions.ask, args=(Step(RETURN, event.scenario_id, event.id),))


def _file(history: tuple[Event, ...]) -> tuple[bytes, int]:
    """Every event as a row, the latest first, moments in UTC."""
    rows = pd.DataFrame([{
        _("Moment (UTC)"): f"{event.at:%Y-%m-%d %H:%M:%S}", _("Scenario"): event.name,
        _("Event"): kind_words(event.kind), _("Replaced"): event.replaced_name, _("Name"): event.author,
        _("Reason"): event.reason, _("Data"): event.book_title, _("Version"): event.book_fingerprint,
        _("Settings"): event.content,
    } for event in history])
    return files.csv(rows, {}), len(rows)
