"""Errors of formulas (#N/A, #DIV/0!) in an .xls, which calamine gives as empty cells: read from its records.

An .xls is a small file system of sectors in which one stream holds the records of the workbook; two kinds of records
hold errors. What is damaged gives no errors: whether the file can be read at all is calamine's to say.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_NAMES = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_END_OF_CHAIN = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""
_BOUND_SHEET, _END, _BEGIN = 0x85, 0x0A, 0x809
_BOOL_OR_ERROR, _FORMULAS = 0x205, (0x06, 0x206, 0x406)
_BIFF_8 = 0x600

Errors = dict[str, dict[tuple[int, int], str]]
"""By sheet: row and column (from 0) of each cell that holds an error, and its name."""


def old_errors(content: bytes) -> Errors:
    """The errors in an .xls file; none where it cannot be followed."""
    try:
        return _in_records(_workbook(content))
    except (struct.error, IndexError, ValueError):
        return {}


def _in_records(stream: bytes) -> Errors:
    sheets: list[tuple[int, bytes]] = []
    is_new = True
    for kind, data in _records(stream, 0):
        if kind == _BEGIN:
            is_new = struct.unpack_from("<H", data)[0] >= _BIFF_8
        elif kind == _BOUND_SHEET:
            sheets.append((struct.unpack_from("<I", data)[0], data[6:]))
    return {_sheet_name(name, is_new=is_new): dict(_of_sheet(stream, start)) for start, name in sheets}


def _of_sheet(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    for kind, data in _records(stream, start):
        code = -1
        if kind == _BOOL_OR_ERROR and data[7]:
            code = data[6]
        elif kind in _FORMULAS and data[12:14] == b"\xff\xff" and data[6] == 2:  # noqa: PLR2004 an error, no text
            code = data[8]
        if code >= 0:
            yield struct.unpack_from("<HH", data), _NAMES.get(code, "#N/A")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from `at` to the end of what begins there."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4:at + 4 + size]
        if kind == _END:
            return
        at += 4 + size


def _sheet_name(data: bytes, *, is_new: bool) -> str:
    length = data[0]
    if not is_new:
        return data[1:1 + length].decode("cp1252", "replace")
    is_wide = data[1] & 1
    return data[2:2 + length * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1", "replace")


def _workbook(content: bytes) -> bytes:
    """The stream of the workbook's records."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    small = 1 << struct.unpack_from("<H", content, 32)[0]
    first_folder, = struct.unpack_from("<I", content, 48)
    smallest, first_small, _count, more, _more_count = struct.unpack_from("<5I", content, 56)
    table_sectors = list(struct.unpack_from("<109I", content, 76))
    while more < _END_OF_CHAIN and len(table_sectors) * size <= len(content):
        numbers = _numbers(content[(more + 1) * size:(more + 2) * size])
        table_sectors += numbers[:-1]
        more = numbers[-1]
    table = [number for sector in table_sectors if sector < _END_OF_CHAIN
             for number in _numbers(content[(sector + 1) * size:(sector + 2) * size])]
    folder = _chain(content, table, first_folder, size, offset=size)
    entries = {folder[at:at + 64].decode("utf-16-le", "replace").partition("\0")[0]:
               struct.unpack_from("<II", folder, at + 116) for at in range(0, len(folder) - 127, 128)}
    start, length = entries.get("Workbook") or entries.get("Book") or (_END_OF_CHAIN, 0)
    if length >= smallest:
        return _chain(content, table, start, size, offset=size)[:length]
    minis = _chain(content, table, struct.unpack_from("<I", folder, 116)[0], size, offset=size)
    return _chain(minis, _numbers(_chain(content, table, first_small, size, offset=size)), start, small)[:length]


def _chain(content: bytes, table: list[int], sector: int, size: int, *, offset: int = 0) -> bytes:
    parts: list[bytes] = []
    while sector < _END_OF_CHAIN and len(parts) <= len(table):
        parts.append(content[offset + sector * size:offset + (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)


def _numbers(block: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(block) // 4}I", block[:len(block) // 4 * 4]))
