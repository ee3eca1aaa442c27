"""The options of commands that say where the data is, and in whose name it is asked."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from crm_core import CannotAnswer, open_book
from crm_core.approved import workspace_beside
from crm_core.language import _
from crm_core.permit import Permit
from crm_core.warehouse import Book, Shelf


class Asked(NamedTuple):
    """The book that is asked, where what people made of it lies, and what must be known of every answer."""

    book: Book
    place: Path | None
    caveat: str


def add_data(parser: argparse.ArgumentParser) -> None:
    """Add `--book`, which commands that load data call `--data`."""
    parser.add_argument("--book", "--data", dest="book", type=Path,
                        help=_("a data file or the folder of the data (default: data/)"))


def add_as(parser: argparse.ArgumentParser) -> None:
    """Add `--as EMAIL`."""
    parser.add_argument("--as", dest="email", metavar="EMAIL",
                        help=_("answer with what this person's permit shows, as the app does"))


@contextlib.contextmanager
def opened(place: Path | None, email: str | None) -> Iterator[Asked]:
    """The book at `place` as the person of this e-mail sees it; the whole of it where none is given. Nobody has a
    permit by the empty one, which a program hands over that does not know for whom it asks.

    Raises CannotAnswer for who has no permit, and for a file in the place of the folder that has the permits.
    """
    permit = None if email is None else _permit(place, email)
    if permit is None or permit.sees_everything:
        with open_book(place) as book:
            yield Asked(book, place, "")
        return
    from crm_core.limited_books import limited_shelf, open_limited  # with all that makes books

    bank = Shelf(place)
    limited = open_limited(bank, permit)
    with limited:
        yield Asked(limited, limited_shelf(bank, permit).folder, limited.caveat)


def _permit(place: Path | None, email: str) -> Permit:
    if place is not None and place.is_file():
        raise CannotAnswer(_("{file} is a file, and permits are kept beside the data in use. Name the folder of the "
                             "data.", file=place))
    workspace = workspace_beside(place)
    permit = workspace.people.permit_of(email) if workspace else None
    if permit is None:
        raise CannotAnswer(_("{email} has no permit for this data. `python -m crm_core people` lists who has one.",
                             email=repr(email)))
    return permit
