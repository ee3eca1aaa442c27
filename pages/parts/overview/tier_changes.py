"""By which approved scheme tiers are, and who changed tier since the data before, in a line for the Overview."""

from __future__ import annotations

import streamlit as st

from pages import frame
from pages.parts.tiers import approved_note, say_since_last_data


def tier_changes() -> None:
    """The scheme by name and day, with the sentence where these are not the first data: both lead to the page. Nothing
    where no scheme is approved."""
    if force := frame.in_force("tiers"):
        words = " ".join(filter(None, (approved_note(force), say_since_last_data())))
        st.page_link("pages/tiers.py", label=frame.escape(words), icon=":material/layers:",
                     query_params=frame.link_to("tiers"))
