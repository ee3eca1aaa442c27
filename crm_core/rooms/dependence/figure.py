"""Managers, or where there are none the largest customers, by what rests on them."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from crm_core.house_style import ACCENT, ALERT, Money, axis, bars, figure, percent
from crm_core.rooms.dependence.measure import Dependence

_SHOWN = 12
"""Bars that can be read at a glance."""


def draw(result: Dependence, money: Money) -> go.Figure:
    """Whoever carries the most, lying bars, largest on top; the first in amber, for it is the risk."""
    top = (result.managers if len(result.managers) else result.largest).head(_SHOWN).iloc[::-1]
    colours = [ACCENT] * (len(top) - 1) + [ALERT]
    amounts, names = top["contribution"], _apart(top)
    words = [f"{money.short(amount)} · {percent(share)}" if result.has_shares else money.short(amount)
             for share, amount in zip(top["share"], amounts, strict=True)]
    return figure(
        [bars(amounts.tolist(), names, colours, orientation="h", text=words,
              textposition="outside", cliponaxis=False, hover="%{y}<br>%{text}")],
        x=axis(visible=False, range=[min(float(amounts.min()), 0.0), float(amounts.max()) * 2]),
        y=axis(showgrid=False, ticksuffix="  ", automargin=True, type="category"),
        height=max(160, 34 * len(top) + 40),
        margin={"l": 8, "r": 0, "t": 4, "b": 8},
        bargap=0.35,
    )


def _apart(rows: pd.DataFrame) -> list[str]:
    """Names as they are; namesakes with their id, or one bar would hold both."""
    ids = rows["manager_id"] if "manager_id" in rows else rows["customer_id"]
    return rows["name"].where(~rows["name"].duplicated(keep=False), rows["name"] + " (" + ids + ")").tolist()
