"""Can the staff keep what is promised? Hours needed against hours there are, by tier, by manager and by branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from crm_core.rooms.tiers.scheme.service import MINUTE

NOBODY = ""
"""The manager of customers who have none."""


@dataclass(frozen=True, eq=False)
class Staffing:
    """Staffed hours a year promised to all customers of the regions in scope, whatever their type: hours are shared.

    Rates are hours promised over hours there are: 1 is full, NaN where no hours are known.
    """

    tier_hours: np.ndarray
    """Promised to each tier, best first."""
    tier_used_rates: np.ndarray
    """Of all hours there are."""
    capacity_hours: float | None
    """Of the managers of these regions; None when the staff file has no hours."""

    @property
    def hours(self) -> float:
        """Promised to all of them together."""
        return float(self.tier_hours.sum())

    @property
    def used_rate(self) -> float | None:
        """Hours promised over hours there are."""
        return self.hours / self.capacity_hours if self.capacity_hours else None


@dataclass(frozen=True, eq=False)
class Capacity:
    """Staffed hours a year by who gives them; `tier_1_hours` … say to which tier. Rates as in `Staffing`."""

    managers: pd.DataFrame
    """manager_id, name, branch_id, capacity_hours, customers, hours, tier_1_hours … tier_k_hours, used_rate: fullest
    first."""
    branches: pd.DataFrame
    """branch_id, name, then as for managers (capacity_hours are those of its managers): fullest first; its customers
    without a manager count."""
    unmanaged_hours: float
    """Promised to customers whom no manager looks after."""
    unmanaged_customers: int

    @cached_property
    def overbooked(self) -> int:
        """Managers over capacity: more hours are promised than they have."""
        return _overbooked(self.managers)

    @cached_property
    def overbooked_branches(self) -> int:
        """Branches whose customers are promised more hours than its managers have."""
        return _overbooked(self.branches)


def _overbooked(desks: pd.DataFrame) -> int:
    """How many are over capacity, by a minute a year at least."""
    return _over(desks["hours"].to_numpy(dtype=float), desks["capacity_hours"].to_numpy(dtype=float))


def _over(hours: np.ndarray, there: np.ndarray) -> int:
    """The same of hours promised and hours there are."""
    return int((hours - np.where(there > 0, there, np.nan) >= MINUTE).sum())


def promised(customers: np.ndarray, types: pd.Categorical, each: Mapping[str, np.ndarray]) -> np.ndarray:
    """What is promised to each tier: from `customers` [tiers, groups] of groups of these customer `types`, and what
    one customer of `each` type is promised in each tier."""
    by_type = np.array([each[kind] for kind in types.categories])
    return (customers * by_type[types.codes].T).sum(axis=1)


def staffing(customers: np.ndarray, types: pd.Categorical, hours: Mapping[str, np.ndarray],
             capacity_hours: float | None) -> Staffing:
    """`hours` a year that one customer of each type is promised in each tier; the others as in `promised`."""
    promised_hours = promised(customers, types, hours)
    return Staffing(promised_hours, promised_hours / (capacity_hours or np.nan), capacity_hours or None)


def capacity(cells: pd.DataFrame, staff: pd.DataFrame, branches: pd.DataFrame,
             hours: Mapping[str, np.ndarray]) -> Capacity:
    """Hours needed by `cells` (tier_now, customer_type, branch_id, manager_id, customers) of those who are customers.

    `staff` has manager_id, name, branch_id and capacity_hours; `branches` branch_id and name; `hours` the staffed
    hours a year that a customer of each type is promised in each tier.
    """
    is_inside, tier, many, promised = _promised_inside(cells, hours)
    managers_of, branches_of = (cells[name].array[is_inside] for name in ("manager_id", "branch_id"))
    sums = np.zeros((len(many), 2 + len(next(iter(hours.values())))))
    sums[:, 0], sums[:, 1] = many, promised
    sums[np.arange(len(many)), 2 + tier] = promised
    unmanaged = np.asarray(managers_of == NOBODY, dtype=bool)
    by_branch = _summed(branches.assign(capacity_hours=_hours_at(branches, staff)), "branch_id", branches_of, sums)
    return Capacity(
        managers=_summed(staff, "manager_id", managers_of, sums),
        branches=by_branch[by_branch["customers"].to_numpy() > 0].reset_index(drop=True),
        unmanaged_hours=float(promised[unmanaged].sum()),
        unmanaged_customers=int(many[unmanaged].sum()),
    )


def overbooked(cells: pd.DataFrame, staff: pd.DataFrame, branches: pd.DataFrame,
               hours: Mapping[str, np.ndarray]) -> tuple[int, int]:
    """`Capacity.overbooked` and `overbooked_branches` alone, without the tables: for what is only compared with."""
    is_inside, _tier, _many, promised = _promised_inside(cells, hours)

    def over(desks: pd.DataFrame, key: str, there: np.ndarray) -> int:
        at, ids = pd.Index(desks[key]).get_indexer(cells[key].array[is_inside]), desks[key]
        return _over(np.bincount(at[at >= 0], promised[at >= 0], len(ids)), there)

    return (over(staff, "manager_id", staff["capacity_hours"].to_numpy(dtype=float)),
            over(branches, "branch_id", _hours_at(branches, staff)))


def _promised_inside(cells: pd.DataFrame, hours: Mapping[str, np.ndarray],
                     ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Which cells are of customers; of those the tier (from 0), how many they are, and the hours promised to them."""
    tier_now, kinds = cells["tier_now"].to_numpy(dtype=int), cells["customer_type"].astype("category").cat
    is_inside = tier_now > 0
    tier, many = tier_now[is_inside] - 1, cells["customers"].to_numpy(dtype=float)[is_inside]
    each = np.array([hours[kind] for kind in kinds.categories]).reshape(-1, len(next(iter(hours.values()))))
    return is_inside, tier, many, many * each[kinds.codes.to_numpy()[is_inside], tier]


def _hours_at(branches: pd.DataFrame, staff: pd.DataFrame) -> np.ndarray:
    """The hours that each branch's managers have; NaN where nobody says."""
    at, there = pd.Index(branches["branch_id"]).get_indexer(staff["branch_id"]), staff["capacity_hours"].to_numpy(float)
    is_known = (at >= 0) & ~np.isnan(there)
    many = np.bincount(at[is_known], minlength=len(branches))
    return np.where(many > 0, np.bincount(at[is_known], there[is_known], len(branches)), np.nan)


def _summed(desks: pd.DataFrame, key: str, serving: ExtensionArray, sums: np.ndarray) -> pd.DataFrame:
    """The sums (customers, hours, hours by tier) of each of `desks`, by whom of them is `serving`, and how full it is,
    fullest first."""
    at = pd.Index(desks[key]).get_indexer(serving)
    summed = np.zeros((len(desks), sums.shape[1]))
    np.add.at(summed, at[at >= 0], sums[at >= 0])
    there = desks["capacity_hours"].to_numpy(dtype=float)
    rates = summed[:, 1] / np.where(there > 0, there, np.nan)
    named = {f"tier_{tier}_hours": summed[:, 1 + tier] for tier in range(1, sums.shape[1] - 1)}
    rated = {"customers": summed[:, 0].astype(int), "hours": summed[:, 1], **named, "used_rate": rates}
    order = np.lexsort((desks[key].to_numpy(dtype=str), -summed[:, 1], -np.nan_to_num(rates, nan=-1.0)))
    known = {str(name): column.array.take(order) for name, column in desks.items()}
    return pd.DataFrame(known | {name: each[order] for name, each in rated.items()}, copy=False)
