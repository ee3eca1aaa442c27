"""How a column writes its dates, found out from all of them: 31/01/2025 says that the day stands first in 05/04/2025.

A format is taken when it reads (nearly) every date of its shape and the other one does not. Where both do, nothing is
guessed, unless another column of the file decides for the same shape: decision 77.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

_SHAPES: dict[str, tuple[str, ...]] = {
    r"\d{1,2}/\d{1,2}/\d{4}": ("%d/%m/%Y", "%m/%d/%Y"),
    r"\d{1,2}\.\d{1,2}\.\d{4}": ("%d.%m.%Y", "%m.%d.%Y"),
    r"\d{1,2}-\d{1,2}-\d{4}": ("%d-%m-%Y", "%m-%d-%Y"),
    r"\d{4}/\d{1,2}/\d{1,2}": ("%Y/%m/%d",),
    r"\d{4}\.\d{1,2}\.\d{1,2}": ("%Y.%m.%d",),
    r"\d{8}": ("%Y%m%d", "%d%m%Y", "%m%d%Y"),
    r"\d{1,2}-[A-Za-z]{3}-\d{4}": ("%d-%b-%Y",),
    r"\d{1,2} [A-Za-z]{3} \d{4}": ("%d %b %Y",),
}
_MONTH_SHAPES: dict[str, tuple[str, ...]] = {
    r"\d{6}": ("%Y%m", "%m%Y"), r"\d{1,2}/\d{4}": ("%m/%Y",), r"\d{1,2}\.\d{4}": ("%m.%Y",),
    r"\d{1,2}-\d{4}": ("%m-%Y",), r"\d{4}/\d{1,2}": ("%Y/%m",), r"[A-Za-z]{3} \d{4}": ("%b %Y",),
    r"[A-Za-z]{3}-\d{4}": ("%b-%Y",),
}
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_ISO = re.compile(r"\d{4}-\d{2}(-\d{2})?|")
_NEARLY = 0.98
_YEARS = (1900, 9999)

Dates = Mapping[str, int]
"""The texts of a column, and how often each stands there."""


def is_iso(text: str) -> bool:
    return bool(_ISO.fullmatch(_TIME.sub("", text)))


def date_formats(columns: Mapping[str, Dates], months: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The formats found for each column; `months` are those that hold a month by its first or last day."""
    found: dict[str, dict[str, str]] = {name: {} for name in columns}
    undecided: dict[str, list[str]] = {name: [] for name in columns}
    for name, dates in columns.items():
        for shape, formats in (_SHAPES | (_MONTH_SHAPES if name in months else {})).items():
            mine = {day: times for text, times in dates.items() if re.fullmatch(shape, day := _TIME.sub("", text))}
            if mine:
                format_of_shape = _decided(mine, formats, is_month=name in months)
                if format_of_shape:
                    found[name][shape] = format_of_shape
                else:
                    undecided[name].append(shape)
    for name, shapes in undecided.items():
        for shape in shapes:
            others = {formats[shape] for formats in found.values() if shape in formats}
            if len(others) == 1:
                found[name][shape] = others.pop()
    return {name: tuple(formats.values()) for name, formats in found.items() if formats}


def written(date_format: str) -> str:
    """`dd/mm/yyyy` for `%d/%m/%Y`."""
    for directive, letters in (("%d", "dd"), ("%m", "mm"), ("%Y", "yyyy"), ("%b", "mmm")):
        date_format = date_format.replace(directive, letters)
    return date_format


def _decided(dates: Dates, formats: tuple[str, ...], *, is_month: bool) -> str:
    """The one format that reads the dates; empty when several do, or none."""
    total = sum(dates.values())
    read = {each: sum(times for text, times in dates.items() if _reads(text, each, is_month=is_month))
            for each in formats}
    best, *others = sorted(read, key=lambda each: read[each], reverse=True)
    if read[best] < _NEARLY * total:
        return ""
    margin = max(1.0, (1 - _NEARLY) * total)
    return best if all(read[other] <= read[best] - margin for other in others) else ""


def _reads(text: str, date_format: str, *, is_month: bool) -> bool:
    try:
        day = dt.datetime.strptime(text, date_format).date()  # noqa: DTZ007 a day has no time zone
    except ValueError:
        return False
    first, last = _YEARS
    if not first <= day.year <= last:
        return False
    return not is_month or "%d" not in date_format or day.day == 1 or (day + dt.timedelta(days=1)).day == 1
