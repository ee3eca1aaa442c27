"""The very first visit: there is no book, so the demo book is built before the reader's eyes, once."""

from __future__ import annotations

import time

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.warehouse import Shelf
from pages.frame.visit.permission import import_refusal

_SECONDS_BETWEEN_LOOKS = 0.5
"""How often a second visitor looks whether the first one's build has ended."""


def build() -> None:
    """Build the demo book, or wait for the one who is building it. Returns when there is a book.

    Raises CannotAnswer when the build is refused.
    """
    shelf = Shelf()
    st.title(_("Welcome to Clientela"), anchor=False)
    st.markdown(_("There is no data yet, so a fictional bank is being made for you to explore. It takes a few seconds, "
                  "once. Your own data is loaded on the page Import, in the chapter Data."))
    if not import_refusal():
        st.page_link("pages/import_data.py", label=_("Load your own data instead"), icon=":material/upload_file:")
    bar = st.progress(0.0, _("Starting"))
    while shelf.current() is None:
        try:
            _build_demo(shelf, bar)
        except CannotAnswer:
            if not _is_held(shelf):
                raise
            bar.progress(0.5, _("Another visitor's build is under way; this page opens when it ends"))
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _build_demo(shelf: Shelf, bar: st.delta_generator.DeltaGenerator) -> None:
    from crm_core.intake.demo import build_demo

    def show(label: str, fraction: float) -> None:
        bar.progress(min(max(fraction, 0.0), 1.0), _(label))

    build_demo(shelf, progress=show)


def _is_held(shelf: Shelf) -> bool:
    """True while another build holds the shelf."""
    try:
        with shelf.building():
            return False
    except CannotAnswer:
        return True
