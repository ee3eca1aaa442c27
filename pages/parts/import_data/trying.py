"""Step 4: the dry run, with names, a bar and a way to stop it; it goes on while the reader looks elsewhere."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import streamlit as st

from crm_core import contract
from crm_core.intake.desk.trial import Trial, try_out
from crm_core.intake.files.file_format import NAME
from crm_core.intake.files.named_after import table_of
from crm_core.language import _, all_of
from crm_core.warehouse import Shelf
from pages import frame
from pages.frame.saving.handing_out import handed_out
from pages.frame.visit import language
from pages.parts.import_data.background import Work
from pages.parts.import_data.desk import Desk
from pages.parts.import_data.match import TITLES
from pages.parts.import_data.questions import is_open

_SECONDS_BETWEEN_LOOKS = 0.5
_STOPPED = "import_data.stopped"


def start(desk: Desk) -> None:
    """Begin a dry run of the recipe as it stands. A callback: what it refuses is said in the language of the visit."""
    language.resume()
    desk.drop_trial()
    if desk.delivery is None:
        return
    st.session_state.pop(_STOPPED, None)
    folder, recipe = desk.delivery.folder, desk.recipe.toml().encode()
    desk.work = Work(lambda progress, cancel: try_out(folder, Shelf(), recipe=recipe, progress=progress, cancel=cancel))


def trying(desk: Desk) -> Trial | None:
    """Draw the step. The dry run once there is one to show."""
    if desk.work is not None:
        desk.work.wait(_SECONDS_BETWEEN_LOOKS)
        if not desk.work.is_done:
            _watch(desk, desk.work)
            return None
        _collect(desk, desk.work)
    if desk.trial is not None:
        return desk.trial
    with frame.card(_("4. Dry run"),
                    _("The data is made in full, beside what is in use, so that you see what you would get.")):
        refusal, lacking = desk.recipe.refusal(), _lacking(desk)
        if is_open(desk):
            st.caption(_("Answer the open questions above first."))
        elif lacking:
            st.caption(_("Choose above first which file holds them: {tables}.", tables=all_of(lacking)))
        elif refusal:
            st.warning(frame.escape(refusal), icon=":material/info:")
        if st.session_state.pop(_STOPPED, False):
            st.info(_("The dry run was stopped. Everything is as it was."), icon=":material/info:")
        if desk.refusal:
            _refused(desk)
        st.button(_("Dry run"), icon=":material/play_arrow:", key="import_data.try", on_click=start, args=(desk,),
                  disabled=bool(refusal or lacking) or is_open(desk))
    return None


def _lacking(desk: Desk) -> list[str]:
    """What the tables are called that everybody needs and that no file is chosen for."""
    named = {table_of(each.name) for each in desk.tables}
    return [_(TITLES[name]) for name, table in contract.TABLES.items()
            if table.required and name not in named and not desk.recipe.ways(name)]


def _collect(desk: Desk, work: Work) -> None:
    """Take what a work that is done has made."""
    desk.work, desk.trial, desk.refusal = None, work.trial, work.refusal
    st.session_state[_STOPPED] = work.is_cancelled


def _watch(desk: Desk, work: Work) -> None:
    """Show how far it is; the page stays free for anything else."""
    with frame.card(_("4. Dry run"), _("You may look at other pages meanwhile.")):
        _progress(work)
        st.button(_("Stop the dry run"), icon=":material/stop:", key="import_data.stop", on_click=partial(_stop, desk))


@st.fragment(run_every=_SECONDS_BETWEEN_LOOKS)
def _progress(work: Work) -> None:
    """Looks again by itself, without the page; then the page is drawn anew with what was found."""
    language.resume()
    if work.is_done:
        st.rerun()
    st.progress(work.part, frame.escape(work.label))


def _stop(desk: Desk) -> None:
    if desk.work is not None:
        desk.work.cancel()


def _refused(desk: Desk) -> None:
    """Why there is no book, and the rows that were rejected."""
    lines = desk.refusal.splitlines() or [""]
    st.warning("\n\n".join(frame.escape(each) for each in lines), icon=":material/info:")
    if NAME in desk.refusal:
        st.caption(_("What mapping.toml is to say can be set above: how a file is read under “Correct how it is read”, "
                     "the rest in step 3, or in the recipe as text."))
    for path in sorted(Shelf().refused.glob("*.csv")):
        file = handed_out(partial(_refused_rows, path), page="import_data", file_name=path.name)
        st.download_button(_("Rejected rows of {table}", table=path.stem), file, path.name, "text/csv",
                           key=f"import_data.refused.{path.stem}", on_click="ignore", icon=":material/download:")


def _refused_rows(path: Path) -> tuple[bytes, int]:
    """The file and its number of rows: a row may go over several lines, in quotation marks."""
    content = path.read_bytes()
    return content, re.sub(rb'"[^"]*"', b"", content).count(b"\r\n") - 1
