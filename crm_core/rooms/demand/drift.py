"""Whether the mix of customers has drifted: the population stability index, and what chance alone would reach."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WATCH, ACT = 0.10, 0.25
"""The credit industry's convention (Lewis 1994; Siddiqi 2006). It takes no account of how many customers there are."""

HALF = 0.5
"""Stands for an empty group, so that one newcomer in a group is not an infinite drift."""


@dataclass(frozen=True)
class Drift:
    """How far a mix has moved: `psi` ≥ 0, 0 when nothing has.

    `chance` is the limit that 95 of 100 samples of these sizes from one unchanged mix stay under: beyond it the drift
    is real, however small. `is_real` and `is_large` (beyond `WATCH`) are different questions; both are answered.
    """

    psi: float
    chance: float
    groups: int
    before: float
    after: float

    @property
    def is_real(self) -> bool:
        return self.psi > self.chance

    @property
    def is_large(self) -> bool:
        return self.psi >= WATCH


def drift(before: Sequence[float], after: Sequence[float], *, certainty: float = 0.95) -> Drift:
    """The drift between two counts of the same groups, in the same order.

    PSI = Σ (a − b) ln(a / b) over shares (Jeffreys' divergence); its limit under an unchanged mix is the chi-square
    quantile of groups − 1 times 1/N + 1/M (Yurdakul and Naranjo 2020). Groups empty both times do not count. Raises
    ValueError for counts of different lengths, below zero, or nobody on either side.
    """
    old, new = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if old.shape != new.shape or old.ndim != 1:
        raise ValueError(f"The two mixes have {len(old)} and {len(new)} groups; they must be the same groups in order.")
    if (old < 0).any() or (new < 0).any() or not old.sum() > 0 or not new.sum() > 0:
        raise ValueError("A mix needs counts of at least nothing in every group, and somebody in one.")
    there = (old > 0) | (new > 0)
    old, new = old[there], new[there]
    share_old, share_new = (np.maximum(side, HALF) / side.sum() for side in (old, new))
    psi = float(((share_new - share_old) * np.log(share_new / share_old)).sum())
    free = len(old) - 1
    limit = chi_square_quantile(certainty, free) * float(1 / old.sum() + 1 / new.sum()) if free else 0.0
    return Drift(psi, limit, len(old), float(old.sum()), float(new.sum()))


def chi_square_quantile(probability: float, freedom: int) -> float:
    """The quantile of the chi-square distribution, to twelve figures, by halving its distribution function."""
    low, high = 0.0, freedom + 40.0 * math.sqrt(2.0 * freedom) + 40.0
    for _ in range(200):
        middle = (low + high) / 2
        if _lower_gamma(freedom / 2, middle / 2) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _lower_gamma(a: float, x: float) -> float:
    """The regularised lower incomplete gamma function: series below its mean, continued fraction above."""
    if x <= 0:
        return 0.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * 1e-16:
            n += 1
            term *= x / n
            total += term
        return scale * total
    b, d = x + 1 - a, 1 / (x + 1 - a)
    c, h = 1e300, d
    for i in range(1, 500):
        b += 2
        d = 1 / (b - i * (i - a) * d)
        c = b - i * (i - a) / c
        h *= c * d
        if abs(c * d - 1) < 1e-15:  # noqa: PLR2004
            break
    return 1 - scale * h
