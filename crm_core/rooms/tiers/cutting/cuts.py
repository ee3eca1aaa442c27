"""Where the tiers are cut: at given values, by share of customers, at 80 % of the total, in the gaps, by a budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crm_core import CannotAnswer
from crm_core.rooms.tiers.cutting.budget import best_under_budget, is_below, is_rising, least_cost
from crm_core.rooms.tiers.cutting.natural_breaks import natural_breaks
from crm_core.rooms.tiers.cutting.ranking import CENTS, MEASURES, Inside, Ranking, measured
from crm_core.rooms.tiers.scheme.group import By, Group, group_label

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


@dataclass(frozen=True, eq=False)
class Found:
    """Cuts, and who is above each: sums over the members at or above it, [groups of the ranking, `MEASURES`]."""

    cuts: Cuts
    above: tuple[np.ndarray, ...]


def find_cuts(ranked: Ranking, members: np.ndarray, group: Group, unit: np.ndarray, inside: Inside) -> Found:
    """Where the tiers of `group` are cut, by anything but need.

    `members` says which of the ranking's groups are cut; `unit` what one customer of each tier takes of a budget.
    Where there are no members, nobody reaches any cut. Raises CannotAnswer when this book has no such cuts: a loss has
    no 80 %, a budget may not even serve the last tier.
    """
    if group.how == "cuts":
        return Found(Cuts(group.values), tuple(ranked.above(cut, inside) for cut in group.values))
    sums = ranked.sums_of(members)
    if not sums[-1, 0]:
        return _below_steps(ranked, [0] * (len(group.promises) - 1))
    if group.how == "share":
        ranks = np.cumsum(group.values) * sums[-1, 0]
        if ranked.by == "score":  # the nearest step
            return _below_steps(ranked, [int(np.abs(sums[1:, 0] - each).argmin()) + 1 for each in ranks])
        return _inside_steps(ranked, members, "customers", [max(1, int(each + 1e-9)) for each in ranks], inside)
    if group.how == "cover":
        total = sums[-1, MEASURES.index("contribution")]
        if total <= 0:
            raise CannotAnswer(f"{group_label(group.of).capitalize()} together bring no net contribution, so no group "
                               "brings a part of it. Cut by share of customers instead.")
        return _inside_steps(ranked, members, "contribution", [part * total - 1e-6 for part in group.values], inside)
    if group.how == "natural":
        tiers = len(group.promises)
        return ranked.once(f"gaps of {tiers}", members, lambda: _in_the_gaps(ranked, sums, tiers))
    return _within_budget(ranked, sums, group, unit)


def _below_steps(ranked: Ranking, ends: Sequence[int], **how_good: float) -> Found:
    """Cuts below so many of the first steps; what no step is above, nobody reaches."""
    values = tuple(float(ranked.floors[end - 1]) if end else NOBODY for end in ends)
    return Found(Cuts(values, **how_good), tuple(ranked.running[end] for end in ends))


def _inside_steps(ranked: Ranking, members: np.ndarray, measure: str, goals: Sequence[float], inside: Inside) -> Found:
    """Cuts at the amount with which the members, best first, reach each goal of a measure: exact, inside the steps."""
    of = MEASURES.index(measure)
    sums, values, above = ranked.sums_of(members)[:, of], [], []
    for goal in goals:
        at = int(np.argmax(sums[1:] >= goal))
        rows = inside.amounts(int(ranked.steps[at]), int(np.diff(ranked.running[at : at + 2, :, 0], axis=0).sum()))
        rows = rows[members[ranked.places(rows[:, 1])]]
        rows = rows[np.argsort(-rows[:, 0])]
        reached = sums[at] + measured(rows[:, 2:])[:, of].cumsum()
        cut = rows[int(np.argmax(reached >= goal)), 0]
        values.append(float(cut))
        above.append(ranked.sums_with(at, rows[: np.searchsorted(-rows[:, 0], -cut, side="right"), 1:]))
    return Found(Cuts(tuple(values)), tuple(above))


def _in_the_gaps(ranked: Ranking, sums: np.ndarray, tiers: int) -> Found:
    """Natural breaks of the steps, each taken at its members' mean."""
    customers, contribution = np.diff(sums[:, 0]), np.diff(sums[:, 1])
    filled = customers > 0
    values = ranked.floors[filled] if ranked.by == "score" else contribution[filled] / customers[filled] / CENTS
    breaks = natural_breaks(values, tiers, counts=customers[filled])
    ends = np.flatnonzero(filled) + 1
    ends_of_tiers = ends[np.searchsorted(-values, -breaks.lows[::-1])]
    return _below_steps(ranked, [*ends_of_tiers, *[ends[-1]] * (tiers - 1 - len(ends_of_tiers))], gvf=breaks.gvf)


def _within_budget(ranked: Ranking, sums: np.ndarray, group: Group, unit: np.ndarray) -> Found:
    """The cuts that put most contribution into high tiers for what they take of the budget."""
    customers, contribution = np.diff(sums[:, 0]), np.diff(sums[:, 1]) / CENTS
    needed, what = least_cost(customers, unit), "hours" if group.budget_in == "hours" else "in money"
    if is_rising(unit):
        raise CannotAnswer(f"A tier of {group_label(group.of)} is promised more ({what}) than the tier above it, so a "
                           "budget cannot say who goes where. Promise it less.")
    if is_below(group.values[0], needed):
        raise CannotAnswer(f"The budget of {group_label(group.of)} is {group.values[0]:,.0f} a year ({what}); the last "
                           f"tier's promise to everybody alone takes {needed:,.0f}. Raise the budget, or promise it "
                           "less.")
    best = best_under_budget(customers, contribution, unit, group.values[0])
    return _below_steps(ranked, best.ends, missed_at_most=best.missed_at_most)
