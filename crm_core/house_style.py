"""How Clientela looks and counts: colours by role, the base of every figure, money, shares and numbers in words.

Knows no Streamlit. The colours are placeholders that Streamlit's front end replaces with the active theme's
(`.streamlit/config.toml`), so a figure follows light and dark without being drawn again; `resolve` puts in
print colours for a figure that leaves the app.

Numbers: thousands by comma, decimals by point, the minus sign −. Money in short has three figures at most
(€1.2M, €34.5K, €345); shares are written with a space (77.5 %), changes with their sign (+3.4 %, −1.2 points).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

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

MAX_POINTS = 500
"""Points of one trace. A browser draws 500 bars in 0.24 s and 5,000 in 0.7 s; thin or aggregate before drawing."""

NOTHING = "–"
"""What is written where there is no number."""

WHOLE = 100.0
"""The whole in percent, and the size from which money in short needs no decimal."""

_JOINER, _NUMBER = "\u2060", re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
MAX_TIMES = 10
"""A change by more than ten times what was there says little of the change and much of how little was there."""
_CENTS_BELOW = 9.995
"""Amounts that need their cents to have three figures."""
_HALF_A_CENT = 0.005
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_SCALES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"), (1.0, ""))
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
    long. `x` and `y` come from `axis`. Raises ValueError when a trace has more than `MAX_POINTS` points.
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
        "template": "none", "height": height, "margin": {"l": 56, "r": 12, "t": 12, "b": 44},
        "showlegend": False, "dragmode": False, "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"size": 13}},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": axes["x"], "yaxis": axes["y"], "annotations": notes, "minreducedwidth": _MIN_BARS,
    }
    return go.Figure({"data": traces, "layout": base | layout})


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


@dataclass(frozen=True)
class Money:
    """Amounts of one currency (ISO code) in words: `€1.2M`, `CZK 34,500`."""

    currency: str = "EUR"

    @property
    def prefix(self) -> str:
        """What stands before the figure: the symbol, or the code and a space."""
        return _SYMBOLS.get(self.currency, f"{self.currency} ")

    def full(self, amount: float | None, *, decimals: int = 0) -> str:
        """`CZK 34,500`, or with `decimals=2` `CZK 34,500.00`; an amount that needs its cents has them: `CZK 0.36`."""
        if amount is not None and 0 < abs(amount) < _CENTS_BELOW and round(amount, 2) != round(amount):
            decimals = max(decimals, 2)
        return _signed(amount, lambda size: f"{self.prefix}{size:,.{decimals}f}")

    def short(self, amount: float | None) -> str:
        """`€1.2T`, `€1.2M`, `€34.5K`, `€345`, `€3.45`: three figures, cents below 10, never something as nothing."""
        if amount is not None and 0 < abs(amount) < _HALF_A_CENT:
            return f"<{self.prefix}0.01" if amount > 0 else f">−{self.prefix}0.01"
        return _signed(amount, lambda size: self.prefix + scaled(size))


def percent(share: float | None, *, decimals: int = 1) -> str:
    """A share (fraction) as `77.5 %`, `20 %`.

    Never rounds something to nothing or a part to the whole: `<0.1 %`, `>−0.1 %`, `>99.9 %`.
    """
    step = 10.0**-decimals
    if share is not None and -step / 2 < share * WHOLE < 0:
        return f">−{step:g} %"

    def words(size: float) -> str:
        written = f"{size * WHOLE:.{decimals}f}"
        if size > 0 and float(written) == 0:
            return f"<{step:g} %"
        if size < 1 and float(written) == WHOLE:
            return f">{WHOLE - step:g} %"
        return f"{_without_zero(written)} %"

    return _signed(share, words)


def change(rate: float | None, *, decimals: int = 1) -> str:
    """A rate of change (fraction) with its sign: `+3.4 %`; one that rounds to nothing is `0 %`."""
    return _with_plus(rate, _signed(rate, lambda size: f"{_without_zero(f'{size * WHOLE:.{decimals}f}')} %"))


def against(now: float | None, before: float | None) -> str:
    """The change from `before` to `now` as a rate: `+3.4 %`; nothing when there is no `before` to measure by."""
    if now is None or before is None or not has_rate(now, before):
        return ""
    return change(now / before - 1)


def has_rate(now: float | None, before: float | None) -> bool:
    """Whether a change is well said as a rate: from a positive amount, to no more than `MAX_TIMES` of it either way."""
    return now is not None and before is not None and before > 0 and abs(now / before - 1) < MAX_TIMES


def points(difference: float | None) -> str:
    """The difference of two shares (fraction) in percentage points: `−1.2 points`."""
    written = _signed(difference, lambda size: f"{_without_zero(f'{size * 100:.1f}')} points")
    return _with_plus(difference, written)


def apart(now: float | None, before: float | None) -> str:
    """How far two shares are apart: `−1.2 points`; nothing when either is not known."""
    return points(now - before) if now is not None and before is not None else ""


def number(count: float | None, *, decimals: int = 0) -> str:
    """`1,234,567`."""
    return _signed(count, lambda size: f"{size:,.{decimals}f}")


def count(amount: int, one: str, many: str = "") -> str:
    """`1 customer`, `1,204 customers`."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


def _signed(amount: float | None, words: Any) -> str:
    """`words` of the size, with − before it when the amount is below zero and does not round to nothing."""
    if amount is None or not math.isfinite(amount):
        return NOTHING
    written: str = words(abs(amount))
    return f"−{written}" if amount < 0 and any(digit in written for digit in "123456789") else written


def _with_plus(amount: float | None, written: str) -> str:
    return f"+{written}" if amount is not None and amount > 0 and any(d in written for d in "123456789") else written


def scaled(size: float) -> str:
    """A size in short, without its currency: `1.2M`, `34.5K`, `345`, `3.45`."""
    if 0 < size < _CENTS_BELOW and round(size, 2) != round(size):
        return f"{size:.2f}"
    for scale, letter in _SCALES:
        decimals = 1 if letter and round(size / scale, 1) < WHOLE else 0
        if round(size / scale, 3) >= 1:  # 990 million is not yet a billion
            return f"{size / scale:,.{decimals}f}{letter}"
    return f"{size:.0f}"


def _without_zero(written: str) -> str:
    return written.rstrip("0").rstrip(".") if "." in written else written
