"""Managers, or where there are none the largest customers, by contribution."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.amounts import Money, percent
from crm_core.house_style import ACCENT, ALERT, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels, told_apart
from crm_core.made_once import made_once
from crm_core.rooms.dependence.measure import Dependence

_SHOWN = 12
"""Bars that can be read at a glance."""


@made_once
def draw(result: Dependence, money: Money) -> go.Figure:
    """Horizontal bars of contribution, largest on top; the first in amber, for it is the risk."""
    top = (result.managers if len(result.managers) else result.largest).head(_SHOWN).iloc[::-1]
    colours = [ACCENT] * (len(top) - 1) + [ALERT]
    amounts = top["contribution"]
    words = [f"{money.short(amount)} · {percent(share)}" if result.has_shares else money.short(amount)
             for share, amount in zip(top["share"], amounts, strict=True)]
    ids = top["manager_id" if len(result.managers) else "customer_id"].tolist()
    names = names_axis(ids, top["name"].tolist())
    hover = [f"<b>{as_written(name)}</b><br>{text}" for name, text in
             zip(told_apart(ids, top["name"]), words, strict=True)]
    low, high = min(float(amounts.min()), 0.0), max(float(amounts.max()), 0.0)
    labels = [note(max(amount, 0.0), each, text, xshift=6, yanchor="middle")
              for each, amount, text in zip(ids, amounts, words, strict=True)]
    return figure(
        [bars(amounts.tolist(), ids, colours, orientation="h", text=hover, textposition="none", hover="%{text}")],
        x=lengths_axis(low, high), y=names, annotations=labels,
        height=max(160, row_pixels(names, 34) * len(top) + 40),
        margin=room_beside(labels, top=4),
        bargap=0.35,
    )
