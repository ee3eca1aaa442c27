"""Small files that people send back, read as a build would: encoding, separator, sheet and header are found out."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crm_core import contract
from crm_core.intake.files.archives import unzipped
from crm_core.intake.files.containers import tables_inside
from crm_core.intake.files.copies import empty
from crm_core.intake.files.file_format import FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.kinds import kind_of
from crm_core.intake.files.limits import MEGABYTE, Limits
from crm_core.intake.files.sifter import UNIT
from crm_core.intake.files.staged import copied_from
from crm_core.intake.statements import BuildRefused
from crm_core.language import _

LIMITS = Limits(line=100_000, unpacked=100 * MEGABYTE, workbook=200 * MEGABYTE, cells=2_000_000)
_ANY = contract.Table("activity", "", "", ())
"""A table of no columns: the file is read for whatever it holds."""
_READ = ("text", "workbook")


@dataclass(frozen=True)
class SmallTable:
    """One sheet or text file. `rows` are the number of the line and the texts of its cells, as many as `names`;
    `unreadable` are lines that could not be split into cells, as they stand."""

    sheet: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    unreadable: tuple[tuple[int, str], ...] = ()


def small_tables(path: Path, name: str) -> tuple[SmallTable, ...]:
    """The table of a text file, or those of every sheet of a workbook that is not empty; `name` is what people call it.

    Raises BuildRefused when it is of another kind, damaged, protected, empty or far too large.
    """
    if kind_of(name) not in _READ:
        raise BuildRefused(_("{file} is neither a text file nor a workbook. Save it as CSV or Excel.", file=name))
    sheets = tables_inside(name, path, limits=LIMITS) if kind_of(name) == "workbook" else [""]
    tables = tuple(table for sheet in sheets for table in _table(path, name, sheet, is_only=len(sheets) == 1))
    if not tables:
        raise empty(Source(_ANY, path, name, FileFormat()))
    return tables


def _table(path: Path, name: str, sheet: str, *, is_only: bool) -> Iterator[SmallTable]:
    sound, unsound = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory(prefix="clientela-") as scratch:
        source = unzipped(Source(_ANY, path, name, FileFormat(), sheet), Path(scratch) / "read", LIMITS)
        try:
            account = copied_from(source, sound, unsound, limits=LIMITS, tick=lambda size: None)
        except BuildRefused:
            if is_only:
                raise
            return  # a sheet that holds no table, beside others
    width = account.header.width
    rows = []
    for line in filter(None, sound.getvalue().split("\n")):
        number, _raw, *cells = line.split(UNIT)
        rows.append((int(number), tuple([*cells, *[""] * width][:width])))
    bad = tuple((int(number), raw) for number, raw, *_reason in (
        line.split(UNIT) for line in filter(None, unsound.getvalue().split("\n"))))
    yield SmallTable("" if is_only else sheet, tuple(account.header.names[:width]), tuple(rows), bad)
