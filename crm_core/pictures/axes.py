"""What an axis shows: faint lines across the plot, its ticks' labels, its title, and the margin that labels need."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from crm_core.house_style import INK
from crm_core.language import conventions
from crm_core.pictures.colours import Paint
from crm_core.pictures.lettering import BASELINE, LINE, Line, block_width, line_width, lines_of, written
from crm_core.pictures.refusal import CannotDraw, one_of
from crm_core.pictures.scale import Scale

_GAP = 4.0
"""Pixels between the plot and a label."""
_APART = 4.0
"""Pixels that two labels beside each other keep between them."""
_MAX_STEPS = 7
_STEEP = 60.0


def left_room(axis: Scale) -> float:
    """Pixels that the labels of a y axis need: with `automargin` or without, none is cut off."""
    if not axis.is_visible or axis.options.get("showticklabels") is False:
        return 0.0
    size = _size(axis)
    return max((block_width(lines, size) for _at, lines in _labels(axis)), default=0.0) + _GAP + 2


def across(axis: Scale, other: Scale, paint: Paint) -> list[str]:
    """The faint lines at the ticks of `axis`, along all of `other`."""
    if not axis.is_visible or axis.options.get("showgrid") is False:
        return []
    colour, drawn = paint(axis.options.get("gridcolor") or "#000039"), []
    for at, _lines in _labels(axis):
        pixel = axis.place(at)
        if axis.holds(pixel):
            (x0, y0), (x1, y1) = (((pixel, other.start), (pixel, other.end)) if _is_x(axis) else
                                  ((other.start, pixel), (other.end, pixel)))
            drawn.append(f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="{colour}" fill="none"/>')
    return drawn


def below(axis: Scale, edge: float, width: float, height: float, paint: Paint) -> list[str]:
    """Labels and title of an x axis at `edge` of a plot within a picture of `width` × `height`, which no word leaves.
    """
    if not axis.is_visible:
        return []
    is_top = one_of(axis.options.get("side"), (None, "bottom", "top"), "side") == "top"
    size, colour = _size(axis), axis.options.get("tickfont", {}).get("color", INK)
    labels = [] if axis.options.get("showticklabels") is False else [
        (axis.place(at), lines) for at, lines in _labels(axis) if axis.holds(axis.place(at))]
    drawn, turn = [], _turn(axis, labels, size)
    tallest = max((len(lines) for _at, lines in labels), default=0)
    last = -math.inf
    for pixel, lines in sorted(labels, key=lambda each: each[0]):
        if turn:
            drawn.append(written(lines[0], pixel - size * 0.2, edge - _GAP, size=size, colour=colour, paint=paint,
                                 turn=turn))
            continue
        half = block_width(lines, size) / 2
        pixel = min(max(pixel, half), max(width - half - 1, half))  # noqa: PLW2901 a month at the edge is still read
        if pixel - half < last + _APART:
            continue  # no room beside the one before: that one is read for both
        last = pixel + half
        first = edge - _GAP - len(lines) * LINE * size if is_top else edge + _GAP
        drawn += [written(line, pixel, first + (place * LINE + BASELINE) * size, size=size, colour=colour, paint=paint,
                          anchor="middle") for place, line in enumerate(lines)]
    return [*drawn, *_title(axis, edge + (tallest * LINE * size + _GAP if tallest else 0), height, paint)]


def beside(axis: Scale, edge: float, paint: Paint) -> list[str]:
    """Labels and title of a y axis, right-aligned to `edge`."""
    if not axis.is_visible:
        return []
    one_of(axis.options.get("side"), (None, "left"), "side of a y axis")
    size, colour = _size(axis), axis.options.get("tickfont", {}).get("color", INK)
    drawn, widest = [], 0.0
    for at, lines in _labels(axis) if axis.options.get("showticklabels") is not False else []:
        pixel = axis.place(at)
        if not axis.holds(pixel):
            continue
        widest = max(widest, block_width(lines, size))
        top = pixel - len(lines) * LINE * size / 2
        for place, line in enumerate(lines):
            drawn.append(written(line, edge - _GAP - line_width(line, size), top + (place * LINE + BASELINE) * size,
                                 size=size, colour=colour, paint=paint))
    title = axis.options.get("title") or {}
    if title.get("text"):
        x = max(edge - widest - _GAP - title.get("standoff", 10), title["font"]["size"])
        middle = (axis.start + axis.end) / 2
        drawn += [written(line, x, middle, size=title["font"]["size"], colour=title["font"]["color"], paint=paint,
                          anchor="middle", turn=-90) for line in lines_of(title["text"])]
    return drawn


def _title(axis: Scale, under: float, height: float, paint: Paint) -> list[str]:
    title = axis.options.get("title") or {}
    if not title.get("text"):
        return []
    font = title["font"]
    y = min(under + title.get("standoff", 10) + 0.8 * font["size"], height - 0.3 * font["size"])
    return [written(line, (axis.start + axis.end) / 2, y, size=font["size"], colour=font["color"], paint=paint,
                    anchor="middle") for line in lines_of(title["text"])]


def _turn(axis: Scale, labels: list[tuple[float, list[Line]]], size: float) -> float:
    """Degrees by which labels lie: the first of `autotickangles` at which they stand apart."""
    angles = axis.options.get("autotickangles")
    if axis.options.get("tickangle") not in {None, 0}:
        raise CannotDraw(f"{axis.name} has labels at {axis.options['tickangle']} degrees; pictures draw them flat.")
    if not angles or len(labels) < 2:  # noqa: PLR2004 one label stands apart from nothing
        return 0.0
    if list(angles) != [0, -_STEEP]:
        raise CannotDraw(f"{axis.name}.autotickangles is {angles!r}; these pictures know [0, -60].")
    room = min(abs(after[0] - before[0]) for before, after in pairwise(labels))
    widest = max(block_width(lines, size) for _at, lines in labels)
    return 0.0 if widest + _APART <= room else -_STEEP


def _labels(axis: Scale) -> list[tuple[float, list[Line]]]:
    """Where the ticks are along the axis, and their words line by line."""
    options = axis.options
    suffix = options.get("ticksuffix") or ""
    if options.get("tickvals") is not None:
        values = axis.numbers(options["tickvals"])
        words = options.get("ticktext")
        words = [_figure(each) for each in values] if words is None else words
        pairs: list[tuple[float, Any]] = list(zip(values, words, strict=True))
    elif axis.kind == "category":
        pairs = [(float(at), name) for name, at in axis.categories.items()]
    elif axis.kind == "date":
        raise CannotDraw(f"{axis.name} shows dates without tickvals; crm_core.ticks gives them.")
    else:
        pairs = [(each, _figure(each)) for each in _round_values(axis)]
    return [(at, lines_of(f"{text}{suffix}")) for at, text in pairs if math.isfinite(at)]


def _round_values(axis: Scale) -> list[float]:
    low, high = sorted((axis.low, axis.high))
    step = axis.options.get("dtick")
    if not step:
        power = 10.0 ** math.floor(math.log10((high - low) / _MAX_STEPS or 1.0))
        step = next(size * power for size in (1, 2, 5, 10) if (high - low) / (size * power) <= _MAX_STEPS)
    return [place * step for place in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def _figure(value: float) -> str:
    decimals = 0 if value == round(value) else max(0, min(6, 2 - math.floor(math.log10(abs(value)))))
    text = conventions().written(value, decimals)
    return text.rstrip("0").rstrip(conventions().decimal) if decimals else text


def _size(axis: Scale) -> float:
    return float(axis.options.get("tickfont", {}).get("size", 12))


def _is_x(axis: Scale) -> bool:
    return axis.name.startswith("x")
