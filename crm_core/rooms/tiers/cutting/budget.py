"""Best under a budget: the cuts that put most value into high tiers within what the service may cost.

Every step up the tiers counts a customer's contribution once more and costs the difference between what the two
tiers are promised. Two cuts are found exactly: for every place of the one, the best place of the other that the rest
of the budget allows. Of more cuts, a price on the budget (a Lagrange multiplier) gives cuts to start from and a bound
on what any others could be worth; then two of them at a time are set exactly, until none can be bettered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

_MAX_PRICES = 200
"""Prices on the budget that are tried before the best so far is taken (decision 21)."""
_ROUNDING = 1e-12
"""What sums of fractions may miss a budget by, as a part of it."""


@dataclass(frozen=True, eq=False)
class Placement:
    """Where the tiers end, and what that brings and costs."""

    ends: tuple[int, ...]
    """Steps, best first, in each tier but the last and those above it."""
    worth: float
    """Contribution, counted once for every step up from the last tier."""
    cost: float
    """What the service takes of the budget, a year."""
    missed_at_most: float
    """No cuts within the budget could be worth more than this on top; 0 for the best, as those of two or three tiers
    always are."""


def least_cost(customers: np.ndarray, unit: np.ndarray) -> float:
    """What the service takes when everybody is in the last tier: no budget can be below it."""
    return float(np.sum(customers) * unit[-1])


def is_below(budget: float, needed: float) -> bool:
    """True when a budget does not reach what is needed; both are sums of fractions."""
    return budget < needed - _ROUNDING * max(1.0, abs(needed))


def is_rising(unit: np.ndarray) -> bool:
    """True when a tier takes more than the tier above it, by more than the rounding of sums of fractions."""
    return bool((np.diff(unit) > _ROUNDING * max(1.0, float(np.max(unit)))).any())


def best_under_budget(customers: np.ndarray, worth: np.ndarray, unit: np.ndarray, budget: float) -> Placement:
    """The best cuts of steps that hold `customers` and bring `worth`, best first.

    `unit` is what a customer of each tier takes of the budget, best tier first and never rising. Raises ValueError for
    a rising `unit` or a budget below `least_cost`.
    """
    customers, worth, unit = (np.asarray(each, dtype=float) for each in (customers, worth, unit))
    if is_rising(unit):
        raise ValueError("A tier takes more of the budget than the tier above it; promise it less.")
    least = least_cost(customers, unit)
    if is_below(budget, least):
        raise ValueError(f"The budget is {budget:,.0f}; the last tier alone takes {least:,.0f}.")
    steps = _Steps(np.concatenate([[0], np.cumsum(customers)]), np.concatenate([[0], np.cumsum(worth)]),
                   np.maximum(unit[:-1] - unit[1:], 0.0), least, max(budget, least))
    dear = steps.best_at(0.0)
    if not is_below(steps.budget, steps.cost(dear)):
        return steps.placement(dear, 0.0)
    nobody = (0,) * len(steps.step_up)
    if len(nobody) == 1:
        last = steps.last_within(0, np.array([steps.budget - steps.least]))
        return steps.placement((int(steps.highest(np.zeros_like(last), last)[0]),), 0.0)
    if len(nobody) == 2:  # noqa: PLR2004 two cuts at a time are set exactly
        return steps.placement(steps.with_best(nobody, 0, 1), 0.0)
    cheap, bound = _at_a_price(steps, dear, nobody)
    ends = _bettered(steps, cheap)
    return steps.placement(ends, max(bound - steps.worth(ends), 0.0))


def _at_a_price(steps: _Steps, dear: tuple[int, ...], cheap: tuple[int, ...]) -> tuple[tuple[int, ...], float]:
    """The best cuts for what they cost, just within the budget, and what no cuts within it are worth more than.

    `dear` are worth most and beyond the budget, `cheap` within it. The price is raised until they are neighbours.
    """
    price = 0.0
    for _ in range(_MAX_PRICES):
        price = (steps.worth(dear) - steps.worth(cheap)) / (steps.cost(dear) - steps.cost(cheap))
        tried = steps.best_at(price)
        gained = steps.net(tried, price) - steps.net(cheap, price)
        if gained <= _ROUNDING * max(1.0, abs(steps.worth(tried))):
            break  # no cuts lie above the line between the two: they are neighbours
        if steps.cost(tried) <= steps.budget:
            cheap = tried
        else:
            dear = tried
    return cheap, steps.worth(cheap) + price * (steps.budget - steps.cost(cheap))


def _bettered(steps: _Steps, ends: tuple[int, ...]) -> tuple[int, ...]:
    """The ends when no two of them can be set better."""
    while True:
        before = steps.worth(ends)
        for one, other in combinations(range(len(ends)), 2):
            ends = steps.with_best(ends, one, other)
        if steps.worth(ends) <= before + _ROUNDING * max(1.0, abs(before)):
            return ends


@dataclass(frozen=True, eq=False)
class _Steps:
    """Running sums over the steps, from none to all, what a step up to each tier costs a customer, and the budget."""

    customers: np.ndarray
    running: np.ndarray
    step_up: np.ndarray
    least: float
    budget: float

    def placement(self, ends: tuple[int, ...], missed_at_most: float) -> Placement:
        return Placement(ends, self.worth(ends), self.cost(ends), missed_at_most)

    def worth(self, ends: tuple[int, ...]) -> float:
        return float(self.running[list(ends)].sum())

    def cost(self, ends: tuple[int, ...]) -> float:
        return float(self.least + (self.step_up * self.customers[list(ends)]).sum())

    def net(self, ends: tuple[int, ...], price: float) -> float:
        return self.worth(ends) - price * self.cost(ends)

    def best_at(self, price: float) -> tuple[int, ...]:
        """The ends worth most after paying `price` for each unit of the budget; the earliest of equals."""
        reached, starts = np.zeros(len(self.running)), []
        for step_up in self.step_up:
            net = self.running - price * step_up * self.customers + reached
            reached = np.maximum.accumulate(net)
            is_new = np.concatenate([[True], net[1:] > reached[:-1]])
            starts.append(np.maximum.accumulate(np.where(is_new, np.arange(len(net)), 0)))
        end, ends = len(self.running) - 1, []
        for at in reversed(starts):
            end = int(at[end])
            ends.append(end)
        return tuple(reversed(ends))

    def with_best(self, ends: tuple[int, ...], one: int, other: int) -> tuple[int, ...]:
        """The ends with two of them set best, the others as they are; the earliest of equals."""
        last = len(self.running) - 1
        low = np.arange(ends[one - 1] if one else 0, (ends[one + 1] if one + 1 < other else last) + 1)
        fixed = self.cost(tuple(0 if at in (one, other) else end for at, end in enumerate(ends)))
        first = low if one + 1 == other else np.full_like(low, ends[other - 1])
        left = self.budget - fixed - self.step_up[one] * self.customers[low]
        end = np.minimum(self.last_within(other, left), ends[other + 1] if other + 1 < len(ends) else last)
        can = end >= first
        low, best = low[can], self.highest(first[can], end[can])
        at = int((self.running[low] + self.running[best]).argmax())
        return tuple({one: int(low[at]), other: int(best[at])}.get(place, each) for place, each in enumerate(ends))

    def last_within(self, cut: int, left: np.ndarray) -> np.ndarray:
        """The last end of a cut that takes no more than what is `left` of the budget; -1 where none does."""
        budget_used = self.step_up[cut] * self.customers
        return np.searchsorted(budget_used, left + _ROUNDING * self.budget, side="right") - 1

    def highest(self, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Where the running sum is highest from each `first` to its `last`: the earliest such place."""
        level = np.frexp(last - first + 1)[1] - 1
        one, other = self._highest[level, first], self._highest[level, last - (1 << level) + 1]
        return np.where(self.running[one] >= self.running[other], one, other)

    @cached_property
    def _highest(self) -> np.ndarray:
        """[level, place]: the same over the 2^level places from each place on."""
        levels, width = [np.arange(len(self.running))], 1
        while 2 * width <= len(self.running):
            one = levels[-1]
            other = one[np.minimum(np.arange(len(one)) + width, len(one) - 1)]
            levels.append(np.where(self.running[one] >= self.running[other], one, other))
            width *= 2
        return np.array(levels)
