"""Segments as a Plotly figure."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.amounts import Money
from crm_core.house_style import ACCENT, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside
from crm_core.language import _
from crm_core.rooms.segments.measure import Segments
from crm_core.vocabulary import counted, type_plural

_ROW = 40
"""Pixels of one bar with the room around it."""


def draw(result: Segments, money: Money) -> go.Figure:
    """Horizontal bars of what a customer of each type contributes, highest on top."""
    shown = result.types.iloc[::-1]
    ids, values = shown["customer_type"].tolist(), shown["contribution_per_customer"].tolist()
    names = names_axis(ids, [type_plural(kind) for kind in ids])
    labels = [note(max(value, 0.0), kind, money.full(value), xshift=6, yanchor="middle")
              for value, kind in zip(values, ids, strict=True)]
    hover = [_("<b>{type}</b><br>{customers}: {amount}", type=as_written(type_plural(kind)),
               customers=counted("customers", customers), amount=money.short(contribution))
             for kind, customers, contribution in zip(ids, shown["customers"], shown["contribution"], strict=True)]
    low, high = min(0.0, *values), max(0.0, *values)
    return figure(
        [bars(values, ids, ACCENT, orientation="h", hover="%{text}", text=hover, textposition="none")],
        x=lengths_axis(low, high), y=names, annotations=labels,
        height=_ROW * len(ids) + 16, bargap=0.4, margin=room_beside(labels),
    )
