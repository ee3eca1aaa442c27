"""The way back: who comes to a page by a bar, a row or a link of another page finds that page again, as it was left."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from crm_core.chapters import PAGES
from crm_core.language import _

_TRAIL, _AT = "trail.steps", "trail.at"
MAX_STEPS = 20
"""Pages that are remembered; nobody goes back further, and a session is not to grow with every click."""


@dataclass(frozen=True)
class Step:
    """A page that was left for another, and the link to it as it was; "" when it said more than a link can hold."""

    page: str
    link: str = ""


def after(trail: tuple[Step, ...], left: Step | None, page: str, *, by_link: bool) -> tuple[Step, ...]:
    """The trail once `page` is run: longer when a link of the page that was `left` opened it, shorter when the reader
    has come back to its last step, and none when the page was opened by itself, from the navigation."""
    if left is None:
        return ()
    if page == left.page:
        return trail
    if trail and trail[-1].page == page:
        return trail[:-1]
    return (*trail, left)[-MAX_STEPS:] if by_link else ()


def follow(page: str, left: Step | None, *, by_link: bool) -> None:
    """Keep the trail of this session up with the page that is run. A run may be broken off before it has written its
    link, and begun again: the page that was left is taken down at its first."""
    at = st.session_state.get(_AT)
    if at and (left is None or left.page != at):
        left = Step(at)
    st.session_state[_TRAIL] = after(st.session_state.get(_TRAIL, ()), left, page, by_link=by_link)
    st.session_state[_AT] = page


def way_back() -> None:
    """A link to the page that this one was opened from; nothing when it was opened by itself."""
    trail: tuple[Step, ...] = st.session_state.get(_TRAIL, ())
    if trail:
        step = trail[-1]
        st.page_link(f"pages/{step.page}.py", label=_("Back to {page}", page=PAGES[step.page].title),
                     icon=":material/arrow_back:", query_params={"link": step.link} if step.link else None)
