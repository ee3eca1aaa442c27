"""What the values of a column are like: their kind, how many there are and how many differ."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm_core.intake.files.currencies import without_currency

KINDS = ("text", "whole", "decimal", "date", "period", "empty")

_NEARLY = 0.95
"""The part of the values that must be of a kind for the column to be."""
_EXAMPLES = 3
_NOTHING = re.compile(r"(?i)|null|nan|none|\\n|n/?a|#n/a|\?|[-–—.]+")
_MONTH_NAME = (r"(?:jan|ene|gen|janv|feb|fev|f[ée]vr|mar|m[äa]r|mrz|apr|abr|avr|may|mai|mag|maio|jun|juin|giu|jul|juil|"
               r"lug|aug|ago|ao[uû]t|sep|set|sept|oct|okt|out|ott|nov|dec|dic|dez|d[ée]c)")
_TIME = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?"
_DATES = tuple(re.compile(pattern + _TIME, re.IGNORECASE) for pattern in (
    r"(?:18|19|20|21|99)\d\d[-/.]\d{1,2}[-/.]\d{1,2}", r"\d{1,2}([-/.])\d{1,2}\1(?:18|19|20|21|99)?\d\d",
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d",
    rf"\d{{1,2}}[- ]{_MONTH_NAME}[a-zé]*\.?[- ](?:\d\d)?\d\d", rf"{_MONTH_NAME}[a-zé]*\.? \d{{1,2}},? \d{{4}}",
))
_PERIODS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d",
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])", rf"{_MONTH_NAME}[a-zé]*\.?[-/ ](?:\d\d)?\d\d",
))
_WHOLE = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+|\d{1,3}(?:[ .,'’]\d{2,3})+(?:[.,]\d*)?)(?:[eE][+-]?\d+)?")
_MARKS = str.maketrans("\u2212\u00a0\u2007\u2009\u202f", "-    ")
_SHORT_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])")
"""YYMMDD; women's months are 50 higher in the numbers of births of some countries."""


@dataclass(frozen=True)
class ColumnPreview:
    """A column of a table, by its sampled rows.

    `name` as in the file ("column 3" without a header); `kind` is one of `KINDS`; `examples` are up to three different
    values; `filled` is the part of the rows that have one, 0-1; `distinct` counts the different ones. `values` are all
    of these, each with how often it stands there.
    """

    name: str
    kind: str
    examples: tuple[str, ...]
    filled: float
    distinct: int
    values: Counter[str] = field(default_factory=Counter, repr=False, compare=False)

    @property
    def is_unique(self) -> bool:
        """Whether no value comes twice among the rows that have one."""
        return bool(self.values) and self.distinct == self.values.total()

    @property
    def is_number(self) -> bool:
        return self.kind in {"whole", "decimal"}

    @property
    def is_dated(self) -> bool:
        return self.kind in {"date", "period"}


def column_preview(name: str, values: Sequence[str]) -> ColumnPreview:
    """What the column called `name` holds, given its values row by row."""
    counts = Counter(value for each in values if not _NOTHING.fullmatch(value := each.strip()))
    filled = counts.total() / len(values) if values else 0.0
    return ColumnPreview(name, kind_of(counts), tuple(list(counts)[:_EXAMPLES]), filled, len(counts), counts)


def kind_of(values: Counter[str]) -> str:
    """The kind of nearly all of the `values`."""
    if not values:
        return "empty"
    kinds: Counter[str] = Counter()
    for value, times in values.items():
        kinds[_kind(value)] += times
    total = values.total()
    for kind in ("date", "period", "whole"):
        if kinds[kind] >= _NEARLY * total:
            return kind
    if kinds["whole"] + kinds["decimal"] + kinds["period"] >= _NEARLY * total:
        return "decimal" if kinds["decimal"] else "whole"
    return "date" if kinds["date"] + kinds["period"] >= _NEARLY * total else "text"


def is_short_date(column: ColumnPreview) -> bool:
    """Whether a column of whole numbers can be dates written YYMMDD."""
    return bool(column.values) and all(_SHORT_DATE.fullmatch(value) and _is_day(value) for value in column.values)


def _is_day(value: str) -> bool:
    try:
        dt.date(1900 + int(value[:2]), int(value[2:4]) % 50, int(value[4:]))
    except ValueError:
        return False
    return True


def _kind(value: str) -> str:
    if any(pattern.fullmatch(value) for pattern in _DATES):
        return "date"
    if any(pattern.fullmatch(value) for pattern in _PERIODS):
        return "period"
    if _WHOLE.fullmatch(value):
        return "whole"
    plain = without_currency(value.translate(_MARKS), "EUR").strip()
    return "decimal" if _DECIMAL.fullmatch(plain) else "text"
