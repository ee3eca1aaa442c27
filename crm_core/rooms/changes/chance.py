"""Whether a change is more than the months do by themselves, and whether more customers joined than chance explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

CHANCE = 0.05
"""How often a change of a series in which nothing happens may be called more than chance."""
MIN_STEPS = 8
"""Changes from month to month against the year before from which their spread can be judged: 21 months."""
_SPIKE = 2.5
"""Robust deviations beyond which a month counts no more: a shift of the level is what is asked about, and no noise."""
_LASTS_MORE, _LASTS_MOST = 0.2, 0.9
"""What is added to the part of a month's noise that seems to last into the next, as few months show too little of it;
and the most that may (`demand/watch` allows as much)."""
_A_STEP = 4.0
"""Months overlap and noise lasts, so so many steps tell as much of the spread as one that stands alone."""

Verdict = Literal["beyond chance", "chance", "unknown"]


@dataclass(frozen=True)
class Chance:
    """A change against the noise of its own months. `limit` is what chance stays below in 19 of 20 periods in which
    nothing happens, in the unit of the change; None when too few months are known to judge."""

    verdict: Verdict
    limit: float | None = None


UNKNOWN = Chance("unknown")


def of_months(amounts: np.ndarray, *, months: int, looks: int = 1) -> Chance:
    """Judge the last `months` amounts of a monthly series against the same months a year before.

    `amounts` are consecutive months that end with the period, NaN where unknown; for a level at one month's end
    `months` is 1. `looks` is how many changes are judged together (Bonferroni). Each month less the same a year before
    is free of the season; how these differences move from month to month, without their median and with spikes cut,
    gives the size of the noise and how much of it lasts (an AR(1) process); and that the spread of the period's sum.
    Measured on simulated series: `tests/rooms/changes/test_chance.py`.
    """
    series = np.asarray(amounts, float)
    series = series[np.flatnonzero(np.isnan(series))[-1] + 1:] if np.isnan(series).any() else series
    apart = series[12:] - series[:-12]
    steps = np.diff(apart)
    if len(steps) < MIN_STEPS or len(apart) < months:
        return UNKNOWN
    steps = steps - np.median(steps)
    spread = 1.4826 * float(np.median(np.abs(steps)))
    if spread > 0:
        steps = np.clip(steps, -_SPIKE * spread, _SPIKE * spread)
    power = float(steps @ steps)
    variance = power / (len(steps) - 1)
    lasting = 1 + 2 * float(steps[1:] @ steps[:-1]) / power if power > 0 else 0.0
    lasting = min(max(lasting + _LASTS_MORE, 0.0), _LASTS_MOST)
    signs = np.zeros(12 + months)
    signs[:months] -= 1
    signs[12:] += 1
    places = np.arange(len(signs))
    held = signs @ lasting ** np.abs(places[:, None] - places) @ signs
    sigma = np.sqrt(max(variance / (4 * (1 - lasting)) * held, 0.0))
    limit = float(special.stdtrit(len(steps) / _A_STEP, 1 - CHANCE / (2 * max(looks, 1))) * sigma)
    change = float(apart[-months:].sum())
    return Chance("beyond chance" if abs(change) > max(limit, 0.005) else "chance", limit)


def of_counts(one: int, other: int, *, looks: int = 1) -> Verdict:
    """Whether two numbers of events differ by more than two Poisson variables of one mean would: given their sum, one
    is binomial with a half (Przyborowski and Wilenski 1940). `looks` as above."""
    if one + other == 0:
        return "unknown"
    chance = min(2 * float(special.bdtr(min(one, other), one + other, 0.5)), 1.0)
    return "beyond chance" if chance < CHANCE / max(looks, 1) else "chance"
