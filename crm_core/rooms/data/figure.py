"""A Provenance as a Plotly figure: how full each month is."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.house_style import ACCENT, ALERT, MAX_POINTS, Money, axis, bars, count, figure, note
from crm_core.ticks import count_ticks
from crm_core.rooms.data.measure import Provenance


def draw(result: Provenance, money: Money) -> go.Figure:
    """Rows of activity a month, from the first to the last; a month without any is marked in amber."""
    months = result.months.tail(MAX_POINTS)
    hover = [f"<b>{month:%B %Y}</b><br>{count(rows, 'row')}"
             for month, rows in zip(months["month"], months["activity_rows"], strict=True)]
    missing = [note(f"{month:%Y-%m-%d}", 0, "none", xanchor="center", yanchor="bottom",
                    font={"size": 12, "color": ALERT}) for month in result.missing_months[:12]]
    return figure(
        [bars(months["month"].dt.strftime("%Y-%m-%d").tolist(), months["activity_rows"].tolist(), ACCENT,
              hover="%{text}", text=hover, textposition="none")],
        x=axis(showgrid=False, type="date", tickformat="%b %Y", nticks=4, tickangle=0),
        y=axis(rangemode="tozero", **count_ticks(float(months["activity_rows"].max()))),
        annotations=missing, height=240, bargap=0.25, margin={"l": 52, "r": 16, "t": 8, "b": 32},
    )
