"""What a room says: the answer in a sentence, what follows from it, the captions of its cards and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True)
class Reading:
    """`headline` is the answer with its numbers; `so_what` is what a manager would make of it."""

    headline: str
    so_what: str = ""

    def __str__(self) -> str:
        return f"{self.headline} {self.so_what}".strip()


class Caption(NamedTuple):
    """The finding that a card states in its title, and a note below it."""

    title: str
    note: str = ""


@dataclass(frozen=True)
class Metric:
    """One figure: its value in words, what it was a year ago as a change, and what it means.

    `good` says which direction of `change` is welcome, `none` that neither is.
    """

    label: str
    value: str
    explain: str = ""
    change: str = ""
    good: Literal["up", "down", "none"] = "none"
