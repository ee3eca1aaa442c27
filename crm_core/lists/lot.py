"""Customers left out of a list by lot, so that what became of the others can be set against what became of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from crm_core import CannotAnswer
from crm_core.language import _

MAX_SHARE = 0.5
"""More than half left out tells less, not more, and calls fewer."""


@dataclass(frozen=True)
class Lot:
    """How customers are left out: a part of them, by a number that is kept, so that anybody can draw again.

    `outcome` is what calling is to prevent: `closed` (leaving) or `quiet`. Raises CannotAnswer for a share out of
    range.
    """

    outcome: str
    share: float
    """Of all customers selected, above 0 and up to `MAX_SHARE`."""
    seed: int

    def __post_init__(self) -> None:
        if not 0 < self.share <= MAX_SHARE:
            raise CannotAnswer(_("{share} of the customers cannot be left out by lot; choose from 1% to 50%.",
                                 share=f"{100 * self.share:g}%"))

    def left_out(self, customer_ids: Iterable[str]) -> frozenset[str]:
        """Who is left out: those whose number in the lot, SHA-256 of seed and id, comes first. Neither the order of the
        customers nor what is known of them has a say. At least one is left out and one is called.

        Raises CannotAnswer for fewer than two customers.
        """
        ordered = sorted(set(customer_ids), key=lambda each: (_number(self.seed, each), each))
        if len(ordered) < len(("called", "left out")):
            raise CannotAnswer(_("Of a single customer nobody can be left out by lot. Select more, or leave nobody "
                                 "out."))
        count = min(max(round(self.share * len(ordered)), 1), len(ordered) - 1)
        return frozenset(ordered[:count])


@dataclass(frozen=True)
class Pilot:
    """A list of which a part was left out by lot, as it was allotted; who was reached has no say."""

    list_id: int
    name: str
    lot: Lot
    begins_on: dt.date
    """The day on which the list was handed out: before it nobody was called."""
    called: tuple[str, ...]
    """Ids of those on the list."""
    left_out: tuple[str, ...]
    made_from: str = ""
    """Title of the data that the list was made from; empty where that was not kept."""
    drawn_before: int = 0
    """How many other lots of at least half of these customers were drawn and not used."""


def _number(seed: int, customer_id: str) -> str:
    return hashlib.sha256(f"{seed}:{customer_id}".encode()).hexdigest()
