"""Files that are parts of one table, a month or a region each: read by one section, whose `file` is a pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crm_core.intake.desk.columns import column_preview
from crm_core.intake.desk.previews import SAMPLE, TablePreview
from crm_core.intake.files.named_after import table_of

_NUMBERS = re.compile(r"\d[\d ._-]*\d|\d")


def together(tables: Sequence[TablePreview]) -> list[TablePreview]:
    """The tables, those of the same columns whose names differ in numbers only as one."""
    groups: dict[tuple[object, ...], list[TablePreview]] = {}
    for table in tables:
        columns = tuple(column.name.casefold() for column in table.columns)
        is_one = table.refusal or "source" in table.place or table_of(table.name)
        key = (table.name,) if is_one else (_NUMBERS.sub("*", table.name), columns, table.has_header)
        groups.setdefault(key, []).append(table)
    return [_one(str(key[0]), group) if len(group) > 1 else group[0] for key, group in groups.items()]


def _one(pattern: str, group: Sequence[TablePreview]) -> TablePreview:
    """Several tables as one, with rows of each."""
    each = SAMPLE // len(group)
    is_whole = all(len(table.sample) <= each and table.is_whole for table in group)
    rows = [row for table in group for row in table.sample[:each]]
    if not is_whole and len(rows) < SAMPLE:  # a sample that is not whole is as long as a sample is
        rows += [group[0].sample[-1]] * (SAMPLE - len(rows))
    first = group[0]
    columns = tuple(column_preview(column.name, [row[at] for row in rows]) for at, column in enumerate(first.columns))
    return replace(first, name=pattern, columns=columns, sample=tuple(rows), size=sum(table.size for table in group),
                   place={"file": pattern})

