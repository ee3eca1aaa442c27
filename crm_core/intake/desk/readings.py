"""How a table's amounts and dates are read, told before anything is built of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.dates import date_style
from crm_core.intake.files.date_styles import written
from crm_core.intake.files.number_styles import NumberStyle, number_style
from crm_core.language import _

_DIGIT = re.compile(r"\d")
_ISO = "%Y-%m-%d"


def readings(columns: Sequence[ColumnPreview]) -> Iterator[str]:
    """What the values say of their marks and of the order of day and month, in the language spoken now; and what they
    leave open."""
    style = amounts_style(columns)
    if style.is_doubtful:
        yield _("amounts such as {example}: the point may part decimals or thousands", example=_example(columns))
    elif (style.decimal, style.thousands) not in {("", ""), (".", "")}:
        yield _("amounts as {example}", example=style.example)
    for column in columns:
        if column.kind == "date":
            found = date_style(column)
            if found.choices:
                yield _("{column}: day and month may stand either way", column=column.name)
            elif found.formats and found.formats[0] != _ISO:
                yield _("{column} as {form}", column=column.name, form=written(found.formats[0]))


def amounts_style(columns: Sequence[ColumnPreview]) -> NumberStyle:
    """The marks of all amounts of a table together."""
    shapes: Counter[str] = Counter()
    for column in columns:
        if column.kind == "decimal":
            for value, times in column.values.items():
                bare = value.lstrip("+-")
                nines = _DIGIT.sub("9", bare)
                shapes[f"0{nines[1:]}" if bare.startswith("0") else nines] += times
    return number_style(shapes, "EUR") if shapes else NumberStyle()


def _example(columns: Sequence[ColumnPreview]) -> str:
    return next(column.examples[0] for column in columns if column.kind == "decimal")
