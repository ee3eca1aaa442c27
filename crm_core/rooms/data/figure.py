"""A Provenance as a Plotly figure: how full each month is."""

from __future__ import annotations

import math

import plotly.graph_objects as go

from crm_core.amounts import Money
from crm_core.house_style import ACCENT, ALERT, MAX_POINTS, axis, bars, figure, note
from crm_core.language import _, month, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.data.measure import Provenance
from crm_core.ticks import count_ticks

_TICKS = 4
"""Months that are named: as many as a phone has room for."""


@made_once
def draw(result: Provenance, money: Money) -> go.Figure:
    """Rows of activity a month, from the first to the last; a month without any is marked in amber."""
    months = result.months.tail(MAX_POINTS)
    hover = [f"<b>{month(each)}</b><br>{ngettext('{count} row', '{count} rows', rows)}"
             for each, rows in zip(months["month"], months["activity_rows"], strict=True)]
    marked = months["month"].iloc[::-math.ceil(len(months) / _TICKS)][::-1]
    missing = [note(f"{each:%Y-%m-%d}", 0, _("none"), xanchor="center", yanchor="bottom",
                    font={"size": 12, "color": ALERT}) for each in result.missing_months[:12]]
    return figure(
        [bars(months["month"].dt.strftime("%Y-%m-%d").tolist(), months["activity_rows"].tolist(), ACCENT,
              hover="%{text}", text=hover, textposition="none")],
        x=axis(showgrid=False, type="date", tickangle=0, tickvals=marked.dt.strftime("%Y-%m-%d").tolist(),
               ticktext=[month_short(each) for each in marked]),
        y=axis(rangemode="tozero", **count_ticks(float(months["activity_rows"].max()))),
        annotations=missing, height=240, bargap=0.25, margin={"l": 52, "r": 16, "t": 8, "b": 32},
    )
