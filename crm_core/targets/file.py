"""Targets that come in a file, CSV or Excel: all of its rows or none."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crm_core import CannotAnswer
from crm_core.figures import FIGURES
from crm_core.language import _, ngettext
from crm_core.scope import TOTAL
from crm_core.spreadsheet_cells import unharmed
from crm_core.targets.period_names import period_of
from crm_core.targets.target import Aim
from crm_core.targets.written_amount import amount_of

COLUMNS = ("figure", "region", "period", "amount", "better")
"""The header of the file, the same in every language; `better` may be left out."""
MAX_BYTES, MAX_ROWS = 2_000_000, 10_000
_MAX_TOLD = 5
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, new ones and old."""


def read_targets(content: bytes, *, regions: Mapping[str, str], year_starts: int = 1) -> tuple[Aim, ...]:
    """The targets in a CSV file or the first sheet of a workbook; `regions` maps the book's ids to their names.

    Where a CSV separates by semicolons, decimals begin with a comma, as spreadsheets write both. Raises CannotAnswer
    with the lines that cannot be read, what each holds, the rule and what to write instead.
    """
    if len(content) > MAX_BYTES:
        raise CannotAnswer(_("The file is larger than 2 MB, which no list of targets is. Choose another file."))
    rows, decimal = _workbook(content) if content.startswith(_WORKBOOKS) else _csv(content)
    header = [str(cell).strip().casefold() for cell in (rows[0] if rows else [])]
    missing = [name for name in COLUMNS[:-1] if name not in header]
    if missing:
        raise CannotAnswer(_("The file has no column {names}. Its first line must be: {header}.",
                             names=", ".join(missing), header=", ".join(COLUMNS)))
    aims: list[Aim] = []
    complaints: list[str] = []
    lines: dict[tuple[str, str, str, dt.date | None], int] = {}
    for number, row in _filled(rows):
        try:
            aim = _aim(dict(zip(header, row, strict=False)), decimal, regions, year_starts)
            if aim.key in lines:
                raise CannotAnswer(_("Line {line} has a target of the same figure, region and period. Keep one of "
                                     "them.", line=str(lines[aim.key])))
        except CannotAnswer as complaint:
            complaints.append(_("Line {line}: {complaint}", line=str(number), complaint=complaint))
            continue
        lines[aim.key] = number
        aims.append(aim)
    if complaints:
        raise CannotAnswer(_told(complaints))
    if not aims:
        raise CannotAnswer(_("The file has no row below its header. Fill in at least one target."))
    return tuple(aims)


def _aim(row: dict[str, Any], decimal: str, regions: Mapping[str, str], year_starts: int) -> Aim:
    figure = _figure(_text(row["figure"]))
    kind, first = period_of(_period(row["period"]), year_starts=year_starts)
    amount = row["amount"]
    amount = float(amount) if isinstance(amount, (int, float)) and not isinstance(amount, bool) else amount_of(
        _text(amount), decimal=decimal)
    better = _text(row.get("better", "")).casefold() or FIGURES[figure].better
    if better not in ("more", "less"):
        raise CannotAnswer(_("{text} says nothing of what is better. Write more or less, or nothing for what is usual.",
                             text=repr(better[:40])))
    return Aim(figure, _region(_text(row["region"]), regions), kind, first, amount,
               "more" if better == "more" else "less")


def _figure(text: str) -> str:
    named = {name.casefold(): key for key, figure in FIGURES.items() for name in (key, figure.label)}
    if text.casefold() not in named:
        raise CannotAnswer(_("There is no figure {name}. Choose one of: {names}.", name=repr(text[:40]),
                             names=", ".join(FIGURES)))
    return named[text.casefold()]


def _region(text: str, regions: Mapping[str, str]) -> str:
    text = unharmed(text).removeprefix("'")  # our own guard against formulas
    if text in ("", "bank") or text in regions:
        return TOTAL if text == "bank" else text
    named = [region_id for region_id, name in regions.items() if name.casefold() == text.casefold()]
    if len(named) != 1:
        raise CannotAnswer(_("Region {name} is not in this data. Write a region's id, or nothing for the bank. It has: "
                             "{names}.", name=repr(text[:40]), names=", ".join(list(regions)[:20])))
    return named[0]


def _period(cell: Any) -> str:
    """A spreadsheet makes a date of 2026-09."""
    return f"{cell:%Y-%m}" if isinstance(cell, (dt.date, dt.datetime)) and cell.day == 1 else _text(cell)


def _text(cell: Any) -> str:
    """A spreadsheet makes a number of 2026, and of a region 28."""
    return "" if cell is None else f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _filled(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that hold anything, with their lines; short ones filled up."""
    for number, row in enumerate(rows[1:], start=2):
        if any(_text(cell) for cell in row):
            yield number, [*row, *[""] * (len(rows[0]) - len(row))]


def _csv(content: bytes) -> tuple[list[list[str]], str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise CannotAnswer(_("The file is not legible as CSV. Save it as CSV or Excel again.")) from error
    return _checked(rows), "," if separator == ";" else "."


def _workbook(content: bytes) -> tuple[list[list[Any]], str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(
            skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise CannotAnswer(_("The workbook cannot be opened. Save it again without a password, or as "
                             "CSV.")) from error
    return _checked(rows), "."


def _checked(rows: list[list[Any]]) -> list[list[Any]]:
    if len(rows) > MAX_ROWS:
        raise CannotAnswer(_("The file has more than 10,000 rows, which no list of targets has. Choose another file."))
    return rows


def _told(complaints: list[str]) -> str:
    told = [_("Nothing of the file was taken over."), *complaints[:_MAX_TOLD]]
    if len(complaints) > _MAX_TOLD:
        told.append(ngettext("{count} more line cannot be read.", "{count} more lines cannot be read.",
                             len(complaints) - _MAX_TOLD))
    return " ".join(told)
