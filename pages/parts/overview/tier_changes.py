"""Who changed tier since the data before, in a line for the Overview."""

from __future__ import annotations

import streamlit as st

from crm_core.language import _
from pages import frame
from pages.parts.tiers import say_since_last_data


def tier_changes() -> None:
    """The sentence and the way to the list; nothing where no scheme is approved, or these are the first data."""
    if sentence := say_since_last_data():
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":material/layers: {frame.escape(sentence)}", width="content")
            st.page_link("pages/tiers.py", label=_("Who changed tier"), icon=":material/arrow_forward:",
                         query_params=frame.link_to("tiers"))
