"""Whether a book can answer a room: wholly, partly or not at all, known before anybody asks.

Each room names in `NEEDS` what its answer hangs on; the navigation, the foot of a page and the Data page read it here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from crm_core.language import N_, _, one_of
from crm_core.question import Question, Reader

_FACTS = Question.from_file(__file__, "book_facts.sql")

BRINGS = {
    "revenue": N_("net interest income or fees (net_interest_income, fee_income) in the activity file, or a rates "
                  "file"),
    "cost": N_("cost to serve (cost_to_serve) in the activity file, or a rates file"),
    "balance": N_("a balance in the activity file"),
    "turnover": N_("a turnover in the activity file"),
    "months": N_("activity of at least three months"),
    "years": N_("activity of two whole years"),
    "regions": N_("customers of more than one region"),
    "region": N_("a region (region_id) in the customers file"),
    "types": N_("a customer type (customer_type) in the customers file"),
    "leavers": N_("a last day (left_on) of the customers who left, in the customers file"),
    "joined": N_("a date of joining (joined_on) in the customers file"),
    "market": N_("a market file"),
    "region_economy": N_("a region_economy file"),
    "region_industry": N_("a region_industry file"),
    "outflows": N_("an outflows file"),
    "contacts": N_("a contacts file"),
    "staff": N_("a staff file"),
    "branches": N_("a branches file"),
    "managers": N_("a manager (manager_id) in the customers file"),
    "used": N_("transactions or a turnover in the activity file"),
    "families": N_("products of several families that customers hold in three or more combinations"),
    "quality": N_("the same files loaded again"),
    "customer_months": N_("the months of single customers, which stayed in the lakehouse (build lakehouse … "
                          "--with-activity)"),
}
"""What a book may hold, by what would bring it."""

ALSO_USED = ("transactions", "grade", "size")
"""What rooms read besides, and nobody need bring."""

Level = Literal["whole", "part", "none"]


@dataclass(frozen=True)
class Needs:
    """What a room's answer hangs on, in the names of `BRINGS`: one of each of `requires`, or there is none; without
    `better_with` a part of it is missing. Raises ValueError for another name.

    `uses` names what else it reads where the book holds it, of `BRINGS` or `ALSO_USED`: nobody need be told that it is
    missing altogether, but every reader how much of it is there.
    """

    requires: tuple[tuple[str, ...], ...] = ()
    better_with: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in self.names:
            if name not in BRINGS and (name not in ALSO_USED or name not in self.uses):
                raise ValueError(f"Nothing called {name!r} is known of a book; choose of {', '.join(BRINGS)}.")

    @property
    def names(self) -> frozenset[str]:
        """Everything that the answer reads."""
        return frozenset((*(name for some in self.requires for name in some), *self.better_with, *self.uses))

    @property
    def is_money(self) -> bool:
        """Whether contribution, or a line of it, is part of the answer."""
        return not self.names.isdisjoint({"revenue", "cost"})


@dataclass(frozen=True)
class Availability:
    """How far a book can answer, and what it lacks; empty when it answers wholly."""

    level: Level
    missing_names: tuple[tuple[str, ...], ...] = ()
    """In the names of `BRINGS`; of each group one would do."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What would bring the rest, in the language spoken now: `a market file`."""
        return tuple(one_of([_(BRINGS[name]) for name in some]) for some in self.missing_names)


def facts(read: Reader) -> frozenset[str]:
    """What the book behind `read` holds, in the names of `BRINGS`."""
    row = read(_FACTS).iloc[0]
    return frozenset(name for name in BRINGS if bool(row[name]))


def availability(needs: Needs, held: Collection[str]) -> Availability:
    """How far a book that holds `held` meets `needs`."""
    missing = tuple(some for some in needs.requires if not set(some) & set(held))
    if missing:
        return Availability("none", missing)
    rest = tuple((name,) for name in needs.better_with if name not in held)
    return Availability("part" if rest else "whole", rest)
