"""A budget in parts that bring the same for the last euro: nothing can be gained by moving one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Curve:
    """What money brings in one place: ceiling × (1 − exp(−money / scale)), in currency a year. Raises ValueError for a
    ceiling below 0, or a scale not above it."""

    ceiling: float
    """What no money goes beyond."""
    scale: float
    """The money that brings 63% of it."""

    def __post_init__(self) -> None:
        if not 0 <= self.ceiling < math.inf or not 0 < self.scale < math.inf:
            raise ValueError(f"ceiling is {self.ceiling} (0 or more), scale {self.scale} (above 0).")

    @property
    def first(self) -> float:
        """What the first euro brings."""
        return self.ceiling / self.scale

    def brings(self, money: float) -> float:
        """What so much money brings."""
        return -self.ceiling * math.expm1(-money / self.scale)


@dataclass(frozen=True, eq=False)
class Split:
    """The best split of a budget over curves."""

    amounts: np.ndarray
    """Currency, a curve each; they make the budget."""
    brought: np.ndarray
    """What they bring."""
    marginal: float
    """What the last euro brings in each place that gets any; elsewhere the first would bring no more. Without a budget,
    what the first would bring."""


def split(curves: Sequence[Curve], budget: float) -> Split:
    """Split `budget` (currency) so that what it brings over all `curves` is most.

    Exact: of the places with the highest first returns as many get money as have the marginal return that it makes;
    ln(marginal) = (Σ scale·ln(ceiling/scale) − budget) / Σ scale. Source: Everett, *Operations Research* 11 (1963), of
    equal marginal returns. Raises ValueError for a budget below 0, or where no curve brings anything.
    """
    if not 0 <= budget < math.inf:
        raise ValueError(f"budget is {budget}; choose an amount of 0 or more.")
    order = sorted((place for place, each in enumerate(curves) if each.ceiling > 0),
                   key=lambda place: -curves[place].first)
    if not order:
        raise ValueError("No curve brings anything, so there is no best split.")
    log_marginal, scales, weighed = math.log(curves[order[0]].first), 0.0, 0.0
    for place in order:
        log_first = math.log(curves[place].first)
        if scales and log_first <= log_marginal:
            break  # the last euro of those before brings more than the first would here
        scales += curves[place].scale
        weighed += curves[place].scale * log_first
        log_marginal = (weighed - budget) / scales
    amounts = np.array([max(each.scale * (math.log(each.first) - log_marginal), 0.0) if each.ceiling > 0 else 0.0
                        for each in curves])
    amounts *= budget / (amounts.sum() or 1.0)  # the last digit of a logarithm is no money
    brought = np.array([each.brings(money) for each, money in zip(curves, amounts, strict=True)])
    return Split(amounts, brought, math.exp(log_marginal))
