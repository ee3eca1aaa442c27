"""The books on a shelf: what each holds, what differs from the book before it, and whether it can be used again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from crm_core import CannotAnswer
from crm_core.intake.comparison import CUSTOMERS, MISSING, MONTHS, NEW, ROWS
from crm_core.intake.report import COMPARISON
from crm_core.language import N_, _
from crm_core.question import Question
from crm_core.warehouse import Book, Shelf

ORIGINS = {"files": N_("The bank's files"), "lakehouse": N_("The bank's lakehouse"), "berka": N_("Czech bank"),
           "demo": N_("Demo data")}
SOURCE = Question("source", "select title, source, built_at, first_month, last_month, currency from book_info")


@dataclass(frozen=True)
class Difference:
    """An amount or a count in this book and in the one before it; None where that did not hold it."""

    measure: str
    before: float | None
    now: float


@dataclass(frozen=True)
class KeptBook:
    """A book on the shelf. One that cannot be used has its `problem`, and nothing else is known of it."""

    fingerprint: str
    path: Path
    is_current: bool
    problem: str = ""
    title: str = ""
    source: str = ""
    """files, lakehouse, berka or demo."""
    built_at: dt.datetime | None = None
    """In UTC."""
    first_month: dt.date | None = None
    last_month: dt.date | None = None
    compared_with: str = ""
    """The fingerprint of the book that was in use when this one was made; empty when none could be compared."""
    measures: tuple[Difference, ...] = field(default=())

    @property
    def origin(self) -> str:
        """What it was made from, in words; empty where that is not known."""
        return _(ORIGINS[self.source]) if self.source in ORIGINS else ""

    def of(self, measure: str) -> Difference | None:
        """One measure; None when the book does not hold it."""
        return next((each for each in self.measures if each.measure == measure), None)

    @property
    def amounts(self) -> tuple[Difference, ...]:
        """The sums of the columns of activity."""
        return tuple(each for each in self.measures if each.measure not in (CUSTOMERS, NEW, MISSING, MONTHS, ROWS))


def kept_books(shelf: Shelf) -> tuple[KeptBook, ...]:
    """Every book on the shelf, the one put in use last first."""
    current = shelf.current_or_none()
    return tuple(kept_book(path, is_current=path.name == current) for path in shelf.books())


def kept_book(path: Path, *, is_current: bool) -> KeptBook:
    """What the book at `path` says of itself, or why it cannot be used."""
    mark = path.stem.removeprefix("book-")
    try:
        with Book(path) as book:
            info, rows = book.info, book.read(COMPARISON)
    except CannotAnswer as error:
        return KeptBook(mark, path, is_current, problem=str(error))
    measures = tuple(Difference(str(row.measure), float(row.before) if pd.notna(row.before) else None, float(row.now))
                     for row in rows.itertuples())
    return KeptBook(
        mark, path, is_current, title=str(info["title"]), source=str(info["source"]),
        built_at=info["built_at"].to_pydatetime(), first_month=info["first_month"].date(),
        last_month=info["last_month"].date(), compared_with=str(rows["compared_with"].iloc[0]) if len(rows) else "",
        measures=measures)
