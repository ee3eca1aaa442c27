"""Whether a book can answer a room: wholly, partly or not at all, known before anybody asks.

Each room names in `NEEDS` what its answer hangs on; the navigation, the foot of a page and the Data page read it here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from crm_core.question import Question, Reader

_FACTS = Question.from_file(__file__, "book_facts.sql")

BRINGS = {
    "revenue": "net_interest_income or fee_income in the activity file, or a rates file",
    "cost": "cost_to_serve in the activity file, or a rates file",
    "balance": "a balance in the activity file",
    "turnover": "a turnover in the activity file",
    "months": "activity of at least three months",
    "years": "activity of two whole years",
    "regions": "customers of more than one region",
    "market": "a market file",
    "region_economy": "a region_economy file",
    "region_industry": "a region_industry file",
    "outflows": "an outflows file",
    "contacts": "a contacts file",
    "staff": "a staff file",
    "branches": "a branches file",
    "managers": "a manager_id in the customers file",
}
"""What a book may hold, by what would bring it."""

Level = Literal["whole", "part", "none"]


@dataclass(frozen=True)
class Needs:
    """What a room's answer hangs on, in the names of `BRINGS`: one of each of `requires`, or there is none; without
    `better_with` a part of it is missing. Raises ValueError for another name."""

    requires: tuple[tuple[str, ...], ...] = ()
    better_with: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (*(name for some in self.requires for name in some), *self.better_with):
            if name not in BRINGS:
                raise ValueError(f"Nothing called {name!r} is known of a book; choose of {', '.join(BRINGS)}.")


@dataclass(frozen=True)
class Availability:
    """How far a book can answer, and what would bring the rest, as noun phrases; empty when it answers wholly."""

    level: Level
    missing: tuple[str, ...] = ()


def facts(read: Reader) -> frozenset[str]:
    """What the book behind `read` holds, in the names of `BRINGS`."""
    row = read(_FACTS).iloc[0]
    return frozenset(name for name in BRINGS if bool(row[name]))


def availability(needs: Needs, held: Collection[str]) -> Availability:
    """How far a book that holds `held` meets `needs`."""
    missing = tuple(" or ".join(BRINGS[name] for name in some) for some in needs.requires if not set(some) & set(held))
    if missing:
        return Availability("none", missing)
    rest = tuple(BRINGS[name] for name in needs.better_with if name not in held)
    return Availability("part" if rest else "whole", rest)


def listed(phrases: Collection[str]) -> str:
    """`a market file`, `a market file and a staff file`, `a, b and c`; nothing for none.

    Phrases that hold an "or" stay apart by ";".
    """
    if len(phrases) < 2:  # noqa: PLR2004
        return "".join(phrases)
    *first, last = phrases
    mark = "; " if any(", or " in each for each in phrases) else ", "
    return f"{mark.join(first)}{';' if mark == '; ' else ''} and {last}"
