"""How the errors of many forecasts hang together, and sample paths that keep it so.

Months are drawn, not numbers: in each drawn month all rows take what they did in that month together, so parts that
rose and fell together in the past do so in every path, and sums of paths have the spread that sums really had.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from crm_core.rooms.demand.engine.course import MAX_BEND
from crm_core.rooms.demand.engine.seasonality import remove_season

MAX_MONTHS = 60
"""Months that are remembered: what moved together longer ago may not any more."""

_FREEDOM = np.array([2, 3, 4, 5, 7, 10, 20, np.inf])
"""Degrees of freedom of Student's t between which the tail of the paths is interpolated; infinitely many is the
normal."""


def scaled_changes(values: np.ndarray, *, season: int) -> np.ndarray:
    """Each row's changes from month to month without its season, scaled to length 1: rows × months.

    The product of two rows is the correlation of their changes. Rows that never moved are all zero; those that moved
    by the same in every month have no change to compare, and are taken to move as one if they ever leave their course.
    """
    adjusted = remove_season(values, season).adjusted[:, -MAX_MONTHS - 1 :]
    steps = np.diff(adjusted, axis=1)
    is_known = ~np.isnan(steps)
    count = np.maximum(is_known.sum(axis=1, keepdims=True), 1)
    mean = np.where(is_known, steps, 0.0).sum(axis=1, keepdims=True) / count
    steps = np.where(is_known, steps - mean, 0.0)
    length = np.sqrt((steps**2).sum(axis=1, keepdims=True))
    is_steady = (np.abs(mean) > 0) & (length <= MAX_BEND * np.abs(mean) * np.sqrt(count))
    steps = np.where(is_steady, is_known, steps)
    length = np.where(is_steady, np.sqrt(count), length)
    return np.divide(steps, length, out=np.zeros_like(steps), where=length > 0)


def draw_shocks(months: int, horizon: int, *, paths: int, persistence: float, tail: float, seed: int) -> np.ndarray:
    """Shocks by month × path × step; a row's changes times them are its errors, in units of its 80% half-width.

    Each of the `paths` (even) has its mirror image, so that they centre on nothing.
    `persistence` 0–1 is how much of an error is still there a step later; `tail` the ratio of a 95% half-width to
    an 80% one: heavier tails than the normal's come from some paths being wilder than others (Student's t).
    """
    rng = np.random.default_rng(seed)
    fresh = rng.standard_normal((months, paths // 2, horizon))
    before = np.cumsum(fresh, axis=2) - fresh
    lasting = (fresh + persistence * before) / np.sqrt(1 + persistence**2 * np.arange(horizon))
    half_80, half_95 = _t_limits(0.80), _t_limits(0.95)
    inverse = float(np.interp(-tail, -(half_95 / half_80), 1 / _FREEDOM))
    wild = np.ones(paths // 2)
    if inverse > 0:
        wild = np.sqrt(1 / inverse / rng.chisquare(1 / inverse, paths // 2))
    unit = float(np.interp(inverse, (1 / _FREEDOM)[::-1], half_80[::-1]))
    half = lasting * wild[None, :, None] / unit
    return np.concatenate([half, -half], axis=1)


@cache
def _t_limits(level: float) -> np.ndarray:
    """Two-sided limits of Student's t at `_FREEDOM`, rounded as in a printed table: how often ranges hold was measured
    with these, and more decimals would move every range in its fifth digit for nothing."""
    from scipy.special import stdtrit

    limits = stdtrit(_FREEDOM, (1 + level) / 2)
    return np.append(np.round(limits[:-1], 3), np.round(limits[-1], 4))


def persistence_of(sd: np.ndarray) -> float:
    """How much of an error lasts, from how fast the standard deviation (row × step) grows: the median over rows."""
    steps = sd.shape[1]
    if steps == 1:
        return 1.0
    growth = (sd[:, -1] / np.maximum(sd[:, 0], 1e-300)) ** 2 - 1
    return float(np.sqrt(np.clip(np.median(growth) / (steps - 1), 0.0, 1.0)))
