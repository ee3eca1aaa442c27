"""The first of a list by what is at stake."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.house_style import ACCENT, Money, axis, bars, figure, note
from crm_core.labels import as_written, label_room, names_axis, row_pixels, told_apart
from crm_core.rooms.priorities.measure import Priorities

_SHOWN = 10
"""Bars that can be read at a glance."""


def draw(result: Priorities, money: Money) -> go.Figure:
    """The ten most urgent customers of the page, lying bars, the first on top."""
    first = result.table.head(_SHOWN).iloc[::-1]
    ids, amounts = first["customer_id"].tolist(), first["money"].tolist()
    names, words = names_axis(ids, first["name"].tolist()), [money.short(amount) for amount in amounts]
    hover = [f"<b>{as_written(name)}</b><br>{text}" for name, text in
             zip(told_apart(ids, first["name"]), words, strict=True)]
    furthest = max(0.0, *amounts) if amounts else 0.0
    return figure(
        [bars(amounts, ids, ACCENT, orientation="h", text=hover, textposition="none", hover="%{text}")],
        x=axis(visible=False, range=[0, (furthest or 1.0) * (1 + label_room(words, names["ticktext"]))]), y=names,
        annotations=[note(amount, each, text, xshift=6, yanchor="middle")
                     for each, amount, text in zip(ids, amounts, words, strict=True)],
        height=max(120, row_pixels(names, 32) * len(first) + 30),
        margin={"l": 8, "r": 0, "t": 4, "b": 8},
        bargap=0.35,
    )
