"""Can the staff keep what is promised? Hours needed against hours there are, by manager and by branch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

NOBODY = ""
"""The manager of customers who have none."""


@dataclass(frozen=True, eq=False)
class Capacity:
    """Hours a year. Rates are hours needed over hours there are: 1 is full, NaN where no hours are known."""

    managers: pd.DataFrame
    """manager_id, name, branch_id, customers, hours, capacity_hours, used_rate: fullest first."""
    branches: pd.DataFrame
    """branch_id, name, customers, hours, capacity_hours (of its managers), used_rate: fullest first; its customers
    without a manager count."""
    hours: float
    """Promised to all customers together."""
    unmanaged_hours: float
    """Promised to customers whom no manager looks after."""
    unmanaged_customers: int
    capacity_hours: float | None
    """Of all managers in the staff file; None when it has no hours."""

    @property
    def used_rate(self) -> float | None:
        """Hours promised over hours there are, over the whole bank."""
        return self.hours / self.capacity_hours if self.capacity_hours else None

    @property
    def overbooked(self) -> int:
        """Managers who are promised out for more hours than they have."""
        return int((self.managers["used_rate"] > 1).sum())


def capacity(cells: pd.DataFrame, staff: pd.DataFrame, branches: pd.DataFrame,
             hours: dict[str, np.ndarray]) -> Capacity:
    """Hours needed by `cells` (tier_now, customer_type, branch_id, manager_id, customers) of those who are customers.

    `staff` has manager_id, name, branch_id and capacity_hours; `branches` branch_id and name; `hours` the staffed
    hours a year that a customer of each type is promised in each tier.
    """
    inside = cells[cells["tier_now"] > 0]
    promised = inside.assign(hours=inside["customers"] * np.array(
        [hours[kind][tier - 1] for kind, tier in zip(inside["customer_type"], inside["tier_now"], strict=True)],
        dtype=float))
    managed = promised[promised["manager_id"] != NOBODY]
    by_manager = managed.groupby("manager_id")[["customers", "hours"]].sum()
    managers = staff.merge(by_manager, on="manager_id", how="left").fillna({"customers": 0, "hours": 0.0})
    at_branch = staff.groupby("branch_id")["capacity_hours"].sum(min_count=1)
    by_branch = promised.groupby("branch_id")[["customers", "hours"]].sum().join(at_branch).reset_index()
    total = float(staff["capacity_hours"].sum())
    unmanaged = promised[promised["manager_id"] == NOBODY]
    return Capacity(
        managers=_fullest_first(managers, "manager_id"),
        branches=_fullest_first(branches.merge(by_branch, on="branch_id"), "branch_id"),
        hours=float(promised["hours"].sum()),
        unmanaged_hours=float(unmanaged["hours"].sum()),
        unmanaged_customers=int(unmanaged["customers"].sum()),
        capacity_hours=total or None,
    )


def _fullest_first(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    rated = rows.assign(customers=rows["customers"].astype(int),
                        used_rate=rows["hours"] / rows["capacity_hours"].where(rows["capacity_hours"] > 0))
    return rated.sort_values(["used_rate", "hours", key], ascending=[False, False, True], ignore_index=True)
