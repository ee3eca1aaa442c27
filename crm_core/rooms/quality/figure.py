"""A Quality as Plotly figures: the tables by dimension, and the dimensions over the states of the data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent
from crm_core.house_style import ACCENT, INK, MAX_POINTS, SEQ, axis, bars, figure, line
from crm_core.labels import as_written, beside_ends, label_room, room_beside, tick_names
from crm_core.language import _, day, month, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.quality.measure import DIMENSIONS, Quality
from crm_core.rooms.quality.wording import dimension_label, table_heading

_ROW, _HEAD, _SLANTED = 30, 84, 44
"""Pixels of a table's row, of the dimensions' names above, and of what the last of them needs at the right."""
_Cell = tuple[float | None, str, str]
_TICKS = 4
"""Months that are named: as many as a phone has room for."""
_YEAR = 12
"""Months late from which a table is as dark as one that lacks everything."""
_MAX_NAME = 16
_TREND_HEIGHT = 220
_TRENDED = ("completeness", "validity", "uniqueness", "consistency")
"""Timeliness is a month, not a share."""


@made_once
def draw(result: Quality, money: Money) -> go.Figure:
    """A cell for each table and dimension: what passed, the darker the more did not; of timeliness the months since."""
    names = result.scores["table_name"].drop_duplicates().tolist()
    checked = set(result.scores["dimension"])
    dimensions = [each for each in DIMENSIONS if each in checked]
    cells = {(row["table_name"], row["dimension"]): _passed(row) for row in result.scores.to_dict("records")
             if row["dimension"] != "timeliness"}
    cells |= {(row["table_name"], "timeliness"): _timely(row) for row in result.periods.to_dict("records")}
    grid = [[cells.get((name, each), (None, "", "")) for each in dimensions] for name in names]
    hover = [[f"<b>{as_written(table_heading(name))}, {dimension_label(each)}</b><br>{said}"
              for each, (_shade, _written, said) in zip(dimensions, row, strict=True)]
             for name, row in zip(names, grid, strict=True)]
    labels = tick_names(names, [table_heading(name) for name in names], most=_MAX_NAME)
    at_x, at_y = list(range(len(dimensions))), list(range(len(names)))
    trace = {
        "type": "heatmap", "x": at_x, "y": at_y, "z": [[shade for shade, _written, _said in row] for row in grid],
        "text": [[written for _shade, written, _said in row] for row in grid], "texttemplate": "%{text}",
        "textfont": {"size": 11, "color": INK}, "xgap": 3, "ygap": 3, "zmin": 0, "zmax": 1, "customdata": hover,
        "colorscale": [[0, SEQ[0]], [1, SEQ[4]]], "showscale": False, "hoverongaps": False,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return figure(
        [trace], y=axis(autorange="reversed", showgrid=False, ticks="", tickvals=at_y, ticktext=labels),
        x=axis(side="top", showgrid=False, ticks="", tickvals=at_x, ticktext=list(map(dimension_label, dimensions)),
               autotickangles=[0, -60]),
        height=_HEAD + _ROW * len(names) + 8,
        margin={"l": math.ceil(label_room(labels)) + 12, "r": _SLANTED, "t": _HEAD, "b": 8})


def _passed(score: Mapping[str, Any]) -> _Cell:
    """Shade 0 to 1, words and hover of a cell."""
    said = _("{passed} of {checked} pass", passed=number(score["passed"]), checked=number(score["checked"]))
    return math.sqrt(max(1 - score["share"], 0.0)), percent(score["share"]), said


def _timely(period: Mapping[str, Any]) -> _Cell:
    behind, late = int(period["months_behind"]), period["months_late"]
    said = ngettext("To {month}: {count} month before the data was loaded",
                    "To {month}: {count} months before the data was loaded", behind,
                    month=month_short(period["last_period"]))
    return 0.0 if math.isnan(late) else math.sqrt(min(late, _YEAR) / _YEAR), number(behind), said


@made_once
def draw_months(result: Quality) -> go.Figure:
    """What is given of the activity's values, month by month."""
    months = result.months.tail(MAX_POINTS)
    hover = [_("<b>{month}</b><br>{filled} of {expected} values", month=month(each), filled=number(filled),
               expected=number(expected))
             for each, filled, expected in zip(months["month"], months["filled"], months["expected"], strict=True)]
    marked = months["month"].iloc[::-math.ceil(len(months) / _TICKS)][::-1]
    return figure(
        [bars(months["month"].dt.strftime("%Y-%m-%d").tolist(), months["share"].tolist(), ACCENT, hover="%{text}",
              text=hover, textposition="none")],
        x=axis(showgrid=False, type="date", tickangle=0, tickvals=marked.dt.strftime("%Y-%m-%d").tolist(),
               ticktext=[month_short(each) for each in marked]),
        y=axis(range=[0, 1.05], tickvals=[0, 0.5, 1], ticktext=list(map(percent, (0.0, 0.5, 1.0)))),
        height=_TREND_HEIGHT, bargap=0.25, margin={"l": 56, "r": 16, "t": 8, "b": 32})


@made_once
def draw_trend(result: Quality) -> go.Figure | None:
    """Each dimension over the states of the data; None where there is but one."""
    books = result.trend["built_at"].drop_duplicates().tolist()
    if len(books) < 2:  # noqa: PLR2004
        return None
    lines, ends, low = [], [], 1.0
    for place, dimension in enumerate(_TRENDED):
        rows = result.trend[result.trend["dimension"] == dimension].dropna(subset=["share"])
        if rows.empty:
            continue
        xs = [books.index(each) for each in rows["built_at"]]
        said = [f"<b>{dimension_label(dimension)}</b><br>{day(each)}: {percent(share)}"
                for each, share in zip(rows["built_at"], rows["share"], strict=True)]
        colour = ACCENT if place == 0 else SEQ[7 - 2 * place]
        lines.append(line(xs, rows["share"].tolist(), colour, mode="lines+markers",
                          hover="%{text}", text=said))
        low = min(low, float(rows["share"].min()))
        ends.append((len(books) - 1, float(rows["share"].iloc[-1]),
                     f"{dimension_label(dimension)} {percent(rows['share'].iloc[-1])}", place == 0))
    reach = (low - max(1 - low, 0.002) * 0.15, 1 + max(1 - low, 0.002) * 0.05)
    labels = beside_ends(ends, reach, _TREND_HEIGHT - 40)
    return figure(lines, x=axis(showgrid=False, tickvals=[0, len(books) - 1], ticktext=[day(books[0]), day(books[-1])],
                                range=[-0.1, len(books) - 1]),
                  y=axis(range=list(reach), tickvals=[low, 1.0], ticktext=[percent(low), percent(1.0)]),
                  annotations=labels, height=_TREND_HEIGHT, margin=room_beside(labels, top=8) | {"l": 56, "b": 32})


