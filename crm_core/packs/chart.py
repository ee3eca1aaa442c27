"""A chart that PowerPoint and Excel draw themselves, before it is one of either: its series and their formats."""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from crm_core.card import Unit
from crm_core.house_style import PRINT
from crm_core.language import conventions, month_short

Kind = Literal["bars", "columns", "stacked", "lines", "points", "curves"]
"""Bars and stacks lie, columns stand; points and curves have numbers on both axes."""
_TAG = re.compile(r"<[^>]*>")
_JOINER = "\u2060"
_ROUNDING = 1e-6
_FROM_MILLIONS, _FROM_THOUSANDS = 1e6, 1e4


@dataclass(frozen=True)
class Series:
    """One row of bars, or one line: a value for each category, None where there is none, and its colours `RRGGBB`."""

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    is_quiet: bool = False
    """Context, in grey: it needs no label."""
    is_dashed: bool = False
    is_hidden: bool = False
    """Not drawn: what floating bars stand on, and what their labels lie in."""
    words: tuple[str, ...] = ()
    """What is written at each mark, where that is not its value."""
    places: tuple[float, ...] = ()
    """Of points and curves: where they are on the horizontal axis."""


@dataclass(frozen=True)
class NativeChart:
    """`categories` in the order of the axis: of bars the first is at the bottom."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    titles: tuple[str, str] = ("", "")
    """Of the horizontal and the vertical axis, where both hold numbers."""
    has_legend: bool = False
    lowest: float | None = None
    """Where the axis of values begins, of lines that do not begin at zero."""
    is_share: bool = False
    """Whether the axis of values is in percent, whatever the card's unit."""

    @property
    def is_lying(self) -> bool:
        return self.kind in {"bars", "stacked"}

    @property
    def is_of_a_whole(self) -> bool:
        """Whether the parts of each bar make a whole, as shares do."""
        sums = [math.fsum(each or 0.0 for each in parts) for parts in zip(*(one.values for one in self.series),
                                                                         strict=True)]
        return self.kind == "stacked" and bool(sums) and all(abs(each - 1.0) < _ROUNDING for each in sums)

    @property
    def values(self) -> list[float | None]:
        """What is drawn, of all series."""
        return [each for series in self.series for each in series.values if not series.is_hidden]


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


def categories_of(values: Sequence[Any], axis: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names of an axis' values, as it writes them; None where it does not name each of them."""
    keys, texts = axis.get("tickvals"), axis.get("ticktext")
    named = dict(zip(map(_key, keys), texts, strict=True)) if keys is not None and texts is not None else {}
    if values and all(_key(each) in named for each in values):
        return tuple(words_of(named[_key(each)]) for each in values)
    try:
        return tuple(month_short(dt.date.fromisoformat(each)) for each in values)
    except (TypeError, ValueError):
        return tuple(f"{each:g}" for each in values) if values and all(
            isinstance(each, (int, float)) and float(each).is_integer() for each in values) else None


def _key(value: Any) -> Any:
    return value.replace(_JOINER, "") if isinstance(value, str) else float(value)


def words_of(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", text)).replace(_JOINER, "").split())


def known_figure(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124 not a number


def hex_of(colour: str) -> str:
    return PRINT.get(colour, colour).lstrip("#").upper()
