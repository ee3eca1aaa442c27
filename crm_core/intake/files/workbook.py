"""The table of a workbook as rows of text: its sheet and header are found, and what stands around it is set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, TextIO

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.copies import Account, empty
from crm_core.intake.files.file_format import NAME, refuse
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import Header, is_whole, known_names, likeliest_header, understand
from crm_core.intake.files.layout import no_such_line, numbered
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.nearest import nearest
from crm_core.intake.files.sheets import opened
from crm_core.intake.files.sifter import UNIT
from crm_core.intake.files.text import Tick
from crm_core.language import N_, _
from crm_core.language.stored import stored

_CONTROLS = dict.fromkeys(range(32), " ")
_SEARCHED = 30
"""Rows among which a header is looked for."""
_AMOUNTS = frozenset({"money", "count", "number", "rate"})
"""Kinds of columns in which a merged cell is one figure, and not the same one in every row."""
_ROWS_BETWEEN_TICKS = 20_000

Row = list[str]


def copy_workbook(source: Source, sound: TextIO, *, limits: Limits, tick: Tick) -> Account:
    """Copy the rows of a sheet. Raises BuildRefused when it is empty or its header does not do."""
    with opened(source, limits) as workbook:
        notes: list[str] = []
        sheet = _sheet(source, workbook.book, notes)
        rows = _rows(source, sheet, workbook.errors.get(sheet.name, {}))
        first = list(islice(rows, _first_rows(source)))
        at = _header_at(source, first)
        if at is None:
            raise empty(source)
        if at < 0:
            notes.append(stored(N_("no header")))
        header = _header(source, first, at)
        titles = sum(any(map(str.strip, row)) for row in first[:max(0, at)])
        if titles:
            notes.append(stored(N_("header found in line {line}"), line=at + 1))
        filled = _merged(source, sheet, header, at, notes)
        number, blank = at + 1, max(0, at) - titles
        told, share = 0, source.size * _ROWS_BETWEEN_TICKS // max(sheet.total_height, _ROWS_BETWEEN_TICKS)
        body = chain(first[at + 1:], rows)
        for number, row in enumerate(islice(body, limits.rows or None), start=at + 2):
            if number % _ROWS_BETWEEN_TICKS == 0:
                tick(share)
                told += share
            row = [cell.translate(_CONTROLS) for cell in row]  # noqa: PLW2901
            filled(number - 1, row)
            if any(map(str.strip, row)):
                sound.write(f"{number}{UNIT}{UNIT}{UNIT.join(row[:header.width])}\n")
            else:
                blank += 1
    tick(source.size - told)
    return Account(header, ",", number, titles + (at >= 0), blank, notes)


def sheet_names(source: Source, limits: Limits) -> list[str]:
    with opened(source, limits) as workbook:
        return list(workbook.book.sheet_names)


def _rows(source: Source, sheet: Any, errors: dict[tuple[int, int], str]) -> Iterator[Row]:
    """The rows of a sheet from row 1 on, as text. Whole numbers have no decimals, dates are ISO, formulas give their
    last value or the name of their error, empty cells are empty."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), name in errors.items():
        by_row.setdefault(row, {})[column] = name
    for number, cells in enumerate(sheet.iter_rows()):
        row_of_text = [_text(cell, source.file_format.point) for cell in cells]
        for column, name in by_row.get(number, {}).items():
            if column < len(row_of_text):
                row_of_text[column] = name
        yield row_of_text


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


def _sheet(source: Source, book: Any, notes: list[str]) -> Any:
    """The sheet that is named by the mapping or after the table, else the only one that holds the table."""
    names = {name.strip().casefold(): name for name in book.sheet_names}
    given = source.inside or source.file_format.sheet
    if given:
        if given.strip().casefold() not in names:
            refuse(" ".join([_("[{table}] sheet is {value}, and {file} has no such sheet.", table=source.table.name,
                               value=repr(given), file=source.name), nearest(given, book.sheet_names)]))
        return book.get_sheet_by_name(names[given.strip().casefold()])
    if source.table.name in names or len(names) == 1:
        return book.get_sheet_by_name(names.get(source.table.name, book.sheet_names[0]))
    holding = [name for name in book.sheet_names if _holds(source, book.get_sheet_by_name(name))]
    if len(holding) > 1:
        raise BuildRefused(_(
            "{file} has the columns of '{table}' on several sheets: {sheets}. Say which to read under [{table}] in "
            '{mapping}: sheet = "{sheet}".', file=source.name, table=source.table.name, sheets=", ".join(holding),
            mapping=NAME, sheet=holding[0]))
    likeliest = holding[0] if holding else max(book.sheet_names, key=lambda name: _known(source, book, name))
    notes.append(stored(N_("sheet {sheet}"), sheet=likeliest))
    return book.get_sheet_by_name(likeliest)


def _holds(source: Source, sheet: Any) -> bool:
    first = list(islice(_rows(source, sheet, {}), _first_rows(source)))
    at = _header_at(source, first)
    return at is not None and (at < 0 or is_whole(source, first[at]))


def _known(source: Source, book: Any, name: str) -> int:
    first = islice(_rows(source, book.get_sheet_by_name(name), {}), _first_rows(source))
    return max((len(known_names(source, row)) for row in first), default=0)


def _header(source: Source, first: Sequence[Row], at: int) -> Header:
    """The columns up to the last that has a name: one stray cell far to the right makes thousands without."""
    if at >= 0:
        names = [cell.strip() for cell in first[at]]
        while names and not names[-1]:
            names.pop()
        return understand(source, names)
    return understand(source, numbered(source, max(map(len, first))), first[0])


def _first_rows(source: Source) -> int:
    return max(_SEARCHED, int(source.file_format.header_row or 0))


def _header_at(source: Source, rows: Sequence[Row]) -> int | None:
    """The row that the mapping names (-1 for none), else the likeliest; None where all are empty."""
    there = [at for at, row in enumerate(rows) if any(map(str.strip, row))]
    given = source.file_format
    if there and (given.names or given.header_row):
        at = -1 if given.names else int(given.header_row) - 1
        if at >= len(rows):
            raise no_such_line(source)
        return at
    return there[likeliest_header(source, [rows[at] for at in there])] if there else None


class _merged:  # noqa: N801 it is called as a function
    """Fills the rows below a merged cell with its value, where it is no amount."""

    def __init__(self, source: Source, sheet: Any, header: Header, header_at: int, notes: list[str]) -> None:
        kinds = {at: source.table.column(name).kind for name, at in header.positions.items()}
        self._until: dict[int, tuple[int, str]] = {}
        self._begins: dict[int, dict[int, int]] = {}
        for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
            if bottom > top > header_at and kinds.get(left, "money") not in _AMOUNTS:
                self._begins.setdefault(top, {})[left] = bottom
        if self._begins:
            notes.append(stored(N_("merged cells repeated in each of their rows")))

    def __call__(self, at: int, row: Row) -> None:
        for left, bottom in self._begins.get(at, {}).items():
            self._until[left] = (bottom, row[left])
        for left, (bottom, value) in list(self._until.items()):
            if at > bottom:
                del self._until[left]
            elif left < len(row) and not row[left]:
                row[left] = value
