"""Value today and growth expected: the five groups, what moves with their thresholds, and what follows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from crm_core.rooms.growth.groups import NEW, Cuts, Group, Thresholds, cuts, moves, partition, sums
from crm_core.rooms.growth.strategy.strategies import strategies
from crm_core.rooms.growth.strategy.three_ways import Assumptions, Budget, three_ways
from crm_core.rooms.growth.trial.candidates import Candidate
from crm_core.rooms.growth.trial.contest import Trial
from crm_core.rooms.growth.trial.learning import Learned, Untold

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


def growth(learned: Learned, scoped: np.ndarray, *, thresholds: Thresholds, assumed: Assumptions) -> Growth:
    """The groups of the customers `scoped` (a mask over those of `learned`). Raises ValueError when it is empty."""
    if not scoped.any():
        raise ValueError("Nobody is in scope.")
    at = cuts(learned, thresholds)
    codes = partition(learned, at)
    table = sums(learned, codes, scoped)
    started = codes if thresholds == Thresholds() else _at_the_start(learned)
    is_new = scoped & (codes == NEW)
    total, planned = table["contribution"].sum(), strategies(table)
    return Growth(
        last_day=learned.last_day, tested_on=learned.tested_on, learnt_on=learned.learnt_on, trial=learned.trial,
        untold=learned.untold, thresholds=thresholds, cuts=at, customers=int(table["customers"].sum()),
        new=int(is_new.sum()), new_contribution=float(learned.today["contribution"][is_new].sum()),
        groups=table.assign(customer_share=table["customers"] / max(table["customers"].sum(), 1),
                            contribution_share=table["contribution"] / (total if total > 0 else np.nan)),
        moves=moves(learned, started, codes, scoped),
        strategies=planned, before=planned if started is codes else strategies(sums(learned, started, scoped)),
        budget=three_ways(table, assumed), few_types=learned.few_types,
        group="highest_potential", listed=pd.DataFrame())


@lru_cache(maxsize=1)
def _at_the_start(learned: Learned) -> np.ndarray:
    """The groups by the thresholds to start from, which every move of a threshold is compared with: a byte each."""
    return partition(learned, cuts(learned, Thresholds()))
