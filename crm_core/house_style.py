"""How Clientela looks and counts: colours by role, the base of every figure, money, shares and numbers in words.

Knows no Streamlit. The colours are placeholders that Streamlit's front end replaces with the active theme's
(`.streamlit/config.toml`), so a figure follows light and dark without being drawn again; `resolve` puts in
print colours for a figure that leaves the app.

Numbers are written as readers of the language spoken now write them (`crm_core.language`): €1.2M and 77.5% in English,
1,2 M€ and 77,5% in Spanish. Everywhere: the minus sign −, money in short with three figures at most (€1.2M, €34.5K,
€345), changes with their sign (+3.4%, −1.2 points).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from crm_core.language import _, conventions, ngettext

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
        "separators": conventions().separators,
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
    """Amounts of one currency (ISO code) in words: `€1.2M`, `CZK 34,500`; in Spanish `1,2 M€`, `34.500 CZK`."""

    currency: str = "EUR"

    @property
    def unit(self) -> str:
        """The symbol of the currency, or its code."""
        return conventions().symbols.get(self.currency, self.currency)

    def full(self, amount: float | None, *, decimals: int = 0) -> str:
        """`CZK 34,500`, or with `decimals=2` `CZK 34,500.00`; an amount that needs its cents has them: `CZK 0.36`."""
        if amount is not None and 0 < abs(amount) < _CENTS_BELOW and round(amount, 2) != round(amount):
            decimals = max(decimals, 2)
        return _signed(amount, lambda size: self.with_unit(conventions().written(size, decimals)))

    def short(self, amount: float | None, *, is_tick: bool = False) -> str:
        """`€1.2T`, `€1.2M`, `€34.5K`, `€345`, `€3.45`: three figures, cents below 10, never something as nothing.

        As a tick of an axis a round amount has no decimal: `€2M`.
        """
        if amount is not None and 0 < abs(amount) < _HALF_A_CENT:
            least = self.with_unit(conventions().written(0.01, 2))
            return f"<{least}" if amount > 0 else f">−{least}"
        return _signed(amount, lambda size: self.with_unit(scaled(size, is_tick=is_tick)))

    def with_unit(self, figure: str) -> str:
        """A figure as people of the language set the currency beside it: `€345`, `CZK 345`, `345 €`."""
        found = conventions()
        pattern = found.money if self.currency in found.symbols else found.money_by_code
        return pattern.format(amount=figure, unit=self.unit)


def percent(share: float | None, *, decimals: int = 1) -> str:
    """A share (fraction) as `77.5%`, `20%`.

    Never rounds something to nothing or a part to the whole: `<0.1%`, `>−0.1%`, `>99.9%`.
    """
    step = 10.0**-decimals
    if share is not None and -step / 2 < share * WHOLE < 0:
        return f">−{_percent(step, decimals)}"

    def words(size: float) -> str:
        rounded = round(size * WHOLE, decimals)
        if size > 0 and rounded == 0:
            return f"<{_percent(step, decimals)}"
        if size < 1 and rounded == WHOLE:
            return f">{_percent(WHOLE - step, decimals)}"
        return _percent(size * WHOLE, decimals)

    return _signed(share, words)


def _percent(hundredths: float, decimals: int) -> str:
    return conventions().percent.format(_trimmed(hundredths, decimals))


def change(rate: float | None, *, decimals: int = 1) -> str:
    """A rate of change (fraction) with its sign: `+3.4%`; one that rounds to nothing is `0%`."""
    return _with_plus(rate, _signed(rate, lambda size: _percent(size * WHOLE, decimals)))


def against(now: float | None, before: float | None) -> str:
    """The change from `before` to `now` as a rate: `+3.4%`; nothing when there is no `before` to measure by."""
    if now is None or before is None or not has_rate(now, before):
        return ""
    return change(now / before - 1)


def has_rate(now: float | None, before: float | None) -> bool:
    """Whether a change is well said as a rate: from a positive amount, to no more than `MAX_TIMES` of it either way."""
    return now is not None and before is not None and before > 0 and abs(now / before - 1) < MAX_TIMES


def points(difference: float | None) -> str:
    """The difference of two shares (fraction) in percentage points: `−1.2 points`."""
    written = _signed(difference, lambda size: _("{number} points", number=_trimmed(size * WHOLE, 1)))
    return _with_plus(difference, written)


def apart(now: float | None, before: float | None) -> str:
    """How far two shares are apart: `−1.2 points`; nothing when either is not known."""
    return points(now - before) if now is not None and before is not None else ""


def number(count: float | None, *, decimals: int = 0) -> str:
    """`1,234,567`."""
    return _signed(count, lambda size: conventions().written(size, decimals))


def count(amount: int, one: str, many: str = "") -> str:
    """`1 customer`, `1,204 customers`."""
    forms = f"{{count}} {one}", f"{{count}} {many or one + 's'}"
    return ngettext(*forms, amount)


def _signed(amount: float | None, words: Callable[[float], str]) -> str:
    """`words` of the size, with − before it when the amount is below zero and does not round to nothing."""
    if amount is None or not math.isfinite(amount):
        return NOTHING
    written = words(abs(amount))
    return f"−{written}" if amount < 0 and any(digit in written for digit in "123456789") else written


def _with_plus(amount: float | None, written: str) -> str:
    return f"+{written}" if amount is not None and amount > 0 and any(d in written for d in "123456789") else written


def scaled(size: float, *, is_tick: bool = False) -> str:
    """A size in short, without its currency: `1.2M`, `34.5K`, `345`, `3.45`; as a tick round sizes have no decimal."""
    found = conventions()
    if 0 < size < _CENTS_BELOW and round(size, 2) != round(size):
        return found.written(size, 2)
    for scale, letters in found.scales:
        if round(size / scale, 3) >= 1:  # 990 million is not yet a billion
            figure = found.written(size / scale, 1 if round(size / scale, 1) < WHOLE else 0)
            return (_without_zeros(figure) if is_tick else figure) + letters
    return found.written(size, 0)


def _trimmed(size: float, decimals: int) -> str:
    """With so many decimals at most, and without zeros at their end."""
    return _without_zeros(conventions().written(size, decimals))


def _without_zeros(written: str) -> str:
    decimal = conventions().decimal
    return written.rstrip("0").rstrip(decimal) if decimal in written else written
