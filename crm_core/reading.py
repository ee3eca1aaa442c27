"""What a room says: the answer in a sentence, what follows from it, the captions of its cards and its figures."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, ParamSpec, TypeVar, cast

from crm_core.made_once import made_once


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


class Caption(NamedTuple):
    """The finding that a card states in its title, a note below it, and what the card is called whatever it finds.

    People's notes on a card hang on its name; without one, a card takes none. `named` gives it.
    """

    title: str
    note: str = ""
    name: str = CardName()


_Parameters = ParamSpec("_Parameters")
_Worded = TypeVar("_Worded", bound=Caption | None)


def named(word: Callable[_Parameters, _Worded]) -> Callable[_Parameters, _Worded]:
    """The captions that a function words bear its name, but for those that it names itself.

    Rename the function, and the notes on its card are found only in the list of all notes. The caption of a result is
    worded once.
    """
    @made_once
    @functools.wraps(word)
    def caption(*given: _Parameters.args, **options: _Parameters.kwargs) -> _Worded:
        worded = word(*given, **options)
        if worded is None:
            return worded
        return cast(_Worded, worded._replace(name=CardName(worded.name or word.__name__)))

    return caption


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
