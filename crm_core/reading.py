"""What a room says: the answer in a sentence, what follows from it, the captions of its cards and its figures."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True)
class Reading:
    """`headline` is the answer with its numbers; `so_what` is what a manager would make of it."""

    headline: str
    so_what: str = ""

    def __str__(self) -> str:
        return f"{self.headline} {self.so_what}".strip()


class CardName(str):
    """What a card is called whatever it finds, in every language: nothing that a reader sees."""

    __slots__ = ()


class _Caption(NamedTuple):
    title: str
    note: str = ""
    name: str = ""


class Caption(_Caption):
    """The finding that a card states in its title, and a note below it.

    `name` is what the card is called whatever it finds, in every language: the function that words it, so that no
    room has to say so. People's notes on the card hang on it: rename the function, and they are found only in the
    list of all notes.
    """

    __slots__ = ()

    def __new__(cls, title: str, note: str = "", name: str = "") -> Caption:
        return super().__new__(cls, title, note, CardName(name or sys._getframe(1).f_code.co_name))


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
