"""What rests on assumptions, on a part of the data, or is generated: said beside the figures, from one place.

The build writes them into the book; the title of every page, every export and `ask` take them from there.
"""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.language.stored import told
from crm_core.question import Question, Reader

_CAVEATS = Question("caveats", "select label, sentence from book_caveats order by position, label")


@dataclass(frozen=True)
class Caveat:
    """A badge of two or three words, and the sentence behind it."""

    label: str
    sentence: str


def caveats(read: Reader) -> tuple[Caveat, ...]:
    """What a reader of any figure of this book must know, the gravest first; empty when there is nothing."""
    return tuple(Caveat(told(row.label), told(row.sentence)) for row in read(_CAVEATS).itertuples())
