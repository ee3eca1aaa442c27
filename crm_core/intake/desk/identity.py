"""Columns that tell who a customer is: proposed to find duplicates by, and never kept in a book."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.words import vocabulary, words_of
from crm_core.intake.duplicates import IDENTITY

_MOST = 0.9
_OWN = 0.5
"""Different values among those that are there, at least, where a value is of one person or household."""
_DIGITS_OF_A_PHONE = 6
_NO_DIGIT = re.compile(r"\D")


def identity_of(facts: Facts, *, taken: Collection[str] = ()) -> dict[str, str]:
    """By column of `IDENTITY`: theirs, by the words of its name where its values do not speak against it. What is
    `taken` for a column of ours is none, and a column of our name needs no word."""
    found: dict[str, str] = {}
    for column in facts.table.columns:
        ours = next((name for name, phrases in vocabulary().identity.items()
                     if any(set(phrase) <= set(words_of(column.name)) for phrase in phrases)), "")
        if ours and ours not in found and column.name not in taken and _fits(ours, column):
            found[ours] = column.name
    return {name: found[name] for name in IDENTITY if name in found and found[name].strip().lower() != name}


def _fits(ours: str, column: ColumnPreview) -> bool:
    if ours == "birth_date":
        return column.is_dated
    if column.kind not in {"text", "whole"} or column.distinct < _OWN * column.values.total():
        return False
    if ours == "email":
        return _share(column, lambda value: "@" in value) >= _MOST
    if ours == "phone":
        return _share(column, lambda value: len(_NO_DIGIT.sub("", value)) >= _DIGITS_OF_A_PHONE) >= _MOST
    return ours != "address" or column.kind == "text"


def _share(column: ColumnPreview, holds: Callable[[str], bool]) -> float:
    return sum(times for value, times in column.values.items() if holds(value)) / column.values.total()
