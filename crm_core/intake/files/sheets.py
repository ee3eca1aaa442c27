"""A workbook opened after a look at how large it would become: its sheets, and the cells that hold errors."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from xml.parsers import expat

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.folder import Source
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.old_errors import Errors, old_errors
from crm_core.intake.files.open_tables import OpenTables
from crm_core.intake.files.sheet_tags import Places, sheet_tags
from crm_core.language import _, conventions

_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(r'<Relationship (?=[^>]*?Id="([^"]*)")(?=[^>]*?Target="([^"]*)")')
_BLOCK = 4 * 1024 * 1024
_LARGEST_OLD = 512 * 1024 * 1024
"""Bytes of an .xls: 65,536 rows of 256 columns need no more."""


_LAST: dict[tuple[str, int, int, Limits], Errors] = {}


@dataclass(frozen=True)
class Opened:
    """`book` is calamine's, in which a formula's error is an empty cell; `errors` says which cells hold one."""

    book: Any
    errors: Errors = field(default_factory=dict)


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[Opened]:
    """The workbook of a source. Raises BuildRefused for a damaged or protected file, and for one that would fill the
    memory."""
    kind = source.path.suffix.lower()
    errors: Errors = {}
    if kind == ".xls":
        if source.size > _LARGEST_OLD:
            raise BuildRefused(_("{file} is larger than a workbook of this kind can be. Check that it is the right "
                                 "file, or save it as CSV.", file=source.name))
        errors = old_errors(source.path.read_bytes())
    else:
        errors = _looked_inside(source, limits, is_open_document=kind == ".ods")
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(source.path)) as book:
            yield Opened(book, errors)
    except (CalamineError, IndexError) as error:
        raise _unreadable(source) from error
    except BaseException as error:  # the library's own code can break off at damaged bytes, and is no Exception then
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(source) from None


def _unreadable(source: Source) -> BuildRefused:
    return BuildRefused(_("{file} cannot be read as an Excel file. Save it again without a password, or as CSV.",
                          file=source.name))


def _looked_inside(source: Source, limits: Limits, *, is_open_document: bool) -> Errors:
    """What `_look_inside` found, looked up once for all sheets of the workbook that was opened last."""
    facts = source.path.stat()
    key = (str(source.path), facts.st_mtime_ns, facts.st_size, replace(limits, rows=0))
    if key not in _LAST:
        errors = _look_inside(source, limits, is_open_document=is_open_document)
        _LAST.clear()
        _LAST[key] = errors
        return errors
    return _LAST[key]


def _look_inside(source: Source, limits: Limits, *, is_open_document: bool) -> Errors:
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limits.workbook or unpacked > max(limits.ratio_from, limits.ratio * source.size):
                raise BuildRefused(_(
                    "{file} has {packed} bytes and unpacks to more than {most}. Check that it is the right file, or "
                    "save it as CSV.",
                    file=source.name, packed=conventions().whole(source.size),
                    most=conventions().whole(min(limits.workbook, unpacked - 1)),
                ))
            if is_open_document:
                return _in_tables(source, archive, limits)
            errors = {part.filename: _refuse_wide_sheet(source, archive, part, limits) for part in parts}
            return {name: errors.get(path, {}) for name, path in _paths_of_sheets(archive).items()}
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError, UnicodeDecodeError,
            expat.ExpatError) as error:
        raise _not_whole(source) from error


def _not_whole(source: Source) -> BuildRefused:
    return BuildRefused(_("{file} is not a whole Excel file. Save it again, or as CSV.", file=source.name))


def _paths_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts of a workbook that hold its sheets, by the sheets' names."""
    import html

    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = dict(_RELATION.findall(relations))
    return {html.unescape(name): f"xl/{target}" if not target.startswith("/") else target[1:]
            for name, key in _SHEET.findall(book) if (target := targets.get(key, ""))}


def _refuse_wide_sheet(source: Source, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> Places:
    """Unpack a part to its end, which checks it too; refuse a sheet whose farthest cell is too far. Gives its errors.
    """
    with archive.open(part) as stream, archive.open(part) as again:
        found = sheet_tags(stream, again)
    _refuse_far(source, found.rows, found.columns, limits)
    if found.rows * found.columns > max(limits.stray_from, limits.stray * found.cells):
        raise _stray(source, found.rows, found.columns, found.cells)
    return found.errors


def _in_tables(source: Source, archive: zipfile.ZipFile, limits: Limits) -> Errors:
    """The same for an OpenDocument, where one tag may stand for a million cells."""
    tables = OpenTables()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = tables.begin, tables.end
    parser.CharacterDataHandler = tables.text
    for part in archive.infolist():
        with archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                if part.filename == "content.xml":
                    parser.Parse(block, False)
                    _refuse_far(source, tables.rows, tables.columns, limits)
    parser.Parse(b"", True)
    return tables.errors


def _refuse_far(source: Source, rows: int, across: int, limits: Limits) -> None:
    if rows * across > limits.cells:
        raise BuildRefused(_(
            "{file} has cells as far as row {row} and column {column}, more than can be held ({most} cells). Delete "
            "the stray cells far from the table, or save it as CSV.",
            file=source.name, row=conventions().whole(rows), column=conventions().whole(across),
            most=conventions().whole(limits.cells),
        ))


def _stray(source: Source, rows: int, across: int, cells: int) -> BuildRefused:
    return BuildRefused(_(
        "{file} has only {count} cells, as far as row {row} and column {column}; all between them would be read too. "
        "Delete the stray cells far from the table, or save it as CSV.",
        file=source.name, count=conventions().whole(cells), row=conventions().whole(rows),
        column=conventions().whole(across),
    ))
