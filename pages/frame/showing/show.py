"""How an answer is shown: the question, the sentence, the figures, the evidence, and how it was worked out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import streamlit as st

from crm_core.amounts import NOTHING
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.language import current as language
from crm_core.reading import Metric, Reading
from pages.frame.linking.trail import way_back
from pages.frame.showing.basis_strip import basis_strip
from pages.frame.visit import scope_bar
from pages.frame.visit.visit import CardPlace, current
from pages.frame.visit.wording import escape

NARROWEST_HALF = 320
"""Pixels below which a card cannot hold names, bars and figures beside each other."""
_FIGURE = re.compile(
    r"[−+<>\\]*(?:[A-Z]{3}\s|[€$£¥])\d[\d,.]*\d?[KMBT]?"  # money: €1.2M
    r"|[−+<>\\]*\d[\d,.]*(?:\s(?:mil|M))?\s(?:[A-Z]{3}\b|US\\?\$|€)"  # 1,2 M €
    r"|[−+<>\\]*\d[\d,.]*\s?%"  # shares
    r"|\b\d[\d,.]*(?= (?:[a-z]+-[a-z]+ )?(?:customers?|clientes?)\b)"
)


CORNER, SIGN_ALONE = "corner", "sign_alone"
"""How the keys begin of the place beside the title, and of those of its menus that show their sign alone."""
_HIDDEN = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);"
_LABEL = "[data-testid=stPopoverButton] [data-testid=stMarkdownContainer]"
_SIGNS_ALONE = f"""<style>
[class*="st-key-{SIGN_ALONE}"] {_LABEL} {{ {_HIDDEN} }}
@media (max-width: 640px) {{ .st-key-{CORNER} {_LABEL} {{ {_HIDDEN} }} }}
</style>"""
"""What a menu says stays for who cannot see its sign; with all words beside the title a phone would need two rows."""


def title(question: str = "", *, whole_book: bool = False, note: str = "") -> None:
    """The page's question, what part of the book it is asked of, and the place for export and share.

    The question is that of the list of pages; `whole_book` is for pages that are about all of the book, whatever the
    filters. A page that asks nothing of the book has a `note` in their place.
    """
    visit, asks = current(), not (note or whole_book)
    visit.question = question or PAGES[visit.page].question
    with st.container(gap="xsmall"):
        way_back()
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.title(escape(visit.question), anchor=False, width="content")
            st.html(_SIGNS_ALONE)
            visit.corner = st.container(horizontal=True, width="content", gap="xsmall", key=CORNER)
        if note:
            st.caption(escape(note), width="content")
        else:
            visit.scope_words = (_("All data, whatever the filters") if whole_book else
                                 visit.choices.words(visit.scope))
            basis_strip(visit.scope_words, whole_book=whole_book)
        _say_what_a_segment_narrows()
        visit.chosen = st.container(key="chosen")
        if asks and not visit.scope.is_whole_book:
            scope_bar.clear_button("title.clear")


def _say_what_a_segment_narrows() -> None:
    """That a segment does not narrow the page at all, or which part of it it does not."""
    visit = current()
    if visit.segment_left_out:
        st.caption(escape(_("The segment “{name}” does not narrow this page: it shows all customers.",
                            name=visit.segment_left_out)))
    elif visit.scope.segment:
        st.caption(escape(" ".join(filter(None, (PAGES[visit.page].of_all, _(
            "How complete the data is, is told of all customers."))))))


def headline(reading: Reading) -> Any:
    """The answer first: the sentence with its figures in the accent, then what follows from it.

    Returns the place below the sentence: what takes longer to find can be said there later, by `add_so_what`.
    """
    sentence = _FIGURE.sub(lambda match: f":blue[{match.group()}]", escape(reading.headline))
    place = st.container(gap="xsmall")
    place.header(sentence, anchor=False)
    add_so_what(place, reading)
    return place


def add_so_what(place: Any, reading: Reading) -> None:
    """What follows from the headline, below it."""
    current().answer = str(reading)
    if reading.so_what:
        place.markdown(escape(reading.so_what))


_WHOLE_LABELS = "<style>[data-testid=stMetric] .stMarkdownEllipsis * { white-space: normal; }</style>"
"""Streamlit cuts a figure's label to one line; on a phone two words of Spanish are longer than that."""


def metrics(*figures: Metric) -> None:
    """A row of figures, without those that the book cannot give; two by two on a phone."""
    figures = tuple(each for each in figures if each.value != NOTHING)
    if not figures:
        return
    whole_labels()
    with st.grid(len(figures), min_column_width=150, gap="small"):
        for each in figures:
            figure_of(each, border=True)
    if any(each.change for each in figures):
        say_compared()


def shows(*figures: Metric) -> None:
    """The page shows these figures in a form of its own: what is decided on it is kept with them."""
    current().figures += tuple(each for each in figures if each.value != NOTHING)


def say_compared() -> None:
    """What changes are against, below figures that have some; nothing where there is no whole year before."""
    visit, earlier = current(), scope_bar.comparable()
    if visit.before:
        st.caption(_("Changes are against {span}; both periods are by today's region, branch and manager of each "
                     "customer.", span=visit.before.short))
    elif earlier and not visit.period:
        st.caption(_("Changes are against {span}; both years are by today's region, branch and manager of each "
                     "customer.", span=visit.choices.year(earlier.years_ago).span))


def whole_labels() -> None:
    """Labels of figures below are shown whole, on two lines where they need them."""
    st.html(_WHOLE_LABELS)


def figure_of(each: Metric, *, border: bool = False) -> None:
    """One figure with its change: green where that is welcome, red where it is not."""
    current().figures += (each,)
    risen, unchanged = not each.change.startswith("−"), not re.search("[1-9]", each.change)
    welcome = {"up": risen, "down": not risen}.get(each.good)
    value = each.value.replace("\u00a0", " ")  # where a card is narrow, a line ends there and not inside `CZK`
    st.metric(
        escape(each.label), escape(value), escape(each.change) or None, border=border,
        height="stretch" if border else "content", help=escape(each.explain) or None,
        delta_color="gray" if welcome is None or unchanged else "green" if welcome else "red",
        delta_arrow="off" if unchanged else "up" if risen else "down",
    )


def evidence() -> tuple[Any, Any]:
    """Two places side by side for the main picture and the second; below each other where half would be too narrow."""
    grid = st.grid(2, min_column_width=NARROWEST_HALF, gap="small")
    return grid.container(height="stretch"), grid.container(height="stretch")


def card(finding: str, note: str = "", name: str = "") -> Any:
    """A bordered card whose title states the finding; its corner is for what a chart in it can be shown as.

    `name` is what the card is called whatever it finds: with one, its corner has a place for notes.
    """
    box = st.container(border=True, height="stretch")
    with box.container(gap=None):
        with st.container(horizontal=True, wrap=False, gap="xsmall", vertical_alignment="top"):
            st.subheader(escape(finding), anchor=False)
            corner = st.container(horizontal=True, wrap=False, gap=None, width="content")
            leave_place(name)
        caption = st.caption(escape(note)) if note else st.empty()
    current().card = CardPlace(finding, note, caption, corner)
    return box


def question_card(text: str) -> Any:
    """A bordered card of one sentence, without a place for anything in its corner: a page has many."""
    box = st.container(border=True, height="stretch")
    box.subheader(escape(text), anchor=False)
    return box


def cards_about(one: str) -> None:
    """The page's cards are about this one of many: notes on them belong to it alone."""
    current().about = one


def leave_place(name: str) -> None:
    """A place for the notes on the card called `name`, filled when the page is drawn: one read of them is enough."""
    cards = current().cards
    if name and name not in cards:
        cards[str(name)] = st.container(width="content")


def folded(finding: str, note: str = "", name: str = "") -> Any:
    """Evidence of the second rank: a card of which only the finding is seen until it is opened. No place for a chart,
    which a browser does not draw where it is not seen. `name` as of a card."""
    box = st.expander(escape(finding))
    with box.container(horizontal=True, wrap=False, gap="small"):
        caption = st.caption(escape(note)) if note else st.empty()
        leave_place(name)
    current().card = CardPlace(finding, note, caption)
    return box


def unfolded(finding: str, note: str = "", name: str = "", *, holds: str = "") -> Any:
    """As `folded`, but what it holds is made only while it is open: returns its place then, None while it is shut. It
    has room for a chart, as that is drawn where it is seen. A link says that it is open; one that sets a control which
    it `holds` opens it too."""
    visit, control = current(), f"open_{name}"
    if control in visit.wanted or holds in visit.wanted:
        visit.wanted.pop(control, None)
        st.session_state[visit.key(control)] = True
    box = st.expander(escape(finding), key=visit.key(control), on_change="rerun")
    if not box.open:
        return None
    visit.controls[control] = 1
    with box.container(horizontal=True, wrap=False, gap="small"):
        caption = st.caption(escape(note)) if note else st.empty()
        corner = st.container(horizontal=True, wrap=False, gap=None, width="content")
        with corner:
            leave_place(name)
    visit.card = CardPlace(finding, note, caption, corner)
    return box


def method(room: ModuleType) -> None:
    """How the answer is worked out: the room's method.md."""
    with st.expander(_("How this is calculated"), icon=":material/info:", type="compact"):
        st.markdown(re.sub(r"^## ", "#### ", method_text(room), flags=re.MULTILINE))


def method_text(room: ModuleType) -> str:
    """The room's method.md as text, or its sibling in the language spoken now: `method.es.md`."""
    return _method_text(str(room.__file__), language())


@cache
def _method_text(file: str, spoken: str) -> str:
    paths = (Path(file).with_name(name) for name in (f"method.{spoken}.md", "method.md"))
    return next(path for path in paths if path.is_file()).read_text(encoding="utf-8")
