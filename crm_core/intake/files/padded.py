"""Lines whose values stand in columns of characters, padded with blanks, instead of being parted by a delimiter."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import TextIO

from crm_core.intake.files.limits import Limits
from crm_core.intake.files.sifter import UNIT, misfit, shown, unreadable
from crm_core.language import N_
from crm_core.language.stored import stored

Cut = Callable[[str], "list[str] | None"]
"""Cuts a line into its values; None when a value stands where columns should be apart."""

Edges = Sequence[tuple[int, "int | None"]]

_CROSSING = stored(N_("a value reaches over the edge of its column: write widths in mapping.toml, or correct the line"))


def edges_of(widths: Sequence[int]) -> list[tuple[int, int | None]]:
    """Where columns of these widths begin and end."""
    ends = list(accumulate(widths))
    return list(zip([0, *ends], ends, strict=False))


def cut_at(edges: Edges, *, strict: bool = False) -> Cut:
    """A cut at these places. `strict` asks blanks between the columns, as the edges were guessed."""
    apart = [(end, begin) for (_, end), (begin, _) in pairwise(edges)]
    last = edges[-1][1]

    def cut(line: str) -> list[str] | None:
        if strict and any(line[begin:end].strip() for begin, end in apart):
            return None
        if last is not None and line[last:].strip():
            return None
        return [line[begin:end].strip() for begin, end in edges]

    return cut


def cut_at_blanks(line: str) -> list[str] | None:
    """A cut wherever there are blanks: for values that hold none."""
    return line.split()


def gaps_in(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of characters that are blank in every one of `lines`, between others that are not."""
    longest = max(map(len, lines))
    used = [any(line[at:at + 1].strip() for line in lines) for at in range(longest)]
    marks = "".join("x" if each else " " for each in used).rstrip()
    return [match.span() for match in re.finditer(" +", marks) if match.start() > 0]


def joined(edges: Edges, header: str, lines: Sequence[str]) -> list[tuple[int, int | None]]:
    """`edges` without those inside a column: where the header has no name, or all lines are blank below a name that
    only one blank parts from the one before, a name or the values merely hold a blank."""
    found: list[tuple[int, int | None]] = []
    for begin, end in edges:
        is_empty = not any(line[begin:end].strip() for line in lines)
        is_near = bool(found) and found[-1][1] == begin - 1
        if found and (not header[begin:end].strip() or (is_empty and is_near)):
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


class PaddedRows:
    """As a `Sifter`, for padded lines: takes blocks, writes sound and unsound rows, and counts."""

    def __init__(self, sound: TextIO, unsound: TextIO, *, cut: Cut, width: int, needed: int, limits: Limits,
                 lines_before: int) -> None:
        self.lines, self.blank, self.short, self.is_ascii = lines_before, 0, 0, True
        self._sound, self._unsound, self._cut = sound, unsound, cut
        self._width, self._needed, self._limits = width, needed, limits
        self.fewest = width

    def take(self, block: str) -> None:
        self.is_ascii = self.is_ascii and block.isascii()
        for line in block.split("\n"):
            self.lines += 1
            if line.strip():
                self._sift(line)
            else:
                self.blank += 1

    def finish(self) -> None:
        """Nothing is held back: a row is a line."""

    def _sift(self, line: str) -> None:
        complaint = unreadable(line, self._limits)
        values = [] if complaint else self._cut(line)
        self.fewest = min(self.fewest, len(values or ()) or self.fewest)
        if values is None:
            complaint = _CROSSING
        elif not complaint and not self._needed <= len(values) <= self._width:
            complaint = misfit(len(values), self._width, " ")
        if complaint or values is None:
            self._unsound.write(f"{self.lines}{UNIT}{shown(line)}{UNIT}{complaint}\n")
            return
        self.short += len(values) < self._width
        values += [""] * (self._width - len(values))
        self._sound.write(f"{self.lines}{UNIT}{line}{UNIT}{UNIT.join(values)}\n")
