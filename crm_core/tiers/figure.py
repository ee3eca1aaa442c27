"""A scheme as Plotly figures: where its cuts fall, and what each tier holds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from crm_core.house_style import (
    ACCENT,
    ALERT,
    MUTED,
    SEQ,
    Money,
    axis,
    bars,
    count,
    figure,
    line,
    note,
    number,
    percent,
)
from crm_core.tiers.measure import Outline
from crm_core.tiers.scheme import Scheme
from crm_core.tiers.spread import money_places, on_axis

_DARKEST, _LIGHTEST = 8, 2
"""Steps of the blues for the best tier and the last."""
_ROOM_FOR_WORDS = 1.3
_ROOM_BELOW_ZERO = 0.2


def colours(scheme: Scheme) -> list[str]:
    """The colour of each tier, best first: its own, or the house's blue of its place."""
    steps = np.linspace(_DARKEST, _LIGHTEST, len(scheme.tiers)).round().astype(int)
    return [tier.colour or SEQ[step] for tier, step in zip(scheme.tiers, steps, strict=True)]


def draw(result: Outline, money: Money, *, of: str = "") -> go.Figure | None:
    """How customers are spread over what ranks them, coloured by tier, the cuts in amber; None for tiers by need.

    `of` picks whose cuts, where each type has its own.
    """
    group = next((each for each in result.scheme.groups if each.of == of), result.scheme.groups[0])
    shown = result.spread[result.spread["of"] == group.of]
    if shown.empty:
        return None
    by_tier, names = colours(result.scheme), [tier.name for tier in result.scheme.tiers]
    words = (lambda value: number(value, decimals=1)) if group.by == "score" else money.short
    hover = [f"{names[row.tier - 1]}, {words(row.low)} to {words(row.high)}<br>"
             f"{count(row.customers, 'customer')}, {money.short(row.contribution)}" for row in shown.itertuples()]
    tallest = float(shown["customers"].max())
    cuts = result.cuts[(result.cuts["of"] == group.of) & np.isfinite(result.cuts["at_least"].astype(float))]
    traces = [bars((shown["place"] + shown["width"] / 2).tolist(), shown["customers"].tolist(),
                   [by_tier[tier - 1] for tier in shown["tier"]], width=(shown["width"] * 0.94).tolist(),
                   hover="%{customdata}", customdata=hover)]
    labels = []
    for level, row in enumerate(cuts.itertuples()):
        at, top = on_axis(group.by, row.at_least), tallest * (1.18 - 0.09 * level)
        traces.append(line([at, at], [0, top], ALERT, width=1.6, dash="dot"))
        side = {"xshift": 4} if level == 0 else {"xshift": -4, "xanchor": "right"}  # clear of the lines of better tiers
        labels.append(note(at, top, f"{names[row.tier - 1]} from {words(row.at_least)}", yanchor="middle", **side))
    return figure(traces, x=_ranked_axis(group.by, shown, money),
                  y=axis(title="Customers", tickformat="~s", range=[0, tallest * 1.25]), annotations=labels, bargap=0)


def draw_tiers(result: Outline) -> go.Figure:
    """The part each tier has of customers (pale), contribution (accent) and service cost (grey), the best on top."""
    tiers = result.tiers.iloc[::-1]
    cost = tiers["service_cost"] / (tiers["service_cost"].sum() or 1.0)
    parts = {what: (shares.fillna(0.0).tolist(), colour, shift) for what, shares, colour, shift in (
        ("service cost", cost, MUTED, -0.27), ("contribution", tiers["contribution_share"], ACCENT, 0.0),
        ("customers", tiers["customer_share"], SEQ[3], 0.27))}
    places = np.arange(len(tiers))
    traces = [
        bars(shares, (places + shift).tolist(), colour, orientation="h", width=0.25, cliponaxis=False,
             textposition="outside", text=[percent(share) for share in shares],
             hover="%{customdata}", customdata=[f"{name}: {percent(share)} of {what}"
                                                for name, share in zip(tiers["name"], shares, strict=True)])
        for what, (shares, colour, shift) in parts.items()
    ]
    every = [share for shares, _, _ in parts.values() for share in shares]
    high = max(every) * _ROOM_FOR_WORDS
    low = min(*every, 0.0)
    return figure(
        traces, x=axis(visible=False, range=[low - high * _ROOM_BELOW_ZERO if low < 0 else 0, high]),
        y=axis(showgrid=False, tickvals=places.tolist(), ticktext=[f"<b>{name}</b>  " for name in tiers["name"]],
               automargin=True),
        height=max(220, 92 * len(tiers) + 20), margin={"l": 8, "r": 0, "t": 4, "b": 8}, barmode="overlay",
    )


def _ranked_axis(by: str, shown: pd.DataFrame, money: Money) -> dict:
    if by == "score":
        return axis(title="Score", showgrid=False, range=[0, 101])
    ticks = money_places(float(shown["low"].min()), float(shown["high"].max()))
    return axis(title="Contribution a year, each step on the axis the same factor", showgrid=False,
                tickvals=[on_axis("contribution", tick) for tick in ticks],
                ticktext=[money.short(tick) for tick in ticks])
