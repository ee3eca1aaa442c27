"""Several pilots of one kind taken together: each compares within itself, and the comparisons are added up.

Called and left out are never thrown together across pilots: lists differ in how many would go anyway and in how many
were left out, and sums of both would compare one list with another.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import special

from crm_core.rooms.retention.calling.effect import Arm, Effect

CHANCE = 0.05
"""How often pilots of one effect may be said to differ."""


def pooled(effects: Sequence[Effect]) -> Effect:
    """Effects as one: on each side the mean of the rates by the weights of Mantel and Haenszel, of as many customers as
    would make it as sure. So its intervals hold also where nobody went, and of one effect it is that effect.

    Sources: Mantel and Haenszel, *Journal of the National Cancer Institute* 22 (1959) 719–748, of the weights; Wilson's
    interval of a weighted rate after Korn and Graubard, *Survey Methodology* 24 (1998) 193–201.
    """
    called, left_out = (np.array([each.customers for each in side], float) for side in _sides(effects))
    weights = called * left_out / (called + left_out)
    return Effect(*(_weighted(side, weights / weights.sum()) for side in _sides(effects)))


def differ(effects: Sequence[Effect]) -> float:
    """How often pilots of one and the same effect would differ as much as these (0–1): below `CHANCE` they are said to
    differ. Few or small pilots show only large differences, and those too small to tell anything are left aside; NaN
    where fewer than two are left.

    Source: Cochran, *Biometrics* 10 (1954) 101–129; rates with one more on either side, as nobody may have gone
    (Agresti and Caffo, *The American Statistician* 54 (2000) 280–288).
    """
    effects = [each for each in effects if not each.is_too_small]
    if len(effects) <= 1:
        return math.nan
    precision = 1 / np.array([_variance(each.called) + _variance(each.left_out) for each in effects])
    apart = np.array([each.difference for each in effects])
    mean = (precision * apart).sum() / precision.sum()
    return float(special.chdtrc(len(effects) - 1, (precision * (apart - mean) ** 2).sum()))


def are_alike(effects: Sequence[Effect]) -> bool:
    """Whether they differ by no more than chance, or are too few to tell, so that one effect may stand for all."""
    return not differ(effects) < CHANCE


def _sides(effects: Iterable[Effect]) -> tuple[list[Arm], list[Arm]]:
    return [each.called for each in effects], [each.left_out for each in effects]


def _weighted(arms: Sequence[Arm], weights: np.ndarray) -> Arm:
    """The weighted mean of rates, of as many customers as would vary by as much, were the rate the same in all."""
    customers = 1 / float((weights**2 / [each.customers for each in arms]).sum())
    rate = float((weights * [each.rate for each in arms]).sum())
    return Arm(customers, customers * min(rate, 1.0))


def _variance(arm: Arm) -> float:
    rate = (arm.came + 1) / (arm.customers + 2)
    return rate * (1 - rate) / arm.customers
