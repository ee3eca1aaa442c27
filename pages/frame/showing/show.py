"""How an answer is shown: the question, the sentence, the figures, the evidence, and how it was worked out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from crm_core.amounts import NOTHING
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.language import current as language
from crm_core.reading import Metric, Reading
from pages.frame.showing.basis_strip import basis_strip
from pages.frame.visit import scope_bar
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

NARROWEST_HALF = 320
"""Pixels below which a card cannot hold names, bars and figures beside each other."""
CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}
_FIGURE = re.compile(
    r"[−+<>\\]*(?:[A-Z]{3}\s|[€$£¥])\d[\d,.]*\d?[KMBT]?"  # money: €1.2M
    r"|[−+<>\\]*\d[\d,.]*(?:\s(?:mil|M))?\s(?:[A-Z]{3}\b|US\\?\$|€)"  # 1,2 M €
    r"|[−+<>\\]*\d[\d,.]*\s?%"  # shares
    r"|\b\d[\d,.]*(?= (?:[a-z]+-[a-z]+ )?(?:customers?|clientes?)\b)"
)


def title(question: str = "", *, whole_book: bool = False, note: str = "") -> None:
    """The page's question, what part of the book it is asked of, and the place for export and share.

    The question is that of the list of pages; `whole_book` is for pages that are about all of the book, whatever the
    filters. A page that asks nothing of the book has a `note` in their place.
    """
    visit, asks = current(), not (note or whole_book)
    visit.question = question or PAGES[visit.page].question
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.title(escape(visit.question), anchor=False, width="content")
            visit.corner = st.container(horizontal=True, width="content", gap="small")
        if note:
            st.caption(escape(note), width="content")
        else:
            visit.scope_words = (_("All data, whatever the filters") if whole_book else
                                 visit.choices.words(visit.scope))
            basis_strip(visit.scope_words, whole_book=whole_book)
        visit.chosen = st.container(key="chosen")
        if asks and not visit.scope.is_whole_book:
            scope_bar.clear_button("title.clear")


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
    st.html(_WHOLE_LABELS)
    with st.grid(len(figures), min_column_width=150, gap="small"):
        for each in figures:
            risen, unchanged = not each.change.startswith("−"), not re.search("[1-9]", each.change)
            welcome = {"up": risen, "down": not risen}.get(each.good)
            value = each.value.replace("\u00a0", " ")  # where a card is narrow, a line ends there and not inside `CZK`
            st.metric(
                escape(each.label), escape(value), escape(each.change) or None, border=True, height="stretch",
                help=escape(each.explain) or None,
                delta_color="gray" if welcome is None or unchanged else "green" if welcome else "red",
                delta_arrow="off" if unchanged else "up" if risen else "down",
            )
    earlier = scope_bar.comparable()
    if earlier and any(each.change for each in figures):
        st.caption(_("Changes are against {span}; both years are by today's region, branch and manager of each "
                     "customer.", span=current().choices.year(earlier.years_ago).span))


def evidence() -> tuple[Any, Any]:
    """Two places side by side for the main picture and the second; below each other where half would be too narrow."""
    grid = st.grid(2, min_column_width=NARROWEST_HALF, gap="small")
    return grid.container(height="stretch"), grid.container(height="stretch")


def card(finding: str, note: str = "") -> Any:
    """A bordered card whose title states the finding."""
    box = st.container(border=True, height="stretch")
    with box.container(gap=None):
        st.subheader(escape(finding), anchor=False)
        if note:
            st.caption(escape(note))
    return box


def folded(finding: str, note: str = "") -> Any:
    """Evidence of the second rank: a card of which only the finding is seen until it is opened. No place for a chart,
    which a browser does not draw where it is not seen."""
    box = st.expander(escape(finding))
    if note:
        box.caption(escape(note))
    return box


def chart(figure: go.Figure, *, alt: str) -> None:
    """A figure, with the words that stand for it where it cannot be seen."""
    visit = current()
    visit.charts += 1
    st.plotly_chart(figure, key=visit.key(f"chart.{visit.charts}"), config=CHART_CONFIG, alt=alt, height="stretch")


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
