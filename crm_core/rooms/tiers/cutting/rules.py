"""A scheme made ready to place customers of one year: for each group its cuts, or its clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.cuts import Cuts, cut_parameters
from crm_core.rooms.tiers.cutting.needs import MAX_FITTED, Needs, find_needs
from crm_core.rooms.tiers.cutting.placing import ranked_by, tiers_at
from crm_core.rooms.tiers.cutting.roll import Roll
from crm_core.rooms.tiers.cutting.year import Keep
from crm_core.rooms.tiers.questions import CUSTOMERS, SIZE
from crm_core.rooms.tiers.scheme.group import Group, types_of
from crm_core.rooms.tiers.scheme.scheme import MAX_TIERS, Scheme

SLICE = 250_000
"""Customers that are held one by one at a time."""


@dataclass(frozen=True, eq=False)
class Rules:
    """What places customers: `cuts` by whom they are for, `needs` for the groups that are cut by need, `scoring` for
    those that are scored (`scoring.scoring`), and `by_hand` the tiers of those whom an exception that holds places."""

    scheme: Scheme
    cuts: Mapping[str, Cuts]
    needs: Mapping[str, Needs]
    scoring: Mapping[str, float]
    by_hand: Mapping[str, int] = field(default_factory=dict)

    def parameters(self, prefix: str, group: Group, cut: str = "cut") -> dict[str, float]:
        """The rules of a group as parameters of a question; all but the cuts begin with `prefix`."""
        rules = {**self.scoring, "by_score": int(group.by == "score")}
        named = {f"{prefix}{name}": value for name, value in rules.items()}
        return named | cut_parameters(f"{prefix}{cut}", group.by, self.cuts[group.of].values)

    def hands(self, prefix: str) -> dict[str, tuple[str, ...]]:
        """Who is placed by hand, as parameters of a question: the customers of each tier."""
        return {f"{prefix}_{tier}": tuple(sorted(one for one, placed in self.by_hand.items() if placed == tier))
                for tier in range(1, MAX_TIERS + 1)}

    def values(self, rows: pd.DataFrame, group: Group, year: str = "") -> np.ndarray:
        """The score or contribution of each row of `customers.sql`; NaN for no customer in that year."""
        return ranked_by(rows, group.by, self.scoring, year)

    def tiers(self, rows: pd.DataFrame, group: Group, year: str = "") -> np.ndarray:
        """The tier of each row of `customers.sql`, all of the same group; 0 for no customer in that year."""
        if group.how == "needs":
            return self.needs[group.of].tiers(rows, year) if group.of in self.needs else np.zeros(len(rows), dtype=int)
        return tiers_at(self.values(rows, group, year), self.cuts[group.of].values)

    def tiers_of_all(self, rows: pd.DataFrame, year: str = "") -> np.ndarray:
        """The same of rows of any group."""
        tiers = np.zeros(len(rows), dtype=int)
        for group in self.scheme.groups:
            mine = rows["customer_type"].isin(types_of(group)).to_numpy()
            tiers[mine] = self.tiers(rows[mine], group, year)
        return tiers

    def with_exceptions(self, rows: pd.DataFrame, tiers: np.ndarray) -> np.ndarray:
        """The tiers of these rows, of who is placed by hand that of the exception; who is no customer stays none."""
        if not self.by_hand:
            return tiers
        by_hand = rows["customer_id"].map(self.by_hand).fillna(0).to_numpy(dtype=int)
        return np.where((by_hand > 0) & (tiers > 0), by_hand, tiers)

    def tiers_of(self, roll: Roll, group: Group) -> np.ndarray:
        """The same of everybody on a roll, of whatever type, by the cuts of a group that is not cut by need."""
        return roll.tiers(group.by, self.cuts[group.of].values, self.scoring)

    def shifted(self, margin: float) -> Rules:
        """The same with every cut raised (or lowered, below 0) by the margin."""
        by = {group.of: group.by for group in self.scheme.groups}
        moved = {of: replace(cuts, values=cuts.shifted(by[of], margin)) for of, cuts in self.cuts.items()}
        return replace(self, cuts=moved)


def fitted_needs(read: Reader, scheme: Scheme, keep: Keep | None = None) -> dict[str, Needs]:
    """The clusters of each group with customers that is cut by need, found on an even sample over the year's ranks.

    They hang on nothing but the year, the group and the number of tiers; `keep` holds them.
    """
    def make(group: Group) -> Needs | None:
        size = int(read(SIZE)["customers"].iloc[0])
        rows = read(CUSTOMERS, types=types_of(group), within_scope=0, first_rank=1, last_rank=size,
                    every=max(1, -(-size // MAX_FITTED)))
        return find_needs(rows, len(group.promises)) if len(rows) else None

    needs_of = {
        group.of: keep(f"needs {group.of} {len(group.promises)}", partial(make, group)) if keep else make(group)
        for group in scheme.groups if group.how == "needs"
    }
    return {of: needs for of, needs in needs_of.items() if needs}


def customers_in_slices(read: Reader, types: tuple[str, ...], *, within_scope: bool) -> Iterator[pd.DataFrame]:
    """Every customer of these types one by one, those who left since the year before last; never all at once."""
    size = int(read(SIZE)["customers"].iloc[0])
    firsts = range(1, size + 1, SLICE)
    for first, last in (*((first, first + SLICE - 1) for first in firsts), (0, 0)):
        yield read(CUSTOMERS, types=types, within_scope=int(within_scope), first_rank=first, last_rank=last, every=1)
