"""A way past a table by keyboard: the grid takes a press of Tab for every cell of a row before it lets go."""

from __future__ import annotations

from html import escape

import streamlit as st

from crm_core.language import _
from pages.frame.visit.visit import current


def way_past_table() -> None:
    """Before a table: a link past it, seen when it has the focus."""
    visit = current()
    visit.tables += 1
    words = escape(_("Skip the table"))
    st.html(f'<a class="past-table" href="#past-table-{visit.tables}">{words}</a>')


def end_of_table() -> None:
    """After the table: where the link leads, from where Tab goes on."""
    st.html(f'<span class="past-table" id="past-table-{current().tables}" tabindex="-1"></span>')
