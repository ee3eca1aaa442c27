"""How a column writes its days, where a build finds it out and where the recipe must say it, or a person."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from crm_core.intake.desk.columns import ColumnPreview, is_short_date
from crm_core.intake.desk.words import month_of
from crm_core.intake.files.date_styles import date_formats, is_iso

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}.*$")
_HALF_DAY = re.compile(r"\d{1,2}:\d{2}(:\d{2})? ?[AaPp][Mm]$")
_SHORT = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_LONG = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{4}")
_ISO_FORMATS = ("%Y-%m-%d", "%Y-%m")
_MANY = 2000
_NEARLY = 0.95
_ROWS_OF_A_MONTH = 3
"""Rows of a day that tell a report of every month from movements, of which few fall on one day."""


@dataclass(frozen=True)
class DateStyle:
    """`formats` read the column; `setting` is what `date_format` must say, empty where a build finds it out;
    `choices` are the settings between which the values do not decide; `words` translates months that no format reads.
    """

    formats: tuple[str, ...] = ()
    setting: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def days(self, values: Iterable[str]) -> list[dt.date]:
        """The days that `values` are, as far as they can be read; a month is its first day."""
        by_word = dict(self.words)
        read = (_read(by_word.get(value, value), self.formats) for value in values)
        return [day for day in read if day]


def date_style(column: ColumnPreview, *, is_month: bool = False) -> DateStyle:
    """The style of a column of days or, `is_month`, of months by their first or last day or as 2026-03."""
    texts = dict(column.values.most_common(_MANY))
    days = {_TIME.sub("", text): times for text, times in texts.items()}
    clock = _clock(texts)
    if all(map(is_iso, days)) and not clock:
        return DateStyle(_ISO_FORMATS)
    if is_short_date(column):
        return DateStyle(("%y%m%d",), "%y%m%d")
    found = date_formats({"day": days}, frozenset({"day"}) if is_month else frozenset()).get("day", ())
    if not found and is_month:
        found = date_formats({"day": days}, frozenset()).get("day", ())
    read = sum(_read(day, (*found, *_ISO_FORMATS)) is not None for day in days)
    if found and read >= _NEARLY * len(days):
        return DateStyle((*found, *_ISO_FORMATS), f"{found[0]}{clock}" if clock else "")
    for shape, year in ((_SHORT, "%y"), (_LONG, "%Y")):
        if all(map(shape.fullmatch, days)):
            return _either(days, year, clock)
    months = {text: month for text in texts if (month := month_of(text)) and month.year}
    if len(months) == len(texts):
        words = tuple((text, f"{month.year:04}-{month.month:02}") for text, month in months.items())
        return DateStyle(_ISO_FORMATS, words=words)
    return DateStyle(_ISO_FORMATS)


def _either(days: Iterable[str], year: str, clock: str) -> DateStyle:
    """Day or month first: the one that reads every value; both where both do."""
    mark = next(each for each in "-/." if each in next(iter(days)))
    formats = [mark.join(order) + clock for order in (("%d", "%m", year), ("%m", "%d", year))]
    fits = [each for each in formats if all(_read(day, (each.removesuffix(clock),)) for day in days)]
    if len(fits) > 1:
        return DateStyle(tuple(each.removesuffix(clock) for each in fits), choices=tuple(fits))
    return DateStyle(tuple(each.removesuffix(clock) for each in fits), fits[0] if fits else "")


def _clock(texts: Iterable[str]) -> str:
    """What a format must end with where times are of twelve hours; a build reads the others."""
    match = next((each for text in texts if (each := _HALF_DAY.search(text))), None)
    if not match:
        return ""
    seconds = ":%S" if match.group(1) else ""
    return f" %I:%M{seconds}{' ' if ' ' in match.group() else ''}%p"


def _read(text: str, formats: Iterable[str]) -> dt.date | None:
    day = _TIME.sub("", text)
    for each in formats:
        try:
            return dt.datetime.strptime(day, each).date()  # noqa: DTZ007 a day has no time zone
        except ValueError:
            continue
    return None


def is_of_months(days: Iterable[dt.date]) -> bool:
    """Whether all days are the first, or all the last of a month, as those of balances and not of movements are."""
    known = list(days)
    firsts = all(day.day == 1 for day in known)
    lasts = all((day + dt.timedelta(days=1)).day == 1 for day in known)
    return bool(known) and (firsts or lasts)


def is_once_a_month(days: Iterable[dt.date], rows: int) -> bool:
    """Whether each month has one day, on which many of the `rows` fall: a report of the 28th."""
    known = set(days)
    return len(known) == len({(day.year, day.month) for day in known}) and rows >= _ROWS_OF_A_MONTH * len(known) > 0
