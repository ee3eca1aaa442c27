"""The days in a file of results: which of day and month stands first is found out from all of them, or asked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Order = Literal["day", "month"]
"""Which stands first in 05/04/2026."""
ORDERS: tuple[Order, ...] = get_args(Order)

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_CENTURY = 2000


@dataclass(frozen=True)
class Span:
    """The days on which something can have happened: from when the list was made until today."""

    first: dt.date
    last: dt.date

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def read_day(text: str, order: Order | None) -> dt.date | None:
    """The day that a text says: `2026-04-05`, `20260405`, or by `order` `5/4/2026`, `05.04.26`; a time after it is
    left out. None when it says none."""
    day = _TIME.sub("", text.strip().lstrip("'"))
    if match := _YEAR_FIRST.fullmatch(day):
        return _date(match[1], match[3], match[4])
    match = _YEAR_LAST.fullmatch(day)
    if match is None or order is None:
        return None
    first, second = match[1], match[3]
    year = match[4] if len(match[4]) > len("26") else str(_CENTURY + int(match[4]))
    return _date(year, *((second, first) if order == "day" else (first, second)))


def is_either(text: str) -> bool:
    """Whether a day is written so that day and month may change places, and mean another day then."""
    readings = {read_day(text, order) for order in ORDERS}
    return len(readings) > 1 and None not in readings


def order_of(texts: Iterable[str], span: Span) -> Order | None:
    """The order in which the days of a file are written: the only one that reads all of those that can be read, else
    the only one by which all of those that can lie in `span` do. None where both do, and nothing is guessed."""
    days = [{order: read_day(text, order) for order in ORDERS} for text in texts]
    days = [each for each in days if each["day"] != each["month"]]
    if not days:
        return "day"  # whichever: it decides nothing
    reading = [order for order in ORDERS if all(each[order] for each in days)]
    if len(reading) == 1:
        return reading[0]
    inside = [{order: (day := each[order]) is not None and span.holds(day) for order in ORDERS} for each in days]
    possible = [each for each in inside if any(each.values())]
    inside_span = [order for order in ORDERS if possible and all(each[order] for each in possible)]
    return inside_span[0] if len(inside_span) == 1 else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
