"""What rests on assumptions, on a part of the data, or is generated: said beside the figures, from one place.

The build writes them into the book; the title of every page, every export and `ask` take them from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crm_core.language.stored import told
from crm_core.question import Question, Reader

_CAVEATS = Question("caveats", "select position, label, sentence from book_caveats order by position, label")
_KINDS = {3: "prices", 4: "unfinished", 6: "gaps"}
"""By their place in the book: what the strip of a page tells in a part of its own (`basis.py`)."""
_ASSUMED_PRICES = '"Assumed prices"'
"""In a label that a source states: prices again, and no caveat of another kind."""


@dataclass(frozen=True)
class Caveat:
    """A badge of two or three words, and the sentence behind it."""

    label: str
    sentence: str
    kind: str = field(default="", compare=False)
    """prices, unfinished or gaps; empty for every other."""


def caveats(read: Reader) -> tuple[Caveat, ...]:
    """What a reader of any figure of this book must know, the gravest first; empty when there is nothing."""
    return tuple(Caveat(told(row.label), told(row.sentence), _kind(row.position, row.label))
                 for row in read(_CAVEATS).itertuples())


def _kind(position: int, label: str) -> str:
    return "prices" if _ASSUMED_PRICES in label else _KINDS.get(position, "")
