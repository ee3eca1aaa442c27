"""Who serves the customers of a year, and the hours that are there: asked of the book where tiers follow hours.

A desk is a region × customer type × branch × manager. Hours can be pooled in three ways: all staff together, by branch
(the hours of its managers, for all customers of the branch) and by manager, as `consequences/capacity.py` counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.cuts import cut_parameters
from crm_core.rooms.tiers.questions import BRANCHES, DESK_AMOUNTS, DESK_STEPS, DESK_TIERS, DESKS, STAFF
from crm_core.rooms.tiers.scheme.group import By, Group, StaffLimit, types_of


@dataclass(frozen=True, eq=False)
class Pool:
    """Hours a year that cannot stand in for those of another pool. A desk takes hours of one pool or of none (−1)."""

    by: StaffLimit
    names: Sequence[str]
    capacity_hours: np.ndarray
    of_desk: np.ndarray

    def sums(self, hours: np.ndarray) -> np.ndarray:
        """Hours of desks, by the pool that gives them."""
        is_known = self.of_desk >= 0
        return np.bincount(self.of_desk[is_known], weights=hours[is_known], minlength=len(self.names))


@dataclass(frozen=True, eq=False)
class Desks:
    """The desks of a book in one year, `back` years before the scope's; hours are those of today."""

    read: Reader
    back: int
    scoring: Mapping[str, float]
    keep: Callable[[str, Callable[[], Any]], Any]

    @cached_property
    def table(self) -> pd.DataFrame:
        """desk_id (rising), customer_type, branch_id, manager_id and more."""
        return self.read(DESKS)

    def places(self, desk_ids: np.ndarray) -> np.ndarray:
        """Where desks stand in the table."""
        return np.searchsorted(self.table["desk_id"].to_numpy(), desk_ids)

    def members(self, group: Group) -> np.ndarray:
        """Which desks serve customers that the cuts are for."""
        return self.table["customer_type"].isin(types_of(group)).to_numpy()

    def steps(self, by: By) -> np.ndarray:
        """step, place of the desk, customers: of every step of what ranks customers."""
        scoring = self.scoring if by == "score" else dict.fromkeys(self.scoring, 0)
        return self.keep(f"desk steps {by} {self.back} {sorted(scoring.items())}", lambda: self._at_places(
            self.read(DESK_STEPS, back=self.back, by_score=int(by == "score"), **scoring)))

    def amounts(self, step: int) -> np.ndarray:
        """amount, place of the desk, customers: of one step of contribution."""
        return self._at_places(self.read(DESK_AMOUNTS, back=self.back, step=step))

    def tiers(self, group: Group, cuts: tuple[float, ...]) -> np.ndarray:
        """tier, place of the desk, customers: of a group at these cuts."""
        return self._at_places(self.read(
            DESK_TIERS, back=self.back, types=types_of(group), by_score=int(group.by == "score"), **self.scoring,
            **cut_parameters("cut", group.by, cuts)))

    def _at_places(self, rows: np.ndarray) -> np.ndarray:
        rows = rows.copy()
        rows[:, 1] = self.places(rows[:, 1])
        return rows

    def pools(self, limit: StaffLimit) -> tuple[Pool, ...]:
        """All staff together, and besides each branch or each manager with hours that are known, as `limit` says.

        Raises CannotAnswer when no hours are known.
        """
        staff, desks = self.read(STAFF), self.table
        together = float(staff["capacity_hours"].sum())
        if not together > 0:
            raise CannotAnswer(_("The data has no staff hours, so it cannot say how many customers the managers can "
                                 "serve. Add a staff file with capacity_hours, or set the number of customers."))
        bank = Pool("bank", [""], np.array([together]), np.zeros(len(desks), dtype=int))
        if limit == "bank":
            return (bank,)
        key = f"{limit}_id"
        named = staff if limit == "manager" else self.read(BRANCHES).merge(
            staff.groupby(key)["capacity_hours"].sum(min_count=1).reset_index(), on=key)
        named = named[named["capacity_hours"] > 0]
        return bank, Pool(limit, named["name"].tolist(), named["capacity_hours"].to_numpy(dtype=float),
                          pd.Index(named[key]).get_indexer(desks[key]))
