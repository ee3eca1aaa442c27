"""Texts that a book holds: an English template with its values, written once and told in any language.

A stored text is JSON, `{"text": "{rows_count} rows lie in {month}.", "rows_count": 60, "month": "2026-03-01"}`, or a
list of such. SQL writes it by `json_object('text', /*N_*/ '…', …)`. How a value is written depends on how its name
ends: `share`, `count`, `amount` (two decimals), `hours`, `month` and `day` as readers of the language write them,
`word` translated, a stored text told, anything else as it is. What is no such JSON was typed by somebody and is told
as it stands, also where it looks like ours: our places are names alone, without a form that makes a line of a billion
blanks or leads into the program.
"""

from __future__ import annotations

import datetime as dt
import json
from string import Formatter
from typing import Any

from crm_core.language.catalogue import _
from crm_core.language.conventions import conventions
from crm_core.language.dates import day, month

_BEGINNING = '{"text":'
_PERCENT = 100.0
_PARTS = Formatter()


def stored(template: str, /, **values: Any) -> str:
    """A text to be kept: a template that `N_` marks, and the values of its places as data."""
    return json.dumps({"text": template, **values}, ensure_ascii=False, default=str, separators=(",", ":"))


def stored_together(*texts: str) -> str:
    """Several stored texts as one."""
    return f"[{','.join(texts)}]"


def told(text: object) -> str:
    """A text from the book in the language spoken now; several clauses are parted by `;`. Nothing for None and NaN."""
    if not isinstance(text, str):
        return ""
    if not text.lstrip("[").startswith(_BEGINNING):
        return text
    try:
        return _told(json.loads(text))
    except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError):  # typed, and only like ours
        return text


def _told(value: Any) -> str:
    if isinstance(value, list):
        return (" " if _is_sentence(value) else "; ").join(map(_told, value))
    return _(_template(value["text"]), **{name: _written(name, each) for name, each in value.items() if name != "text"})


def _template(text: str) -> str:
    """`text`, if it may be one of ours. Raises ValueError or TypeError for any other."""
    if not text or any(place is not None and (form or conversion or not place.isidentifier())
                       for _before, place, form, conversion in _PARTS.parse(text)):
        raise ValueError(text)
    return text


def _is_sentence(value: Any) -> bool:
    return _is_sentence(value[0]) if isinstance(value, list) else _template(value["text"]).endswith(".")


def _written(name: str, value: Any) -> str:
    if isinstance(value, dict | list):
        return _told(value)
    match name.rpartition("_")[2]:
        case "share":
            return _share(_PERCENT * value)
        case "count":
            return conventions().whole(value)
        case "amount":
            return conventions().written(value, 2)
        case "hours":
            return _with_a_decimal(value)
        case "month":
            return month(dt.date.fromisoformat(value))
        case "day":
            return day(dt.date.fromisoformat(value))
        case "word":
            return _(value) if value else ""
    return str(value)


def _share(percents: float) -> str:
    """As `amounts.percent`, which stands on this package: something is never rounded to nothing, nor a part to all."""
    if percents > 0 and round(percents, 1) == 0:
        sign, percents = "<", 0.1
    elif percents < _PERCENT and round(percents, 1) == _PERCENT:
        sign, percents = ">", 99.9
    else:
        sign = ""
    return sign + conventions().percent.format(_with_a_decimal(percents))


def _with_a_decimal(amount: float) -> str:
    """`97`, `41.6`: a decimal where it says something."""
    rounded = round(amount, 1)
    return conventions().written(rounded, 0 if rounded == round(rounded) else 1)
