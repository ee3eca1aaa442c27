"""An Excel sheet as rows of text, after a look at how large it would become."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.folder import Source
from crm_core.intake.files.limits import Limits
from crm_core.language import _, conventions

_CELL_COLUMN = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})\d')
_ROW_NUMBER = re.compile(rb'<row [^>]*?r="(\d+)"')
_BLOCK = 4 * 1024 * 1024
_OVERLAP = 256
"""Bytes of a block looked at again with the next one, so that no tag is missed where they meet."""


def rows_of(source: Source, limits: Limits) -> Iterator[list[str]]:
    """The rows of the sheet named after the table, else of the first sheet, from row 1 on, as text.

    Whole numbers have no decimals, dates are ISO, formulas give their last value, empty cells are empty.
    Raises BuildRefused for a damaged or protected file, and for one that would fill the memory.
    """
    _refuse_damage_and_bombs(source, limits)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(source.path))
        by_name = {name.strip().lower(): name for name in book.sheet_names}
        sheet = book.get_sheet_by_name(by_name.get(source.table.name, book.sheet_names[0]))
        for row in sheet.iter_rows():
            yield [_text(cell, source.file_format.decimal) for cell in row]
    except (CalamineError, IndexError) as error:
        raise BuildRefused(_("{file} cannot be read as an Excel file ({error}). Save it again without a password, or "
                             "as CSV.", file=source.name, error=error)) from error


def _text(cell: Any, decimal: str) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", decimal)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def _refuse_damage_and_bombs(source: Source, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > limits.workbook:
                raise BuildRefused(_(
                    "{file} has {packed} bytes and unpacks to more than {most}. Check that it is the right file, or "
                    "save it as CSV.",
                    file=source.name, packed=conventions().whole(source.size),
                    most=conventions().whole(limits.workbook),
                ))
            for part in parts:
                _refuse_wide_sheet(source, archive, part, limits)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        raise BuildRefused(_("{file} is not a whole Excel file ({error}). Save it again, or as CSV.", file=source.name,
                             error=error)) from error


def _refuse_wide_sheet(source: Source, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Unpack a part to its end, which checks it too; refuse a sheet whose farthest cell is too far."""
    columns: set[bytes] = set()
    rows, tail = 0, b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            if "worksheets/" in part.filename:
                window = tail + block
                columns.update(_CELL_COLUMN.findall(window))
                rows = max([rows, *map(int, _ROW_NUMBER.findall(window))])
                tail = block[-_OVERLAP:]
    across = max(map(_column_number, columns), default=0)
    if rows * across > limits.cells:
        raise BuildRefused(_(
            "{file} has cells as far as row {row} and column {column}, more than can be held. Delete the stray cells "
            "far from the table, or save it as CSV.",
            file=source.name, row=conventions().whole(rows), column=conventions().whole(across),
        ))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
