"""Targets and what came of them: a table that can be changed, a form for one more, and files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.figures import FIGURES
from crm_core.language import N_, _, conventions, ngettext, pgettext
from crm_core.signals.words import where_in_words
from crm_core.targets import Aim, Attainment, Target, amount_in_words, standing
from crm_core.targets.period_names import period_label
from crm_core.targets.written_amount import amount_of, amount_written
from pages import frame
from pages.frame.saving.workspace import ActionResult, ask_who, run_action, say, workspace
from pages.parts.signals import target_files, target_form
from pages.parts.signals.board import Board
from pages.parts.signals.undone import undo

PLACE = "signals.targets"
_WHO = f"{PLACE}.who"
BETTER = {"more": N_("more"), "less": N_("less")}


def draw(board: Board) -> None:
    """The targets, and the ways to set them."""
    count = len(board.attained)
    title = (ngettext("{count} target and what came of it", "{count} targets and what came of them", count) if count
             else _("No targets yet: set one, or bring a file of them"))
    with frame.card(title, _("A sum falls due by the part that the same months had of the year before, or evenly where "
                             "that year cannot tell; a level or share is held against the whole target.")
                    if count else ""):
        if count:
            _draw_table(board)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            target_form.draw(board, PLACE)
            target_files.draw(board, PLACE)
        say(PLACE)


def rows(board: Board) -> pd.DataFrame:
    """The targets as a table for files: amounts as numbers, in the figure's unit."""
    return pd.DataFrame({
        "measure": [FIGURES[each.target.figure].label for each in board.attained],
        "region": [where_in_words(each.target.region_id, board.names) for each in board.attained],
        "target_period": [_period(each, board) for each in board.attained],
        "target": [each.target.amount for each in board.attained],
        "actual_so_far": [each.actual for each in board.attained],
        "due_by_now": [each.expected_by_now for each in board.attained],
        "target_standing": [standing(each, board.money) for each in board.attained],
    })


def _draw_table(board: Board) -> None:
    targets = [each.target for each in board.attained]
    shown = pd.DataFrame({
        "state": [_state(each) for each in board.attained],
        "figure": [FIGURES[target.figure].label for target in targets],
        "where": [where_in_words(target.region_id, board.names) for target in targets],
        "period": [_period(each, board) for each in board.attained],
        "actual": [amount_in_words(each.target.figure, each.actual, board.money) for each in board.attained],
        "due": [amount_in_words(each.target.figure, each.expected_by_now, board.money) for each in board.attained],
        "target": [amount_written(target.amount, is_share=FIGURES[target.figure].unit == "share")
                   for target in targets],
        "better": [_(BETTER[target.direction]) for target in targets],
        "delete": [False] * len(targets),
        "target_standing": [standing(each, board.money) for each in board.attained],
    })
    words = [_(label) for label in BETTER.values()]
    text, key = st.column_config.TextColumn, f"{PLACE}.table.{hash(tuple(targets))}"
    st.data_editor(shown, key=key, hide_index=True, disabled=["figure", "where", "period", "actual", "due", "state",
                                                              "target_standing"],
                   alt=_("Targets, with what came of them"), column_config={
        "figure": text(pgettext("with a target", "Figure")), "where": text(_("Where")), "period": text(_("Period")),
        "target": text(_("Target"), required=True, alignment="right",
                       help=_("Money in {unit}, customers, or a share such as 95%.", unit=board.money.unit)),
        "better": st.column_config.SelectboxColumn(_("Better"), options=words, required=True),
        "actual": text(_("Actual"), alignment="right"), "due": text(_("Due now"), alignment="right"),
        "state": text(_("State")), "target_standing": text(_("In words"), width="large"),
        "delete": st.column_config.CheckboxColumn(_("Delete")),
    })
    if st.session_state.get(key, {}).get("edited_rows"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            ask_who(_WHO)
            st.button(_("Save changes"), icon=":material/save:", type="primary", key=f"{PLACE}.save", on_click=_save,
                      args=(key, targets, words))


def _period(each: Attainment, board: Board) -> str:
    return period_label(each.target.period_kind, each.target.first_month, year_starts=board.starts)


def _state(each: Attainment) -> str:
    if each.reached is None:
        return _("Not known")
    if each.is_over:
        return _("Met") if each.reached else _("Missed")
    return _("Met so far") if each.reached else _("Behind")


def _save(key: str, targets: list[Target], words: list[str]) -> None:
    """What was changed in the table, all of it or nothing."""
    edited: dict[int, dict[str, Any]] = st.session_state[key]["edited_rows"]
    author = st.session_state.get(_WHO) or ""

    def action() -> ActionResult:
        deleted = [targets[row].id for row, cells in edited.items() if cells.get("delete")]
        aims = [_changed(targets[row], cells, words) for row, cells in edited.items() if not cells.get("delete")]
        change = workspace().targets.set(*aims, author=author, delete=deleted)
        return ActionResult(_("The changes are saved."), partial(undo, change))

    run_action(PLACE, action, author=author)


def _changed(target: Target, cells: dict[str, Any], words: list[str]) -> Aim:
    aim = Aim(*target.key, target.amount, target.direction)  # type: ignore[arg-type] # its key is an aim's own
    if "target" in cells:
        aim = replace(aim, amount=amount_of(str(cells["target"]), decimal=conventions().decimal))
    if "better" in cells:
        aim = replace(aim, direction="less" if cells["better"] == words[1] else "more")
    return aim
