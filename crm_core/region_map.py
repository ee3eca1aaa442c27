"""A map that needs no network: real shapes where the book has them, a grid of tiles everywhere else.

Both are Plotly figures whose marks carry the region's id, so that a click can choose a region. A choropleth stays
blank without network unless another kind of trace comes first on its geo: the invisible point is that trace.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crm_core.house_style import ALERT, BG, GRID, INK, SEQ
from crm_core.labels import as_written, tick_names
from crm_core.language import _
from crm_core.question import Question
from crm_core.shapes import bounds, geometry

PLACES = Question(
    "places", "select region_id, name as region, map_row, map_column, shape from book_regions order by name, region_id"
)
"""What a map needs of the book's regions."""

HEIGHT = 420
_STEPS = len(SEQ)
_DARK = 5
"""From this step of the blues on, text on a tile is set in the page's colour."""
_MAX_NAME_LENGTH = 10
_MANY = 30
"""From more tiles than this on, names are set smaller."""
_HALF = 0.5


def draw_map(places: pd.DataFrame, values: Mapping[str, float], words: Callable[[float], str], *,
             in_scope: Collection[str] = (), floor: float | None = None, height: int = HEIGHT) -> go.Figure:
    """Regions coloured by value, light to dark; `in_scope` outlined in amber; regions without a value left pale.

    `places` comes from `PLACES`; `values` by region_id; `words` writes a value. What lies at or below `floor` has the
    lightest colour: where only more than nothing counts. Shapes are drawn when most regions have one, else tiles;
    tiles without a cell of their own are laid out in order of name.
    """
    steps = _steps(values, floor)
    marks = places.assign(
        step=[steps.get(region) for region in places["region_id"]],
        written=[words(values[region]) if region in steps else "" for region in places["region_id"]],
        is_in_scope=[region in in_scope for region in places["region_id"]],
    )
    nothing = _("no figure")
    hover = [f"<b>{as_written(row.region)}</b><br>{row.written or nothing}" for row in marks.itertuples()]
    drawn = _shapes if has_shapes(places) else _tiles
    data, layout = drawn(marks.assign(hover=hover))
    return go.Figure({"data": data, "layout": {
        "template": "none", "height": height, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "showlegend": False,
        "dragmode": False, "hovermode": "closest", "hoverlabel": {"align": "left", "font": {"size": 13}},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", **layout,
    }})


def has_shapes(places: pd.DataFrame) -> bool:
    """True when most regions have a shape."""
    return len(places) > 0 and sum(_geometry(shape) is not None for shape in places["shape"]) / len(places) > _HALF


def _geometry(shape: Any) -> dict[str, Any] | None:
    return geometry(shape) if isinstance(shape, str) and shape else None


def _steps(values: Mapping[str, float], floor: float | None) -> dict[str, int]:
    """region_id → one of ten steps between the lowest value, or the floor, and the highest."""
    figures = {region: value if floor is None else max(value, floor) for region, value in values.items()
               if value is not None and math.isfinite(value)}
    low, high = min(figures.values(), default=0.0), max(figures.values(), default=1.0)
    return {region: min(_STEPS - 1, int((value - low) / ((high - low) or 1.0) * _STEPS))
            for region, value in figures.items()}


def _shapes(marks: pd.DataFrame) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    geometries = [_geometry(shape) for shape in marks["shape"]]
    shown = marks[[each is not None for each in geometries]]
    ids, steps = shown["region_id"].tolist(), shown["step"].fillna(0)
    features = [{"type": "Feature", "id": region, "properties": {}, "geometry": each}
                for region, each in zip(ids, filter(None, geometries), strict=True)]
    east_west, south_north = bounds(each["geometry"] for each in features)
    point = {"type": "scattergeo", "lon": [sum(east_west) / 2], "lat": [sum(south_north) / 2], "opacity": 0,
             "hoverinfo": "skip"}
    regions = {
        "type": "choropleth", "geojson": {"type": "FeatureCollection", "features": features}, "showscale": False,
        "colorscale": [[(step + edge) / _STEPS, SEQ[step]] for step in range(_STEPS) for edge in (0, 1)],
        "zmin": 0, "zmax": _STEPS, "z": (steps + _HALF).tolist(), "locations": ids, "customdata": ids,
        "text": shown["hover"].tolist(), "hovertemplate": "%{text}<extra></extra>",
        "marker": {"line": {"color": [ALERT if each else BG for each in shown["is_in_scope"]],
                            "width": [3 if each else 0.7 for each in shown["is_in_scope"]]},
                   "opacity": [0.15 if missing else 1.0 for missing in shown["step"].isna()]},
        "unselected": {"marker": {"opacity": 1}},
    }
    return [point, regions], {"geo": {
        "visible": False, "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)",
        "lonaxis": {"range": east_west}, "lataxis": {"range": south_north},
    }}


def _tiles(marks: pd.DataFrame) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    cells = _cells(marks)
    shapes, notes = [], []
    names = tick_names(marks["region_id"].tolist(), marks["region"].tolist(), most=_MAX_NAME_LENGTH)
    for row, name, (x, y) in zip(marks.itertuples(), names, cells, strict=True):
        fill, ink = (GRID, INK) if pd.isna(row.step) else (SEQ[int(row.step)], BG if row.step >= _DARK else INK)
        shapes.append({
            "type": "rect", "x0": x - 0.47, "x1": x + 0.47, "y0": y - 0.46, "y1": y + 0.46, "layer": "below",
            "fillcolor": fill,
            "line": {"color": ALERT if row.is_in_scope else BG, "width": 3 if row.is_in_scope else 0},
        })
        notes.append({"x": x, "y": y, "text": f"<b>{name}</b><br>{row.written}",
                      "showarrow": False, "font": {"size": 12 if len(cells) <= _MANY else 10, "color": ink}})
    xs, ys = [x for x, _y in cells], [y for _x, y in cells]
    clear = {"marker": {"opacity": 0}}
    points = {
        "type": "scatter", "mode": "markers", "x": xs, "y": ys, "customdata": marks["region_id"].tolist(),
        "text": marks["hover"].tolist(), "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": "square", "size": 90, "opacity": 0}, "selected": clear, "unselected": clear,
    }
    return [points], {
        "shapes": shapes, "annotations": notes,
        "xaxis": {"visible": False, "fixedrange": True, "range": [min(xs) - _HALF, max(xs) + _HALF]},
        "yaxis": {"visible": False, "fixedrange": True, "range": [max(ys) + _HALF, min(ys) - _HALF]},
    }


def _cells(marks: pd.DataFrame) -> list[tuple[int, int]]:
    """(column, row) of every tile: the bank's own, or in order of name where any is missing or two fall together."""
    own = list(zip(marks["map_column"], marks["map_row"], strict=True))
    if marks[["map_column", "map_row"]].notna().all(axis=None) and len(set(own)) == len(own):
        return [(int(x), int(y)) for x, y in own]
    wide = max(1, math.ceil(math.sqrt(len(marks))))
    return [(position % wide, position // wide) for position in range(len(marks))]
