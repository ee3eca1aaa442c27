"""Targets brought by a file, and handed out as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from crm_core.language import _, ngettext
from crm_core.targets import Target
from crm_core.targets.file import MAX_BYTES, read_targets
from crm_core.targets.template import targets_csv, targets_workbook
from pages import frame
from pages.frame.saving.handing_out import handed_out
from pages.frame.saving.workspace import ActionResult, ask_who, forget, run_action, say, workspace
from pages.parts.signals.board import Board
from pages.parts.signals.undone import undo

if TYPE_CHECKING:
    from crm_core.workspace.targets import Change


def draw(board: Board, place: str) -> None:
    """Both, behind buttons. What a file brought is said in the card `place`."""
    form = f"{place}.file"
    targets = [each.target for each in board.attained]
    with st.popover(_("Bring a file"), icon=":material/upload_file:", key=f"{place}.file.popover", on_change=forget,
                    args=(form,)):
        st.markdown(_("A CSV file or workbook with the columns figure, region, period and amount; it is taken over "
                      "whole or not at all. The template says how each is written."))
        with st.form(form, border=False, clear_on_submit=True):
            st.file_uploader(_("File"), type=["csv", "txt", "xlsx", "xls"], key=f"{form}.upload",
                             max_upload_size=MAX_BYTES // 1_000_000)
            ask_who(f"{form}.author")
            st.form_submit_button(_("Take over"), key=f"{place}.take_over", on_click=_take_over,
                                  args=(place, form, dict(board.names), board.starts))
        say(form)
    with st.popover(_("Download") if targets else _("Template"), icon=":material/download:", key=f"{place}.download"):
        for ending, write in (("xlsx", targets_workbook), ("csv", targets_csv)):
            name = f"clientela-targets.{ending}"
            label = _("Excel workbook") if ending == "xlsx" else "CSV"
            st.download_button(label, _file(write, targets, board.starts, name), name, key=f"{place}.{ending}",
                               on_click="ignore", width="stretch")


def _file(write: Callable[..., bytes], targets: Sequence[Target], starts: int, name: str) -> Callable[[], bytes]:
    """What a download button calls."""
    return handed_out(lambda: (write(targets, year_starts=starts), len(targets)), page="signals", file_name=name,
                      scope=_("All targets"), book_fingerprint=frame.book().fingerprint)


def _take_over(place: str, form: str, names: dict[str, str], starts: int) -> None:
    upload, author = st.session_state.get(f"{form}.upload"), st.session_state.get(f"{form}.author") or ""

    def action() -> ActionResult:
        aims = read_targets(upload.getvalue() if upload else b"", regions=names, year_starts=starts)
        change = workspace().targets.set(*aims, author=author)
        st.session_state[f"{place}.file.popover"] = False
        return ActionResult(_said(change), partial(undo, change))

    run_action(place, action, form=form, author=author)


def _said(change: Change) -> str:
    return ngettext(
        "{count} target is set, {replaced} of them in the place of one before; {unchanged} were so already.",
        "{count} targets are set, {replaced} of them in the place of one before; {unchanged} were so already.",
        len(change.added), replaced=str(len(change.removed)), unchanged=str(change.unchanged))
