"""The open book: the bank's, or that of what the person who is here may see. One that is published while the app runs
is taken at the next rerun."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from crm_core import CannotAnswer
from crm_core.ask import availabilities as of_all_rooms
from crm_core.ask import of_rooms_that_answer
from crm_core.availability import Availability, Level
from crm_core.chapters import PAGES, ROOMS
from crm_core.choices import Choices, choices
from crm_core.language import _
from crm_core.language import current as language
from crm_core.limited_books import LimitedBook, limited_shelf, open_limited
from crm_core.permit import Permit
from crm_core.warehouse import Book, BookUnavailable, Shelf
from pages.frame.visit import person
from pages.frame.visit.permission import page_refusal

MAX_LIMITED = 16
"""Books of permits that are open at a time; one is opened in some hundredths of a second."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A book and what it lets a reader choose."""

    book: Book
    availabilities: dict[str, Availability]
    """How far the book can answer each page, by its name."""

    @property
    def choices(self) -> Choices:
        """What the book offers, in the language spoken now."""
        return _choices(self.book, self.book.fingerprint, language())


def opened() -> Opened | None:
    """The current book, None when there is none yet. Costs one small file read when nothing has changed.

    It holds what the person who is here may see, and is made the first time somebody with such a permit comes.

    Raises BookUnavailable when there was one before: the demo bank must not take the place of a bank's own data; and
    NotSignedIn for who may see nothing.
    """
    shelf, what = Shelf(), person.permit()
    name, answering = shelf.current(), _folders_that_answered()
    if name is None and shelf.folder in answering:
        raise BookUnavailable(_(
            "The data that was in use is no longer in {folder}. Put the folder back, or load the data again: python -m "
            "crm_core build …", folder=shelf.folder))
    if name is None:
        return None
    found = _open(str(shelf.folder), name) if what.sees_everything else _limited(str(shelf.folder), name, what)
    answering.add(shelf.folder)
    return found


@st.cache_resource(show_spinner=False)
def _folders_that_answered() -> set[Path]:
    """The folders in which this process has found a book."""
    return set()


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(folder: str, name: str) -> Opened:
    """Two are kept, so that a rerun that began on the old book ends on it; unused books close themselves."""
    book = Shelf(Path(folder)).open()
    return Opened(book, of_all_rooms(book.reader()))


def _limited(folder: str, name: str, what: Permit) -> Opened:
    """The book of a permit. Words stand there while it is made, the first time somebody with it comes."""
    if (folder, name, what) in _limited_that_answered():
        found = _open_limited(folder, name, what)
        if isinstance(found.book, LimitedBook) and found.book.is_in_use:
            return found
        _open_limited.clear(folder, name, what)
    with st.spinner(_("Counting what you may see. It takes some seconds, once for this data …")):
        found = _open_limited(folder, name, what)
    _limited_that_answered().add((folder, name, what))
    return found


@st.cache_resource(show_spinner=False)
def _limited_that_answered() -> set[tuple[str, str, Permit]]:
    """The books of permits that this process has opened."""
    return set()


@st.cache_resource(max_entries=MAX_LIMITED, show_spinner=False)
def _open_limited(folder: str, name: str, what: Permit) -> Opened:
    """The book of a permit, made of the current one. `name` is that one's, so that a new one is taken at once."""
    book = open_limited(Shelf(Path(folder)), what)
    if not what.sees_customers:
        return Opened(book, of_rooms_that_answer(book.reader()))
    return Opened(book, of_all_rooms(book.reader()) | {name: Availability("none") for name in ROOMS
                                                       if page_refusal(name)})


@st.cache_resource(max_entries=MAX_LIMITED, show_spinner=False)
def _choices(_book: Book, fingerprint: str, spoken: str) -> Choices:
    return choices(_book.reader(), _book.region_names)


def page_titles() -> dict[str, str]:
    """The titles of all pages for the navigation; a page that the open book cannot answer says so."""
    marks: dict[str, Level] = {}
    hidden: set[str] = set()
    with contextlib.suppress(CannotAnswer):  # a book that cannot be opened is said below; so is who may not see it
        if found := opened():
            marks = {name: each.level for name, each in found.availabilities.items()}
            hidden = {name for name in PAGES if page_refusal(name) or is_hidden(found, name)}
    return {name: _("{title} (not shown)", title=page.title) if name in hidden else
            _marked(page.title, marks.get(name, "whole")) for name, page in PAGES.items()}


def is_hidden(found: Opened, page: str) -> bool:
    """Whether a book of sums does not hold what a page is made of."""
    if not isinstance(found.book, LimitedBook) or found.book.permit.sees_customers:
        return False
    room = found.availabilities.get(PAGES[page].room)
    return room is not None and room.level == "none"


def _marked(title: str, level: Level) -> str:
    if level == "whole":
        return title
    return _("{title} (in part)", title=title) if level == "part" else _("{title} (no data)", title=title)


def shelf() -> Shelf:
    """Where the open book lies, and what is kept beside it: that of the bank, or of what may be seen of it."""
    what = person.permit()
    return Shelf() if what.sees_everything else limited_shelf(Shelf(), what)
