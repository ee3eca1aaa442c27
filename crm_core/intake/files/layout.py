"""How the lines of a text file are laid out: what parts the values, where the header is, how columns are called.

What `mapping.toml` says is taken; the rest is found out from the first lines, and what was found is noted.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import DELIMITERS, NAME, RARE_DELIMITERS
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import known_names, likeliest_header
from crm_core.intake.files.padded import Cut, cut_at, cut_at_blanks, edges_of, gaps_in, joined
from crm_core.language import N_, _
from crm_core.language.stored import stored

COLUMN = "column {number}"
"""How the columns of a file without a header are called, from 1."""

_SEARCHED = 30
"""Lines that are not blank among which a header is looked for: above it stand titles."""
_MAX_HEADER = 30
"""Lines over which the names of a header may run."""
_COMPARED = 200
_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_KINDS = {
    "date": re.compile(r"(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])).*"),
    "period": re.compile(r"(19|20)\d{2}([-/]?(0[1-9]|1[0-2]))?"),
    "whole": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?[\d.,' ]*\d[.,]\d+"),
}


@dataclass(frozen=True)
class Layout:
    """`names` of the columns, what parts them (`delimiter`, or `cut` for padded ones), and `above`, the lines up to
    and with the header that are not rows, `blank_above` of them blank."""

    names: list[str]
    delimiter: str = ","
    cut: Cut | None = None
    above: int = 0
    blank_above: int = 0
    notes: list[str] = field(default_factory=list)
    examples: Sequence[str] = ()
    """The first row, where the columns have no names."""


def lay_out(source: Source, lines: Sequence[str]) -> Layout:
    """The layout of a file that begins with `lines`, of which at least one is not blank."""
    given, notes = source.file_format, []
    places = [at for at, line in enumerate(lines) if line.strip()][:_COMPARED]
    delimiter, separator = given.delimiter, _SEPARATOR.fullmatch(lines[places[0]].strip())
    if separator:
        places = places[1:] or places
        delimiter = delimiter or separator.group(1)
        notes.append(stored(N_("its first line names the separator")))
    shown = [lines[at] for at in places]
    split, delimiter, cut = _parting(source, shown, delimiter, notes)
    row = _header_at(source, lines, places, split)
    first: list[str] = []
    if row is None:
        first = split(shown[0])
        names = numbered(source, len(first))
        notes.append(stored(N_("no header")))
        above = places[0]
    else:
        if edges := _found_edges(shown) if cut and not given.widths and cut is not cut_at_blanks else []:
            edges = joined(edges, lines[row], [line for line in shown if line != lines[row]])
            cut = cut_at(edges, strict=True)
            split = _values_by(cut)
            notes.append(stored(N_("columns of fixed width, beginning at character {places}"),
                                places=", ".join(str(begin + 1) for begin, _end in edges)))
        names, above = split(lines[row]), row + 1
        if row != places[0]:
            notes.append(stored(N_("header found in line {line}"), line=row + 1))
    return Layout(names, delimiter, cut, above, sum(not line.strip() for line in lines[:above]), notes,
                  first)


def with_whole_header(source: Source, lines: list[str]) -> tuple[list[str], int]:
    """The lines with a header that runs over several, as Alt+Enter in a spreadsheet makes it, on one; and how many more
    it took."""
    at = next((place for place, line in enumerate(lines[:_SEARCHED]) if line.count('"') % 2), None)
    if at is None:
        return lines, 0
    for more, line in enumerate(lines[at + 1:at + 1 + _MAX_HEADER], start=1):
        if line.count('"') % 2:
            whole = [*lines[:at], " ".join(lines[at:at + more + 1]), *lines[at + more + 1:]]
            return (whole, more) if lay_out(source, whole).above == at + 1 else (lines, 0)
    return lines, 0


def numbered(source: Source, width: int) -> list[str]:
    """The names of the columns of a file without a header: those that the mapping gives, else their numbers."""
    given = source.file_format.names
    return [*given, *(COLUMN.format(number=number) for number in range(len(given) + 1, width + 1))]


def no_such_line(source: Source) -> BuildRefused:
    return BuildRefused(_("{mapping} says that the header of {file} is line {line}, and it has no such line near its "
                          "beginning. Correct header_row under [{table}].", mapping=NAME, file=source.name,
                          line=source.file_format.header_row, table=source.table.name))


def _parting(source: Source, shown: list[str], given: str, notes: list[str],
             ) -> tuple[Callable[[str], list[str]], str, Cut | None]:
    """How a line is split into values, and the delimiter or the cut that does it."""
    if source.file_format.widths:
        cut = cut_at(edges_of(source.file_format.widths))
        return _values_by(cut), ",", cut
    if given and given != " ":
        return lambda line: names_in(line, given), given, None
    if given != " ":
        delimiter = _delimiter(source, shown)
        if any(delimiter in line for line in shown):
            if delimiter != ",":
                mark = DELIMITERS.get(delimiter, delimiter)
                notes.append(stored(N_("separated by: {mark_word}"), mark_word=mark))
            return lambda line: names_in(line, delimiter), delimiter, None
    parts = {len(line.split()) for line in shown}
    if given == " " or (len(parts) == 1 and parts != {1}):
        if not given:
            notes.append(stored(N_("columns padded with blanks")))
        return str.split, " ", cut_at_blanks
    gaps = gaps_in(shown)
    if len(gaps) > 0 and len(shown) > 2:  # noqa: PLR2004 of two lines any blanks may meet
        cut = cut_at(_between(gaps), strict=True)
        return _values_by(cut), " ", cut
    return lambda line: names_in(line, ","), ",", None


def _values_by(cut: Cut) -> Callable[[str], list[str]]:
    return lambda line: cut(line) or [line.strip()]


def _found_edges(shown: list[str]) -> list[tuple[int, int | None]]:
    return _between(gaps_in(shown))


def _between(gaps: list[tuple[int, int]]) -> list[tuple[int, int | None]]:
    begins = [0, *(end for _, end in gaps)]
    ends: list[int | None] = [*(begin for begin, _ in gaps), None]
    return [(begin, end) for begin, end in zip(begins, ends, strict=True) if end is None or end > begin]


def _delimiter(source: Source, shown: list[str]) -> str:
    """The delimiter that finds most known names in a line, else most columns; rare ones only where the usual fail."""
    def worth(delimiter: str) -> tuple[int, bool, int]:
        counts = [len(names_in(line, delimiter)) for line in shown]
        usual, times = Counter(counts).most_common(1)[0]
        known = max(len(known_names(source, names_in(line, delimiter))) for line in shown[:_SEARCHED])
        return known, usual > 1 and times > len(counts) * 0.8, counts[0] if known else usual

    best = max(DELIMITERS, key=worth)
    if worth(best)[2] > 1 or worth(best)[0] > 1:
        return best
    rare = max(RARE_DELIMITERS, key=worth)
    return rare if worth(rare)[1] else best


def _header_at(source: Source, lines: Sequence[str], places: list[int],
               split: Callable[[str], list[str]]) -> int | None:
    """The index of the header's line; None where there is none."""
    given = source.file_format
    if given.names or given.header_row == "0":
        return None
    if given.header_row:
        if int(given.header_row) > len(lines):
            raise no_such_line(source)
        return int(given.header_row) - 1
    first = [split(lines[at]) for at in places[:_SEARCHED]]
    at = likeliest_header(source, first)
    return None if not known_names(source, first[at]) and is_row(first[at:]) else places[at]


def is_row(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the first of `lines`, as values, is a row like the others rather than their header: it holds a number or
    a date where they do, and no text where they hold none."""
    kinds = [[_kind(value) for value in line] for line in lines]
    columns = [Counter(row[at] for row in kinds[1:] if at < len(row)).most_common(1) for at in range(len(kinds[0]))]
    usual = [column[0][0] if column else "" for column in columns]
    if any(kind == "text" != other for kind, other in zip(kinds[0], usual, strict=True)):
        return False
    alike = {kind for kind, other in zip(kinds[0], usual, strict=True) if kind == other} - {"text"}
    return bool(alike) and ("decimal" in alike or "date" in alike or kinds[0] == usual)


def _kind(value: str) -> str:
    value = value.strip()
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(value)), "text")


def names_in(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))]
    except (csv.Error, StopIteration):
        return [line]
