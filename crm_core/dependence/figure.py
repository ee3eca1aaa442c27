"""Managers by what rests on them."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.dependence.measure import Dependence
from crm_core.house_style import ACCENT, ALERT, MUTED, Money, axis, bars, figure, percent

_SHOWN = 12


def draw(result: Dependence, money: Money) -> go.Figure:
    """The managers with the most contribution, lying bars, largest on top; the first in amber, for it is the risk."""
    top = result.managers.head(_SHOWN).iloc[::-1]
    colours = [ACCENT] * len(top)
    if colours:
        colours[-1] = ALERT
    words = [f"{percent(share)} · {money.short(amount)}"
             for share, amount in zip(top["share"], top["contribution"], strict=True)]
    return figure(
        [bars(top["contribution"].tolist(), top["name"].tolist(), colours, orientation="h", text=words,
              textposition="outside", cliponaxis=False, hover="%{y}<br>%{text}")],
        x=axis(visible=False, range=[0, max(float(top["contribution"].max()), 0.0) * 1.35] if len(top) else None),
        y=axis(showgrid=False, ticksuffix=" "),
        height=max(160, 34 * len(top) + 40),
        margin={"l": 130, "r": 8, "t": 8, "b": 8},
        bargap=0.35,
    ) if len(top) else figure([bars([], [], MUTED)], x=axis(), y=axis())
