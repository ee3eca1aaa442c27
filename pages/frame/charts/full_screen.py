"""A chart at full screen, with its table, and both as files that say what they are."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from crm_core.figure_table import ID, figure_table
from crm_core.language import _
from pages.frame.saving.card_files import chart_files
from pages.frame.showing.tables import Rows, show_rows
from pages.frame.visit.visit import current
from pages.frame.visit.wording import escape

_HEIGHT = 620
"""Pixels of a chart at full screen: what a laptop has below the title and the files."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A chart: its figure, what stands for it, the finding of its card and its note, and its rows where the page has
    better ones than the words beside its marks."""

    figure: go.Figure
    alt: str
    title: str = ""
    note: str = ""
    table: Rows | None = None

    @functools.cached_property
    def rows(self) -> Rows:
        """The chart as rows; made when they are asked for."""
        if self.table is not None:
            return self.table
        rows = figure_table(self.figure)
        has_ids = len(rows) > 0 and bool(rows[ID].all())
        return Rows(rows, {name: name for name in rows if name != ID}, by=ID if has_ids else "")


def full_screen(drawn: Drawn) -> None:
    """Open the chart over the page. What is in it reruns nothing: nothing of the frame can be used from a fragment."""
    st.dialog(escape(drawn.title or current().question), width="large")(_content)(drawn)


def _content(drawn: Drawn) -> None:
    with st.container(horizontal=True, gap="small"):
        chart_files(drawn.figure, lambda: drawn.rows, title=drawn.title, note=drawn.note, alt=drawn.alt)
    chart, table = st.tabs([_("Chart"), _("Table")])
    with chart:
        figure = go.Figure(drawn.figure)
        figure.layout.height = None
        st.plotly_chart(figure, key="full_screen", config={"displayModeBar": False, "responsive": True},
                        alt=drawn.alt, height=_HEIGHT)
    with table:
        show_rows(drawn.rows, alt=drawn.alt)
