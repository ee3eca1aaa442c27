"""The first of a list by what is at stake."""

from __future__ import annotations

import plotly.graph_objects as go

from crm_core.amounts import Money
from crm_core.house_style import ACCENT, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels, told_apart
from crm_core.made_once import made_once
from crm_core.rooms.priorities.measure import Priorities

_SHOWN = 10
"""Bars that can be read at a glance."""


@made_once
def draw(result: Priorities, money: Money) -> go.Figure:
    """The ten most urgent customers of the page, horizontal bars, the first on top."""
    first = result.table.head(_SHOWN).iloc[::-1]
    ids, amounts = first["customer_id"].tolist(), first["money"].tolist()
    names, words = names_axis(ids, first["name"].tolist()), [money.short(amount) for amount in amounts]
    hover = [f"<b>{as_written(name)}</b><br>{text}" for name, text in
             zip(told_apart(ids, first["name"]), words, strict=True)]
    labels = [note(amount, each, text, xshift=6, yanchor="middle")
              for each, amount, text in zip(ids, amounts, words, strict=True)]
    return figure(
        [bars(amounts, ids, ACCENT, orientation="h", text=hover, textposition="none", hover="%{text}")],
        x=lengths_axis(0.0, max([0.0, *amounts])), y=names, annotations=labels,
        height=max(120, row_pixels(names, 32) * len(first) + 30),
        margin=room_beside(labels, top=4),
        bargap=0.35,
    )
