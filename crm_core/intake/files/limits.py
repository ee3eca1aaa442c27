"""How much a bank's file may make of itself before it is taken for a trap or a mistake."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024**2
GIGABYTE = 1024**3


@dataclass(frozen=True)
class Limits:
    """Sizes beyond which a line is rejected or a file refused.

    `line`: characters of one row, line breaks inside quotes included. `lines_of_a_row`: how far a quotation mark may
    reach before it counts as never closed. `unpacked`: bytes of an unpacked file. `ratio`: unpacked to packed bytes,
    asked from `ratio_from` bytes on and, of a .gz, for every `window` of unpacked bytes (text packs 5 to 30 to one, a
    bomb 1,000), so that a bomb of any size is refused within seconds. `workbook`: bytes of an unpacked workbook.
    `cells`: of a sheet, empty ones between the first and the last included, since reading holds them all, at 90 bytes
    each: 1,000,000 rows of 20 columns are 1.8 GB. `stray`: how many are read for each that holds something, asked from
    `stray_from` cells on: one in column XFD makes every row 16,384 wide. `rows`: how many a file is read for, 0 for
    all; only who looks at a file, and builds nothing of it, sets it.
    """

    line: int = 1024 * 1024
    lines_of_a_row: int = 100
    unpacked: int = 50 * GIGABYTE
    ratio: float = 200.0
    ratio_from: int = 64 * MEGABYTE
    window: int = 8 * MEGABYTE
    workbook: int = 2 * GIGABYTE
    cells: int = 20_000_000
    stray: int = 50
    stray_from: int = 5_000_000
    rows: int = 0
