"""Where a visitor arrives who asks for nothing: at the start page of their own, if they chose one, or at the first page
that shows them anything."""

from __future__ import annotations

import contextlib

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from pages.frame.linking.address import VIEW
from pages.frame.saving.workspace import workspace
from pages.frame.visit import books
from pages.frame.visit.owner import owner
from pages.frame.visit.person import permit

_ARRIVED = "arrival.arrived"
"""In session state: true from the first run of a visit on. Whoever goes to the Overview later means the Overview."""


def go_to_start_page(page: st.Page) -> None:
    """On the first run of a visit without a page or link in its address, go to the page that was chosen here."""
    has_arrived = st.session_state.get(_ARRIVED, False)
    st.session_state[_ARRIVED] = True
    if has_arrived or page.url_path or st.query_params:
        return
    with contextlib.suppress(CannotAnswer):  # then the Overview, as for everybody
        short_id = workspace().start_pages.of(owner()) if owner() else ""
        if short_id and (name := workspace().views.open(short_id).page) in PAGES:
            st.switch_page(f"pages/{name}.py", query_params={VIEW: short_id})
        _go_to_what_is_shown()


def _go_to_what_is_shown() -> None:
    """To an executive, some pages show nothing, the Overview perhaps among them: the first in order that does."""
    opened = books.opened()
    if opened is None or permit().sees_customers:
        return
    shown = [name for name in PAGES if name in opened.availabilities and opened.availabilities[name].level != "none"]
    if shown and shown[0] != "overview":
        st.switch_page(f"pages/{shown[0]}.py")
