"""A figure as a chart that PowerPoint and Excel draw themselves, where it is one: bars, columns, lines.

What these cannot draw as the page does (a range, a map, a matrix, bars that float) has no native chart, and is shown as
a picture beside its table.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import plotly.graph_objects as go

from crm_core.card import Unit
from crm_core.house_style import MUTED, PRINT
from crm_core.language import conventions, month_short
from crm_core.pictures.plot import per_mark, plain

Kind = Literal["bars", "columns", "lines"]
_TAG, _BOLD = re.compile(r"<[^>]*>"), re.compile(r"<b>(.*?)</b>")
_JOINER = "\u2060"
_FROM_MILLIONS, _FROM_THOUSANDS = 1e6, 1e4
MAX_SERIES = 24
"""Lines that a chart can hold and a reader follow."""


@dataclass(frozen=True)
class Series:
    """One row of bars, or one line: a value for each category, None where there is none, and its colours `RRGGBB`."""

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    is_quiet: bool = False
    """Context, in grey: it needs no label."""


@dataclass(frozen=True)
class NativeChart:
    """`categories` in the order of the axis: of bars the first is at the bottom."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]


def native(figure: go.Figure | None) -> NativeChart | None:
    """The figure as a native chart; None where PowerPoint and Excel cannot draw what it shows."""
    if figure is None:
        return None
    content = figure.to_plotly_json()
    traces, layout = content["data"], content["layout"]
    if not traces or any(name[1:5] == "axis" and name[5:] for name in layout) or layout.get("shapes"):
        return None
    kinds = {trace.get("type") for trace in traces}
    if kinds == {"bar"}:
        return _bars(traces, layout)
    return _lines(traces, layout) if kinds == {"scatter"} else None


def number_format(values: Sequence[float | None], unit: Unit, affixes: tuple[str, str]) -> str:
    """How a label reads: `0.0%`, `"€"0.0,,"M"`. It is of the chart and not of its source, so that it stays whatever
    the cells look like. `affixes` stand before and behind an amount of money."""
    largest = max((abs(each) for each in values if each is not None), default=0.0)
    if unit == "share":
        return "0.0%"
    before, behind = (f'"{each}"' if each else "" for each in (affixes if unit == "money" else ("", "")))
    letters = dict(conventions().scales)
    millions = f'{before}#,##0.0,,"{letters.get(1e6, "")}"{behind}'
    thousands = f'{before}#,##0,"{letters.get(1e3, "")}"{behind}'
    plain_figure = f"{before}{'0.00' if largest < 10 and unit != 'money' else '#,##0'}{behind}"  # noqa: PLR2004 a digit
    if largest < _FROM_THOUSANDS:
        return plain_figure
    if reach(values)[0] < 0:  # a format has no room for three sizes on either side of zero
        return millions if largest >= _FROM_MILLIONS else thousands
    if largest < _FROM_MILLIONS:
        return thousands
    return f"[>=1000000]{millions};[>=1000]{thousands};{plain_figure}"


def reach(values: Sequence[float | None]) -> tuple[float, float]:
    """The lowest and the highest of what is known, with zero."""
    known = [each for each in values if each is not None]
    return min([0.0, *known]), max([0.0, *known])


def _bars(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> NativeChart | None:
    if len(traces) > 1 or any(trace.get("base") is not None or trace.get("width") is not None for trace in traces):
        return None  # bars of several traces have no names: their colours stand in the note
    trace = traces[0]
    lying = trace.get("orientation") == "h"
    names, values = (plain(trace["y" if lying else "x"]), plain(trace["x" if lying else "y"]))
    categories = _categories(names, layout["yaxis" if lying else "xaxis"])
    if categories is None:
        return None
    colours = tuple(_hex(each) for each in per_mark(trace["marker"]["color"], len(values)))
    return NativeChart("bars" if lying else "columns", categories, (Series("", tuple(map(_known, values)), colours),))


def _lines(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> NativeChart | None:
    if len(traces) > MAX_SERIES or any(trace.get("mode") != "lines" or trace.get("fill") for trace in traces):
        return None
    places = sorted({each for trace in traces for each in plain(trace["x"])}, key=str if any(
        isinstance(each, str) for trace in traces for each in plain(trace["x"])) else float)
    categories = _categories(places, layout["xaxis"])
    names = [_series_name(trace, layout) for trace in traces]
    if categories is None or not all(names):
        return None
    made = []
    for trace, name in zip(traces, names, strict=True):
        xs = plain(trace["x"])
        if any(not _is_before(one, other) for one, other in pairwise(xs)):
            return None
        values = dict(zip(xs, plain(trace["y"]), strict=True))
        colour = trace["line"]["color"]
        made.append(Series(name, tuple(_known(values.get(each)) for each in places), (_hex(colour),), colour == MUTED))
    return NativeChart("lines", categories, tuple(made))


def _series_name(trace: Mapping[str, Any], layout: Mapping[str, Any]) -> str:
    """What the words at the line's end call it, or what every point's hover begins with."""
    xs, ys = plain(trace["x"]), plain(trace["y"])
    for each in layout.get("annotations") or ():
        if xs and each["x"] == xs[-1] and each["y"] == ys[-1]:
            return _words(each["text"])
    heads = {found[1] for text in plain(trace.get("text")) if (found := _BOLD.match(str(text)))}
    return _words(heads.pop()) if len(heads) == 1 else ""


def _categories(values: Sequence[Any], axis: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names of an axis' values, as it writes them; None where it does not name each of them."""
    keys, texts = axis.get("tickvals"), axis.get("ticktext")
    named = dict(zip(map(_key, keys), texts, strict=True)) if keys is not None and texts is not None else {}
    if values and all(_key(each) in named for each in values):
        return tuple(_words(named[_key(each)]) for each in values)
    try:
        return tuple(month_short(dt.date.fromisoformat(each)) for each in values)
    except (TypeError, ValueError):
        return tuple(f"{each:g}" for each in values) if values and all(
            isinstance(each, (int, float)) and float(each).is_integer() for each in values) else None


def _key(value: Any) -> Any:
    return value.replace(_JOINER, "") if isinstance(value, str) else float(value)


def _words(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", text)).replace(_JOINER, "").split())


def _known(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124 not a number


def _is_before(one: Any, other: Any) -> bool:
    return bool(one < other)


def _hex(colour: str) -> str:
    return PRINT.get(colour, colour).lstrip("#").upper()
