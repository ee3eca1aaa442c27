"""Pages before an audience: which, and in what order. Kept for the visit, and said by its links."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from crm_core.chapters import CHAPTERS, PAGES

_SHOWN = "presentation.pages"
"""In session state: the names of the pages; absent while nothing is presented."""
_LEFT = "presentation.left"
"""In session state: the link that was in the address when a presentation was left."""


def shown() -> tuple[str, ...]:
    """The pages that are being presented, in order; none most of the time."""
    return tuple(st.session_state.get(_SHOWN, ()))


def begin(pages: Iterable[str]) -> None:
    """Present `pages`; names that are no pages are left out, and without any nothing is presented."""
    known = [name for name in pages if name in PAGES]
    st.session_state.pop(_LEFT, None)
    if known:
        st.session_state[_SHOWN] = known
    else:
        st.session_state.pop(_SHOWN, None)


def follow(text: str, pages: Iterable[str]) -> None:
    """What a link says of `pages`; not that which was left: before a page has ended the address still holds it."""
    if text != st.session_state.get(_LEFT):
        begin(pages)


def leave() -> None:
    """Back to the pages as they are used."""
    st.session_state.pop(_SHOWN, None)
    st.session_state[_LEFT] = st.query_params.get("link")


def beside(page: str) -> tuple[str, str]:
    """The page before `page` and the one after it in what is presented; empty where there is none. A page that is not
    among them, which a link on a page may lead to, has the first after it."""
    pages = shown()
    if page not in pages:
        return "", pages[0] if pages else ""
    place = pages.index(page)
    return pages[place - 1] if place else "", pages[place + 1] if place + 1 < len(pages) else ""


def chapter_of(page: str) -> list[str]:
    """The pages of the page's chapter that answer something: what is presented unless others are chosen."""
    return [each.name for chapter in CHAPTERS if page in [one.name for one in chapter.pages]
            for each in chapter.pages if each.has_room]
