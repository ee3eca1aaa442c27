"""A heat map of cells with words: a matrix."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from crm_core.pictures.clipping import Box
from crm_core.pictures.colours import Paint, shade
from crm_core.pictures.lettering import BASELINE, LINE, lines_of, written
from crm_core.pictures.plot import plain
from crm_core.pictures.refusal import CannotDraw, require_known
from crm_core.pictures.scale import Scale

_DRAWN = {"type", "x", "y", "z", "text", "texttemplate", "textfont", "xgap", "ygap", "zmin", "zmax", "colorscale",
          "xaxis", "yaxis"}
_UNSEEN = {"hovertemplate", "hoverinfo", "customdata", "hoverongaps", "name", "ids", "meta", "uid"}


def learn(trace: Mapping[str, Any], x: Scale, y: Scale) -> None:
    """Take the cells' reach into the axes. Raises CannotDraw for what is not drawn."""
    require_known(trace, "A heat map", _DRAWN, {*_UNSEEN, "showscale"})
    if trace.get("showscale") is not False or trace.get("texttemplate") not in {None, "%{text}"}:
        raise CannotDraw("A heat map needs showscale=False, and texttemplate='%{text}' where it has words.")
    for axis, name in ((x, "x"), (y, "y")):
        places = axis.numbers(plain(trace[name]))
        axis.reach.take(at + side for at in places for side in (-0.5, 0.5))


def drawn(trace: Mapping[str, Any], x: Scale, y: Scale, inner: Box, paint: Paint) -> list[str]:
    """The cells as SVG; a cell of the unknown stays empty."""
    rows = [plain(row) for row in plain(trace["z"])]
    known = [value for row in rows for value in row if value is not None and not math.isnan(value)]
    low = trace["zmin"] if trace.get("zmin") is not None else min(known, default=0.0)
    high = trace["zmax"] if trace.get("zmax") is not None else max(known, default=1.0)
    words = [plain(row) for row in plain(trace.get("text"))]
    font = trace.get("textfont") or {}
    gap_x, gap_y = trace.get("xgap") or 0, trace.get("ygap") or 0
    shapes = []
    for row, (at_y, values) in enumerate(zip(y.numbers(plain(trace["y"])), rows, strict=True)):
        for column, (at_x, value) in enumerate(zip(x.numbers(plain(trace["x"])), values, strict=True)):
            if value is None or math.isnan(value):
                continue
            left, right = sorted((x.place(at_x - 0.5), x.place(at_x + 0.5)))
            top, bottom = sorted((y.place(at_y - 0.5), y.place(at_y + 0.5)))
            colour = shade((value - low) / (high - low) if high > low else 0.0, trace["colorscale"], paint)
            shapes.append(f'<rect x="{left + gap_x / 2:.1f}" y="{top + gap_y / 2:.1f}" '
                          f'width="{max(right - left - gap_x, 0):.1f}" height="{max(bottom - top - gap_y, 0):.1f}" '
                          f'fill="{colour}"/>')
            text = str(words[row][column]) if words and trace.get("texttemplate") else ""
            size, lines = font.get("size", 12), lines_of(text)
            first = (top + bottom) / 2 - len(lines) * LINE * size / 2
            shapes += [written(line, (left + right) / 2, first + (place * LINE + BASELINE) * size, size=size,
                               colour=font["color"], paint=paint, anchor="middle")
                       for place, line in enumerate(lines)] if text else []
    return shapes
