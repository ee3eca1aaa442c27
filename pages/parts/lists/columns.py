"""Which columns of a list are shown and written, and in which order: kept for this browser, and in the link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.lists.columns import HEADINGS, STARTING, columns_of, heading_of
from pages.frame.controls.choices import apply_from_link, register_control
from pages.frame.saving.workspace import ActionResult, run_action, say, workspace
from pages.frame.visit import owner

_PLACE = "lists.columns"
_SHOWN, _MOVED = f"{_PLACE}.shown", f"{_PLACE}.moved"
_CONTROL = "columns"


def chosen_columns() -> tuple[str, ...]:
    """The columns, as the link says or as they were kept; those to start from otherwise."""
    key = "lists.columns"
    apply_from_link(_CONTROL, _("Columns"), lambda value: isinstance(value, str))
    text = st.session_state.pop(key, None)
    if isinstance(text, str) or _SHOWN not in st.session_state:
        st.session_state[_SHOWN] = list(columns_of(text if isinstance(text, str) else _kept()))
    shown = columns_of(",".join(st.session_state[_SHOWN]))
    register_control(_CONTROL, "" if shown == STARTING else ",".join(shown))
    return shown


def draw(shown: Sequence[str]) -> None:
    """The choice, behind a button."""
    owner.remember()
    with st.popover(_("Columns"), icon=":material/view_column:", key=f"{_PLACE}.popover"):
        st.caption(_("For the table, the workbook and the next list, in this browser. The CSV for a CRM always has all "
                     "columns."))
        st.multiselect(_("Columns in their order"), list(HEADINGS), key=_SHOWN, format_func=heading_of,
                       on_change=_keep)
        st.selectbox(_("Move a column"), list(shown), key=_MOVED, format_func=heading_of)
        with st.container(horizontal=True):
            st.button(_("Earlier"), icon=":material/arrow_back:", key=f"{_PLACE}.earlier", on_click=_move, args=(-1,))
            st.button(_("Later"), icon=":material/arrow_forward:", key=f"{_PLACE}.later", on_click=_move, args=(1,))
            st.button(_("As at the start"), icon=":material/restart_alt:", key=f"{_PLACE}.reset", on_click=_reset)
        say(_PLACE)


def _kept() -> str:
    mine = owner.owner()
    try:
        return workspace().list_columns.of(mine) if mine else ""
    except CannotAnswer:
        return ""


def _move(step: int) -> None:
    names, moved = list(columns_of(",".join(st.session_state[_SHOWN]))), st.session_state[_MOVED]
    at = names.index(moved) if moved in names else -1
    to = min(max(at + step, 0), len(names) - 1)
    if at >= 0:
        names.insert(to, names.pop(at))
        st.session_state[_SHOWN] = names
        _keep()


def _reset() -> None:
    st.session_state[_SHOWN] = list(STARTING)
    _keep()


def _keep() -> None:
    def action() -> ActionResult:
        shown = columns_of(",".join(st.session_state[_SHOWN]))
        st.session_state[_SHOWN] = list(shown)
        workspace().list_columns.choose(owner.made_owner(), "" if shown == STARTING else ",".join(shown))
        return ActionResult(_("Kept for this browser."))

    run_action(_PLACE, action)
