"""One visit of one page: what app.py has prepared and the page may ask for. Lives for one rerun."""

from __future__ import annotations

from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from crm_core import CannotAnswer
from crm_core.availability import Availability
from crm_core.basis import Basis
from crm_core.choices import Choices
from crm_core.periods import Period
from crm_core.reading import Metric
from crm_core.scope import Scope
from crm_core.targets.target import Target
from crm_core.warehouse import Book
from pages.frame.visit.link import Control

if TYPE_CHECKING:
    from crm_core.workspace import Scenario

_ROOT = Path(__file__).resolve().parents[3]
_ARRIVED = "arrived_at"


class Asked(NamedTuple):
    """What a page asked of a room, and what it was told."""

    room: str
    scope: Scope
    options: dict[str, Any]
    result: Any


@dataclass
class CardPlace:
    """The card that is being filled: what it says, the places of its note and of its corner, and what its figures and
    rows invite to. Without places where something stands on the page outside any card."""

    title: str = ""
    note: str = ""
    caption: Any = None
    corner: Any = None
    invitations: list[str] = field(default_factory=list)


@dataclass
class Visit:
    """The open book, what it offers, what is chosen, and what the page has asked for so far.

    `wanted` are the values that a link asks of the page's controls and none has taken yet; `remarks` say
    in sentences what could not be honoured; `corner` is the place beside the title for export and share, `chosen` that
    below it for the settings in words, which stand in for the controls on paper. `scope_words` say which part of the
    book the page is about: all of it on some pages, whatever `scope` is chosen.
    `controls` are for the link, `settings` say the same to people; `basis` is what the page's figures rest on. `period`
    are the months that its sums are taken over and `before` those they are compared with, where the page asks; `strip`
    is the place of the strip below the title. `answer` is its sentence, `figures` are those that it showed, and
    `asked` what it asked of rooms.
    """

    page: str
    opened: tuple[Book, Choices] | None
    """The book and what it offers; None on a page without a room while there is no book that can be opened."""
    scope: Scope
    availabilities: dict[str, Availability] = field(default_factory=dict)
    wanted: dict[str, Control] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    widget_keys: list[str] = field(default_factory=list)
    """Keys of widgets that are not those of this page's controls alone."""
    settings: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    segment_left_out: str = ""
    """The name of a segment that is chosen and that the page does not keep to: its figures are of all customers."""
    question: str = ""
    scope_words: str = ""
    basis: Basis = field(default_factory=Basis)
    answer: str = ""
    corner: Any = None
    chosen: Any = None
    strip: Any = None
    period: Period | None = None
    before: Period | None = None
    cards: dict[str, Any] = field(default_factory=dict)
    """The places for notes in the corners of the page's cards, by the cards' names."""
    about: str = ""
    """The one of many that the cards are about, such as a customer: notes on them are that one's alone."""
    figures: tuple[Metric, ...] = ()
    asked: list[Asked] = field(default_factory=list)
    targets: tuple[Target, ...] | None = None
    """The targets of the workspace, once the page has asked for one."""
    scenarios: dict[str, tuple[Scenario, ...]] = field(default_factory=dict)
    """The scenarios of each room that was asked for them."""
    reads: dict[str, Any] = field(default_factory=dict)
    """The tables read in this run so far: a page asks for some of them many times."""
    charts: int = 0
    tables: int = 0
    lists: int = 0
    card: CardPlace = field(default_factory=CardPlace)
    is_clickable: bool = False
    """Whether something on the page leads on, so far."""
    problem: str = ""
    """Why there is no book, in a sentence."""
    handed: dict[str, Any] = field(default_factory=dict)
    """What menus outside of a part that runs alone look up when they are pressed; one for all runs of the part."""

    @property
    def book(self) -> Book:
        """The open book. Raises CannotAnswer where there is none."""
        return self._opened()[0]

    @property
    def choices(self) -> Choices:
        """What the open book offers. Raises CannotAnswer where there is none."""
        return self._opened()[1]

    def _opened(self) -> tuple[Book, Choices]:
        if self.opened is None:
            raise CannotAnswer(self.problem)
        return self.opened

    def copied(self) -> Visit:
        """The visit as it is now, with lists and dictionaries of its own but for what is `handed` on."""
        own = {each.name: copy(getattr(self, each.name)) for each in fields(self) if each.name != "handed"
               and isinstance(getattr(self, each.name), dict | list | CardPlace)}
        return replace(self, **own)

    def key(self, name: str) -> str:
        """The widget key of this page's control `name`."""
        return f"{self.page}.{name}"


running: ContextVar[Visit | None] = ContextVar("visit", default=None)
"""Set by app.py around the page it runs. Not in session state: it belongs to the rerun, not to the person."""


def current() -> Visit:
    """The visit under way. A page that was started without app.py hands over to it and comes back."""
    visit = running.get()
    if visit is None:
        hand_over()  # does not come back here
        raise RuntimeError("A page runs inside frame.run.")
    return visit


def hand_over() -> None:
    """Go through app.py: beside a folder named `pages`, a fresh server runs a deep-linked page without it,
    until somebody has opened the entry page once. The address's query travels along."""
    name = (st.context.url or "").split("?")[0].rstrip("/").rpartition("/")[2]
    st.session_state[_ARRIVED] = (name, st.query_params.to_dict())
    st.switch_page("app.py")


def come_back() -> None:
    """In app.py: return to the page that handed over, if one did."""
    name, query = st.session_state.pop(_ARRIVED, ("", {}))
    if name and (_ROOT / "pages" / f"{name}.py").is_file():
        st.switch_page(f"pages/{name}.py", query_params=query)
