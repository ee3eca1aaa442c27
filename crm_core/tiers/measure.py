"""What a scheme means for the bank: its tiers, who moves, whether the staff can serve them, and whom it favours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.tiers.capacity import Capacity
from crm_core.tiers.fairness import Fairness
from crm_core.tiers.hold import Held
from crm_core.tiers.leakage import Leakage
from crm_core.tiers.moves import Moves
from crm_core.tiers.needs import Needs
from crm_core.tiers.scheme import Scheme

MONEY = ("contribution", "balance", "cost_to_serve")


@dataclass(frozen=True, eq=False)
class Outline:
    """A scheme, and who stands where under it, of the customers in scope. Money and hours a year."""

    scheme: Scheme
    tiers: pd.DataFrame
    """One row a tier, best first: tier (from 1), name, customers, customer_share, contribution, contribution_share,
    balance, balance_share, cost_to_serve, service_cost (of what is promised), staffed_hours. Shares are of all tiers,
    NaN when the total is not positive."""
    cuts: pd.DataFrame
    """of, tier, at_least (points of score or money; inf: nobody reaches it), near (as far as that on both sides),
    near_customers (in scope), gvf, missed_at_most: one row for each cut of the whole bank."""
    groups: pd.DataFrame
    """tier, region_id, region, customer_type, customers, contribution, balance, cost_to_serve."""
    fairness: Fairness
    lacking: pd.DataFrame
    """what (`size`, `grade`, `size and grade`), customers, counts: True when a criterion with weight is lacking."""
    needs: Mapping[str, Needs]
    """Of tiers by need, by whom they are for: how steady they are, and the profile of each."""

    @property
    def customers(self) -> int:
        """Everybody in scope."""
        return int(self.tiers["customers"].sum())

    @property
    def service_cost(self) -> float:
        """What is promised to all of them costs so much a year."""
        return float(self.tiers["service_cost"].sum())


@dataclass(frozen=True, eq=False)
class Tiering(Outline):
    """An Outline and what follows from it. A part is None when the book cannot say it."""

    against: str
    """What `moves` compares with: `the year before`, `the tiers in force`, or nothing."""
    moves: Moves | None
    """None when the book does not hold the whole year before."""
    capacity: Capacity | None
    """Of the managers and branches of the regions in scope, with all their customers; None without a staff file."""
    hold: Held | None
    """None without a hold rule, without three whole years, and for tiers by need."""
    leakage: Leakage | None
    """None without contacts in the year, and for tiers by need."""


def tier_table(scheme: Scheme, standing: pd.DataFrame, costs: Mapping[str, np.ndarray],
               hours: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """`Tiering.tiers` from tier × customer_type (customers and money); `costs` and `hours` are promised by type."""
    known = standing.assign(
        service_cost=_promised(standing, costs), staffed_hours=_promised(standing, hours),
    )
    added = ["customers", *MONEY, "service_cost", "staffed_hours"]
    places = pd.RangeIndex(1, len(scheme.tiers) + 1, name="tier")
    table = known.groupby("tier")[added].sum().reindex(places, fill_value=0).reset_index()
    table["customers"] = table["customers"].astype(int)
    table.insert(1, "name", [tier.name for tier in scheme.tiers])
    for name in ("customer", "contribution", "balance"):
        counted = "customers" if name == "customer" else name
        total = table[counted].sum()
        table.insert(table.columns.get_loc(counted) + 1, f"{name}_share",
                     table[counted] / total if total > 0 else np.nan)
    return table


def lacking_table(rows: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """`Tiering.lacking` from lacking (1 size, 2 grade, 3 both) and customers."""
    scored = any(group.by == "score" and group.how != "needs" for group in scheme.groups)
    size, grade = scored and scheme.weights.scale > 0, scored and scheme.weights.reputation > 0
    many = rows.groupby("lacking")["customers"].sum()
    return pd.DataFrame(
        [(what, int(many.get(code, 0)), counts)
         for code, what, counts in ((1, "size", size), (2, "grade", grade), (3, "size and grade", size or grade))],
        columns=["what", "customers", "counts"],
    )


def _promised(standing: pd.DataFrame, per_customer: Mapping[str, np.ndarray]) -> np.ndarray:
    each = [per_customer[kind][tier - 1]
            for kind, tier in zip(standing["customer_type"], standing["tier"], strict=True)]
    return standing["customers"].to_numpy() * np.array(each, dtype=float)
