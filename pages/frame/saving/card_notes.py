"""Notes in the corner of each card: a quiet sign, the notes and a form behind it, one read of the workspace a page."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.language import _, ngettext
from pages.frame.linking import address
from pages.frame.saving.workspace import ActionResult, ask_who, day, forget, run_action, say, workspace
from pages.frame.showing.show import SIGN_ALONE
from pages.frame.visit.visit import Visit
from pages.frame.visit.wording import escape

if TYPE_CHECKING:
    from crm_core.workspace import Note

PREFIX = "card:"
"""Before the page's name: the notes' room. A region's or a customer's own notes are under the page's bare name."""
_KEY = "card_notes"
_LOW = f"""<style>
:is([class*="st-key-{_KEY}-"], [class*="st-key-{SIGN_ALONE}-{_KEY}-"]):not([class*="-popover"]) {{
    margin-block: -3px; }}
:is([class*="st-key-{_KEY}-"], [class*="st-key-{SIGN_ALONE}-{_KEY}-"]) button {{
    min-height: 2rem; padding: 0 0.25rem; color: inherit; }}
</style>"""
"""On one line with the icons of a chart (`charts/chart.py`), as tall as they are; both reach into the room that
Streamlit leaves around a row, and stand about the title's first line."""


class _About(NamedTuple):
    """What a note is about, and what was on the screen when it was written: in words, and as a link."""

    room: str
    subject: str
    scope: str
    link: str


def draw(visit: Visit) -> None:
    """Fill the places that the page's cards left. Without a workspace they stay empty."""
    if not visit.cards or not visit.opened or not PAGES[visit.page].has_room:
        return
    room, subjects = f"{PREFIX}{visit.page}", {name: _subject(visit, name) for name in visit.cards}
    try:
        notes = workspace().notes.about_each(room, tuple(subjects.values()))
    except CannotAnswer:
        return  # the cards are the page; the menu of views says what is wrong with the workspace
    link = address.view_text(visit, is_latest=False)
    st.html(_LOW)
    for name, place in visit.cards.items():
        about = _About(room, subjects[name], visit.scope_words, link)
        _draw_one(place, about, notes.get(about.subject, ()))


def _subject(visit: Visit, name: str) -> str:
    return f"{name}/{visit.about}" if visit.about else name


def _draw_one(place: Any, about: _About, notes: tuple[Note, ...]) -> None:
    form = f"{_KEY}.{about.room}.{about.subject}"
    key = f"{_KEY if notes else f'{SIGN_ALONE}-{_KEY}'}-{about.room}-{about.subject}"
    label = ngettext("{count} note", "{count} notes", len(notes)) if notes else _("Add a note")
    with place.container(key=key), st.popover(
        label, type="tertiary", icon=":material/comment:" if notes else ":material/add_comment:", key=f"{form}.popover",
        on_change=forget, args=(f"{form}.form",),
    ) as popover:
        if not popover.open:
            return
        for note in notes:
            _draw_note(form, note)
        with st.form(f"{form}.form", border=False):
            st.text_area(_("Note"), key=f"{form}.text", height=90)
            ask_who(f"{form}.author")
            st.form_submit_button(_("Add"), key=f"{form}.add", on_click=_add,
                                  args=(form, about))
        say(f"{form}.form")
        say(form)


def _draw_note(form: str, note: Note) -> None:
    st.markdown(escape(note.text).replace("\n", "  \n"))
    st.caption(escape(" · ".join(filter(None, (day(note.dated_on), note.author, note.scope)))))
    st.button(_("Delete"), key=f"{form}.{note.id}.delete", type="tertiary", on_click=run_action,
              args=(form, functools.partial(delete, note)))


def _add(form: str, about: _About) -> None:
    text, author = (st.session_state.get(f"{form}.{part}") or "" for part in ("text", "author"))

    def action() -> ActionResult:
        note = workspace().notes.add(about.room, about.subject, text, author=author, scope=about.scope, link=about.link)
        st.session_state[f"{form}.text"] = ""
        return ActionResult(_("The note is saved."), lambda: delete(note))

    run_action(form, action, form=f"{form}.form", author=author)


def notes_on_cards() -> tuple[tuple[str, Note], ...]:
    """All notes on cards with the names of their pages, the latest first; none when the workspace cannot be read."""
    try:
        notes = workspace().notes.everywhere()
    except CannotAnswer:
        return ()
    pages = ((each.room.removeprefix(PREFIX), each) for each in notes if each.room.startswith(PREFIX))
    return tuple((page, note) for page, note in pages if page in PAGES)


def delete(note: Note) -> ActionResult:
    """Take a note away, with the way back."""
    workspace().notes.delete(note.id)
    return ActionResult(_("The note is deleted."), lambda: _bring_back(note))


def _bring_back(note: Note) -> ActionResult:
    workspace().notes.restore(note.id)
    return ActionResult(_("The note is restored."))
