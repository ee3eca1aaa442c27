"""The one question of an approval: what would change, why, and who says so. The same dialog takes the other steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from pages.frame.saving.approval_steps import Step, title
from pages.frame.saving.scenario_actions import ScenarioActions
from pages.frame.saving.workspace import ask_who, day, say, workspace
from pages.frame.visit import language
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Event, Scenario

REASON_ROWS = 90
"""Pixels of the field for a reason."""


@dataclass(frozen=True, eq=False)
class Consequence:
    """What approving would change, against what is approved now: sentences, and a small table of texts by heading."""

    sentences: tuple[str, ...]
    table: pd.DataFrame | None = None
    alt: str = ""


Consequences = Callable[[str], Consequence]
"""What approving the content of a scenario would change. Raises CannotAnswer when that cannot be said."""


def draw_asked(actions: ScenarioActions, consequences: Consequences | None = None) -> None:
    """Open the dialog of the step that was asked for, if one was; everything in it is worked out before it opens, as
    nothing of the frame can be used from a fragment."""
    step = actions.asked()
    if step is None:
        return
    try:
        history = workspace().approvals.history(actions.room)
        approved = workspace().scenarios.in_force(actions.room)
        name, content = _subject(step, history)
    except CannotAnswer as sentence:
        st.warning(escape(str(sentence)), icon=":material/info:")
        return
    lines = list(_facts(step, history, approved))
    consequence = _consequence(content, consequences) if step.changes_what_is_approved and consequences else None
    st.dialog(escape(title(step, name)), width="medium")(_content)(
        actions, step, approved.id if approved else None, lines, consequence)


def _subject(step: Step, history: tuple[Event, ...]) -> tuple[str, str]:
    """The name and content of what the step is about."""
    for event in history:
        if step.event_id == event.id:
            return event.name, event.content
    (scenario,) = workspace().scenarios.get(step.scenario_id)
    return scenario.name, scenario.content


def _facts(step: Step, history: tuple[Event, ...], approved: Scenario | None) -> tuple[str, ...]:
    """Who proposed it and why, and what it would replace."""
    proposals = (each for each in history if each.scenario_id == step.scenario_id and each.kind == "proposed")
    proposal = next(proposals, None)
    lines = []
    if step.changes_what_is_approved and proposal:
        lines.append(_("Proposed by {author} on {day}: {reason}", author=proposal.author, day=day(proposal.at),
                       reason=proposal.reason))
    if step.changes_what_is_approved:
        lines.append(_("It replaces '{name}', approved on {day}.", name=approved.name,
                       day=day(approved.in_force_since or approved.changed_at)) if approved else
                     _("Nothing is approved now."))
    return tuple(lines)


def _consequence(content: str, consequences: Consequences) -> Consequence:
    try:
        return consequences(content)
    except CannotAnswer as sentence:
        return Consequence((_("What would change cannot be said: {reason}", reason=str(sentence)),))


def _content(actions: ScenarioActions, step: Step, instead_of: int | None, lines: list[str],
             consequence: Consequence | None) -> None:
    language.resume()
    if actions.is_taken:
        st.rerun()
    for line in lines:
        st.markdown(escape(line).replace("\n", "  \n"))
    if consequence is not None:
        for sentence in consequence.sentences:
            st.markdown(escape(sentence))
        if consequence.table is not None:
            figures = {name: st.column_config.TextColumn(alignment="right") for name in consequence.table.columns[1:]}
            st.dataframe(consequence.table, hide_index=True, alt=consequence.alt, column_config=figures,
                         key=f"{actions.key}.consequence")
    form = f"{actions.key}.dialog"
    with st.form(form, border=False):
        st.text_area(_("Reason") if step.needs_reason else _("Reason (optional)"), key=f"{actions.key}.reason",
                     height=REASON_ROWS)
        ask_who(f"{actions.key}.dialog.author")
        st.form_submit_button(_(step.name), key=f"{actions.key}.take", on_click=actions.take, args=(step, instead_of),
                              type="primary")
    say(form)
