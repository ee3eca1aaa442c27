"""An Overview as Plotly figures: month by month, and part by part."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, change, percent
from crm_core.house_style import ACCENT, MUTED, axis, bars, figure, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels, told_apart
from crm_core.language import _, month, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.overview.measure import Overview
from crm_core.ticks import money_ticks
from crm_core.vocabulary import counted

MAX_PARTS = 12
"""Bars that can be read at a glance; the rest are drawn together as one."""
_IDS = ("id", "region_id", "customer_type")
"""What the parts of a split are known by: a name may stand for several."""
_BARGAP, _LONE_BARGAP, _BARGAP_STEP = 0.34, 0.85, 0.1
"""The part of a row between bars, that of a lone bar, and by how much each further bar needs less: a card may be
stretched to its neighbour's height, where few bars would be slabs."""


@made_once
def draw(result: Overview, money: Money) -> go.Figure:
    """The measure month by month: the asked year in the accent, the years beside it in grey."""
    months = result.months
    hover = [f"<b>{month(first_day)}</b><br>{money.short(amount)}"
             for first_day, amount in zip(months["month"], months["amount"], strict=True)]
    colours = [ACCENT if is_asked else MUTED for is_asked in months["is_asked"]]
    ticks = months["month"].iloc[::-1].iloc[::12].iloc[::-1]
    return figure(
        [bars(months["month"].dt.strftime("%Y-%m-%d").tolist(), months["amount"].tolist(), colours,
              hover="%{text}", text=hover, textposition="none",
              customdata=months["month"].dt.strftime("%Y-%m").tolist())],
        x=axis(showgrid=False, type="date", tickvals=ticks.dt.strftime("%Y-%m-%d").tolist(),
               ticktext=[month_short(first_day) for first_day in ticks], ticklabeloverflow="allow"),
        y=axis(**money_ticks(months["amount"].min(), months["amount"].max(), money)),
        height=230, bargap=0.25, margin={"l": 56, "r": 30, "t": 8, "b": 32},
    )


def draw_parts(parts: pd.DataFrame, names: list[str], money: Money) -> go.Figure:
    """Horizontal bars of one split, largest on top, with amount and share; `names` in the order of `parts`.

    Bars are keyed by the id of each part, so that parts of one name stand beside each other.
    """
    parts_ids = next((parts[column].tolist() for column in _IDS if column in parts), names)
    shown = _together(parts.assign(part=parts_ids, name=told_apart(parts_ids, names), is_rest=False)).iloc[::-1]
    amounts, ids = shown["amount"].tolist(), shown["part"].tolist()
    lowest, furthest = min(0.0, *amounts), max(0.0, *amounts)
    words = [_label(amount, share, money) for amount, share in zip(amounts, shown["share"], strict=True)]
    rows = shown[["name", "customers", "amount", "amount_before"]].itertuples(index=False)
    hover = ["<br>".join(_in_words(name, customers, amount, before, money)) for name, customers, amount, before in rows]
    labels = [note(max(amount, 0.0), part, label, xshift=6, yanchor="middle")
              for part, amount, label in zip(ids, amounts, words, strict=True)]
    axis_of_names = names_axis(ids, shown["name"].tolist())
    return figure(
        [bars(amounts, ids, [MUTED if each else ACCENT for each in shown["is_rest"]], orientation="h", hover="%{text}",
              text=hover, textposition="none")],
        x=lengths_axis(lowest, furthest), y=axis_of_names, annotations=labels,
        height=max(130, row_pixels(axis_of_names, 27) * len(shown) + 16),
        bargap=max(_BARGAP, _LONE_BARGAP - _BARGAP_STEP * (len(shown) - 1)), margin=room_beside(labels),
    )


def _together(parts: pd.DataFrame) -> pd.DataFrame:
    """The largest parts, and one row for all the others when there are too many."""
    if len(parts) <= MAX_PARTS:
        return parts
    largest, rest = parts.head(MAX_PARTS - 1), parts.iloc[MAX_PARTS - 1 :]
    others = {name: rest[name].sum() for name in ("customers", "amount", "amount_before", "share")}
    named = dict.fromkeys(("part", "name"), ngettext("{count} other", "{count} others", len(rest))) | {"is_rest": True}
    return pd.concat([largest, pd.DataFrame([others | named])], ignore_index=True)


def _label(amount: float, share: float, money: Money) -> str:
    return money.short(amount) if pd.isna(share) else f"<b>{money.short(amount)}</b>  {percent(share)}"


def _in_words(name: str, customers: float, amount: float, amount_before: float, money: Money) -> list[str]:
    """One part in a few lines: its customers, its amount, and the change where there was something before."""
    lines = [f"<b>{as_written(name)}</b>", counted("customers", int(customers)), money.short(amount)]
    if amount_before > 0:
        lines.append(_("{change} on the year before", change=change(amount / amount_before - 1)))
    return lines
