"""Where the tiers are cut: at given values, by share or number of customers, at 80%, in the gaps, by a budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _
from crm_core.rooms.tiers.cutting.budget import best_under_budget, is_below, is_rising, least_cost
from crm_core.rooms.tiers.cutting.natural_breaks import natural_breaks
from crm_core.rooms.tiers.cutting.ranking import CENTS, MEASURES, Inside, Ranking, measured
from crm_core.rooms.tiers.cutting.ties import MATERIAL, Tie
from crm_core.rooms.tiers.scheme.group import TENTHS, By, Group, group_heading, group_label

if TYPE_CHECKING:
    from crm_core.rooms.tiers.cutting.limiter import Limiter

NOBODY = float("inf")
"""A cut that nobody reaches: the tier stays empty."""
MAX_CUTS = 5
HAIR = 1e-9
"""What a share of customers, a fraction, may miss a whole customer by."""


@dataclass(frozen=True)
class Cuts:
    """The least score or contribution of each tier but the last, best first, and how good such cuts are."""

    values: tuple[float, ...]
    gvf: float | None = None
    """Of natural breaks: the part of the spread that lies between the tiers, 0–1."""
    missed_at_most: float | None = None
    """Of cuts within a budget: no others would put more than this on top of their value into high tiers."""
    ties: tuple[Tie | None, ...] = ()
    """For each cut the tie that it was asked to fall into, None where it falls between two values; nothing at all for
    cuts that ask for no share or part."""
    limiter: Limiter | None = None
    """Of as many as can be served: what keeps one customer more from the best tier."""

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


def find_cuts(ranked: Ranking, members: np.ndarray, group: Group, unit: np.ndarray, inside: Inside, *,
              knows_contribution: bool = True) -> Found:
    """Where the tiers of `group` are cut, by anything but need and the managers' hours (`within_hours`).

    `members` says which of the ranking's groups are cut; `unit` what one customer of each tier takes of a budget.
    Where there are no members, nobody reaches any cut. A share that would part customers who tie is met on the side
    that comes nearer to it (of two as near, below), and below when somebody who ties contributes nothing, if the book
    `knows_contribution`. Raises CannotAnswer when this book has no such cuts: a loss has
    no 80%, a budget may not even serve the last tier.
    """
    if group.how == "cuts":
        return Found(Cuts(group.values), tuple(ranked.above(cut, inside) for cut in group.values))
    sums = ranked.sums_of(members)
    if not sums[-1, 0]:
        return _below_steps(ranked, [0] * (len(group.promises) - 1))
    if group.how in ("share", "count"):
        asked = np.cumsum(group.values) * (sums[-1, 0] if group.how == "share" else 1)
        ranks = [min(max(1, int(each + HAIR)), int(sums[-1, 0])) for each in asked]
        return by_ranks(ranked, members, ranks, inside, knows_contribution=knows_contribution)
    if group.how == "cover":
        total = sums[-1, MEASURES.index("contribution")]
        if total <= 0:
            raise CannotAnswer(_("{customers} generate no net contribution together, so there is no share of it to "
                                 "reach. Set the thresholds by share of customers instead.",
                                 customers=group_heading(group.of)))
        return _at_parts(ranked, members, [part * total - 1e-6 for part in group.values], inside)
    if group.how == "natural":
        tiers = len(group.promises)
        return ranked.once(f"gaps of {tiers}", members, lambda: _in_the_gaps(ranked, sums, tiers))
    return _within_budget(ranked, sums, group, unit)


def by_ranks(ranked: Ranking, members: np.ndarray, ranks: Sequence[int], inside: Inside, *,
             knows_contribution: bool = True) -> Found:
    """Cuts below the members of these ranks, from 1 to all of them, best first."""
    if ranked.by == "contribution":
        return _at_ranks(ranked, members, ranks, inside)
    sums = ranked.sums_of(members)
    idle = ranked.idle[:, members].sum(axis=1) if knows_contribution else np.zeros(len(sums))
    return _between_steps(ranked, sums, ranks, idle)


def _below_steps(ranked: Ranking, ends: Sequence[int], **how_good: Any) -> Found:
    """Cuts below so many of the first steps; what no step is above, nobody reaches."""
    values = tuple(float(ranked.floors[end - 1]) if end else NOBODY for end in ends)
    return Found(Cuts(values, **how_good), tuple(ranked.running[end] for end in ends))


def _between_steps(ranked: Ranking, sums: np.ndarray, ranks: Sequence[int], idle: np.ndarray) -> Found:
    """Cuts between steps of score, on the nearer side of a step that a rank falls into. `idle` are the running counts
    of members who contribute nothing."""
    ends: list[int] = []
    ties: list[Tie | None] = []
    for rank in ranks:
        at = int(np.argmax(sums[1:, 0] >= rank)) + 1
        tie = Tie.at(rank, int(sums[at - 1, 0]), int(sums[at, 0]), float(ranked.floors[at - 1]),
                     can_be_above=idle[at] == idle[at - 1] or sums[at, 0] - sums[at - 1, 0] < MATERIAL * sums[-1, 0])
        ends.append(at if tie is None or tie.is_above else _filled_before(sums, at))
        ties.append(tie)
    return _below_steps(ranked, ends, ties=tuple(ties))


def _filled_before(sums: np.ndarray, at: int) -> int:
    """How many of the first steps hold the members above step `at`: the last of them has a member."""
    return int(np.searchsorted(sums[:, 0], sums[at - 1, 0], side="left"))


def _at_ranks(ranked: Ranking, members: np.ndarray, ranks: Sequence[int], inside: Inside) -> Found:
    """Cuts at the amount of the member of each rank, best first; where that amount ties, at it or at the next above."""
    sums = ranked.sums_of(members)[:, 0]
    cuts: list[tuple[int, np.ndarray, Tie | None]] = []
    for rank in ranks:
        at = int(np.argmax(sums[1:] >= rank))
        rows = _members_inside(ranked, members, at, inside)
        reached = sums[at] + rows[:, 2].cumsum()
        amount = rows[int(np.argmax(reached >= rank)), 0]
        above, down_to = (int(sums[at] + rows[is_in, 2].sum()) for is_in in (rows[:, 0] > amount, rows[:, 0] >= amount))
        tie = Tie.at(rank, above, down_to, float(amount), can_be_above=amount > 0)
        if tie and not tie.is_above:
            cuts.append((*_next_above(ranked, members, at, rows[rows[:, 0] > amount], inside), tie))
        else:
            cuts.append((at, rows[rows[:, 0] >= amount], tie))
    return _found(ranked, cuts)


def _at_parts(ranked: Ranking, members: np.ndarray, goals: Sequence[float], inside: Inside) -> Found:
    """Cuts at the amount with which the members, best first, reach each part of what they contribute (in cents). All
    who tie with the last who is needed are above."""
    of = MEASURES.index("contribution")
    sums, customers = (ranked.sums_of(members)[:, each] for each in (of, 0))
    cuts: list[tuple[int, np.ndarray, Tie | None]] = []
    for goal in goals:
        at = int(np.argmax(sums[1:] >= goal))
        rows = _members_inside(ranked, members, at, inside)
        reached = sums[at] + measured(rows[:, 2:])[:, of].cumsum()
        amount = rows[int(np.argmax(reached >= goal)), 0]
        is_above, is_tied = rows[:, 0] > amount, rows[:, 0] == amount
        above, tied = (int(rows[each, 2].sum()) for each in (is_above, is_tied))
        left = goal - sums[at] - measured(rows[is_above, 2:])[:, of].sum()
        needed, first = int(np.ceil(left / (amount * CENTS))), int(customers[at]) + above
        tie = Tie(tied, float(amount), True, first + needed, first + tied) if needed < tied else None
        cuts.append((at, rows[is_above | is_tied], tie))
    return _found(ranked, cuts)


def _found(ranked: Ranking, cuts: Sequence[tuple[int, np.ndarray, Tie | None]]) -> Found:
    """Cuts below so many whole steps and these rows of the next."""
    values = tuple(float(rows[:, 0].min()) if len(rows) else NOBODY for _, rows, _ in cuts)
    return Found(Cuts(values, ties=tuple(tie for _, _, tie in cuts)),
                 tuple(ranked.sums_with(at, rows[:, 1:]) for at, rows, _ in cuts))


def _members_inside(ranked: Ranking, members: np.ndarray, at: int, inside: Inside) -> np.ndarray:
    """The amounts of the members in step number `at`, best first: amount, group_id and the measures."""
    rows = inside.amounts(int(ranked.steps[at]), int(np.diff(ranked.running[at : at + 2, :, 0], axis=0).sum()))
    rows = rows[members[ranked.places(rows[:, 1])]]
    return rows[np.argsort(-rows[:, 0], kind="stable")]


def _next_above(ranked: Ranking, members: np.ndarray, at: int, rows: np.ndarray,
                inside: Inside) -> tuple[int, np.ndarray]:
    """The whole steps and the rows above a tie in step `at`, of which `rows` are above; those of the last step before
    it that has a member, if none are."""
    if len(rows):
        return at, rows
    before = _filled_before(ranked.sums_of(members), at + 1)
    return (before - 1, _members_inside(ranked, members, before - 1, inside)) if before else (0, rows)


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
    needed, whose = least_cost(customers, unit), group_label(group.of)
    if is_rising(unit):
        raise CannotAnswer(_("For {customers}, a tier is entitled to more than the tier above it, so a budget cannot "
                             "set the thresholds. Reduce its service commitment.", customers=whose))
    if is_below(group.values[0], needed):
        figures = {"customers": whose, "budget": number(group.values[0]), "needed": number(needed)}
        raise CannotAnswer(
            _("The budget for {customers} is {budget} staff hours a year; the commitment of the last tier to all of "
              "them takes {needed}. Raise the budget, or reduce the commitment.", **figures)
            if group.budget_in == "hours" else
            _("The budget for {customers} is {budget} a year; the commitment of the last tier to all of them costs "
              "{needed}. Raise the budget, or reduce the commitment.", **figures))
    best = best_under_budget(customers, contribution, unit, group.values[0])
    return _below_steps(ranked, best.ends, missed_at_most=best.missed_at_most)


def cut_parameters(name: str, by: By, values: tuple[float, ...]) -> dict[str, float]:
    """Cuts as a question takes them: `<name>_1` … `<name>_5`, scores in tenths; what is left lets everybody in."""
    scaled = [round(value * TENTHS, 6) if by == "score" else value for value in values]
    scaled += [float("-inf")] * (MAX_CUTS - len(values))
    return {f"{name}_{place}": value for place, value in enumerate(scaled, start=1)}
