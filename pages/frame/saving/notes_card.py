"""Notes beside a subject: dated, with author and source, kept in the workspace."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _, ngettext
from pages.frame.saving.card_notes import delete
from pages.frame.saving.workspace import ActionResult, ask_who, day, forget, run_action, say, workspace
from pages.frame.showing.show import card
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Note

EARLIEST = dt.date(1900, 1, 1)


def notes(room: str, subject: str, *, about: str = "") -> None:
    """The notes on one `subject` of `room` as a card, and a place to add one; `about` is the subject's name to show."""
    place = current().key(f"notes.{subject}")
    try:
        saved_notes = workspace().notes.about(room, subject)
    except CannotAnswer as sentence:
        with card(_("Notes")):
            st.info(escape(str(sentence)), icon=":material/info:")
        return
    subject_name = about or subject
    title = (ngettext("{count} note on {subject}", "{count} notes on {subject}", len(saved_notes), subject=subject_name)
             if saved_notes else _("No notes on {subject}", subject=subject_name))
    with st.container(key="notes" if saved_notes else "to-press.notes"), card(title):
        for note in saved_notes:
            _draw(place, note)
        _draw_add(place, room, subject)
        say(place)


def _draw(place: str, note: Note) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(escape(note.text).replace("\n", "  \n"))
            st.caption(escape(" · ".join(filter(None, (day(note.dated_on), note.author, note.source)))))
        st.button(_("Delete"), key=f"{place}.{note.id}.delete", type="tertiary", on_click=run_action,
                  args=(place, lambda: delete(note)))


def _draw_add(place: str, room: str, subject: str) -> None:
    with st.popover(_("Add a note"), icon=":material/edit_note:", key=f"{place}.popover", on_change=forget,
                    args=(f"{place}.form",)):
        with st.form(f"{place}.form", border=False):
            st.text_area(_("Note"), key=f"{place}.text", height=110)
            st.text_input(_("Source"), key=f"{place}.source", placeholder=_("Where this is known from"))
            st.date_input(_("Date"), min_value=EARLIEST, format=_("YYYY-MM-DD"), key=f"{place}.date")
            ask_who(f"{place}.author")
            st.form_submit_button(_("Add"), key=f"{place}.add", on_click=_add, args=(place, room, subject))
        say(f"{place}.form")


def _add(place: str, room: str, subject: str) -> None:
    text, source, date, author = (st.session_state.get(f"{place}.{part}")
                                  for part in ("text", "source", "date", "author"))

    def action() -> ActionResult:
        note = workspace().notes.add(room, subject, text or "", author=author or "", source=source or "", dated_on=date)
        st.session_state.update({f"{place}.text": "", f"{place}.source": "", f"{place}.popover": False})
        return ActionResult(_("The note is saved."), lambda: delete(note))

    run_action(place, action, form=f"{place}.form", author=author or "")
