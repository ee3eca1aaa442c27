"""Lines parted into the rows that are sound CSV and those that are not; every line counted, none lost.

Sound rows are written on as `number, raw, value, value, …` parted by a control character, so that whoever reads
them next needs to know nothing of quotation marks. Most blocks hold no quotation mark at all and go through whole.
"""

from __future__ import annotations

from typing import TextIO

from crm_core.intake.files.file_format import DELIMITERS
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.quoted_rows import UNCLOSED, QuotedRows
from crm_core.language import N_
from crm_core.language.stored import stored

UNIT, BREAK = "\x1f", "\x1e"
"""What parts values in a copy, and what stands there for a line break inside a raw row."""

ALL_QUOTED = BREAK
"""What stands for the raw text of a row all of whose values were quoted; nothing stands for one with none quoted."""

_UNPRINTABLE = "\r\0" + UNIT + BREAK
_SHOWN = str.maketrans({each: chr(0x2400 + ord(each)) for each in _UNPRINTABLE})
_KEPT = 2000
"""Characters kept of a row that is no sound CSV: enough to find and judge it."""


class Sifter:
    """Takes blocks of lines; `sound` and `unsound` receive the rows.

    A row of fewer values than the header has, but `needed` of them at least, lacks optional columns at its end and is
    filled up; `short` counts those, and `fewest` is how many values the shortest row has. `lines` counts rows and blank
    lines, as the account of the file does: a line break inside quotes does not make a new one. Row numbers are the
    file's own line numbers. A line of nothing but blanks or delimiters is blank.
    """

    def __init__(self, sound: TextIO, unsound: TextIO, *, delimiter: str, width: int, needed: int, limits: Limits,
                 lines_before: int) -> None:
        self.blank = self.short = 0
        self.fewest = width
        self.is_ascii = True
        self._continued = 0
        self._line = lines_before
        self._sound, self._unsound = sound, unsound
        self._delimiter, self._width, self._needed, self._limits = delimiter, width, needed, limits
        self._pending: list[str] = []

    @property
    def lines(self) -> int:
        return self._line - self._continued

    def take(self, block: str) -> None:
        """Sift a block of whole lines, but for a row that may go on in the next block."""
        lines = block.split("\n")
        self.is_ascii = self.is_ascii and block.isascii()
        first = self._line + 1
        self._line += len(lines)
        if not self._pending and not block.strip("\n "):
            self.blank += len(lines)  # one by one, a few kilobytes of packed line ends took a minute
        elif self._pending or any(each in block for each in _UNPRINTABLE):
            self._sift(lines, is_last=False)
        elif self._is_plain(block, lines):
            self._write(first, "", block.replace(self._delimiter, UNIT).split("\n"))
        elif self._is_all_quoted(block, lines):
            seam = f'"{self._delimiter}"'
            self._write(first, ALL_QUOTED, [line[1:-1].replace(seam, UNIT) for line in lines])
        else:
            self._sift(lines, is_last=False)

    def finish(self) -> None:
        """Sift what was held back."""
        self._sift([], is_last=True)

    def _is_plain(self, block: str, lines: list[str]) -> bool:
        """True when every line is one sound row that splits at its delimiters."""
        widest = self._width - 1
        return (
            '"' not in block
            and {line.count(self._delimiter) for line in lines} == {widest}
            and min(map(len, lines)) > widest
            and self._is_short(block, lines)
        )

    def _is_all_quoted(self, block: str, lines: list[str]) -> bool:
        """True when every line is one row in which each value is quoted and no value holds a quotation mark.

        All marks but the first and the last then belong to a seam between two values, so that nothing is in doubt.
        """
        seams, seam = self._width - 1, f'"{self._delimiter}"'
        return (
            {(line.count('"'), line[1:-1].count(seam), line[:1] + line[-1:]) for line in lines}
            == {(2 * self._width, seams, '""')}
            and self._is_short(block, lines)
        )

    def _is_short(self, block: str, lines: list[str]) -> bool:
        return len(block) <= self._limits.line or max(map(len, lines)) <= self._limits.line

    def _write(self, first: int, raw: str, rows: list[str]) -> None:
        self._sound.write("".join([f"{number}{UNIT}{raw}{UNIT}{row}\n" for number, row in enumerate(rows, first)]))

    def _sift(self, lines: list[str], *, is_last: bool) -> None:
        lines = self._pending + lines
        self._pending = []
        first = self._line - len(lines) + 1
        quoted = QuotedRows(lines, self._delimiter, self._limits)
        at = 0
        while at < len(lines):
            line, lines_used = lines[at], 1
            values: list[str] = []
            if not line.strip(" ") or not line.strip(self._delimiter):
                self.blank += 1
                at += 1
                continue
            complaint = unreadable(line, self._limits)
            if not complaint and '"' in line:
                values, lines_used, complaint = quoted.read(at)
                if quoted.ran_out and not is_last:
                    self._pending = lines[at:]
                    return
            elif not complaint:
                values = line.split(self._delimiter)
            wide, values = values, list(self._without_loose_ends(values))
            self.fewest = min(self.fewest, len(values) or self.fewest)
            complaint = complaint or self._misfit(values, lines[at + 1:at + lines_used])
            if complaint:
                lines_used = 1
                self._reject(first + at, line, complaint)
            else:
                self.short += len(values) < self._width
                values += [""] * (self._width - len(values))
                self._accept(first + at, lines[at:at + lines_used], values, is_as_written=len(wide) == len(values))
            at += lines_used
            self._continued += lines_used - 1

    def _without_loose_ends(self, values: list[str]) -> list[str]:
        """A row without the empty values beyond its header, which spreadsheets leave behind."""
        beyond = values[self._width:]
        return values if any(each.strip() for each in beyond) else values[:self._width]

    def _misfit(self, values: list[str], further_lines: list[str]) -> str:
        """What is wrong with a row that could be split; empty when nothing is."""
        fits = self._needed <= len(values) <= self._width
        if further_lines and (not fits or any(unreadable(line, self._limits) for line in further_lines)):
            return UNCLOSED
        return "" if fits else misfit(len(values), self._width, self._delimiter)

    def _accept(self, number: int, lines: list[str], values: list[str], *, is_as_written: bool) -> None:
        raw = "" if is_as_written and '"' not in lines[0] else BREAK.join(lines)
        row = UNIT.join(values)
        self._sound.write(f"{number}{UNIT}{raw}{UNIT}{row if len(lines) == 1 else row.replace(chr(10), ' ')}\n")

    def _reject(self, number: int, line: str, complaint: str) -> None:
        self._unsound.write(f"{number}{UNIT}{shown(line)}{UNIT}{complaint}\n")


def unreadable(line: str, limits: Limits) -> str:
    """Why a line cannot be read at all, as a stored text; empty when it can."""
    if len(line) > limits.line:
        return stored(N_("the line is longer than {limit_count} characters: shorten it, or check that the file has "
                         "line ends"), limit_count=limits.line)
    for each in _UNPRINTABLE:
        if each in line:
            return stored(N_("the line holds a control character (code {code}): remove it"), code=ord(each))
    return ""


def misfit(found: int, expected: int, delimiter: str) -> str:
    """That a row has too few or too many values, as a stored text."""
    mark = DELIMITERS.get(delimiter, delimiter)
    return stored(N_("{found} values where the header has {expected}: add what is missing, or put a value that holds a "
                     "{mark_word} in quotation marks"), found=found, expected=expected, mark_word=mark)


def shown(line: str) -> str:
    """As much of an unsound line as is kept, its control characters made visible."""
    return line[:_KEPT].translate(_SHOWN)
