"""Bars: upright or lying, beside each other, stacked, or from a base of their own, with words inside."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from crm_core.pictures.colours import Paint
from crm_core.pictures.lettering import BASELINE, LINE, lines_of, written
from crm_core.pictures.plot import is_number, per_mark, plain
from crm_core.pictures.refusal import one_of, require_known
from crm_core.pictures.scale import Scale

_DRAWN = {"type", "x", "y", "orientation", "base", "width", "marker", "text", "textposition", "textfont", "opacity",
          "xaxis", "yaxis"}
_UNSEEN = {"hovertemplate", "hoverinfo", "customdata", "unselected", "selected", "insidetextanchor", "textangle",
           "constraintext", "name", "showlegend", "ids", "meta", "uid", "selectedpoints", "offsetgroup",
           "alignmentgroup"}
_MARKER = {"color", "cornerradius", "line", "opacity"}


@dataclass(frozen=True)
class Bar:
    """One bar in the numbers of its axes: across the bars it is at `at` and `thick`, along them from `begin` to `end`.
    """

    at: float
    thick: float
    begin: float
    end: float
    colour: str
    text: str
    words: str
    size: float
    radius: float
    opacity: float


def bars(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], x: Scale, y: Scale) -> list[Bar]:
    """The bars of a panel's traces. Raises CannotDraw for what is not drawn.

    Their reach is taken into the axes.
    """
    mode = one_of(layout.get("barmode") or "group", ("group", "stack", "relative", "overlay"), "barmode")
    gap = layout.get("bargap")
    gap = 0.2 if gap is None else gap
    steps = [_steps(trace, x, y) for trace in traces]
    places = sorted({at for each in steps for at in each if is_number(at)})
    apart = min((after - before for before, after in pairwise(places)), default=1.0)
    beside = len(traces) if mode == "group" else 1
    tops: dict[tuple[float, bool], float] = defaultdict(float)
    made = []
    for number, (trace, at_steps) in enumerate(zip(traces, steps, strict=True)):
        along = x if is_lying(trace) else y
        lengths = along.numbers(plain(trace["x" if is_lying(trace) else "y"]))
        count = len(lengths)
        marker, font = trace.get("marker") or {}, trace.get("textfont") or {}
        bases, widths = per_mark(trace.get("base"), count, 0.0), per_mark(trace.get("width"), count)
        colours, texts = per_mark(marker.get("color"), count), per_mark(trace.get("text"), count, "")
        words = per_mark(font.get("color"), count, "")
        inside = one_of(trace.get("textposition") or "none", ("none", "inside"), "textposition") == "inside"
        for place, (at, length) in enumerate(zip(at_steps, lengths, strict=True)):
            if not (is_number(at) and is_number(length) and is_number(bases[place])):
                continue
            thick = widths[place] if widths[place] is not None else apart * (1 - gap) / beside
            begin = bases[place]
            if mode in {"stack", "relative"}:
                key = (at, length < 0 and mode == "relative")
                begin = tops[key]
                tops[key] += length
            middle = at + (number - (beside - 1) / 2) * thick if beside > 1 else at
            made.append(Bar(middle, thick, begin, begin + length, colours[place], texts[place] if inside else "",
                            words[place], font.get("size", 12), marker.get("cornerradius") or 0,
                            _opacity(trace, marker)))
    _reach(made, traces, x, y)
    return made


def is_lying(trace: Mapping[str, Any]) -> bool:
    """True for horizontal bars."""
    return one_of(trace.get("orientation") or "v", ("v", "h"), "orientation") == "h"


def drawn(made: Sequence[Bar], lying: bool, x: Scale, y: Scale, paint: Paint) -> list[str]:
    """The bars as SVG."""
    across, along = (y, x) if lying else (x, y)
    shapes = []
    for bar in made:
        first, last = sorted(across.within(across.place(bar.at + side * bar.thick / 2)) for side in (-1, 1))
        begin, end = (along.within(along.place(each)) for each in (bar.begin, bar.end))
        if last - first <= 0 or not (across.holds(first) or across.holds(last)):
            continue
        faint = f' opacity="{bar.opacity:g}"' if bar.opacity != 1 else ""
        shapes.append(f'<path d="{_outline((first, last), begin, end, bar.radius, lying=lying)}" '
                      f'fill="{paint(bar.colour)}"{faint}/>')
        if bar.text:
            middle_x, middle_y = ((begin + end) / 2, (first + last) / 2) if lying else ((first + last) / 2,
                                                                                      (begin + end) / 2)
            lines = lines_of(bar.text)
            top = middle_y - len(lines) * LINE * bar.size / 2
            shapes += [written(line, middle_x, top + (place * LINE + BASELINE) * bar.size, size=bar.size,
                               colour=bar.words, paint=paint, anchor="middle") for place, line in enumerate(lines)]
    return shapes


def _outline(sides: tuple[float, float], begin: float, end: float, radius: float, *, lying: bool) -> str:
    """A bar from `begin` to `end` whose far corners are round."""
    first, last = sides
    round_by = min(radius, (last - first) / 2, abs(end - begin))
    way = math.copysign(1.0, end - begin)
    turn = end - way * round_by

    def point(along: float, across: float) -> str:
        return f"{along:.1f} {across:.1f}" if lying else f"{across:.1f} {along:.1f}"

    if round_by < 0.1:  # noqa: PLR2004 no eye sees it
        return f"M{point(begin, first)}L{point(end, first)}L{point(end, last)}L{point(begin, last)}Z"
    return (f"M{point(begin, first)}L{point(turn, first)}Q{point(end, first)} {point(end, first + round_by)}"
            f"L{point(end, last - round_by)}Q{point(end, last)} {point(turn, last)}L{point(begin, last)}Z")


def _steps(trace: Mapping[str, Any], x: Scale, y: Scale) -> list[float]:
    require_known(trace, "A trace of bars", _DRAWN, _UNSEEN)
    require_known(trace.get("marker") or {}, "The marker of bars", _MARKER)
    across, name = (y, "y") if is_lying(trace) else (x, "x")
    return across.numbers(plain(trace[name]))


def _opacity(trace: Mapping[str, Any], marker: Mapping[str, Any]) -> float:
    return float(trace.get("opacity") or 1.0) * float(1.0 if marker.get("opacity") is None else marker["opacity"])


def _reach(made: Sequence[Bar], traces: Sequence[Mapping[str, Any]], x: Scale, y: Scale) -> None:
    if not made:
        return
    across, along = (y, x) if is_lying(traces[0]) else (x, y)
    across.reach.take(bar.at + side * bar.thick / 2 for bar in made for side in (-1, 1))
    along.reach.take(end for bar in made for end in (bar.begin, bar.end))
    along.reach.has_zero = along.reach.has_zero or any(bar.begin == 0 for bar in made)
    along.reach.is_padded = True
