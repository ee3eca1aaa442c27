"""Clientela's analyses: plain Python over a bank's book. Knows no Streamlit.

    >>> import crm_core
    >>> from crm_core.house_style import Money
    >>> from crm_core.rooms import pareto
    >>> book = crm_core.open_book()
    >>> result = pareto.answer(book.reader(), by="contribution", top=0.2)
    >>> print(pareto.say(result, Money(book.info["currency"])))
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crm_core.language import _

if TYPE_CHECKING:
    from crm_core.warehouse import Book

__all__ = ["CannotAnswer", "NobodyInScope", "Withheld", "open_book"]


class CannotAnswer(Exception):
    """The question is sound, but this book cannot answer it; the message says what would.

    Its text is a whole sentence (or two) that goes to the user as it stands.
    """


class NobodyInScope(CannotAnswer):
    """The chosen year, regions and customer types leave no customer to look at."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or _("No customers match these filters. Choose another year, or widen the regions or "
                                       "types."))


class Withheld(CannotAnswer):
    """The book has it not because the reader may not see it; the message says who may."""


def open_book(path: str | Path | None = None) -> Book:
    """Open a book for reading.

    `path` is a book file, or a folder that holds the pointer to the current one; without it, the
    folder of `CLIENTELA_DATA` or `data/`. Raises BookUnavailable (a CannotAnswer) when there is none
    or it cannot be read.
    """
    from crm_core.warehouse import Book, Shelf

    place = Path(path) if path is not None else None
    if place is not None and place.is_file():
        return Book(place)
    return Shelf(place).open()
