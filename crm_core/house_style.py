"""How figures of Clientela look: colours by role, and the base of every chart. How amounts are written: `amounts`.

Knows no Streamlit. The colours are placeholders that Streamlit's front end replaces with the active theme's
(`.streamlit/config.toml`), so a figure follows light and dark without being drawn again; `resolve` puts in
print colours for a figure that leaves the app.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from crm_core.language import conventions

ACCENT = "#000001"
"""The one colour of the answer."""
ALERT = "#000002"
"""Only for a cut, or what must not be missed."""
MUTED = "#000010"
"""Context: everything beside the answer."""
SEQ = tuple(f"#0000{step}" for step in range(11, 21))
"""Ten ordered blues, low to high."""
SOFT = SEQ[1]
"""A pale area under the accent's line."""
TEXT, INK, BG, GRID = "#000036", "#000037", "#000038", "#000039"
"""Quiet lines (on a screen too pale for words: 3.7 to 1), text, the page, faint lines."""

PRINT = {
    ACCENT: "#1D4F91", ALERT: "#D9822B", MUTED: "#C3CCD7",
    **dict(zip(SEQ, ("#EDF3FA", "#D6E4F3", "#B9D1EA", "#98BADF", "#749FD1",
                     "#4878B2", "#33649F", "#235593", "#163F74", "#0C2A52"), strict=True)),
    TEXT: "#5B6878", INK: "#0A1422", BG: "#FFFFFF", GRID: "#E6EAF0",
}
"""What each placeholder is on paper: the light theme's colours."""

DARK = {
    ACCENT: "#6EA8F2", ALERT: "#F2A65A", MUTED: "#4A586B",
    **dict(zip(SEQ, ("#16263C", "#1B3559", "#214676", "#295993", "#366FB0",
                     "#4A87C9", "#67A0DC", "#8AB9EA", "#B2D2F4", "#DCEAFB"), strict=True)),
    TEXT: "#9AA8BA", INK: "#E7ECF3", BG: "#0F1621", GRID: "#232E3C",
}
"""What each placeholder is in a picture for a dark page: the dark theme's colours."""

MAX_POINTS = 500
"""Points of one trace. A browser draws 500 bars in 0.24 s and 5,000 in 0.7 s; thin or aggregate before drawing."""

CHECKED = False
"""Whether Plotly checks every value of a figure, which takes five times as long as to hold it. The tests have it on, so
that every figure they draw is checked (decision 134)."""
_NO_TEMPLATE = {"data": {"scatter": [{"type": "scatter"}]}}
"""Plotly's template `none`, as it is written where it is not looked up."""

_JOINER, _NUMBER = "\u2060", re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_LINK = re.compile(r"<(?=/?a\b)", re.IGNORECASE)
_MIN_BARS = 24
"""Pixels that long names and labels leave for what is drawn, in the narrowest card on a phone."""
_TICK = {"color": INK, "size": 12}


def resolve(figure_json: str) -> str:
    """A figure's JSON with print colours in place of the placeholders."""
    for token, colour in PRINT.items():
        figure_json = figure_json.replace(token, colour)
    return figure_json


def figure(data: Iterable[Mapping[str, Any]], *, x: Mapping[str, Any], y: Mapping[str, Any], height: int = 360,
           annotations: Iterable[Mapping[str, Any]] = (), **layout: Any) -> go.Figure:
    """The base of every figure: no legend, no mode bar, no drag, hover on the mark.

    Built as one dict: adding traces and notes one by one validates the figure each time and takes ten times as
    long; what is `CHECKED` is said there. `x` and `y` come from `axis`. Raises ValueError when a trace has more than
    `MAX_POINTS` points.
    """
    traces = [dict(trace) for trace in data]
    for trace in traces:
        points = max((len(trace[side]) for side in ("x", "y") if trace.get(side) is not None), default=0)
        if points > MAX_POINTS:
            raise ValueError(f"A trace of {points:,} points is too slow to draw; thin it to {MAX_POINTS} at most.")
    notes, axes = [dict(each) for each in annotations], {"x": dict(x), "y": dict(y)}
    for side, each_axis in axes.items():
        if each_axis.get("type") == "category":
            _keep_ids(side, each_axis, traces, notes)
    base = {
        "template": _NO_TEMPLATE, "height": height, "margin": {"l": 56, "r": 12, "t": 12, "b": 44},
        "showlegend": False, "dragmode": False, "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"size": 13}},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axes["x"], "yaxis": axes["y"], "annotations": notes, "minreducedwidth": _MIN_BARS,
        "separators": conventions().separators,
    }
    for holder in (*traces, *notes, *axes.values()):
        _lead_nowhere(holder)
    return go.Figure({"data": traces, "layout": base | layout}, _validate=CHECKED)


def _lead_nowhere(holder: dict[str, Any]) -> None:
    """Plotly makes a link of a tag `a`, which no words of ours have: in a name that nobody escaped it is text."""
    for key in ("text", "ticktext", "customdata", "hovertext"):
        texts = holder.get(key)
        if isinstance(texts, str):
            holder[key] = _LINK.sub("&lt;", texts)
        elif isinstance(texts, list | tuple) and any(isinstance(each, str) and "<" in each for each in texts):
            holder[key] = [_LINK.sub("&lt;", each) if isinstance(each, str) else each for each in texts]


def _keep_ids(side: str, names: dict[str, Any], traces: list[dict[str, Any]], notes: list[dict[str, Any]]) -> None:
    """Plotly takes an id that looks like a number for a position: an invisible joiner behind it keeps it an id."""
    def kept(value: Any) -> Any:
        return f"{value}{_JOINER}" if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) else value

    for holder, keys in ((names, ("tickvals", "categoryarray")), *((trace, (side,)) for trace in traces)):
        holder.update({key: [kept(value) for value in holder[key]] for key in keys if holder.get(key) is not None})
    for each in notes:
        if side in each and each.get(f"{side}ref", side) == side:
            each[side] = kept(each[side])


def axis(title: str = "", **options: Any) -> dict[str, Any]:
    """One axis: quiet, fixed, no zero line; `options` are Plotly's own."""
    named = {"title": {"text": title, "standoff": 10, "font": {"color": INK, "size": 13}}} if title else {}
    quiet = {"zeroline": False, "fixedrange": True, "tickfont": _TICK, "gridcolor": GRID}
    figures = {"exponentformat": "none", "separatethousands": True}  # never 200m for 0.2
    return quiet | figures | named | options


def line(x: Sequence[Any], y: Sequence[Any], colour: str = ACCENT, *, width: float = 2.0, dash: str | None = None,
         hover: str | None = None, **options: Any) -> dict[str, Any]:
    """One line as a trace. `hover` is a Plotly hover template; without it the line is silent."""
    spoken = {"hovertemplate": hover + "<extra></extra>"} if hover else {"hoverinfo": "skip"}
    return {"type": "scatter", "mode": "lines", "x": list(x), "y": list(y),
            "line": {"color": colour, "width": width, "dash": dash}} | spoken | options


def bars(x: Sequence[Any], y: Sequence[Any], colour: str | Sequence[str] = ACCENT, *, hover: str | None = None,
         **options: Any) -> dict[str, Any]:
    """Bars as a trace, upright or (`orientation="h"`) lying. `colour` is one for all or one a bar."""
    spoken = {"hovertemplate": hover + "<extra></extra>"} if hover else {"hoverinfo": "skip"}
    marker = {"color": colour if isinstance(colour, str) else list(colour), "cornerradius": 3}
    return {"type": "bar", "x": list(x), "y": list(y), "marker": marker} | spoken | options


def note(x: Any, y: Any, text: str, *, size: int = 12, **options: Any) -> dict[str, Any]:
    """Words set beside a mark, instead of a legend."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "left",
            "font": {"size": size, "color": INK}} | options


def shortened(name: str, most: int = 24) -> str:
    """A name that does not outgrow its room: `Charles Schwab Premier B…`."""
    return name if len(name) <= most else f"{name[:most - 1].rstrip()}…"
