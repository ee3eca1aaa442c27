"""A scheme against what the customers stand in: the tiers in force, or those that it gave a year earlier."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

import pandas as pd

from crm_core import CannotAnswer
from crm_core.contract import BOOK_TYPES, CUSTOMER_TYPES
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms.tiers.answers.tiering import at_desks
from crm_core.rooms.tiers.consequences.cells import cells
from crm_core.rooms.tiers.consequences.exceptions import cells_with_exceptions
from crm_core.rooms.tiers.consequences.levels import levels
from crm_core.rooms.tiers.consequences.moves import direction
from crm_core.rooms.tiers.customers.assignment import Placer
from crm_core.rooms.tiers.cutting.rules import Rules
from crm_core.rooms.tiers.cutting.year import Keep
from crm_core.rooms.tiers.scheme.group import Group
from crm_core.rooms.tiers.scheme.scheme import Scheme

Direction = Literal["down", "up", "same", "new", "left"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
_OF_MOVES: Mapping[str, Direction] = {"down": "down", "up": "up", "stayed": "same", "entered": "new", "left": "left"}
"""The directions of `Moves`, as a customer goes them."""
Way = tuple[int, int]
"""The tier then and the tier now, from 1; 0 is outside."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What placed the customers then and what places them now. Made once, it compares any customer of its year."""

    placer: Placer
    now: Rules
    then: Rules
    is_apart: bool
    """Whether `then` is a year earlier; otherwise both place the customers of the same year."""
    ways: Mapping[Way, Direction]

    @classmethod
    def of(cls, read: Reader, scheme: Scheme, *, in_force: Scheme | None = None,
           keep: Keep | None = None) -> Comparison:
        """With the tiers of `in_force`, or without one those of the same scheme a year earlier, when nobody was placed
        by hand yet; `keep` as in `outline`. Raises CannotAnswer when the book does not hold that year whole, and as
        `tiering` does."""
        placer = Placer.of(read, scheme, in_force=in_force, keep=keep)
        if placer.then is None and "before" not in placer.rules:
            raise CannotAnswer(_("The data does not include the whole year before, so nobody can be said to change "
                                 "tier. Choose a later year, or compare with an approved scheme."))
        then = placer.then.rules["now"] if placer.then else replace(placer.rules["before"], by_hand={})
        now = placer.rules["now"]
        was, stands = levels(then.scheme.names, now.scheme.names)
        ways = {(before, after): _OF_MOVES[direction(before, after, was, stands)]
                for before in range(len(was) + 1) for after in range(len(stands) + 1) if before or after}
        return cls(placer, now, then, placer.then is None, ways)

    @property
    def is_by_need(self) -> bool:
        """Whether somebody is placed by need, which no database can do."""
        return any(group.how == "needs" for rules in (self.now, self.then) for group in rules.scheme.groups)

    @property
    def labels(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The tiers then and now as they are shown, by their numbers: nothing for 0."""
        return ("", *self.then.scheme.labels), ("", *self.now.scheme.labels)

    def tiers(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of `customers.sql` with tier_then and tier_now, as the moves count them."""
        now, then = self.now.tiers_of_all(rows), self.then.tiers_of_all(rows, "_before" if self.is_apart else "")
        return rows.assign(tier_now=self.now.with_exceptions(rows, now),
                           tier_then=self.then.with_exceptions(rows, then))

    def cells(self, read: Reader, *, keep: Keep | None = None) -> pd.DataFrame:
        """How many under the scope of `read` go which way, by desk: what the moves are made of. `keep` as in `cells`.
        """
        counted = cells(read, self.now, self.then, apart=self.is_apart, keep=keep)
        standing = at_desks(read, cells_with_exceptions(read, counted, self.now, self.then, apart=self.is_apart))
        return standing[standing["in_scope"] == 1]

    def questions(self, directions: Collection[Direction]) -> Iterator[dict]:
        """The parameters of `movers.sql`: one question for all types, or one for each where types are told apart."""
        ways = [before * 10 + after for (before, after), way in self.ways.items() if way in directions]
        hands = self.now.hands("now_hand") | self.then.hands("then_hand")
        for types, now, then in self._groups():
            rules = self.now.parameters("now_", now) | self.then.parameters("then_", then)
            yield {"types": types, "every_kind": int(types == BOOK_TYPES), "apart": int(self.is_apart),
                   "ways": tuple(ways), **hands, **rules}

    def _groups(self) -> Iterator[tuple[tuple[str, ...], Group, Group]]:
        now, then = self.now.scheme, self.then.scheme
        if not (now.is_by_type or then.is_by_type):
            yield BOOK_TYPES, now.groups[0], then.groups[0]
            return
        for kind in CUSTOMER_TYPES:
            yield (kind,), now.group_of(kind), then.group_of(kind)
