"""Value today and growth expected: the five groups, what moves with their thresholds, and what follows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.growth.groups import NEW, Cuts, Group, Thresholds, cuts, moves, table
from crm_core.rooms.growth.strategy.strategies import strategies
from crm_core.rooms.growth.strategy.three_ways import Assumptions, Budget, three_ways
from crm_core.rooms.growth.trial.candidates import Candidate
from crm_core.rooms.growth.trial.contest import Trial
from crm_core.rooms.growth.trial.learning import Untold
from crm_core.rooms.growth.within import Within

Z = 1.96
"""Of intervals of 95%."""
FEW = 30
"""Customers of whom shares say little."""


@dataclass(frozen=True, eq=False)
class Growth:
    """The customers of a scope in the paper's five groups. Amounts are in currency a year, shares fractions."""

    last_day: dt.date
    tested_on: dt.date | None
    learnt_on: dt.date | None
    """As in `Learned`."""
    trial: Trial | None
    """None where nothing could be tried out."""
    untold: Untold
    """Why nobody is told apart by growth; empty where somebody is."""
    thresholds: Thresholds
    cuts: Cuts
    customers: int
    """In the five groups, under the scope."""
    new: int
    """Customers of less than a year, who are in no group yet."""
    new_contribution: float
    groups: pd.DataFrame
    """group, customers, contribution, revenue, growth (expected, of revenue), growth_error (its standard error),
    cost_to_serve, type_0 … type_3 (customers by type: individual, business, corporate, unstated), customer_share,
    contribution_share (NaN where the total is not above 0): a row a group."""
    moves: pd.DataFrame
    """group_before, group, customers, contribution: who is in another group than by the thresholds to start from."""
    strategies: pd.DataFrame
    """group, strategy, style, customers, contribution, hours, service_cost."""
    before: pd.DataFrame
    """The same by the thresholds to start from."""
    budget: Budget
    few_types: tuple[int, ...]
    """Codes of customer types with too few customers to be compared."""
    group: Group
    """The group that is listed, where one is."""
    listed: pd.DataFrame
    """contribution_rank, contribution, revenue, growth, and what `by_name` adds: the first of `group`, by growth
    expected, then by score. Empty until it is asked for."""

    @property
    def winner(self) -> Candidate | None:
        """The way of telling who could grow that is used."""
        return self.trial.winner if self.trial else None

    def of(self, group: Group) -> pd.Series:
        """The row of one group."""
        return self.groups.set_index("group").loc[group]

    def growth_range(self, group: Group) -> tuple[float, float]:
        """Between what the growth of `group` comes out by chance alone (95%), in currency a year."""
        row = self.of(group)
        return row["growth"] - Z * row["growth_error"], row["growth"] + Z * row["growth_error"]


def growth(within: Within, *, thresholds: Thresholds, assumed: Assumptions) -> Growth:
    """The groups of the customers `within` a scope."""
    learned, at = within.learned, cuts(within.learned, thresholds)
    moved = within.moved(at)
    counted = within.counted(moved)
    rows, started = table(learned, counted), table(learned, within.started)
    total = rows["contribution"].sum()
    return Growth(
        last_day=learned.last_day, tested_on=learned.tested_on, learnt_on=learned.learnt_on, trial=learned.trial,
        untold=learned.untold, thresholds=thresholds, cuts=at, customers=int(rows["customers"].sum()),
        new=int(counted.customers[NEW].sum()), new_contribution=float(counted.amounts[NEW, 0]),
        groups=rows.assign(customer_share=rows["customers"] / max(rows["customers"].sum(), 1),
                           contribution_share=rows["contribution"] / (total if total > 0 else np.nan)),
        moves=moves(learned, *moved), strategies=strategies(rows), before=strategies(started),
        budget=three_ways(rows, assumed), few_types=learned.few_types,
        group="highest_potential", listed=pd.DataFrame())
