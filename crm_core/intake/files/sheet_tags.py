"""How far the cells of a workbook's sheet reach, and which hold a formula's error: from its XML as it passes by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

_TAG = re.compile(rb"<(?:[^\s<>/=\"']+:)?c[\s/>]")
_CELL = re.compile(rb'<c [^<>]*?\br="([A-Z]{1,3})(\d{1,9})"')
_ROW = re.compile(rb'<row [^<>]*?\br="(\d{1,9})"')
_ERROR = re.compile(rb'<c (?:[^>]*? )?r="([A-Z]{1,3})(\d{1,9})"[^>]*? t="e"[^>]*>'
                    rb'(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)<')
_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,9})")
_BLOCK = 4 * 1024 * 1024
_OVERLAP = 8192
"""Bytes of a block looked at again with the next one, so that no tag is missed where they meet."""
_MANY_ERRORS = 1_000_000
_MARK = b"\xef\xbb\xbf"

Places = dict[tuple[int, int], str]
"""What stands in a cell, by its row and column counted from 0."""


@dataclass
class SheetTags:
    """What one part of a workbook says: the farthest row and column, how many cells there are (a few of them counted
    twice), and the errors."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    errors: Places = field(default_factory=dict)


def sheet_tags(stream: IO[bytes], again: IO[bytes]) -> SheetTags:
    """`stream` read to its end, and `again`, the same from its beginning, where it is written in another way than
    Excel's. Raises expat.ExpatError for such a one that is no XML.

    Excel and most programs write `<c r="B2"`, which a pattern finds as fast as it is unpacked. XML may say the same
    with other quotes, names, orders and no address at all; what reads the workbook knows them, so they are counted too.
    """
    found, is_usual, tail = SheetTags(), True, b""
    while block := stream.read(_BLOCK):
        window = tail + block
        if not tail and not window.removeprefix(_MARK).lstrip().startswith(b"<"):
            _to_the_end(stream)  # which checks it
            return SheetTags()  # a picture
        is_usual = is_usual and _look(window, found)
        tail = block[-_OVERLAP:]
    return found if is_usual else _tag_by_tag(again)


def _to_the_end(stream: IO[bytes]) -> None:
    while stream.read(_BLOCK):
        pass


def _look(window: bytes, found: SheetTags) -> bool:
    """False when there are cells in it that are not written as Excel does. One that is cut off by the window's end is
    no such cell, as the next window has it whole, unless it is longer than that."""
    whole, cut = window[:window.rfind(b">") + 1], window.rfind(b"<")
    cells = _CELL.findall(whole)
    if len(cells) < len(_TAG.findall(whole)) or len(whole) <= cut < len(window) - _OVERLAP:
        return False
    found.cells += len(cells)
    found.columns = max([found.columns, *map(_column_number, {column.decode() for column, _row in cells})])
    found.rows = max([found.rows, *map(int, {row for _column, row in cells}), *map(int, set(_ROW.findall(whole)))])
    if b't="e"' in whole and len(found.errors) < _MANY_ERRORS:
        found.errors |= {(int(row) - 1, _column_number(column.decode()) - 1): name.decode("utf-8", "replace")
                         for column, row, name in _ERROR.findall(whole)}
    return True


def _tag_by_tag(stream: IO[bytes]) -> SheetTags:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.text
    while block := stream.read(_BLOCK):
        parser.Parse(block, False)
    parser.Parse(b"", True)
    return reader.found


@dataclass
class _Reader:
    """Hears the tags of a sheet. A row or cell without an address follows the one before it."""

    found: SheetTags = field(default_factory=SheetTags)
    _row: int = 0
    _column: int = 0
    _error: list[str] | None = None
    _is_value: bool = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                given = attributes.get("r", "")
                self._row = int(given) if given.isdecimal() else self._row + 1
                self._column = 0
                self.found.rows = max(self.found.rows, self._row)
            case "c":
                address = _ADDRESS.fullmatch(attributes.get("r", ""))
                row, self._column = (int(address[2]), _column_number(address[1].upper())) if address else (
                    self._row, self._column + 1)
                self.found.cells += 1
                self.found.rows, self.found.columns = (max(self.found.rows, row),
                                                       max(self.found.columns, self._column))
                self._error = [] if attributes.get("t") == "e" else None
                self._place = row - 1, self._column - 1
            case "v":
                self._is_value = True

    def text(self, text: str) -> None:
        if self._error is not None and self._is_value:
            self._error.append(text)

    def end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v":
                self._is_value = False
            case "c" if self._error:
                if len(self.found.errors) < _MANY_ERRORS:
                    self.found.errors[self._place] = "".join(self._error)
                self._error = None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
