"""The first of a list by what is at stake."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.house_style import ACCENT, Money, axis, bars, figure
from crm_core.rooms.priorities.measure import Priorities

_SHOWN = 10
"""Bars that can be read at a glance."""
_MAX_NAME_LENGTH = 22


def draw(result: Priorities, money: Money) -> go.Figure:
    """The ten most urgent customers of the page, lying bars, the first on top."""
    first = result.table.head(_SHOWN).iloc[::-1]
    names = [name if len(name) <= _MAX_NAME_LENGTH else f"{name[:_MAX_NAME_LENGTH - 1]}…" for name in first["name"]]
    return figure(
        [bars(first["money"].tolist(), list(range(len(first))), ACCENT, orientation="h", textposition="outside",
              text=[money.short(amount) for amount in first["money"]], cliponaxis=False,
              customdata=names, hover="%{customdata}<br>%{text}")],
        x=axis(visible=False, range=[0, float(first["money"].max()) * 1.5] if len(first) else [0, 1]),
        y=axis(showgrid=False, tickvals=list(range(len(first))), ticktext=[f"{name}  " for name in names],
               automargin=True),
        height=max(120, 32 * len(first) + 30),
        margin={"l": 8, "r": 0, "t": 4, "b": 8},
        bargap=0.35,
    )
