"""Cached questions to the open book."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pandas as pd
import streamlit as st

from crm_core.amounts import Money
from crm_core.availability import Availability
from crm_core.chapters import PAGES
from crm_core.language import current as language
from crm_core.made_once import is_result
from crm_core.periods.calendar import BookCalendar, book_calendar
from crm_core.question import Answer, Columns, Question, Reader
from crm_core.scope import Scope
from crm_core.warehouse import Book
from pages.frame.visit.books import MAX_LIMITED
from pages.frame.visit.held import Held, pickled_bytes
from pages.frame.visit.visit import Asked, current

KEPT = "128MB"
"""What may be kept of reads for all visitors together; the longest unused goes first."""
MAX_ANSWERS = 64_000_000
"""Bytes of answers that are held for all visitors together, with what is drawn and worded of them (decision 175)."""
DRAWN = 100_000
"""Bytes of what is drawn and worded of an answer, on average: from 30 to 270 thousand, whatever its own few."""
MAX_KNOWN = 1_000_000
"""Characters of the questions that are known to have been asked: some two thousand."""
MAX_TABLES = 32_000_000
"""Bytes of tables that are written and held for all visitors together."""

MAX_SHARED = 12
"""Things held whole for all visitors together, the longest unused goes first. A ranking takes one or two MB, whatever
the number of customers; what places single customers, next to nothing."""
OF_CUSTOMERS, MAX_ROLLS = "roll", 6
"""How the names of what holds all customers of a year begin, and how many such are held. Each takes some 35 bytes a
customer: the page needs three (a year, the same customers a year before, and that year's own), with a stability rule
four. Of ten million customers six take 2.1 GB (decision 125)."""


def availabilities() -> dict[str, Availability]:
    """How far the open book can answer each page, by its name."""
    return current().availabilities


def reader(scope: Scope | None = None) -> Reader:
    """`read(question, **values)` under `scope` (the visit's own when left out), each answer kept in memory."""
    visit = current()
    book = visit.book

    def ask(question: Question, under: Scope, **values: Any) -> Answer:
        if isinstance(question, Columns):
            return book.read(question, under, **values)
        narrowed = tuple(sorted((name, value) for name, value in under.parameters().items()
                                if name in question.parameters or (name == "segment" and question.by_segment)))
        key = (question.name, question.sql, narrowed, tuple(sorted(values.items())))
        known = visit.reads.get(repr(key))
        if known is None:
            known = visit.reads[repr(key)] = _read(book, book.fingerprint, *key, question, under)
        return known.copy(deep=False) if isinstance(known, pd.DataFrame) else known.copy()  # nobody changes another's

    return Reader(ask, scope or visit.scope)


@st.cache_data(max_size=KEPT, show_spinner=False)
def _read(_book: Book, fingerprint: str, name: str, sql: str, scope: tuple, values: tuple,
          _question: Question, _scope: Scope) -> Answer:
    """The key is the book's fingerprint, the question, the scope and the values; shared by everybody who may see it."""
    return _book.read(_question, _scope, **dict(values))


def ask(room: ModuleType, *, under: Scope | None = None, **options: Any) -> Any:
    """The room's answer under the scope, as `python -m crm_core ask` gives it, kept in memory; that of all customers
    where the room does not keep to a segment.

    Moving one control of a page leaves the answers that do not hang on it as they are. Raises as the room does.
    """
    visit, name = current(), room.__name__.rpartition(".")[2]
    scope = under or visit.scope
    if not PAGES[name].keeps_to_segment:
        scope = scope.without_segment()
    key = _key(visit.book.fingerprint, language(), room.__name__, scope.parameters(), options)
    answer = _answers().of(key, lambda: room.answer(reader(scope), **options), weigh=weight)
    _answered().of(key, lambda: True, weigh=lambda _known: len(key))
    visit.asked.append(Asked(name, scope, options, answer))
    return answer


def ask_if_known(room: ModuleType, **options: Any) -> Any:
    """The room's answer if somebody has asked for it under this scope since the server started, None otherwise: for
    what takes too long to be worked out unasked. `options` must be those of whoever asked."""
    visit = current()
    key = _key(visit.book.fingerprint, language(), room.__name__, visit.scope.parameters(), options)
    return ask(room, **options) if key in _answered() else None


def _key(*parts: Any) -> str:
    return repr([sorted(part.items()) if isinstance(part, dict) else part for part in parts])


@st.cache_resource(show_spinner=False)
def _answered() -> Held:
    """What rooms have been asked in this process, as far as it is kept. An answer may have been pushed out of memory
    since: then it is worked out again."""
    return Held(MAX_KNOWN)


def cache_answer(name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives under the visit's scope, kept in memory under `name`: for answers that need more than options.

    `name` must tell everything apart that `make` hangs on, besides the book and the scope. Everybody gets the same
    value, and leaves it as it is.
    """
    visit = current()
    return _answers().of(_key(visit.book.fingerprint, language(), visit.scope.parameters(), name), make, weigh=weight)


def weight(answer: Any) -> int:
    """The bytes of an answer and of what is made of it once."""
    return pickled_bytes(answer) + (DRAWN if is_result(answer) else 0)


@st.cache_resource(show_spinner=False)
def _answers() -> Held:
    return Held(MAX_ANSWERS)


@st.cache_resource(show_spinner=False)
def tables() -> Held:
    """Tables whose cells are written, by what is in them."""
    return Held(MAX_TABLES)


def hold_shared(name: str, make: Callable[[], Any]) -> Any:
    """What `make` gives of the visit's year, held as it is and not as a copy: for what is large and never changed."""
    return holder(current().scope)(name, make)


def holder(scope: Scope) -> Callable[[str, Callable[[], Any]], Any]:
    """`hold_shared` for a reader of another scope: of that scope's year and segment. What else the scope narrows does
    not count: what is held is of the whole bank, the customers of a segment told apart."""
    fingerprint, segment = current().book.fingerprint, scope.segment.key if scope.segment else ""

    def hold(name: str, make: Callable[[], Any]) -> Any:
        held = _hold_customers if name.startswith(OF_CUSTOMERS) else _hold_shared
        return held(fingerprint, scope.years_ago, segment, name, make)

    return hold


@st.cache_resource(max_entries=MAX_SHARED, show_spinner=False)
def _hold_shared(fingerprint: str, years_ago: int, segment: str, name: str, _make: Callable[[], Any]) -> Any:
    return _make()


@st.cache_resource(max_entries=MAX_ROLLS, show_spinner=False)
def _hold_customers(fingerprint: str, years_ago: int, segment: str, name: str, _make: Callable[[], Any]) -> Any:
    """Apart from the others, which come and go with each move of a weight."""
    return _make()


def book() -> Book:
    """The open book, for what is not a question under a scope: downloads of rejected rows, its facts."""
    return current().book


def calendar() -> BookCalendar:
    """The months of the open book, whatever the scope; worked out once for everybody."""
    return _calendar(book(), book().fingerprint)


@st.cache_resource(max_entries=MAX_LIMITED, show_spinner=False)
def _calendar(_book: Book, fingerprint: str) -> BookCalendar:
    return book_calendar(_book.reader())


def has_book() -> bool:
    """False on a page without a room while there is no book that can be opened."""
    return current().opened is not None


def money() -> Money:
    """The book's currency in words."""
    return Money(str(current().book.info["currency"]))
