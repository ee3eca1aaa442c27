"""Where the tiers are cut: at given values, by share of customers, at 80 % of the total, in the gaps, by a budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.tiers.budget import best_under_budget, least_cost
from crm_core.tiers.group import By, Group, whom
from crm_core.tiers.natural_breaks import natural_breaks
from crm_core.tiers.ranking import CENTS, Inside, Ranking

NOBODY = float("inf")
"""A cut that nobody reaches: the tier stays empty."""


@dataclass(frozen=True)
class Cuts:
    """The least score or contribution of each tier but the last, best first, and how good such cuts are."""

    values: tuple[float, ...]
    gvf: float | None = None
    """Of natural breaks: the part of the spread that lies between the tiers, 0–1."""
    missed_at_most: float | None = None
    """Of cuts within a budget: no others would put more than this on top of their value into high tiers."""

    def shifted(self, by: By, margin: float) -> tuple[float, ...]:
        """The cuts raised (or lowered, below 0) by `margin`: points of score, or percent of the cut in money."""
        if by == "score":
            return tuple(value + margin for value in self.values)
        return tuple(value + abs(value) * margin / 100 if np.isfinite(value) else value for value in self.values)


def find_cuts(ranked: Ranking, members: np.ndarray, group: Group, unit: np.ndarray, inside: Inside) -> Cuts:
    """Where the tiers of `group` are cut.

    `members` says which of the ranking's groups are cut; `unit` what one customer of each tier takes of a budget.
    Raises CannotAnswer when this book has no such cuts: a loss has no 80 %, a budget may not even serve the last tier.
    """
    if group.how in ("cuts", "needs"):
        return Cuts(group.values)
    sums = ranked.sums_of(members)
    if group.how == "share":
        return Cuts(tuple(_at_rank(ranked, members, sums, share, inside) for share in np.cumsum(group.values)))
    if group.how == "cover":
        return Cuts(_covering(ranked, members, sums, group, inside))
    if group.how == "natural":
        return _in_the_gaps(ranked, sums, len(group.promises))
    return _within_budget(ranked, sums, group, unit)


def _at_rank(ranked: Ranking, members: np.ndarray, sums: np.ndarray, share: float, inside: Inside) -> float:
    """The cut that leaves `share` of the customers above it: of steps of score the nearest, of money exactly."""
    asked = share * sums[-1, 0]
    if ranked.by == "score":
        return float(ranked.floors[int(np.abs(sums[1:, 0] - asked).argmin())])
    return _amount_of(ranked, members, sums, max(1, int(asked + 1e-9)), inside)


def _amount_of(ranked: Ranking, members: np.ndarray, sums: np.ndarray, rank: int, inside: Inside) -> float:
    """The contribution of the customer of that rank, counted from 1."""
    at = int(np.searchsorted(sums[1:, 0], rank))
    opened = _opened(ranked, members, at, inside)
    reached = sums[at, 0] + opened["customers"].cumsum().to_numpy()
    return float(opened["amount"].iloc[int(np.searchsorted(reached, rank))])


def _opened(ranked: Ranking, members: np.ndarray, at: int, inside: Inside) -> pd.DataFrame:
    """The exact amounts of the members in one step, best first."""
    step = int(ranked.steps[at])
    rows = inside.amounts(step, step)
    return rows[rows["group_id"].isin(ranked.groups[members])].sort_values("amount", ascending=False)


def _covering(ranked: Ranking, members: np.ndarray, sums: np.ndarray, group: Group,
              inside: Inside) -> tuple[float, ...]:
    """The contribution of the last customer of the smallest group that brings each part of the total."""
    total = sums[-1, 1]
    if total <= 0:
        raise CannotAnswer(f"{whom(group.of).capitalize()} together bring no net contribution, so no group brings a "
                           "part of it. Cut by share of customers instead.")
    cuts = []
    for part in group.values:
        goal = part * total - 1e-6
        at = int(np.argmax(sums[1:, 1] >= goal))
        opened = _opened(ranked, members, at, inside)
        reached = sums[at, 1] + np.rint(opened["contribution"] * CENTS).cumsum().to_numpy()
        cuts.append(float(opened["amount"].iloc[min(int(np.argmax(reached >= goal)), len(opened) - 1)]))
    return tuple(cuts)


def _in_the_gaps(ranked: Ranking, sums: np.ndarray, tiers: int) -> Cuts:
    """Natural breaks of the steps, each taken at its members' mean."""
    customers, contribution = np.diff(sums[:, 0]), np.diff(sums[:, 1])
    held = customers > 0
    floors = ranked.floors[held]
    values = floors if ranked.by == "score" else contribution[held] / customers[held] / CENTS
    breaks = natural_breaks(values, tiers, counts=customers[held])
    found = tuple(float(floors[int(np.searchsorted(-values, -low))]) for low in breaks.lows[::-1])
    return Cuts(found + (float(floors[-1]),) * (tiers - 1 - len(found)), gvf=breaks.gvf)


def _within_budget(ranked: Ranking, sums: np.ndarray, group: Group, unit: np.ndarray) -> Cuts:
    """The cuts that put most contribution into high tiers for what they take of the budget."""
    customers, contribution = np.diff(sums[:, 0]), np.diff(sums[:, 1]) / CENTS
    needed, what = least_cost(customers, unit), "hours" if group.budget_in == "hours" else "in money"
    if (np.diff(unit) > 0).any():
        raise CannotAnswer(f"A tier of {whom(group.of)} is promised more ({what}) than the tier above it, so a budget "
                           "cannot say who goes where. Promise it less.")
    if group.values[0] < needed:
        raise CannotAnswer(f"The budget of {whom(group.of)} is {group.values[0]:,.0f} a year ({what}); the last tier's "
                           f"promise to everybody alone takes {needed:,.0f}. Raise the budget, or promise it less.")
    placed = best_under_budget(customers, contribution, unit, group.values[0])
    floors = ranked.floors
    return Cuts(tuple(float(floors[end - 1]) if end else NOBODY for end in placed.ends),
                missed_at_most=placed.missed_at_most)
