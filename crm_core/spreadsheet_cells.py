"""What a spreadsheet makes of a value: text that runs no formula, and values that a cell of Excel can hold."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import Any

import pandas as pd

_SIGNS = "[=+\\-@＝＋－＠]"
"""What begins a formula; in their full width too, which Excel reads alike."""
_BEGINS = re.compile(rf"(\A|[;,|\t\n\r])(\s*)(?={_SIGNS})|\A(?=[\t\r])")
"""Where a cell begins, by whichever separator a spreadsheet splits: one that expects `;` splits within our commas'
texts."""
_GUARD = re.compile(rf"(\A|[;,|\t\n\r])(\s*)'(?={_SIGNS})|\A'(?=[\t\r])")
_NUMBER = re.compile(r"[+-]?[\d.,]+[ \u00a0]?%?(?=[;,|\t\n\r]|\Z)")
_MAX_CELL = 32_767
"""Characters of a cell of Excel: xlsxwriter leaves a longer one out without a word."""
_EXACT = 10**15
"""Excel keeps fifteen digits of a number."""
_FIRST_DAY = dt.datetime(1900, 3, 1)  # noqa: DTZ001 before it Excel counts a day that there was not


def harmless(text: str, *, is_number_kept: bool = False) -> str:
    """`text` with an apostrophe before whatever a spreadsheet would take for the beginning of a formula. A sign before
    a number alone is none inside a text; where `is_number_kept`, neither is that of a text that is a number and nothing
    else."""
    def guarded(found: re.Match[str]) -> str:
        number = _NUMBER.match(text, found.end())
        is_kept = number and (found.start() > 0 or (is_number_kept and number.end() == len(text)))
        return found.group() if is_kept else f"{found.group()}'"

    return _BEGINS.sub(guarded, text)


def unharmed(text: str) -> str:
    """What `harmless` made `text` of, in either way."""
    bare = _GUARD.sub(lambda found: found.group()[:-1], text)
    return bare if text in (harmless(bare), harmless(bare, is_number_kept=True)) else text


def csv_value(value: Any) -> Any:
    """A value as a cell of a CSV file."""
    if isinstance(value, list | tuple | set):
        value = ", ".join(map(str, value))
    return harmless(_whole(value)) if isinstance(value, str) else value


def excel_value(value: Any) -> Any:
    """A value as xlsxwriter takes it, None for an empty cell. Text that is too long ends in an ellipsis; what Excel
    has no cell for (infinity, a moment with its zone, a day before 1900, a long number, a list) is text."""
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = pd.Timestamp(value) if getattr(value, "dtype", None) is not None and value.dtype.kind == "M" else (
            value.item())
    if hasattr(value, "tolist"):
        value = value.tolist()
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        return None if math.isnan(value) else "∞" if value > 0 else "−∞"
    if isinstance(value, dt.datetime):
        value = value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value
        return value.isoformat(sep=" ") if value.tzinfo or value < _FIRST_DAY else value
    if isinstance(value, dt.date):
        return value.isoformat() if value < _FIRST_DAY.date() else value
    if isinstance(value, int) and abs(value) >= _EXACT:
        return str(value)
    if isinstance(value, list | tuple | set):
        value = ", ".join(map(str, value))
    if isinstance(value, bool | int | float | Decimal | dt.time | dt.timedelta):
        return value
    return _fitting(_whole(str(value)))


def _fitting(text: str) -> str:
    return text if len(text) <= _MAX_CELL else f"{text[:_MAX_CELL - 1]}…"


def _whole(text: str) -> str:
    """Without halves of letters, which no file in UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
