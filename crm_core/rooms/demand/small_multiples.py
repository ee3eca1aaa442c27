"""Small multiples: history and forecast of every part side by side."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money
from crm_core.house_style import ACCENT, SEQ, TEXT, axis, figure, line, note
from crm_core.labels import label_room, tick_names
from crm_core.language import _, month
from crm_core.made_once import made_once
from crm_core.rooms.demand.measure import Demand

COLUMNS = 3
"""Three beside each other can still be read on a phone, where labels are short."""

NARROW = 104
"""Pixels of one of three panels on a phone: longer labels stand in two columns."""

ROW = 118
"""Height of one row in pixels."""

MAX_PARTS = 24
MAX_LETTERS = {3: 16, 2: 24}
"""Letters of a name that fit over a panel on a phone, of three beside each other and of two."""

MONTHS_BEHIND = 24
_SIZE = 11


@made_once
def draw_parts(result: Demand, kind: str, money: Money, *, same_scale: bool = False) -> go.Figure:
    """Each part's last two years and its forecast with the 80% range, largest first.

    On `same_scale` sizes can be compared; each on its own scale, shapes can.
    """
    tracks = result.tracks[result.tracks["kind"] == kind]
    size = tracks.groupby("id")["amount"].apply(lambda amount: amount.abs().mean()).sort_values(ascending=False)
    ids = size.index[:MAX_PARTS].tolist()
    shown = tracks[tracks["id"].isin(ids)]
    names = dict(zip(shown["id"], shown["name"], strict=True))
    first = result.months["month"].iloc[-1] - pd.DateOffset(months=MONTHS_BEHIND)
    shown = shown[shown["month"] >= first]
    limits = _limits(shown) if same_scale else None
    words = _labels(shown, names, ids, result, money, most=MAX_LETTERS[COLUMNS])
    columns = COLUMNS
    if label_room(words, _SIZE) > NARROW:
        columns = COLUMNS - 1
        words = _labels(shown, names, ids, result, money, most=MAX_LETTERS[columns])
    columns = max(min(columns, len(ids)), 1)
    rows = max(math.ceil(len(ids) / columns), 1)
    traces, layout, labels = [], {}, []
    for place, each_id in enumerate(ids):
        part = shown[shown["id"] == each_id]
        number = "" if place == 0 else str(place + 1)
        left, bottom = (place % columns) / columns, 1 - (place // columns + 1) / rows
        traces += [each | {"xaxis": f"x{number}", "yaxis": f"y{number}"} for each in _panel(part, result, money)]
        layout[f"xaxis{number}"] = axis(visible=False, type="date", domain=[left, left + 0.94 / columns],
                                        anchor=f"y{number}")
        layout[f"yaxis{number}"] = axis(visible=False, range=limits or _limits(part), anchor=f"x{number}",
                                        domain=[bottom, bottom + 0.72 / rows])
        labels.append(note(left, bottom + 0.97 / rows, words[place], xref="paper",
                           yref="paper", yanchor="top", align="left", size=_SIZE))
    return figure(traces, x=layout.pop("xaxis", axis()), y=layout.pop("yaxis", axis()), annotations=labels,
                  height=ROW * rows + 8, margin={"l": 4, "r": 4, "t": 4, "b": 4}, **layout)


def _panel(part: pd.DataFrame, result: Demand, money: Money) -> list[dict]:
    words = result.amount_format(money)
    past, ahead = part.dropna(subset=["amount"]), part.dropna(subset=["point"])
    days = [f"{each:%Y-%m-%d}" for each in ahead["month"]]
    last = past.tail(1)
    return [
        line(days + days[::-1], [*ahead["high_80"], *ahead["low_80"][::-1]], SEQ[1], width=0, fill="toself",
             fillcolor=SEQ[1]),
        line([f"{each:%Y-%m-%d}" for each in past["month"]], past["amount"], TEXT, width=1.4, hover="%{text}",
             text=[f"<b>{month(each.month)}</b><br>{words(each.amount)}" for each in past.itertuples()]),
        line([*(f"{each:%Y-%m-%d}" for each in last["month"]), *days], [*last["amount"], *ahead["point"]], ACCENT,
             hover="%{text}", text=[*(words(each) for each in last["amount"]),
                                    *(_("<b>{month}</b><br>expected {amount}", month=month(each.month),
                                        amount=words(each.point)) for each in ahead.itertuples())]),
    ]


def _labels(shown: pd.DataFrame, names: dict[str, str], ids: list[str], result: Demand, money: Money, *,
            most: int) -> list[str]:
    """The labels of the parts `ids`, their names of `most` letters."""
    short = dict(zip(names, tick_names(list(names), list(names.values()), most=most, lines=1), strict=True))
    return [_label(shown[shown["id"] == each_id], short[each_id], result, money) for each_id in ids]


def _label(part: pd.DataFrame, name: str, result: Demand, money: Money) -> str:
    """The part's name and where it is going."""
    words = result.amount_format(money)
    past, point = part["amount"].dropna(), part["point"].dropna()
    return f"<b>{name}</b><br>{words(past.iloc[-1])} → {words(point.iloc[-1])}" if len(past) else f"<b>{name}</b>"


def _limits(shown: pd.DataFrame) -> list[float]:
    low = min(shown["amount"].min(), shown["low_80"].min())
    high = max(shown["amount"].max(), shown["high_80"].max())
    room = 0.06 * (high - low) or 1.0
    return [float(low - room), float(high + room)]
