"""The columns of a card's table: their headings, what kind of figures they hold, and how those are written."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from crm_core.amounts import NOTHING, number, percent
from crm_core.card import Card
from crm_core.column_headings import heading, in_words
from crm_core.language import day, month_short

Kind = Literal["text", "share", "count", "number", "amount", "month", "day", "yes"]
_WHOLE_FROM = 100.0
"""From this size on decimals say nothing."""
EXCEL_FORMATS: dict[Kind, str] = {"text": "@", "share": "0.0%", "count": "#,##0", "number": "#,##0.00",
                                  "amount": "#,##0", "month": "mmm yyyy", "day": "yyyy-mm-dd", "yes": "General"}
_PLAIN_COUNTS = {"year", "rank"}
"""Whole numbers that are no amounts: 2026, never 2,026."""


@dataclass(frozen=True)
class Column:
    """One column: `values` are worded codes, numbers, dates, or None where nothing is known."""

    name: str
    heading: str
    kind: Kind
    values: tuple[Any, ...]
    is_total: bool = False

    @property
    def is_figure(self) -> bool:
        return self.kind in {"share", "count", "number", "amount"}

    @property
    def total(self) -> float:
        """The sum of what is known."""
        return math.fsum(each for each in self.values if each is not None)

    def written(self, value: Any) -> str:
        """A value as a reader takes it."""
        if value is None:
            return NOTHING
        if self.name in _PLAIN_COUNTS:
            return str(int(value))
        words = {"share": lambda: percent(value), "count": lambda: number(value), "amount": lambda: number(value),
                 "number": lambda: number(value, decimals=2), "month": lambda: month_short(value),
                 "day": lambda: day(value)}
        return words.get(self.kind, lambda: str(value))()


def excerpt(shown: list[Column], most: int) -> range:
    """The rows to show where there is no room for all: the last of a course over months, the first of a list."""
    count = len(shown[0].values) if shown else 0
    is_course = bool(shown) and shown[0].kind in {"month", "day"}
    return range(max(count - most, 0), count) if is_course else range(min(count, most))


def columns(card: Card) -> list[Column]:
    """The columns of a card's table, in order."""
    return [Column(str(name), heading(name), _kind(str(name), card.table[name]),
                   tuple(_plain(in_words(str(name), value)) for value in card.table[name]), name in card.totals)
            for name in card.table.columns]


def _kind(name: str, column: pd.Series) -> Kind:
    if pd.api.types.is_bool_dtype(column):
        return "yes"
    if pd.api.types.is_datetime64_any_dtype(column) or (
            len(column) and isinstance(column.iloc[0], (dt.date, dt.datetime))):
        return "day" if name == "period" else "month"
    if not pd.api.types.is_numeric_dtype(column):
        return "text"
    if name.removesuffix("_before").endswith(("share", "rate")) or name == "market_growth":
        return "share"
    if pd.api.types.is_integer_dtype(column):
        return "count"
    known = column.dropna().abs()
    if len(known) and (known % 1 == 0).all():
        return "count"
    return "amount" if len(known) and known.max() >= _WHOLE_FROM else "number"


def _plain(value: Any) -> Any:
    """A value without numpy and pandas; None for what is missing."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value
