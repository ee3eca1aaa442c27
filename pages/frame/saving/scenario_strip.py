"""A room's scenarios as a strip beside the controls: name, state and key figures of each, to load and to compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _, ngettext
from pages.frame.controls.choices import page_of
from pages.frame.saving.approval_dialog import Consequences, draw_asked
from pages.frame.saving.approval_history import draw_history
from pages.frame.saving.comparison import ask_compared, draw_settings
from pages.frame.saving.scenario_actions import ScenarioActions
from pages.frame.saving.scenarios_card import (
    badges,
    draw_menu,
    draw_renaming,
    draw_save,
    finding,
    prepared,
)
from pages.frame.saving.workspace import day, run_action, say
from pages.frame.showing.show import card
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

MAX_SHOWN = 6
"""Scenarios in the strip at once; further ones are on its next pages."""
_WIDTH = 236
"""Pixels of one scenario: the beginning of its name on one line, state and three figures on two."""


def scenario_strip(room: str, content: str, *, restore: Callable[[str], None],
                   words: Callable[[str], Mapping[str, str]], figures: Callable[[Scenario], Sequence[str]],
                   below: Any, consequences: Consequences | None = None) -> tuple[Scenario, ...]:
    """The scenarios of `room` as a strip where this is called. Returns those chosen to be compared, at most four.

    `content`, `restore`, `words` and `consequences` are as in `scenarios`. `figures` are a scenario's key figures in
    words. The settings in which those compared differ are drawn in the place `below`.
    """
    try:
        actions, rows = prepared(room, content, restore, words)
    except CannotAnswer as sentence:
        st.info(escape(str(sentence)), icon=":material/info:")
        return ()
    with st.container(key="scenarios" if rows else "to-press.scenarios", gap="xsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            # each says its own state below
            many = ngettext("{count} scenario", "{count} scenarios", len(rows)) if rows else finding(rows)
            st.markdown(f"**{escape(many)}**", width="content")
            draw_save(actions)
            draw_history(actions)
            numbers = ask_compared(rows, actions, label_visibility="collapsed") if rows else ()
        say(actions.key)
        draw_asked(actions, consequences)
        _draw_strip(actions, rows, figures)
    if numbers:
        with below, card(_("Settings side by side")):
            draw_settings(numbers, actions)
    return numbers


def _draw_strip(actions: ScenarioActions, rows: tuple[Scenario, ...],
                figures: Callable[[Scenario], Sequence[str]]) -> None:
    if not rows:
        return
    first = MAX_SHOWN * (page_of("saved", len(rows), MAX_SHOWN) - 1)
    shown = rows[first:first + MAX_SHOWN]
    with st.container(horizontal=True, wrap=False, gap="small", key="scenario-strip"):
        for scenario in shown:
            with st.container(border=True, width=_WIDTH, gap=None, key=f"scenario-{scenario.id}"):
                _draw_one(actions, scenario, figures(scenario))
    for scenario in shown:
        draw_renaming(actions, scenario)


def _draw_one(actions: ScenarioActions, scenario: Scenario, figures: Sequence[str]) -> None:
    about = "\n\n".join(filter(None, (scenario.name, f"{scenario.author}, {day(scenario.changed_at)}", scenario.note,
                                      scenario.remark(actions.book_fingerprint))))
    st.markdown(f"**{escape(scenario.name)}**")
    st.markdown(f"{badges(actions, scenario)} {escape(' · '.join(figures))}".strip(), help=escape(about))
    with st.container(horizontal=True, gap="xsmall", wrap=False, key=f"to-press.{scenario.id}"):
        st.button(_("Load"), key=f"{actions.key}.{scenario.id}.load", on_click=run_action,
                  args=(actions.key, lambda: actions.load(scenario)))
        draw_menu(actions, scenario)
