"""Lines, areas and points."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from crm_core.pictures.clipping import Box, Point
from crm_core.pictures.colours import Paint
from crm_core.pictures.plot import box, is_number, joined, per_mark, plain
from crm_core.pictures.refusal import one_of, require_known
from crm_core.pictures.scale import Scale

_DRAWN = {"type", "mode", "x", "y", "line", "marker", "fill", "fillcolor", "cliponaxis", "opacity", "xaxis", "yaxis",
          "connectgaps"}
_UNSEEN = {"text", "hovertemplate", "hoverinfo", "hovertext", "customdata", "unselected", "selected", "name",
           "showlegend", "ids", "meta", "uid", "selectedpoints", "hoveron"}
_LINE, _MARKER = {"color", "width", "dash"}, {"size", "color", "line", "opacity", "symbol"}
_MODES = ("lines", "markers", "lines+markers")
_SYMBOLS = ("circle", "square", "diamond", "line-ns", "line-ew")
_STROKE_OF_SYMBOL = 1.4
"""How much longer than its size's half a stroke is on either side, as Plotly draws it."""
_DASHES = {"solid": (), "dot": (1, 1), "dash": (3, 3), "longdash": (5, 5), "dashdot": (3, 1, 1, 1)}
_SHORTEST_DASH = 3.0


def learn(trace: Mapping[str, Any], x: Scale, y: Scale) -> None:
    """Take a trace's reach into its axes. Raises CannotDraw for what is not drawn."""
    require_known(trace, "A trace of lines or points", _DRAWN, _UNSEEN)
    require_known(trace.get("line") or {}, "A line", _LINE)
    require_known(trace.get("marker") or {}, "The marker of points", _MARKER, ("angle",))
    mode = one_of(trace.get("mode") or "lines", _MODES, "mode")
    fill = one_of(trace.get("fill"), (None, "none", "tozeroy", "toself"), "fill")
    x.reach.take(x.numbers(plain(trace.get("x"))))
    y.reach.take(y.numbers(plain(trace.get("y"))))
    x.reach.is_padded = x.reach.is_padded or "markers" in mode
    y.reach.is_padded = True
    y.reach.has_zero = y.reach.has_zero or fill == "tozeroy"


def drawn(trace: Mapping[str, Any], x: Scale, y: Scale, paint: Paint) -> list[str]:
    """A trace as SVG: its area, its line, its points."""
    inside, mode = box(x, y), trace.get("mode") or "lines"
    points = [(x.place(one), y.place(other)) if is_number(one) and is_number(other) else None for one, other in
              zip(x.numbers(plain(trace.get("x"))), y.numbers(plain(trace.get("y"))), strict=True)]
    runs = [[point for point in run if point] for is_known, run in groupby(points, key=lambda each: each is not None)
            if is_known]
    shapes = []
    if trace.get("fill") in {"tozeroy", "toself"}:
        shapes += _areas(trace, runs, inside, y, paint)
    if "lines" in mode:
        shapes += _lines(trace, runs, inside, paint)
    if "markers" in mode:
        shapes += _markers(trace, points, inside, paint)
    return shapes


def dashed(dash: str | None, width: float) -> str:
    """The attribute of a line's dashes; nothing for a whole line."""
    parts = _DASHES[one_of(dash or "solid", tuple(_DASHES), "dash")]
    unit = max(width, _SHORTEST_DASH)
    return f' stroke-dasharray="{" ".join(f"{part * unit:g}" for part in parts)}"' if parts else ""


def _areas(trace: Mapping[str, Any], runs: Sequence[list[Point]], inside: Box, y: Scale, paint: Paint) -> list[str]:
    colour = paint(trace.get("fillcolor") or trace["line"]["color"])
    shapes = []
    for run in runs:
        if trace["fill"] == "tozeroy":
            floor = y.within(y.place(0.0))
            run = [(run[0][0], floor), *run, (run[-1][0], floor)]  # noqa: PLW2901 the line, closed along zero
        area = inside.area(run)
        if area:
            shapes.append(f'<path d="{joined(area)}Z" fill="{colour}"/>')
    return shapes


def _lines(trace: Mapping[str, Any], runs: Sequence[list[Point]], inside: Box, paint: Paint) -> list[str]:
    line = trace.get("line") or {}
    width = 2.0 if line.get("width") is None else float(line["width"])
    if width <= 0:
        return []
    look = f'stroke="{paint(line["color"])}" stroke-width="{width:g}"{dashed(line.get("dash"), width)}'
    return [f'<path d="{joined(part)}" fill="none" {look} stroke-linejoin="round"/>'
            for run in runs for part in inside.line(run)]


def _markers(trace: Mapping[str, Any], points: Sequence[Point | None], inside: Box, paint: Paint) -> list[str]:
    marker, count = trace.get("marker") or {}, len(points)
    edge = marker.get("line") or {}
    looks = zip(points, per_mark(marker.get("size"), count, 6), per_mark(marker.get("color"), count),
                per_mark(marker.get("symbol"), count, "circle"), per_mark(marker.get("opacity"), count, 1.0),
                per_mark(edge.get("width"), count, 0.0), per_mark(edge.get("color"), count), strict=True)
    shapes = []
    for point, size, colour, symbol, opacity, width, edge_colour in looks:
        if point is None or opacity == 0 or not inside.holds(point) or not size or not math.isfinite(size):
            continue
        outline = f' stroke="{paint(edge_colour)}" stroke-width="{width:g}"' if width else ""
        faint = f' opacity="{opacity:g}"' if opacity != 1 else ""
        shapes.append(_symbol(one_of(symbol, _SYMBOLS, "symbol"), point, size / 2,
                              "" if symbol.startswith("line") else f' fill="{paint(colour)}"', outline + faint))
    return shapes


def _symbol(symbol: str, at: Point, half: float, fill: str, look: str) -> str:
    x, y = at
    if symbol == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}"{fill}{look}/>'
    if symbol == "square":
        return f'<path d="M{x - half:.1f} {y - half:.1f}h{2 * half:.1f}v{2 * half:.1f}h{-2 * half:.1f}Z"{fill}{look}/>'
    if symbol == "diamond":
        half *= 1.3
        return f'<path d="M{x:.1f} {y - half:.1f}l{half:.1f} {half:.1f}l{-half:.1f} {half:.1f}l{-half:.1f} ' \
               f'{-half:.1f}Z"{fill}{look}/>'
    half *= _STROKE_OF_SYMBOL
    way = f"v{2 * half:.1f}" if symbol == "line-ns" else f"h{2 * half:.1f}"
    start = f"M{x:.1f} {y - half:.1f}" if symbol == "line-ns" else f"M{x - half:.1f} {y:.1f}"
    return f'<path d="{start}{way}" fill="none"{look}/>'
