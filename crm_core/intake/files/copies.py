"""Text files and Excel sheets written down once more in the one form that SQL reads without doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import Header, split, understand
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.sifter import UNIT, Sifter
from crm_core.intake.files.text import Tick, blocks_of_lines
from crm_core.intake.files.workbook import rows_of
from crm_core.language import _

_CONTROLS = dict.fromkeys(range(32), " ")


@dataclass(frozen=True)
class Account:
    """The header of a file, what parts its values in `raw`, and the counts that its rows must add up to."""

    header: Header
    delimiter: str
    lines: int
    header_lines: int
    blank: int


def copy_text(source: Source, sound: TextIO, unsound: TextIO, *, limits: Limits, tick: Tick) -> Account:
    """Copy the rows of a text file. Raises BuildRefused when it is empty or its header does not do."""
    blocks = blocks_of_lines(source, limits=limits, tick=tick)
    line, number, rest = _first_line(source, blocks)
    names, delimiter = split(source, line)
    header = understand(source, names)
    sifter = Sifter(sound, unsound, delimiter=delimiter, width=header.width, limits=limits, lines_before=number)
    if rest is not None:
        sifter.take(rest)
    for block in blocks:
        sifter.take(block)
    sifter.finish()
    return Account(header, delimiter, sifter.lines, 1, sifter.blank + number - 1)


def _first_line(source: Source, blocks: Iterator[str]) -> tuple[str, int, str | None]:
    """The first line that is not blank, its number, and the rest of its block if there is any."""
    number = 0
    for block in blocks:
        rest: str | None = block
        while rest is not None:
            line, end, after = rest.partition("\n")
            rest = after if end else None
            number += 1
            if line.strip():
                return line, number, rest
    raise _empty(source)


def copy_workbook(source: Source, sound: TextIO, *, limits: Limits, tick: Tick) -> Account:
    """Copy the rows of a sheet. Raises BuildRefused when it is empty or its header does not do."""
    header: Header | None = None
    number = blank = 0
    for number, row in enumerate(rows_of(source, limits), start=1):
        if not any(cell.strip() for cell in row):
            blank += 1
        elif header is None:
            header = understand(source, [cell.strip() for cell in row])
        else:
            sound.write(f"{number}{UNIT}{UNIT}{UNIT.join([cell.translate(_CONTROLS) for cell in row])}\n")
    if header is None:
        raise _empty(source)
    tick(source.size)
    return Account(header, ",", number, 1, blank)


def _empty(source: Source) -> BuildRefused:
    return BuildRefused(_("{file} is empty. It needs a header line with the names of its columns: {columns} and what "
                          "else there is.", file=source.name, columns=", ".join(source.table.required_names)))
