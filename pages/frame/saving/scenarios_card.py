"""The card of a room's scenarios: what is on the screen saved under a name, loaded again, compared, approved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _, ngettext
from pages.frame.controls.choices import page_of
from pages.frame.saving.approval_dialog import Consequences, draw_asked
from pages.frame.saving.approval_history import draw_history
from pages.frame.saving.approval_steps import status_badge
from pages.frame.saving.comparison import compare
from pages.frame.saving.scenario_actions import ScenarioActions
from pages.frame.saving.workspace import ask_who, day, forget, run_action, say, workspace
from pages.frame.showing.show import card
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

ROWS = 8
NOTE_ROWS = 90
"""Pixels of the field for a note."""


def in_force(room: str) -> Scenario | None:
    """The scenario in force in `room`; None when there is none, or when the workspace cannot be read, which is said."""
    try:
        return next((each for each in _all(room) if each.is_in_force), None)
    except CannotAnswer as sentence:
        current().remarks.append(str(sentence))
        return None


def saved(room: str) -> tuple[Scenario, ...]:
    """The scenarios that anybody has saved in `room`; none when the workspace cannot be read, which its card says."""
    try:
        return _all(room)
    except CannotAnswer:
        return ()


def _all(room: str) -> tuple[Scenario, ...]:
    """Asked once a run: what a button did was done before it. Raises CannotAnswer when they cannot be read."""
    visit = current()
    if room not in visit.scenarios:
        visit.scenarios[room] = workspace().scenarios.all(room)
    return visit.scenarios[room]


def scenarios(room: str, content: str | Callable[[], str], *, restore: Callable[[str], None],
              words: Callable[[str], Mapping[str, str]] | None = None,
              consequences: Consequences | None = None) -> tuple[Scenario, ...]:
    """The scenarios of `room` as a card. Returns those chosen to be compared, at most four.

    `content` is what is on the screen as JSON text, or a function that gives it at the moment of saving (needed where
    the controls stand in a fragment). `restore` takes such a text and sets the page's controls in session state. It is
    called before the page is drawn, so it cannot ask the frame for anything; for a text that it cannot follow it
    raises CannotAnswer. `words` says such a text as settings by name, for comparing; without it the text's own names
    are shown. `consequences` says what approving such a text would change.
    """
    try:
        actions, rows = prepared(room, content, restore, words)
    except CannotAnswer as sentence:
        with card(_("Scenarios")):
            st.info(escape(str(sentence)), icon=":material/info:")
        return ()
    with st.container(key="scenarios" if rows else "to-press.scenarios"), card(finding(rows)):
        with st.container(horizontal=True, vertical_alignment="center"):
            draw_save(actions)
            draw_history(actions)
        say(actions.key)
        draw_asked(actions, consequences)
        first = ROWS * (page_of("saved", len(rows), ROWS) - 1)
        for scenario in rows[first:first + ROWS]:
            _draw_row(actions, scenario)
        return compare(rows, actions) if rows else ()


def prepared(room: str, content: str | Callable[[], str], restore: Callable[[str], None],
             words: Callable[[str], Mapping[str, str]] | None) -> tuple[ScenarioActions, tuple[Scenario, ...]]:
    """What the buttons of the scenarios do, and the scenarios. Raises CannotAnswer when they cannot be read."""
    visit = current()
    actions = ScenarioActions(room, visit.key("scenarios"), content if callable(content) else lambda: content, restore,
                              visit.book.fingerprint, str(visit.book.info["title"]), words)
    return actions, _all(room)


def finding(saved: tuple[Scenario, ...]) -> str:
    """How many there are, and which is approved."""
    if not saved:
        return _("No scenario saved yet")
    approved = next((each.name for each in saved if each.is_in_force), None)
    if approved is None:
        return ngettext("{count} saved scenario, none approved", "{count} saved scenarios, none approved", len(saved))
    return ngettext("{count} saved scenario, '{name}' approved", "{count} saved scenarios, '{name}' approved",
                    len(saved), name=approved)


def draw_save(actions: ScenarioActions) -> None:
    """The form that saves what is on the screen."""
    with st.popover(_("Save as a scenario"), icon=":material/save:", key=f"{actions.key}.popover", on_change=forget,
                    args=(f"{actions.key}.form",)):
        with st.form(f"{actions.key}.form", border=False):
            st.text_input(_("Name"), key=f"{actions.key}.name")
            st.text_area(_("Note"), key=f"{actions.key}.note", height=NOTE_ROWS)
            ask_who(f"{actions.key}.author")
            st.form_submit_button(_("Save"), key=f"{actions.key}.save", on_click=actions.save)
        from crm_core.workspace import NameTaken

        done = say(f"{actions.key}.form")
        if done and isinstance(done.refusal, NameTaken):
            free, other = done.refusal.instead, done.refusal.by
            with st.container(horizontal=True):
                st.button(escape(_("Save as '{name}'", name=free)), key=f"{actions.key}.instead", on_click=actions.save,
                          args=(free,))
                if not other.is_in_force:
                    st.button(escape(_("Replace '{name}'", name=other.name)), key=f"{actions.key}.replace",
                              on_click=actions.save, args=(other.name, other))


def _draw_row(actions: ScenarioActions, scenario: Scenario) -> None:
    note = f" · {scenario.note}" if scenario.note else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{escape(scenario.name)}**{badges(actions, scenario)}",
                        help=escape(scenario.remark(actions.book_fingerprint)) or None)
            st.caption(escape(f"{scenario.author}, {day(scenario.changed_at)}{note}"))
        st.button(_("Load"), key=f"{actions.key}.{scenario.id}.load", on_click=run_action,
                  args=(actions.key, lambda: actions.load(scenario)))
        draw_menu(actions, scenario)
    draw_renaming(actions, scenario)


def badges(actions: ScenarioActions, scenario: Scenario) -> str:
    """A scenario's state behind its name: its status, and that it was made on other data."""
    other = _("Other data")
    return f" {status_badge(scenario)}" + f" :orange-badge[{other}]" * bool(scenario.remark(actions.book_fingerprint))


def draw_menu(actions: ScenarioActions, scenario: Scenario) -> None:
    """What else can be done with a scenario."""
    key = f"{actions.key}.{scenario.id}.more"
    st.menu_button(_("More"), actions.menu(scenario), key=key, on_click=actions.choose, format_func=_,
                   args=(scenario, key))


def draw_renaming(actions: ScenarioActions, scenario: Scenario) -> None:
    """The form for another name and note, once it was asked for."""
    key = f"{actions.key}.{scenario.id}"
    if st.session_state.get(f"{actions.key}.renaming") == scenario.id:
        with st.form(f"{key}.rename"):
            st.text_input(_("Name"), scenario.name, key=f"{key}.name")
            st.text_area(_("Note"), scenario.note, key=f"{key}.note", height=NOTE_ROWS)
            with st.container(horizontal=True):
                st.form_submit_button(_("Rename"), key=f"{key}.renamed", on_click=run_action,
                                      args=(actions.key, lambda: actions.rename(scenario)))
                st.form_submit_button(_("Cancel"), key=f"{key}.cancel", on_click=actions.stop_renaming)
