"""Scenarios beside what is on the screen: in which settings they differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import NOTHING
from crm_core.language import _, all_of, conventions
from pages.frame.saving.scenario_actions import ScenarioActions
from pages.frame.showing.tables import table
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

MAX_COMPARED = 4


def compare(scenarios: tuple[Scenario, ...], actions: ScenarioActions) -> tuple[Scenario, ...]:
    """Ask which of the `scenarios` to compare, and show in which settings they differ. Returns those chosen."""
    compared = ask_compared(scenarios, actions)
    if compared:
        draw_settings(compared, actions)
    return compared


def ask_compared(scenarios: tuple[Scenario, ...], actions: ScenarioActions, *,
                 label_visibility: Literal["visible", "collapsed"] = "visible") -> tuple[Scenario, ...]:
    """Ask which of the `scenarios` to compare. Returns those chosen."""
    by_number = {each.id: each for each in scenarios}
    key = f"{actions.key}.compared"
    st.session_state[key] = [number for number in st.session_state.get(key, []) if number in by_number]
    most = _("Compare up to {number}", number=MAX_COMPARED) if label_visibility == "collapsed" else _(
        "Up to {number} scenarios, against the current settings", number=MAX_COMPARED)
    numbers = st.multiselect(_("Compare"), list(by_number), format_func=lambda number: by_number[number].name, key=key,
                             max_selections=MAX_COMPARED, persist_state="session", select_all=False, placeholder=most,
                             label_visibility=label_visibility,
                             width=180 if label_visibility == "collapsed" else "stretch")
    return tuple(by_number[number] for number in numbers)


def draw_settings(compared: tuple[Scenario, ...], actions: ScenarioActions) -> None:
    """The settings in which these scenarios differ from what is on the screen, as a table."""
    from crm_core.workspace import differences

    for remark in filter(None, (each.remark(actions.book_fingerprint) for each in compared)):
        st.caption(f":material/info: {escape(remark)}")
    texts = {each: text for each in compared if (text := _text_of(actions, each.content))}
    rows = differences(_text_of(actions, actions.content()), *texts.values())
    if not rows:
        st.markdown(_("No difference: all have the current settings."))
        return
    names = {"setting": _("Setting"), "screen": _("Current settings"),
             **{str(each.id): escape(each.name) for each in texts}}
    lines = [[setting, *map(written, values)] for setting, values in rows]
    table(pd.DataFrame(lines, columns=list(names)), names,
          alt=_("Settings in which {names} differ from the current ones",
                                                         names=all_of([each.name for each in compared])))


def _text_of(actions: ScenarioActions, content: str) -> str:
    """The text to be compared: in words where the room has them; nothing for one that the room cannot follow, which
    the room says."""
    if actions.words is None:
        return content
    try:
        return json.dumps(dict(actions.words(content)))
    except CannotAnswer:
        return ""


def written(value: Any) -> str:
    """A setting's value as a reader writes it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value in ([], {}, ""):
        return NOTHING
    if isinstance(value, float):
        return conventions().written(value, 6).rstrip("0").rstrip(conventions().decimal)
    return conventions().whole(value) if isinstance(value, int) else str(value)
