"""What stands below a table and is none of its rows: totals and remarks, told apart before rows are judged."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from crm_core.intake.files.sifter import UNIT
from crm_core.language import N_
from crm_core.language.stored import stored

_TAIL = 64 * 1024
_FEW = 5
"""Rows at the end that are looked at."""
_TOTAL = re.compile(r"(grand |sub)?totals?( general)?|sumas?( total(es)?)?|total(es)?( general(es)?)?|(gesamt)?summe|"
                    r"gesamt|somme|totale|saldo total|razem|total .{1,30}|suma .{1,30}", re.IGNORECASE)
_SHOWN = 60


@dataclass(frozen=True)
class Below:
    """A line below the table, its values, and how it is told."""

    line: int
    values: Sequence[str]

    @property
    def note(self) -> str:
        text = " ".join(filter(None, map(str.strip, self.values)))[:_SHOWN]
        return stored(N_("line {line} set aside as a total or remark: {value}"), line=self.line, value=text)


def found_below(rows: Path, needed: Collection[int]) -> list[Below]:
    """The last rows of a copy that are totals or remarks, the last one first. A row needs a value in the columns
    `needed`, from 0."""
    found: list[Below] = []
    for number, values in reversed(_last_rows(rows)):
        if not stands_below(values, needed):
            break
        found.append(Below(number, values))
    return found


def stands_below(values: Sequence[str], needed: Collection[int]) -> bool:
    """Whether the last row of a table is a total or a remark, given the places of what every row has."""
    return _is_total(values, needed) or _is_remark(values, needed)


def _is_total(values: Sequence[str], needed: Collection[int]) -> bool:
    """A word for a total in a row that lacks what every row has."""
    words = [at for at, value in enumerate(values) if _TOTAL.fullmatch(value.strip().rstrip(": "))]
    empty = [at for at in needed if at >= len(values) or not values[at].strip()]
    return bool(words) and bool(empty)


def _is_remark(values: Sequence[str], needed: Collection[int]) -> bool:
    """One text alone in a row that needs several values."""
    given = [value.strip() for value in values if value.strip()]
    return len(needed) > 1 and len(given) == 1 and " " in given[0]


def _last_rows(rows: Path) -> list[tuple[int, list[str]]]:
    with open(rows, "rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        lines = stream.read().decode("utf-8", "replace").split("\n")[0 if size <= _TAIL else 1:]
    split = [line.split(UNIT) for line in lines if line]
    return [(int(number), values) for number, _raw, *values in split[-_FEW:]]
