"""Outflows as Plotly figures: bank by bank, and region by region."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from crm_core.house_style import (
    ACCENT,
    ALERT,
    MUTED,
    TEXT,
    Money,
    axis,
    bars,
    figure,
    label_room,
    note,
    number,
    percent,
)
from crm_core.rooms.outflows.measure import Outflows

MAX_ROWS = 14
"""Bars that can be read at a glance."""
_ROW = 27


def draw(result: Outflows, money: Money) -> go.Figure:
    """Horizontal bars of the banks that get the money; the grey line is what each holds of the other banks' market."""
    shown = result.counterparts.head(MAX_ROWS).iloc[::-1]
    names = shown["counterpart"].tolist()
    hover = [f"<b>{row.counterpart}</b><br>{money.short(row.amount)} a month from {number(row.senders)} senders"
             + ("" if pd.isna(row.peer_share) else f"<br>holds {percent(row.peer_share)} of the other banks' market")
             for row in shown.itertuples()]
    furthest = shown[["share", "peer_share"]].max(axis=1)
    labels = [note(end, name, f"{percent(share)}  <span style='color:{TEXT}'>{money.short(amount)}</span>", xshift=10,
                   yanchor="middle")
              for end, name, share, amount in zip(furthest, names, shown["share"], shown["amount"], strict=True)]
    marks = {"type": "scatter", "mode": "markers", "x": shown["peer_share"].tolist(), "y": names, "hoverinfo": "skip",
             "marker": {"symbol": "line-ns", "size": 16, "line": {"width": 2.5, "color": TEXT}}}
    return figure(
        [bars(shown["share"].tolist(), names, ACCENT, orientation="h", hover="%{text}", text=hover,
              textposition="none"), marks],
        x={"visible": False, "fixedrange": True,
           "range": [0, float(furthest.max()) * (1 + label_room((each["text"] for each in labels), names))]},
        y=axis(showgrid=False, ticksuffix="  ", automargin=True, type="category"), annotations=labels,
        height=_ROW * len(shown) + 16, bargap=0.34, margin={"l": 8, "r": 0, "t": 0, "b": 8},
    )


def draw_regions(result: Outflows, money: Money) -> go.Figure:
    """Horizontal bars of what a customer sends in a month by region (mean); amber where one bank draws clearly more."""
    clear = set(result.pairs.loc[result.pairs["is_clear"], "region_id"])
    some = not result.regions["is_asked"].all()
    shown = result.regions.dropna(subset="amount_per_customer")
    shown = shown[(pd.RangeIndex(len(shown)) < MAX_ROWS) | (shown["is_asked"] & some)].iloc[::-1]
    hover = [f"<b>{row.region}</b><br>{number(100 * row.sender_rate)} senders for 100 customers; most to "
             f"{row.top_counterpart} ({percent(row.top_share)})" for row in shown.itertuples()]
    colours = [ALERT if row.region_id in clear else MUTED if some and not row.is_asked else ACCENT
               for row in shown.itertuples()]
    values, names = shown["amount_per_customer"].tolist(), shown["region"].tolist()
    labels = [note(value, name, money.short(value), xshift=6, yanchor="middle")
              for value, name in zip(values, names, strict=True)]
    return figure(
        [bars(values, names, colours, orientation="h", hover="%{text}", text=hover, textposition="none",
              customdata=shown["region_id"].tolist(), unselected={"marker": {"opacity": 1}})],
        x={"visible": False, "fixedrange": True,
           "range": [0, max([1.0, *values]) * (1 + label_room((each["text"] for each in labels), names))]},
        y=axis(showgrid=False, ticksuffix="  ", automargin=True, type="category"), annotations=labels,
        height=_ROW * len(shown) + 16, bargap=0.34, margin={"l": 8, "r": 0, "t": 0, "b": 8},
    )
