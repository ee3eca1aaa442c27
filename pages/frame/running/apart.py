"""The part of a page that its own controls run again by itself: what stands around it is neither made nor sent again.

A key on a slider then costs what hangs on the slider: neither navigation, filters and title, nor the menus beside it,
which are filled when they are opened or look up what is on the screen when they are pressed (decision 133).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from crm_core import CannotAnswer
from pages.frame.linking import address
from pages.frame.running.calmly import AlreadySaid, calmly
from pages.frame.saving import card_notes
from pages.frame.showing.on_paper import settings_on_paper
from pages.frame.visit import books, language, scope_bar
from pages.frame.visit.visit import Visit, current, running

_WHOLE = "is_whole"
"""Whether the part was drawn to its end when all of the page was run last: what stands around it hangs on that, as
where it was not there is neither a method nor anything to export."""


def run_apart(draw: Callable[[], None]) -> None:
    """Draw what is left of the page, all of its controls included. A control in it runs `draw` again and nothing else.

    `draw` may use all of the frame, but draws nothing into a place outside.
    """
    visit = current()
    before, scope = visit.copied(), _scope_on_screen()
    with visit.chosen:
        st.empty()  # keeps a place outside for what stands on paper, also where the first run says nothing there

    @st.fragment
    def part() -> None:
        if running.get() is None:
            _again(before, scope, draw)
        else:
            visit.handed[_WHOLE] = _drawn(visit, draw)

    part()
    before.reads = dict(visit.reads)  # of the same data and scope in every run of the part; of one run, so that it ends
    visit.cards.clear()
    visit.chosen = None  # notes on cards, and settings in words, stand in the part
    if not visit.handed.get(_WHOLE):
        raise AlreadySaid


def _again(before: Visit, scope: tuple[object, ...], draw: Callable[[], None]) -> None:
    """Run the part alone, or all of the page where something around it has changed since: the data, the scope, what
    is to be remarked above, or whether there is anything to export."""
    language.resume()
    if not _is_in_use(before) or _scope_on_screen() != scope:
        st.rerun()
    visit = before.copied()
    visit.wanted, visit.remarks = {}, []
    token = running.set(visit)
    try:
        is_whole = _drawn(visit, draw)
        with calmly(visit.page):
            address.write(visit)
    finally:
        running.reset(token)
    if is_whole != visit.handed.get(_WHOLE, True) or not set(visit.remarks) <= set(visit.handed.get("remarks", ())):
        st.rerun()


def _is_in_use(before: Visit) -> bool:
    """Whether the data is that of before. Data that cannot be read is not: all of the page says why."""
    try:
        opened = books.opened()
    except CannotAnswer:
        return False
    return opened is not None and opened.book.fingerprint == before.book.fingerprint


def _drawn(visit: Visit, draw: Callable[[], None]) -> bool:
    """Whether the part was drawn to its end; if not, it says why."""
    is_whole = False
    with calmly(visit.page):
        draw()
        is_whole = True
    with calmly(visit.page):
        settings_on_paper()
        card_notes.draw(visit)
    return is_whole


def _scope_on_screen() -> tuple[object, ...]:
    return tuple(str(st.session_state.get(key)) for key in scope_bar.KEYS)
