"""A figure as a chart that PowerPoint and Excel draw themselves: bars, columns, stacks, waterfalls, lines, points.

The traces of a figure that have a `name` are its series; what has none beside them is a guide, and is left out. What
these programs cannot draw as the page does (a map, a matrix) has no native chart, and is shown as a picture beside its
table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from crm_core.house_style import MUTED, SEQ
from crm_core.language import _
from crm_core.packs.chart import Kind, NativeChart, Series, categories_of, hex_of, known_figure, words_of
from crm_core.pictures.plot import per_mark, plain

_BOLD = re.compile(r"<b>(.*?)</b>")
_LABEL_ROOM = 0.14
"""Of what bars reach: room for the words at their ends, which a stack has no other place for."""
MAX_LEGEND = 8
"""Series that a legend can tell apart."""
_LINE, _THIN = 2.0, 1.3
"""Pixels of a line that says nothing of its width, and below which it is context."""
MAX_SERIES = 24
"""Lines that a chart can hold and a reader follow."""


def native(figure: go.Figure | None) -> NativeChart | None:
    """The figure as a native chart; None where PowerPoint and Excel cannot draw what it shows."""
    if figure is None:
        return None
    content = figure.to_plotly_json()
    traces, layout = content["data"], content["layout"]
    if not traces or any(name[1:5] == "axis" and name[5:] for name in layout):
        return None
    named = [trace for trace in traces if trace.get("name")]
    if not named and layout.get("shapes"):
        return None
    kinds = {trace.get("type") for trace in named or traces}
    if "bar" in kinds:
        return _several_bars(named, layout) if len(named) > 1 else _bars(traces, layout)
    if kinds != {"scatter"}:
        return None
    return (_scattered(named, layout) if named else None) or _lines(named or traces, layout)


def _bars(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> NativeChart | None:
    trace = traces[0]
    if len(traces) > 1 or trace.get("width") is not None:
        return None
    lying = trace.get("orientation") == "h"
    names, values = (plain(trace["y" if lying else "x"]), plain(trace["x" if lying else "y"]))
    categories = categories_of(names, layout["yaxis" if lying else "xaxis"])
    if categories is None:
        return None
    colours = tuple(hex_of(each) for each in per_mark(trace["marker"]["color"], len(values)))
    if trace.get("base") is not None:
        if not lying or isinstance(trace["base"], (int, float)):
            return None
        texts = {each["y"]: words_of(each["text"]) for each in layout.get("annotations") or ()}
        return NativeChart("stacked", categories, _floating(
            plain(trace["base"]), [float(each) for each in values], colours, [texts.get(each, "") for each in names]))
    series = Series("", tuple(map(known_figure, values)), colours)
    return NativeChart("bars" if lying else "columns", categories, (series,))


def _several_bars(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> NativeChart | None:
    """Bars of several series, stacked as the page does; marks beside bars are bars of their own."""
    drawn = next(trace for trace in traces if trace["type"] == "bar")
    lying = drawn.get("orientation") == "h"
    along, across = ("x", "y") if lying else ("y", "x")
    categories = categories_of(plain(drawn[across]), layout[f"{across}axis"])
    is_stacked = layout.get("barmode") in {"stack", "relative"}
    if categories is None or (is_stacked and not lying):
        return None
    made, keys = [], plain(drawn[across])
    for trace in traces:
        values = dict(zip(plain(trace[across]), plain(trace[along]), strict=True))
        if all(known_figure(each) is None for each in values.values()):
            continue
        colour = trace["marker"].get("color", MUTED)  # marks are strokes without a colour inside
        made.append(Series(words_of(trace["name"]), tuple(known_figure(values.get(each)) for each in keys),
                           tuple(hex_of(each) for each in per_mark(colour, len(categories)))))
    if lying and not is_stacked:  # the last stands on top
        made.reverse()
    kind: Kind = "stacked" if is_stacked else "bars" if lying else "columns"
    return NativeChart(kind, categories, tuple(made), has_legend=len(made) > 1)


def _floating(bases: Sequence[float], lengths: Sequence[float], colours: tuple[str, ...], words: Sequence[str]
             ) -> tuple[Series, ...]:
    """Bars that begin elsewhere than at zero, as stacks: what they stand on is not drawn, nor is what holds their
    words. A bar across zero has a part on either side of it."""
    ends = [sorted((base, base + length)) for base, length in zip(bases, lengths, strict=True)]
    stands = tuple(low if low > 0 else min(high, 0.0) for low, high in ends)
    visible = [(max(high, 0.0) - max(low, 0.0), min(low, 0.0) - min(high, 0.0)) for low, high in ends]
    is_rise = [length >= 0 for length in lengths]
    made = [Series(_("Stands on"), stands, colours, is_hidden=True)]
    for side, names in ((0, (_("Increase"), _("Decrease"))), (1, (_("Increase below zero"), _("Decrease below zero")))):
        for name, wanted in zip(names, (True, False), strict=True):
            values = tuple(part[side] if rises is wanted else 0.0 for part, rises in zip(visible, is_rise, strict=True))
            if any(values):
                made.append(Series(name, values, colours))
    reached = max(high for _low, high in ends) - min(low for low, _high in ends)
    room = tuple([_LABEL_ROOM * reached] * len(lengths))
    return (*made, Series(_("Labels"), room, colours, is_hidden=True, words=tuple(words)))


def _scattered(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> NativeChart | None:
    """Points or curves over an axis of numbers; None where the horizontal axis has months or names."""
    across = [plain(trace["x"]) for trace in traces]
    if not all(isinstance(each, (int, float)) for xs in across for each in xs) or any(
            isinstance(each, str) for trace in traces for each in plain(trace["y"])):
        return None
    modes = {trace["mode"] for trace in traces}
    if modes - {"lines"} and modes - {"markers"}:
        return None
    made = []
    for trace, xs in zip(traces, across, strict=True):
        colour = trace["line"]["color"] if modes == {"lines"} else trace["marker"]["color"]
        heads = [_BOLD.match(str(text)) for text in plain(trace.get("text"))] if modes == {"markers"} else []
        made.append(Series(words_of(trace["name"]), tuple(map(known_figure, plain(trace["y"]))),
                           tuple(hex_of(each) for each in per_mark(colour, len(xs))),
                           words=tuple(words_of(each[1]) if each else "" for each in heads),
                           places=tuple(map(float, xs)), is_quiet=modes == {"lines"} and colour == MUTED))
    titles = tuple(words_of(((layout[f"{side}axis"].get("title") or {}).get("text")) or "") for side in "xy")
    return NativeChart("points" if modes == {"markers"} else "curves", (), tuple(made), (titles[0], titles[1]),
                       has_legend=len(made) > 1, is_share=_is_share(layout["yaxis"]))


def _lines(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> NativeChart | None:
    traces = [part for trace in traces for part in _both_ends(trace)]
    if len(traces) > MAX_SERIES or any(trace.get("mode") != "lines" or trace.get("fill") for trace in traces):
        return None
    places = sorted({each for trace in traces for each in plain(trace["x"])}, key=str if any(
        isinstance(each, str) for trace in traces for each in plain(trace["x"])) else float)
    categories = categories_of(places, layout["xaxis"])
    names = [words_of(trace["name"]) if trace.get("name") else _series_name(trace, layout) for trace in traces]
    if categories is None or not all(names):
        return None
    made = []
    for trace, name in zip(traces, names, strict=True):
        xs = plain(trace["x"])
        if any(not _is_before(one, other) for one, other in pairwise(xs)):
            return None
        values = dict(zip(xs, plain(trace["y"]), strict=True))
        colour = trace["line"]["color"]
        made.append(Series(name, tuple(known_figure(values.get(each)) for each in places), (hex_of(colour),),
                           is_quiet=colour == MUTED or bool(trace.get("is_range"))
                           or (trace["line"].get("width") or _LINE) < _THIN, is_dashed=bool(trace["line"].get("dash"))))
    has_legend = len(made) <= MAX_LEGEND and any(trace.get("name") for trace in traces)
    return NativeChart("lines", categories, tuple(made), has_legend=has_legend, is_share=_is_share(layout["yaxis"]),
                       lowest=_lowest(layout["yaxis"]))


def _both_ends(trace: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A range, which is an area there and back again, as the two lines of its ends; any other trace as it is."""
    if trace.get("fill") != "toself" or not trace.get("name"):
        return [trace]
    xs, ys, half = plain(trace["x"]), plain(trace["y"]), len(plain(trace["x"])) // 2
    low, high = _("{range}, low", range=trace["name"]), _("{range}, high", range=trace["name"])
    line = {"color": MUTED if trace["fillcolor"] == SEQ[0] else SEQ[4]}  # an area's colour is too pale for a line
    shared = {"mode": "lines", "x": xs[:half], "line": line, "is_range": True}
    return [shared | {"name": high, "y": ys[:half]}, shared | {"name": low, "y": ys[half:][::-1]}]


def _lowest(axis: Mapping[str, Any]) -> float | None:
    """Where the page begins the axis of lines, if that is above zero."""
    low = (axis.get("range") or (0.0,))[0]
    return float(low) if isinstance(low, (int, float)) and low > 0 else None


def _is_share(axis: Mapping[str, Any]) -> bool:
    """Whether an axis is written in percent."""
    texts = axis.get("ticktext") or ()
    return bool(len(texts)) and all("%" in str(each) for each in texts)


def _series_name(trace: Mapping[str, Any], layout: Mapping[str, Any]) -> str:
    """What the words at the line's end call it, or what every point's hover begins with."""
    xs, ys = plain(trace["x"]), plain(trace["y"])
    for each in layout.get("annotations") or ():
        if xs and each["x"] == xs[-1] and each["y"] == ys[-1]:
            return words_of(each["text"])
    heads = {found[1] for text in plain(trace.get("text")) if (found := _BOLD.match(str(text)))}
    return words_of(heads.pop()) if len(heads) == 1 else ""


def _is_before(one: Any, other: Any) -> bool:
    return bool(one < other)
