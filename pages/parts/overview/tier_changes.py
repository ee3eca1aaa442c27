"""Who changed tier since the data before, in a line for the Overview."""

from __future__ import annotations

import streamlit as st

from pages import frame
from pages.parts.tiers import say_since_last_data


def tier_changes() -> None:
    """The sentence, which leads to the list; nothing where no scheme is approved, or these are the first data."""
    if sentence := say_since_last_data():
        st.page_link("pages/tiers.py", label=frame.escape(sentence), icon=":material/layers:",
                     query_params=frame.link_to("tiers"))
