"""The strip below the title: as of when, how much of what the page uses is there, what part is assumed."""

from __future__ import annotations

import streamlit as st

from crm_core.ask import room
from crm_core.basis import Basis, Part, basis
from crm_core.language import _
from crm_core.scope import Scope
from pages.frame.visit import library
from pages.frame.visit.visit import Visit, current
from pages.frame.visit.wording import escape

_KEY = "basis"
_LOW_ROWS = f"""<style>
.st-key-{_KEY} button {{ min-height: 0; padding-block: 0; text-align: left; }}
.st-key-{_KEY} {{ row-gap: 0.25rem; }}
</style>"""
"""A button is as tall as a finger: three rows of them on a phone would push the answer off the screen."""


def basis_strip(scope_words: str, *, whole_book: bool) -> None:
    """The scope in words, then each part to be opened for what it means and the figures behind it."""
    visit = current()
    visit.basis = library.cache_answer(f"basis.{visit.page}.{whole_book}", lambda: _basis(visit, whole_book))
    st.html(_LOW_ROWS)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=_KEY):
        st.caption(escape(scope_words), width="content")
        for part in visit.basis.parts:
            _open(part)


def _basis(visit: Visit, whole_book: bool) -> Basis:
    scope = Scope() if whole_book else visit.scope
    return basis(library.reader(scope), room(visit.page).NEEDS, visit.choices, visit.book.info)


def _open(part: Part) -> None:
    label = escape(part.label)
    with st.popover(f":orange[{label}]" if part.is_warning else label, type="tertiary", wrap=True):
        st.markdown("\n\n".join(map(escape, part.sentences)))
        if part.rows:
            rows = [(_("Figure"), _("Share")), *part.rows]
            first, *rest = [f"| {escape(name)} | {escape(figure)} |" for name, figure in rows]
            st.markdown("\n".join([first, "|---|---:|", *rest]))
