"""What a scheme means for the bank: its tiers, who moves, whether the staff can serve them, and whom it favours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from crm_core.rooms.tiers.consequences.capacity import Capacity, Staffing, promised
from crm_core.rooms.tiers.consequences.fairness import Fairness
from crm_core.rooms.tiers.consequences.hold import HoldEffect
from crm_core.rooms.tiers.consequences.leakage import Leakage
from crm_core.rooms.tiers.consequences.moves import Moves
from crm_core.rooms.tiers.cutting.exceptions import StandingException
from crm_core.rooms.tiers.cutting.limiter import Limiter
from crm_core.rooms.tiers.cutting.needs import Needs
from crm_core.rooms.tiers.cutting.ranking import MEASURES
from crm_core.rooms.tiers.scheme.scheme import Scheme

SHARED = {"customers": "customer_share", "contribution": "contribution_share", "balance": "balance_share"}
"""Measures whose share of the total is told, and its name."""
MAX_SHARE = 2.0
"""A tier with more than twice the net of all is told in money: of a net that is small beside gains and losses a share
says nothing."""


IN_FORCE, YEAR_BEFORE = "in_force", "year_before"
"""What moves can be counted from."""


@dataclass(frozen=True)
class Lacking:
    """Customers of whom the book does not say what a criterion needs."""

    what: str
    """`size`, `grade`, or `size and grade`."""
    customers: int
    counts: bool
    """True when a criterion with weight is lacking."""


@dataclass(frozen=True, eq=False)
class Outline:
    """A scheme, and who stands where under it, of the customers in scope. Money and hours a year."""

    scheme: Scheme
    tiers: pd.DataFrame
    """One row a tier, best first: tier (from 1), name, customers, customer_share, contribution, contribution_share,
    balance, balance_share, cost_to_serve, service_cost (of what is promised), staffed_hours. Shares are of all tiers,
    NaN when the total is not positive or less than half of a tier's amount (`shares`)."""
    cuts: pd.DataFrame
    """of, tier, at_least (points of score or money; inf: nobody reaches it), near (as far as that on both sides),
    near_customers (in scope), gvf, missed_at_most: one row for each cut of the whole bank. Where a share would part
    customers who tie: tied_customers (0 where none are), tied_at (points or money), tie_is_above (the cut), and how
    many were asked_customers and are met_customers above it, of_customers who are cut together, in the whole bank."""
    spread: pd.DataFrame
    """How the customers in scope are spread over what ranks them: see `spread.COLUMNS`. Empty for tiers by need."""
    groups: pd.DataFrame
    """tier, region_id, region, customer_type, customers, contribution, balance, cost_to_serve."""
    staffing: Staffing | None
    """The hours promised over the hours there are; None without a staff file."""
    fairness: Mapping[str, Fairness]
    """Who reaches the best tier, by `region_id` (against its mix of customer types) and by `customer_type`."""
    lacking: tuple[Lacking, ...]
    unknown: tuple[str, ...]
    """Criteria with a weight that the data has of nobody: they count nothing, the others take their part."""
    examples: tuple[str, ...]
    """What of the scheme are starting values that nobody has saved or approved: `cuts`, `promises`, both or neither."""
    limiter: Limiter | None
    """What keeps one customer more from the best tier; None unless it has as many as can be served."""
    exceptions: tuple[StandingException, ...]
    """Everybody whom the scheme places by hand, and whether that holds on the last day of the data."""
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
    """What `moves` compares with: `IN_FORCE`, `YEAR_BEFORE`, or nothing."""
    moves: Moves | None
    """None when the book does not hold the whole year before."""
    capacity: Capacity | None
    """`staffing` by the managers and branches of the regions in scope, with all their customers."""
    hold: HoldEffect | None
    """None without a stability rule, without three whole years, and for tiers by need."""
    leakage: Leakage | None
    """None without contacts in the year, and for tiers by need."""
    overbooked_before: tuple[int, int] | None = None
    """Managers and branches over capacity by the tiers that `moves` compares with, at today's staff and desks; None
    where nothing is compared or no hours are known."""
    downgraded: Mapping[str, Fairness] = field(default_factory=dict)
    """Who goes down, of those who were customers both times, grouped as in `fairness`; empty without `moves`."""
    given_value: Fairness | None = None
    """Who reaches the best tier by region, against its mix of customer types and of tenths by contribution; None where
    contribution alone ranks customers, and for tiers by need."""
    protected: Mapping[str, Fairness] = field(default_factory=dict)
    """The same by each attribute that is marked as protected, against its mix of regions, customer types and tenths;
    without a group where fewer than two are large enough; empty when none is marked."""


def shares(values: np.ndarray) -> np.ndarray:
    """Parts of the total; NaN when the total is not positive, or so small beside the parts that they cancel out."""
    total = float(values.sum())
    is_said = total > 0 and float(np.abs(values).max()) <= MAX_SHARE * total
    return values / total if is_said else np.full(len(values), np.nan)


def tier_table(scheme: Scheme, sums: np.ndarray, types: pd.Categorical, costs: Mapping[str, np.ndarray],
               hours: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """`Outline.tiers` from `sums` [tiers, groups, measures] of groups of these customer `types`.

    `costs` and `hours` are what one customer of each type is promised in each tier.
    """
    table: dict[str, object] = {"tier": np.arange(1, len(sums) + 1),
                                "name": [tier.name for tier in scheme.tiers]}
    for place, name in enumerate(MEASURES):
        values = sums[:, :, place].sum(axis=1)
        table[name] = values.astype(np.int64) if name == "customers" else values
        if name in SHARED:
            table[SHARED[name]] = shares(values)
    customers = sums[:, :, 0]
    for name, per_customer in (("service_cost", costs), ("staffed_hours", hours)):
        table[name] = promised(customers, types, per_customer)
    return pd.DataFrame(table, copy=False)


def lacking(rows: np.ndarray, groups: np.ndarray, scheme: Scheme, unknown: Collection[str]) -> tuple[Lacking, ...]:
    """`Outline.lacking` of these `groups`, from the rows of `lacking.sql`: lacking (1 size, 2 grade, 3 both), group_id
    and customers. What is `unknown` of everybody is not counted again."""
    scored = any(group.by == "score" and group.how != "needs" for group in scheme.groups)
    size = scored and scheme.weights.scale > 0 and "scale" not in unknown
    grade = scored and scheme.weights.reputation > 0 and "reputation" not in unknown
    what, customers = rows[np.isin(rows[:, 1], groups)][:, [0, 2]].T
    beside = what.astype(int) & ~(("scale" in unknown) + 2 * ("reputation" in unknown))
    many = np.bincount(beside, weights=customers, minlength=4)
    return (Lacking("size", int(many[1]), size), Lacking("grade", int(many[2]), grade),
            Lacking("size and grade", int(many[3]), size or grade))
