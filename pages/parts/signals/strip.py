"""What has tripped on this data, in a few lines for the Overview."""

from __future__ import annotations

import streamlit as st

from crm_core import CannotAnswer
from crm_core.chapters import PAGES
from crm_core.language import _, ngettext
from crm_core.signals.facts import sentence_of
from pages import frame
from pages.frame.saving.targets import year_starts
from pages.parts.signals.board import judged

_MAX_SHOWN = 3
_PAGE = "signals"


def strip() -> None:
    """The newest signals that nobody has acknowledged, with the way to their page; nothing where there is none, or no
    rule, or no workspace: the Overview stands without it."""
    try:
        new = [signal for signal in judged() if signal.acknowledged_at is None]
    except CannotAnswer:
        return
    if not new:
        return
    names, money, starts = frame.book().region_names, frame.money(), year_starts()
    with st.container(border=True, gap="xsmall"):
        st.markdown("**" + ngettext("{count} new signal", "{count} new signals", len(new)) + "**")
        for signal in new[:_MAX_SHOWN]:
            sentence = sentence_of(signal, names, money, year_starts=starts)
            st.markdown(f":material/notifications: {frame.escape(sentence)}")
        st.page_link(f"pages/{_PAGE}.py", label=_("Open {page}", page=PAGES[_PAGE].title),
                     icon=":material/arrow_forward:", query_params=frame.link_to(_PAGE))
