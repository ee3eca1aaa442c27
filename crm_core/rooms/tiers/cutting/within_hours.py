"""As many customers in the best tier as the managers' hours allow: where that threshold is.

One threshold for the whole bank, as for every method (decision 20): customers are raised to the best tier in the order
that ranks them until somebody's hours are full, those of all staff together, of a branch or of a manager. They come out
of the second tier, whose own threshold stands: no other tier gives way. Where each type has thresholds of its own the
hours are shared, and the best tiers of all types grow together, each by the same share of its customers.
Customers who tie are raised together or not at all. What is promised is never more than what is there, to the minute,
as `consequences/capacity.py` counts it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.rooms.tiers.cutting.cuts import HAIR, NOBODY, Cuts, Found, by_ranks
from crm_core.rooms.tiers.cutting.desks import Desks, Pool
from crm_core.rooms.tiers.cutting.limiter import full_already, limiter, too_few_hours
from crm_core.rooms.tiers.cutting.ranking import Ranking
from crm_core.rooms.tiers.scheme.group import Group, group_label
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.rooms.tiers.scheme.service import MINUTE

if TYPE_CHECKING:
    from crm_core.rooms.tiers.cutting.year import Year


@dataclass(frozen=True, eq=False)
class _Queue:
    """The customers of one group, best first, in the steps of the ranking."""

    group: Group
    ranked: Ranking
    customers: np.ndarray
    """Over the first steps, from none to all."""
    lower: Found
    """The cuts of the tiers below the second."""

    @property
    def least(self) -> float:
        """Whoever has less cannot be raised: the threshold of the second tier."""
        return self.lower.cuts.values[0] if self.lower.cuts.values else -np.inf

    @property
    def extra_hours(self) -> float:
        """What a customer is promised more in the best tier than in the second."""
        best, second = self.group.promises[:2]
        return best.staffed_hours - second.staffed_hours

    def shares(self, customers: np.ndarray) -> np.ndarray:
        """So many of the best as a part of all."""
        return customers / max(self.customers[-1], 1)

    def whole_steps(self, limit: float) -> int:
        """How many of the first steps can be raised as a whole, below a share of the customers."""
        can = (self.ranked.floors >= self.least) & (self.shares(self.customers[1:]) < limit)
        return int(np.searchsorted(self.customers, self.customers[int(can.sum())], side="left"))


@dataclass(frozen=True, eq=False)
class _Cells:
    """Customers of a queue who are raised together, best first: with which share of it, at which desk and value."""

    shares: np.ndarray
    desks: np.ndarray
    customers: np.ndarray
    hours: np.ndarray
    values: np.ndarray

    def below(self, limit: float) -> _Cells:
        """Those who come before a share is reached."""
        return _Cells(*(each[self.shares < limit] for each in vars(self).values()))


@dataclass(frozen=True, eq=False)
class Raised:
    """How far the best tiers reach: how many customers and the cut of each, the hours of each desk, whose are full."""

    customers: list[int]
    cuts: list[float]
    desk_hours: np.ndarray
    full: tuple[Pool, int] | None


def within_hours(scheme: Scheme, year: Year, cuts: Mapping[str, Cuts]) -> dict[str, Found]:
    """The cuts of the groups that have as many in the best tier as can be served; `cuts` are those of the others.

    In a year before the scope's the hours are today's, and where they would not do the best tier is empty. Raises
    CannotAnswer when no hours are known, when they do not do with an empty best tier, when the second tier is promised
    more than the best, and beside tiers by need, whose hours are not known by then.
    """
    groups = [group for group in scheme.groups if group.how == "staff"]
    _refuse_impossible(scheme, groups)
    desks = year.desks
    pools = [pool for limit in dict.fromkeys(group.staff_limit for group in groups) for pool in desks.pools(limit)]
    queues = [_queue(group, year) for group in groups]
    empty = {queue.group.of: (NOBODY, *queue.lower.cuts.values) for queue in queues}
    least = _hours_at(desks, scheme, {of: each.values for of, each in cuts.items()} | empty)
    if full := full_already(pools, least):
        if not desks.back:
            raise CannotAnswer(too_few_hours(scheme, full, least))
        raised = Raised([0] * len(queues), [NOBODY] * len(queues), least, full)
    else:
        raised = _raised(desks, queues, pools, least)
    without = None
    if raised.full and raised.full[0].by != "bank" and not full:
        without = sum(_raised(desks, queues, pools, least, apart=raised.full).customers)
    limited = limiter(raised.full, pools[0], sum(raised.customers), raised.desk_hours, without)
    return {queue.group.of: Found(
        Cuts((cut, *queue.lower.cuts.values), ties=(None, *queue.lower.cuts.ties), limiter=limited),
        (queue.ranked.above(cut, year.inside), *queue.lower.above),
    ) for queue, cut in zip(queues, raised.cuts, strict=True)}


def _refuse_impossible(scheme: Scheme, groups: Sequence[Group]) -> None:
    if any(group.how == "needs" for group in scheme.groups):
        raise CannotAnswer(_("The hours of tiers by need are not known before they are found, so the managers' hours "
                             "cannot set thresholds beside them. Choose one method for all customer types."))
    for group in groups:
        best, second = (promise.staffed_hours for promise in group.promises[:2])
        if second > best + MINUTE:
            raise CannotAnswer(_("For {customers}, {second} is entitled to more staff hours than {best}, so hours "
                                 "cannot set the threshold between them. Reduce its service commitment.",
                                 customers=group_label(group.of), second=scheme.labels[1], best=scheme.labels[0]))


def _queue(group: Group, year: Year) -> _Queue:
    ranked = year.rankings[group.by]
    members = year.members(group)[year.places(ranked)]
    customers = ranked.sums_of(members)[:, 0]
    if not customers[-1]:
        nobody = len(group.values)
        lower = Found(Cuts((NOBODY,) * nobody, ties=(None,) * nobody), (ranked.running[0],) * nobody)
    else:
        ranks = [max(1, int(share * customers[-1] + HAIR)) for share in group.values]
        lower = by_ranks(ranked, members, ranks, year.inside, knows_contribution=year.knows_contribution)
    return _Queue(group, ranked, customers, lower)


def _hours_at(desks: Desks, scheme: Scheme, cuts: Mapping[str, tuple[float, ...]]) -> np.ndarray:
    """The staffed hours that the customers of each desk are promised at these cuts."""
    hours = np.zeros(len(desks.table))
    for group in scheme.groups:
        each = np.array([promise.staffed_hours for promise in group.promises])
        tiers, places, customers = desks.tiers(group, cuts[group.of]).T
        np.add.at(hours, places.astype(int), customers * each[tiers.astype(int) - 1])
    return hours


def _raised(desks: Desks, queues: Sequence[_Queue], pools: Sequence[Pool], least: np.ndarray, *,
            apart: tuple[Pool, int] | None = None) -> Raised:
    """Raise whole steps as far as the hours go, then in each queue the amounts of the step after them. `apart` is a
    limit that is not minded."""
    limit, full = _first_full([_step_cells(desks, queue) for queue in queues], least, pools, apart)
    ends = [queue.whole_steps(limit) for queue in queues]
    customers = [int(queue.customers[end]) for queue, end in zip(queues, ends, strict=True)]
    cuts = [float(queue.ranked.floors[end - 1]) if end else NOBODY for queue, end in zip(queues, ends, strict=True)]
    hours = least.copy()
    for queue in queues:
        _add_hours(hours, _step_cells(desks, queue).below(limit))
    opened = [_amount_cells(desks, queue, end) for queue, end in zip(queues, ends, strict=True)]
    inner, inner_full = _first_full(opened, hours, pools, apart)
    if inner < limit:
        limit, full = inner, inner_full
    for at, cells in enumerate(each.below(limit) for each in opened):
        if len(cells.values):
            customers[at] += int(cells.customers.sum())
            cuts[at] = float(cells.values.min())
            _add_hours(hours, cells)
    return Raised(customers, cuts, hours, full)


def _add_hours(hours: np.ndarray, cells: _Cells) -> None:
    np.add.at(hours, cells.desks, cells.hours)


def _step_cells(desks: Desks, queue: _Queue) -> _Cells:
    """The steps that are above the threshold of the second tier as a whole."""
    steps, places, customers = desks.steps(queue.group.by).T
    ranked, places = queue.ranked, places.astype(int)
    at = np.searchsorted(-ranked.steps, -steps.astype(int))
    can = desks.members(queue.group)[places] & (ranked.floors[at] >= queue.least)
    shares = queue.shares(queue.customers[at[can] + 1])
    return _Cells(shares, places[can], customers[can], customers[can] * queue.extra_hours, ranked.floors[at[can]])


def _amount_cells(desks: Desks, queue: _Queue, end: int) -> _Cells:
    """The amounts of the first step after so many that has a customer, as far as they reach the second tier; scores
    have none."""
    at = int(np.searchsorted(queue.customers, queue.customers[end], side="right")) - 1
    if queue.group.by == "score" or at == len(queue.ranked.steps):
        return _Cells(*(np.zeros(0, dtype=kind) for kind in (float, int, float, float, float)))
    rows = desks.amounts(int(queue.ranked.steps[at]))
    rows = rows[desks.members(queue.group)[rows[:, 1].astype(int)] & (rows[:, 0] >= queue.least)]
    amounts, places, customers = rows[np.argsort(-rows[:, 0], kind="stable")].T
    down_to = np.searchsorted(-amounts, -amounts, side="right")
    raised = queue.customers[end] + np.concatenate([[0.0], customers.cumsum()])[down_to]
    return _Cells(queue.shares(raised), places.astype(int), customers, customers * queue.extra_hours, amounts)


def _first_full(parts: Sequence[_Cells], hours: np.ndarray, pools: Sequence[Pool],
                apart: tuple[Pool, int] | None) -> tuple[float, tuple[Pool, int] | None]:
    """The share with which hours are first more than there are, and whose; infinity and None when all can be raised."""
    shares, desks, extra = (np.concatenate([getattr(part, name) for part in parts])
                            for name in ("shares", "desks", "hours"))
    first: tuple[float, tuple[Pool, int] | None] = np.inf, None
    for pool in pools:
        who = pool.of_desk[desks]
        is_limited = (who >= 0) & ~((apart is not None and apart[0] is pool) & (who == (apart[1] if apart else -1)))
        order = np.flatnonzero(is_limited)[np.lexsort((shares[is_limited], who[is_limited]))]
        if not len(order):
            continue
        whose, running = who[order], np.cumsum(extra[order])
        begins = np.searchsorted(whose, whose, side="left")
        taken = running - np.concatenate([[0.0], running])[begins]
        left = (pool.capacity_hours - pool.sums(hours))[whose]
        over = np.flatnonzero(taken - left >= MINUTE)
        if len(over):
            at = over[np.argmin(shares[order[over]])]
            if shares[order[at]] < first[0]:
                first = float(shares[order[at]]), (pool, int(whose[at]))
    return first
