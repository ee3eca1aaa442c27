"""A Parity as Plotly figures: how over- or under-served each region is, and what a move would change."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent
from crm_core.house_style import ACCENT, ALERT, BG, MUTED, TEXT, figure, line, note
from crm_core.labels import as_written, lengths_axis, names_axis, room_beside, row_pixels
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.rooms.resources.measure import Parity
from crm_core.rooms.resources.words import resource_noun, with_unit, written, yardstick_noun

MAX_ROWS = 20
"""As many bars as are as high as the map beside them."""
_ROW = 28


@made_once
def draw(result: Parity, money: Money) -> go.Figure:
    """Parity of each region, most over-served on top, 1 as the line; with a move also where it would be (hollow)."""
    shown = _shortened(result.regions.dropna(subset="parity")).iloc[::-1]
    ids, before, after = shown["region_id"].tolist(), shown["parity"].tolist(), shown["parity_after"].tolist()
    names = names_axis(ids, shown["region"].tolist())
    some = not result.regions["is_asked"].all()
    hover = [_in_words(result, row, money) for row in shown.itertuples()]
    stems = [value for one in before for value in (1.0, one, None)]
    rows = [region for region in ids for _ in range(3)]
    colours = [MUTED if (some and not row.is_asked) or not row.is_clear else ALERT if row.parity > 1 else ACCENT
               for row in shown.itertuples()]
    full = {"type": "scatter", "mode": "markers", "x": before, "y": ids, "text": hover,
            "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False, "marker": {"size": 13, "color": colours},
            "customdata": ids, "unselected": {"marker": {"opacity": 1}}}
    even = line([1, 1], [ids[0], ids[-1]] if ids else [], TEXT, width=1.2)
    traces = [line(stems, rows, MUTED, width=3), even, full]
    if result.moved > 0:
        traces.append({"type": "scatter", "mode": "markers", "x": after, "y": ids, "hoverinfo": "skip",
                       "cliponaxis": False, "marker": {"size": 10, "color": BG, "line": {"width": 2, "color": TEXT}}})
    labels = [note(max(row.parity, 1.0), row.region_id, _label(result, row, money), xshift=12, yanchor="middle")
              for row in shown.itertuples()]
    low, high = min([0.5, *before]), max([1.5, *before])
    return figure(
        traces, x=lengths_axis(low, high), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(shown) + 16, margin=room_beside(labels),
    )


def _in_words(result: Parity, row: Any, money: Money) -> str:
    """A region's shares, and its amount beside the fair one, line by line."""
    return "<br>".join((
        f"<b>{as_written(row.region)}</b>",
        _("{part} of {resource}, {fair} of {yardstick}", part=percent(row.resource_share),
          resource=resource_noun(result.resource), fair=percent(row.yardstick_share),
          yardstick=yardstick_noun(result.yardstick)),
        _("{amount} against a fair share of {fair_amount}", amount=with_unit(result, row.amount, money),
          fair_amount=written(result, row.fair_amount, money)),
    ))


def _label(result: Parity, row: Any, money: Money) -> str:
    times = number(row.parity, decimals=2)
    if not result.moved > 0:
        return times
    moved = row.moved
    return f"<b>{times}</b>  {'+' if moved > 0 else ''}{written(result, moved, money)}"


def _shortened(regions: pd.DataFrame) -> pd.DataFrame:
    if len(regions) <= MAX_ROWS:
        return regions
    half = MAX_ROWS // 2
    position = pd.Series(range(len(regions)), index=regions.index)
    is_asked = regions["is_asked"] & (regions["is_asked"].sum() <= half)
    return regions[(position < half) | (position >= len(regions) - half) | is_asked]
