"""A bank, a segment of it, and a bank that has the customers of the segment and no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow

from crm_core import open_book
from crm_core.question import Reader
from crm_core.scope import Scope, Segment
from crm_core.warehouse import Book
from tests.rooms.tiers.bank import publish

CUSTOMERS = 60
IDS = tuple(f"C{number:04d}" for number in range(CUSTOMERS) if number % 3 != 1)
"""Two customers of three."""


def segment(*ids: str) -> Segment:
    return Segment(" ".join(ids), "Some", pyarrow.table({"customer_id": pyarrow.array(ids, type=pyarrow.string())}))


@dataclass(frozen=True)
class TwoBanks:
    whole: Book
    small: Book

    @property
    def narrowed(self) -> Reader:
        """The whole bank under the segment."""
        return self.whole.reader(Scope(segment=segment(*IDS)))


@contextmanager
def two_banks(folder: Path) -> Iterator[TwoBanks]:
    publish(folder / "whole", customers=CUSTOMERS)
    publish(folder / "small", customers=CUSTOMERS, only=IDS)
    with open_book(folder / "whole") as whole, open_book(folder / "small") as small:
        yield TwoBanks(whole, small)
