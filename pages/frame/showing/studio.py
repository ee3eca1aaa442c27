"""Controls and their consequences on one screen: the controls in a narrow column, what follows from them beside it."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import streamlit as st

KEY = "studio"
"""Begins the keys of the places below; `styling/studio.css` lays them out."""
_WIDTHS = (34, 66)
"""Parts of the page's width, of the controls and of what stands beside them."""


class Studio(NamedTuple):
    """The places of a page whose controls stand beside their consequences, in the order of the keyboard."""

    controls: Any
    beside: Any
    """What follows, in figures: it stays in view while the controls are gone through."""
    below: Any
    """What is too wide to stand beside the controls."""


def studio() -> Studio:
    """The places, below the headline. On a narrow screen the controls come first."""
    with st.container(key=KEY):
        controls, beside = st.columns(_WIDTHS, gap="small")
    with controls.container(border=True, key=f"{KEY}-controls", gap="xsmall"):
        asked = st.container(gap="xsmall")
    with beside:
        figures = st.container(key=f"{KEY}-beside", gap="xsmall")
    return Studio(asked, figures, st.container())


def line_in_view(sentence: str, instead_of: Any = st) -> Any:
    """A short line at the foot of a narrow screen, on which the consequences stand below all controls; `instead_of` the
    line that this returned before."""
    return instead_of.html(f'<p class="studio-line">{escape(sentence)}</p>')
