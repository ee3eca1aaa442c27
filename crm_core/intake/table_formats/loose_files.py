"""Files of a table that keeps its versions without the list of those that count, as a browser hands them over: rows
that were deleted or replaced cannot be told from those that are there."""

from __future__ import annotations

import re

from crm_core.intake.statements import BuildRefused
from crm_core.language import _

MARK_OF_ICEBERG = "iceberg.schema"
"""What Iceberg, and nobody else, writes beside the rows of a Parquet file. Its Python library does not, and Delta Lake
writes what Spark writes of any table: those are known by their names alone, which are no proof."""

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PART = re.compile(rf"(?:part-\d{{5,}}-{_UUID}(?:[-.]c\d+)?|\d{{5,}}-\d+-{_UUID}(?:-\d+)*)(?:\.\w+)?\.parquet", re.I)


def is_named_as_a_part(file: str) -> bool:
    """Whether a file is called as Spark and Iceberg call one of several that make a table:
    `part-00000-<uuid>-c000.snappy.parquet`, `00000-0-<uuid>.parquet`. Spark names plain files so, too."""
    return bool(_PART.fullmatch(file))


def part_of_iceberg(file: str) -> BuildRefused:
    return BuildRefused(_(
        "{file} is one of the files of an Iceberg table: some of them hold rows that were deleted or replaced, and "
        "only the table's list, in its folder metadata, tells which. Give the whole folder of the table by its path, "
        "or have its rows written out as plain files.", file=file))
