"""The strip below the title: as of when, how much of what the page uses is there, what part is assumed."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from crm_core.ask import room
from crm_core.basis import Basis, Part, basis
from crm_core.chapters import PAGES
from crm_core.language import _
from crm_core.periods import Period
from crm_core.scope import Scope
from pages.frame.visit import library
from pages.frame.visit.visit import Visit, current
from pages.frame.visit.wording import escape

_KEY = "basis"
_LOW_ROWS = f"""<style>
.st-key-{_KEY} button {{ min-height: 0; padding-block: 0; text-align: left; }}
.st-key-{_KEY} div {{ row-gap: 0.25rem; }}
</style>"""
"""A button is as tall as a finger: three rows of them on a phone would push the answer off the screen."""


def basis_strip(scope_words: str, *, whole_book: bool) -> None:
    """The scope in words, then each part to be opened for what it means and the figures behind it.

    It stands in a place of its own, `visit.strip`: a page that asks for other months draws it anew.
    """
    visit = current()
    st.html(_LOW_ROWS)
    visit.strip = st.container(gap=None, key=_KEY).empty()
    visit.basis = library.cache_answer(f"basis.{visit.page}.{whole_book}", lambda: _basis(
        visit, Scope() if whole_book else visit.scope))
    _draw(scope_words)


def redraw_strip(period: Period, of: str = "") -> None:
    """The strip for the `period` really shown: its name in the words of the scope, and its last month. Where only a
    part of the page is `of` it, the rest rests on the scope's year as before."""
    visit = current()
    visit.scope_words = visit.choices.words(visit.scope, period, of)
    if not of:
        scope = _year_that_holds(period)
        visit.basis = library.cache_answer(f"basis.{visit.page}.{period.name}", lambda: _basis(visit, scope, period))
    _draw(visit.scope_words)


def _draw(scope_words: str) -> None:
    visit = current()
    with visit.strip.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(escape(scope_words), width="content")
        for part in visit.basis.parts:
            _open(part)


def _basis(visit: Visit, scope: Scope, period: Period | None = None) -> Basis:
    return basis(library.reader(scope), room(PAGES[visit.page].room).NEEDS, visit.choices, visit.book.info,
                 period.last_month if period else None)


def _year_that_holds(period: Period) -> Scope:
    """The scope with the trailing year in which the period ends: by such years it was counted how much is known."""
    visit = current()
    held = [year for year in visit.choices.years if year.first_month <= period.last_month <= year.last_month]
    return replace(visit.scope, years_ago=held[0].years_ago) if held else visit.scope


def _open(part: Part) -> None:
    label = escape(part.label)
    with st.popover(f":orange[{label}]" if part.is_warning else label, type="tertiary", wrap=True):
        st.markdown("\n\n".join(map(escape, part.sentences)))
        if part.rows:
            rows = [(_("Figure"), _("Share")), *part.rows]
            first, *rest = [f"| {escape(name)} | {escape(figure)} |" for name, figure in rows]
            st.markdown("\n".join([first, "|---|---:|", *rest]))
