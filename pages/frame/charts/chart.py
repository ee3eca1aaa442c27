"""A chart in its card, which can be clicked, and shown as a table or at full screen by the icons in the corner."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from crm_core.figure_table import mark_ids
from crm_core.language import _
from pages.frame.charts.full_screen import Drawn, full_screen
from pages.frame.linking.lead import Lead, follower
from pages.frame.showing.invitation import LEADING, invite
from pages.frame.showing.tables import Rows, show_rows
from pages.frame.visit.visit import current

CHART_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}
_CORNER = "corner"
_STYLE = f"""<style>
[data-testid=stElementContainer][class*="-{_CORNER}-"] {{ margin-block: -3px; }}
[class*="-{_CORNER}-"] button {{ min-height: 2rem; min-width: 2rem; padding: 0 0.25rem; }}
[class*="-{_CORNER}-"] button [data-testid=stMarkdownContainer] {{
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
[data-testid=stFullScreenFrame]:has([data-testid=stPlotlyChart]) [data-testid=stElementToolbar] {{ display: none; }}
</style>"""
"""Icons as small as a card's corner, their words for whoever does not see them; Streamlit's own icons, which float over
them, do the same."""


def chart(figure: go.Figure, *, alt: str, leads_to: Lead | None = None, table: Rows | None = None,
          starts_as_table: bool = False) -> None:
    """A figure, with the words that stand for it where it cannot be seen.

    A bar, point or tile that is clicked follows `leads_to`. `table` is what the figure shows as rows; left out, the
    words beside its marks. A keyboard reaches no mark, but every row of that table, which leads on as the marks do.
    `starts_as_table` is for rows that say more than the figure.
    """
    visit = current()
    visit.charts += 1
    drawn = Drawn(figure, alt, visit.card.title, visit.card.note, table)
    as_table = visit.key(f"as_table.{visit.charts}")
    is_table = bool(st.session_state.get(as_table, starts_as_table))
    _corner(drawn, as_table, is_table=is_table)
    key = visit.key(f"{LEADING if leads_to else 'chart'}.{visit.charts}")
    if is_table:
        rows = drawn.rows
        show_rows(rows, alt=alt, leads_to=leads_to if rows.by else None, key=f"{key}.table")
    elif leads_to is None:
        st.plotly_chart(figure, key=key, config=CHART_CONFIG, alt=alt, height="stretch")
    else:
        _clickable(figure, leads_to, key=key, alt=alt)


def _corner(drawn: Drawn, as_table: str, *, is_table: bool) -> None:
    """The icons, beside the title of the card: the table or the chart again, and full screen with the files. Above the
    chart where there is no card, or another chart has its corner."""
    visit = current()
    corner, visit.card.corner = visit.card.corner, None
    if visit.charts == 1:
        st.html(_STYLE)
    with corner or st.container(horizontal=True, gap=None, horizontal_alignment="right"):
        other, icon = (_("Show the chart"), "bar_chart") if is_table else (_("Show the table"), "table")
        st.button(other, icon=f":material/{icon}:", type="tertiary", help=other, on_click=_switch,
                  args=(as_table, not is_table), key=visit.key(f"{_CORNER}.switch.{visit.charts}"))
        full = _("Full screen and download")
        if st.button(full, icon=":material/open_in_full:", type="tertiary", help=full,
                     key=visit.key(f"{_CORNER}.full.{visit.charts}")):
            full_screen(drawn)


def _switch(as_table: str, is_table: bool) -> None:
    st.session_state[as_table] = is_table


def _clickable(figure: go.Figure, lead: Lead, *, key: str, alt: str) -> None:
    invite(lead.invitation)
    ids, follow = mark_ids(figure), follower(lead)

    def choose() -> None:
        points = st.session_state[key].selection.points
        follow(_chosen(points[0], ids) if points else "")

    st.plotly_chart(figure, key=key, config=CHART_CONFIG, alt=alt, height="stretch", on_select=choose,
                    selection_mode="points")


def _chosen(point: dict[str, Any], ids: list[list[str]]) -> str:
    """The id of the mark that a click reports; "" for one without an id."""
    trace, mark = point.get("curve_number", 0), point.get("point_index", -1)
    return ids[trace][mark] if trace < len(ids) and 0 <= mark < len(ids[trace]) else ""
