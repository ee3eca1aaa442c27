"""Segments as Plotly figures: how many they are beside what they bring, and their tiers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, percent
from crm_core.house_style import ACCENT, BG, INK, MUTED, SEQ, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.segments.measure import Segments
from crm_core.vocabulary import counted

_ROW = 44
"""Pixels of a segment's two bars with the room around them."""
_ONE_ROW = 34
_DARKEST, _LIGHTEST = 8, 2
"""Steps of the blues for the best tier and the last."""
_PALE_WORDS_FROM = 5
_ROOM_FOR_WORDS = 0.12
"""The part of the picture's width that a share in words needs."""


@made_once
def draw(result: Segments, money: Money) -> go.Figure:
    """Two bars a segment, the largest segment on top: its share of customers (grey), and of contribution (blue)."""
    shown = result.segments.iloc[::-1]
    ids, names = shown["code"].tolist(), shown["name"].tolist()
    knows = bool(shown["contribution_share"].notna().any())
    hover = [f"<b>{as_written(row.name_)}</b><br>" + _(
        "{customers}: {amount}", customers=counted("customers", int(row.customers)),
        amount=money.short(row.contribution)) if knows else
        f"<b>{as_written(row.name_)}</b><br>{counted('customers', int(row.customers))}"
        for row in shown.rename(columns={"name": "name_"}).itertuples()]
    spoken = {"orientation": "h", "hover": "%{text}", "text": hover, "textposition": "none", "customdata": ids,
              "unselected": {"marker": {"opacity": 1}}}
    people, brought = shown["customer_share"].tolist(), shown["contribution_share"].fillna(0.0).tolist()
    traces = [bars(brought, ids, ACCENT, **spoken)] * knows + [bars(people, ids, MUTED, **spoken)]
    labels = [note(max(person, part if knows else 0.0, 0.0), code, _words(person, part, knows), xshift=6,
                   yanchor="middle", align="left")
              for code, person, part in zip(ids, people, brought, strict=True)]
    ends = [*people, *(brought if knows else [])]
    return figure(traces, x=lengths_axis(min(0.0, *ends), max(ends)), y=names_axis(ids, names), annotations=labels,
                  height=(_ROW if knows else _ONE_ROW) * len(ids) + 16, barmode="group", bargap=0.3,
                  margin=room_beside(labels))


def _words(customers: float, contribution: float, knows: bool) -> str:
    if not knows:
        return percent(customers)
    return _("{share} of customers<br>{contribution_share} of contribution", share=percent(customers),
             contribution_share=percent(contribution))


def draw_tiers(spread: pd.DataFrame, names: dict[str, str], order: Sequence[str]) -> go.Figure:
    """One bar a segment, split by tier, the best tier first and darkest. `spread` is that of `tier_shares`."""
    codes = list(dict.fromkeys(spread["code"]))[::-1]
    shares = spread.pivot(index="code", columns="tier", values="share").reindex(index=codes, columns=list(order))
    steps = np.linspace(_DARKEST, _LIGHTEST, len(order)).round().astype(int)
    traces = []
    for tier, step in zip(order, steps, strict=True):
        values = shares[tier].fillna(0.0).tolist()
        traces.append(bars(
            values, codes, SEQ[step], orientation="h", hover="%{customdata}", textposition="inside", textangle=0,
            insidetextanchor="middle", constraintext="none",
            text=[percent(value, decimals=0) if value >= _ROOM_FOR_WORDS else "" for value in values],
            textfont={"size": 11, "color": BG if step >= _PALE_WORDS_FROM else INK},
            customdata=[f"<b>{as_written(names[code])}</b><br>{as_written(tier)}: {percent(value)}"
                        for code, value in zip(codes, values, strict=True)]))
    legend = "   ".join(f"<span style='color:{SEQ[step]}'>■</span> {as_written(tier)}"
                        for tier, step in zip(order, steps, strict=True))
    return figure(traces, x=lengths_axis(0.0, 1.0), y=names_axis(codes, [names[code] for code in codes]),
                  height=_ONE_ROW * len(codes) + 56, barmode="stack", bargap=0.3,
                  margin={"l": 8, "r": 8, "t": 36, "b": 8},
                  title={"text": legend, "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container",
                         "yanchor": "top", "pad": {"t": 4, "l": 8}, "font": {"size": 12, "color": INK}})
