"""What the Tiers page shows, carried to the pages beside it, and what they make of it carried back."""

from __future__ import annotations

import streamlit as st

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Scheme
from pages import frame
from pages.parts.tiers.load_scheme import mark_opened, restore

CONTROL = "as_on_tiers"
"""The control of the page Tier changes that holds the scheme, packed, in the session and in its link."""
_KEY = f"tier_changes.{CONTROL}"


def carry(scheme: Scheme) -> None:
    """Hold what the Tiers page shows, for the page Tier changes."""
    st.session_state[_KEY] = tiers.packed(scheme)


def note_exceptions(read: Reader, scheme: Scheme) -> None:
    """On the Tiers page: how many exceptions hold, and the way to them; nothing without any."""
    if scheme.exceptions:
        note = tiers.exceptions_note(tiers.standings(read, scheme), tiers.last_day(read))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(frame.escape(note), width="content")
            st.page_link("pages/tier_changes.py", label=_("See the exceptions"), icon=":material/person_pin:",
                         query_params=frame.link_to("tier_changes", as_on_tiers=tiers.packed(scheme)))


def carried(label: str) -> Scheme | None:
    """On the page Tier changes: the scheme that a link or the session carries; None when neither does."""
    text = frame.link_setting(CONTROL, label, lambda packed: not packed or _is_packed(packed))
    return tiers.unpacked(text) if text else None


def carry_back(scheme: Scheme) -> None:
    """Show the scheme on the Tiers page from now on. Raises CannotAnswer when that page has no controls for it."""
    restore(tiers.to_json(scheme))
    mark_opened()
    carry(scheme)


def _is_packed(text: str) -> bool:
    try:
        tiers.unpacked(text)
    except CannotAnswer:
        return False
    return True
