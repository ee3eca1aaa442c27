"""Best under a budget: the cuts that put most value into high tiers within what the service may cost.

Every step up the tiers counts a customer's contribution once more and costs the difference between what the two
tiers are promised. A price on the budget (a Lagrange multiplier) makes the tiers' cuts independent but for their
order, so one pass of running maxima finds the best cuts at a price; the price is then raised until the budget holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_MOST_PRICES = 200
_ROUNDING = 1e-12


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
    """No cuts within the budget could be worth more than this on top; 0 when the budget does not bind."""


def least_cost(customers: np.ndarray, unit: np.ndarray) -> float:
    """What the service takes when everybody is in the last tier: no budget can be below it."""
    return float(np.sum(customers) * unit[-1])


def best_under_budget(customers: np.ndarray, worth: np.ndarray, unit: np.ndarray, budget: float) -> Placement:
    """The best cuts of steps that hold `customers` and bring `worth`, best first.

    `unit` is what a customer of each tier takes of the budget, best tier first and never rising. The cuts are the
    best there are for what they cost. Raises ValueError for a rising `unit` or a budget below `least_cost`.
    """
    customers, worth, unit = (np.asarray(each, dtype=float) for each in (customers, worth, unit))
    if (np.diff(unit) > 0).any():
        raise ValueError("A tier takes more of the budget than the tier above it; promise it less.")
    if budget < least_cost(customers, unit):
        raise ValueError(f"The budget is {budget:,.0f}; the last tier alone takes {least_cost(customers, unit):,.0f}.")
    steps = _Steps(np.concatenate([[0], np.cumsum(customers)]), np.concatenate([[0], np.cumsum(worth)]),
                   unit[:-1] - unit[1:], least_cost(customers, unit))
    dear = steps.best_at(0.0)
    if steps.cost(dear) <= budget:
        return Placement(dear, steps.worth(dear), steps.cost(dear), 0.0)
    cheap, price = (0,) * len(steps.step_up), 0.0
    for _ in range(_MOST_PRICES):
        price = (steps.worth(dear) - steps.worth(cheap)) / (steps.cost(dear) - steps.cost(cheap))
        tried = steps.best_at(price)
        gained = steps.net(tried, price) - steps.net(cheap, price)
        if gained <= _ROUNDING * max(1.0, abs(steps.worth(tried))):
            break  # no cuts lie above the line between the two: they are neighbours
        if steps.cost(tried) <= budget:
            cheap = tried
        else:
            dear = tried
    return Placement(cheap, steps.worth(cheap), steps.cost(cheap), price * (budget - steps.cost(cheap)))


@dataclass(frozen=True, eq=False)
class _Steps:
    """Running sums over the steps, from none to all, and what a step up to each tier costs a customer."""

    customers: np.ndarray
    running: np.ndarray
    step_up: np.ndarray
    least: float

    def worth(self, ends: tuple[int, ...]) -> float:
        return float(self.running[list(ends)].sum())

    def cost(self, ends: tuple[int, ...]) -> float:
        return float(self.least + (self.step_up * self.customers[list(ends)]).sum())

    def net(self, ends: tuple[int, ...], price: float) -> float:
        return self.worth(ends) - price * self.cost(ends)

    def best_at(self, price: float) -> tuple[int, ...]:
        """The ends worth most after paying `price` for each unit of the budget; the earliest of equals."""
        reached, chosen = np.zeros(len(self.running)), []
        for step_up in self.step_up:
            net = self.running - price * step_up * self.customers + reached
            reached = np.maximum.accumulate(net)
            is_new = np.concatenate([[True], net[1:] > reached[:-1]])
            chosen.append(np.maximum.accumulate(np.where(is_new, np.arange(len(net)), 0)))
        end, ends = len(self.running) - 1, []
        for at in reversed(chosen):
            end = int(at[end])
            ends.append(end)
        return tuple(reversed(ends))
