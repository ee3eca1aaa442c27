"""Where a visitor arrives who asks for nothing: at the start page of their own, if this browser chose one."""

from __future__ import annotations

import contextlib

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from pages.frame.linking.address import VIEW
from pages.frame.saving.workspace import workspace
from pages.frame.visit.owner import owner

_ARRIVED = "arrival.arrived"
"""In session state: true from the first run of a visit on. Whoever goes to the Overview later means the Overview."""


def go_to_start_page(page: st.Page) -> None:
    """On the first run of a visit without a page or link in its address, go to the page that was chosen here."""
    has_arrived = st.session_state.get(_ARRIVED, False)
    st.session_state[_ARRIVED] = True
    if has_arrived or page.url_path or st.query_params or not owner():
        return
    with contextlib.suppress(CannotAnswer):  # then the Overview, as for everybody
        short_id = workspace().start_pages.of(owner())
        if short_id and (name := workspace().views.open(short_id).page) in PAGES:
            st.switch_page(f"pages/{name}.py", query_params={VIEW: short_id})
