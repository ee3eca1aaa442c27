"""A step of the desk: in full while it is to be done, shut once the dry run has begun."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages import frame
from pages.parts.import_data.desk import Desk


def step(desk: Desk, title: str, note: str) -> Any:
    """The place of a step under its title."""
    if not desk.is_trying:
        return frame.card(title, note)
    return st.expander(f"**{frame.escape(title)}**", icon=":material/check:")
