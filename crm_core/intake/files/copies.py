"""Text files and Excel sheets written down once more in the one form that SQL reads without doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import Header, needed_values, understand
from crm_core.intake.files.layout import Layout, lay_out, with_whole_header
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.padded import PaddedRows
from crm_core.intake.files.sifter import Sifter
from crm_core.intake.files.text import (
    Tick,
    WrongEncoding,
    blocks_of_lines,
    with_encoding,
    with_likeliest_encoding,
)
from crm_core.language import N_, _
from crm_core.language.stored import stored


@dataclass(frozen=True)
class Account:
    """The header of a file, what parts its values in `raw`, and the counts that its rows must add up to. `notes` are
    stored texts: how the file was read, as far as nobody said it. `names` are those of all columns, where another table
    may read the same copy, and `fewest` is how many values the shortest row has. `left_out` of the `header_lines` are
    rows that the recipe leaves out."""

    header: Header
    delimiter: str
    lines: int
    header_lines: int
    blank: int
    notes: list[str] = field(default_factory=list)
    is_ascii: bool = False
    names: tuple[str, ...] = ()
    fewest: int = 0
    left_out: int = 0


def copy_text(source: Source, sound: TextIO, unsound: TextIO, *, limits: Limits, tick: Tick) -> Account:
    """Copy the rows of a text file. Raises BuildRefused when it is empty or its header does not do.

    A file whose encoding was not said is read as UTF-8 until a byte is none, and then once more from the beginning.
    """
    read_as = with_encoding(source, limits)
    try:
        account = _copy(read_as, sound, unsound, limits=limits, tick=tick)
    except WrongEncoding as wrong:
        if source.file_format.encoding or read_as.file_format.encoding != "utf-8-sig":
            raise
        read_as = with_likeliest_encoding(source, limits, wrong)
        for stream in (sound, unsound):
            stream.seek(0)
            stream.truncate()
        account = _copy(read_as, sound, unsound, limits=limits, tick=tick)
    if read_as.file_format.encoding not in ("utf-8-sig", source.file_format.encoding):
        account.notes.append(stored(N_("encoding {encoding}"), encoding=read_as.file_format.encoding))
    return account


def _copy(source: Source, sound: TextIO, unsound: TextIO, *, limits: Limits, tick: Tick) -> Account:
    blocks = blocks_of_lines(source, limits=limits, tick=tick)
    blank_before, lines = _beginning(source, blocks)
    lines, continued = with_whole_header(source, lines)
    layout = lay_out(source, lines)
    header = understand(source, layout.names, layout.examples)
    rows = _sifter(sound, unsound, layout=layout, header=header, needed=needed_values(source, header), limits=limits,
                   lines_before=blank_before + layout.above + continued)
    if lines[layout.above:]:
        rows.take("\n".join(lines[layout.above:]))
    for block in blocks:
        if limits.rows and rows.lines >= limits.rows:
            break
        rows.take(block)
    rows.finish()
    if rows.short:
        layout.notes.append(stored(N_("rows that end before the last columns: {short_count}"),
                                   short_count=rows.short))
    titles, blank = layout.above - layout.blank_above, rows.blank + layout.blank_above + blank_before
    return Account(header, layout.delimiter, rows.lines - continued, titles, blank, layout.notes,
                   rows.is_ascii, tuple(layout.names), rows.fewest)


def _sifter(sound: TextIO, unsound: TextIO, *, layout: Layout, header: Header, needed: int, limits: Limits,
            lines_before: int) -> Sifter | PaddedRows:
    if layout.cut:
        return PaddedRows(sound, unsound, cut=layout.cut, width=header.width, needed=needed, limits=limits,
                          lines_before=lines_before)
    return Sifter(sound, unsound, delimiter=layout.delimiter, width=header.width, needed=needed, limits=limits,
                  lines_before=lines_before)


def _beginning(source: Source, blocks: Iterator[str]) -> tuple[int, list[str]]:
    """The first block that is not blank, as lines, and how many blank lines were before it."""
    blank = 0
    for block in blocks:
        lines = block.split("\n")
        if block.strip():
            return blank, lines
        blank += len(lines)
    raise empty(source)


def empty(source: Source) -> BuildRefused:
    if not source.table.required_names:
        return BuildRefused(_("{file} is empty. Export it again, or remove it.", file=source.name))
    return BuildRefused(_("{file} is empty. It needs a header line with the names of its columns: {columns} and what "
                          "else there is.", file=source.name, columns=", ".join(source.table.required_names)))
