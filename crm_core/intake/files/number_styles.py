"""How a file writes its amounts, found out from all of them: 1.234,56 and 12,5 say more together than apart.

Amounts are looked at by their shape, every digit a 9, of which a file has few. A shape that reads two ways (9,999)
decides nothing, and where nothing decides, nothing is guessed: decision 77.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm_core.intake.files.currencies import without_currency

_SIGN = r"[+-]?"
_COMMA = re.compile(_SIGN + r"(\d+,(\d{1,2}|\d{4,})|\d{4,},\d+|0,\d+|\d{1,3}([. '’]\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})")
_POINT = re.compile(_SIGN + r"(\d*\.(\d{1,2}|\d{4,})|\d{4,}\.\d+|0\.\d+|\d{1,3}([, '’]\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}|"
                            r"\d{1,2}(,\d{2})+,\d{3}(\.\d+)?)")
_EITHER_COMMA = re.compile(_SIGN + r"\d{1,3},\d{3}")
_EITHER_POINT = re.compile(_SIGN + r"[1-9]\d{0,2}\.\d{3}")
_GROUPED = {mark: re.compile(rf"{_SIGN}\d{{1,3}}({re.escape(mark)}\d{{2,3}})*{re.escape(mark)}\d{{3}}([.,]\d+)?")
            for mark in (".", ",", " ", "'", "’")}
_PLAIN = re.compile(_SIGN + r"\d*\.?\d*([eE][+-]?\d+)?")
_SMALL_PART = 50
"""So many amounts of one style outweigh one of the other, which is then a slip and rejected."""
_MIN_DOUBTFUL = 3
_MARKS = str.maketrans("\u2212\u00a0\u2007\u2009\u202f", "-    ")


@dataclass(frozen=True)
class NumberStyle:
    """`decimal` and `thousands` are empty where nothing was found; `is_doubtful` when points may be either."""

    decimal: str = ""
    thousands: str = ""
    is_doubtful: bool = False

    @property
    def example(self) -> str:
        return f"1{self.thousands}234{self.decimal or '.'}56"


@dataclass
class _Counts:
    comma: int = 0
    point: int = 0
    either_comma: int = 0
    either_point: int = 0
    other: int = 0


def number_style(shapes: Mapping[str, int], currency: str) -> NumberStyle:
    """The style of the amounts whose shapes were counted."""
    tidy: dict[str, int] = {}
    for shape, times in shapes.items():
        text = without_currency(shape.translate(_MARKS).strip(), currency)
        tidy[text] = tidy.get(text, 0) + times
    counts = _count(tidy)
    if counts.comma and counts.point * _SMALL_PART <= counts.comma:
        return NumberStyle(",", _thousands(tidy, without=","))
    if counts.point and counts.comma * _SMALL_PART <= counts.point:
        return NumberStyle(".", _thousands(tidy, without="."))
    if not counts.comma and not counts.point:
        doubtful = counts.either_point >= _MIN_DOUBTFUL
        grouped = "" if doubtful or counts.either_comma else _thousands(tidy, without=".")
        return NumberStyle("", grouped if grouped in {" ", "'", "’"} else "", doubtful)
    return NumberStyle()


def is_plain(shapes: Mapping[str, int]) -> bool:
    """True when every amount reads one way only, with a point before the decimals: nothing else need be looked at."""
    return (all(_PLAIN.fullmatch(shape) for shape in shapes)
            and any(_POINT.fullmatch(shape) for shape in shapes))


def _count(tidy: Mapping[str, int]) -> _Counts:
    counts = _Counts()
    for shape, times in tidy.items():
        for name, pattern in (("comma", _COMMA), ("point", _POINT), ("either_comma", _EITHER_COMMA),
                              ("either_point", _EITHER_POINT)):
            if pattern.fullmatch(shape):
                setattr(counts, name, getattr(counts, name) + times)
                break
    return counts


def _thousands(tidy: Mapping[str, int], *, without: str) -> str:
    """The mark that groups most amounts; empty when none does."""
    times = {mark: sum(count for shape, count in tidy.items() if pattern.fullmatch(shape))
             for mark, pattern in _GROUPED.items() if mark != without}
    best = max(times, key=lambda mark: times[mark])
    return best if times[best] else ""
