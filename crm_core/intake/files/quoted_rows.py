"""Rows with quotation marks, read by the csv module one at a time, so that a bad one can be taken back."""

from __future__ import annotations

import csv

from crm_core.intake.files.limits import Limits
from crm_core.language import N_
from crm_core.language.stored import stored

UNCLOSED = stored(N_("a quotation mark opens and is not closed: close it, or double it where it is part of the text"))
_MISPLACED = stored(N_("text follows a closing quotation mark: double the mark where it is part of the text"))


class QuotedRows:
    """Reads rows with quotation marks, which may run over several lines, from any line on."""

    def __init__(self, lines: list[str], delimiter: str, limits: Limits) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), limits.line + 1))
        self.ran_out = False
        self._lines, self._limits = lines, limits
        self._at = self._start = self._length = 0
        self._reader = csv.reader(self, delimiter=delimiter, strict=True, skipinitialspace=True)

    def read(self, at: int) -> tuple[list[str], int, str]:
        """The values of the row that begins at line `at`, the lines it takes, and a complaint or nothing.

        `ran_out` tells afterwards whether the lines ended before the row did.
        """
        self._at = self._start = at
        self._length, self.ran_out = 0, False
        try:
            return next(self._reader), self._at - at, ""
        except csv.Error as error:
            is_open = self._at - at > 1 or "unexpected end" in str(error)
            return [], 1, UNCLOSED if is_open else _MISPLACED

    def __iter__(self) -> QuotedRows:
        return self

    def __next__(self) -> str:
        self.ran_out = self._at >= len(self._lines)
        if self.ran_out or self._at - self._start >= self._limits.lines_of_a_row:
            raise StopIteration
        line = self._lines[self._at]
        self._length += len(line) + (self._at > self._start)  # with the break before it
        if self._length > self._limits.line:
            raise StopIteration
        self._at += 1
        return line + "\n"
