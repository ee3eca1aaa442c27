"""How the errors of many forecasts hang together, and sample paths that keep it so.

Months are drawn, not numbers: in each drawn month all rows take what they did in that month together, so parts that
rose and fell together in the past do so in every path, and sums of paths have the spread that sums really had.
"""

from __future__ import annotations

import numpy as np

from crm_core.rooms.demand.seasonality import take_out

LONGEST = 60
"""Months that are remembered: what moved together longer ago may not any more."""

_T80 = np.array([1.886, 1.638, 1.533, 1.476, 1.415, 1.372, 1.325, 1.2816])
_T95 = np.array([4.303, 3.182, 2.776, 2.571, 2.365, 2.228, 2.086, 1.9600])
_FREEDOM = np.array([2, 3, 4, 5, 7, 10, 20, np.inf])
"""Student's t: two-sided 80 % and 95 % limits by degrees of freedom."""


def moved_together(values: np.ndarray, *, season: int) -> np.ndarray:
    """Each row's changes from month to month without its season, scaled to length 1: rows × months.

    The product of two rows is the correlation of their changes. Rows that never moved are all zero.
    """
    adjusted = take_out(values, season).adjusted[:, -LONGEST - 1 :]
    steps = np.diff(adjusted, axis=1)
    known = ~np.isnan(steps)
    mean = np.where(known, steps, 0.0).sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    steps = np.where(known, steps - mean, 0.0)
    length = np.sqrt((steps**2).sum(axis=1, keepdims=True))
    return np.divide(steps, length, out=np.zeros_like(steps), where=length > 0)


def draw(months: int, horizon: int, *, paths: int, persistence: float, tail: float, seed: int) -> np.ndarray:
    """Shocks by month × path × step; a row's changes times them are its errors, in units of its 80 % half-width.

    Each of the `paths` (even) has its mirror image, so that they centre on nothing.
    `persistence` 0–1 is how much of an error is still there a step later; `tail` the ratio of a 95 % half-width to
    an 80 % one: heavier tails than the normal's come from some paths being wilder than others (Student's t).
    """
    rng = np.random.default_rng(seed)
    fresh = rng.standard_normal((months, paths // 2, horizon))
    before = np.cumsum(fresh, axis=2) - fresh
    lasting = (fresh + persistence * before) / np.sqrt(1 + persistence**2 * np.arange(horizon))
    inverse = float(np.interp(-tail, -(_T95 / _T80), 1 / _FREEDOM))
    wild = np.ones(paths // 2)
    if inverse > 0:
        wild = np.sqrt(1 / inverse / rng.chisquare(1 / inverse, paths // 2))
    unit = float(np.interp(inverse, (1 / _FREEDOM)[::-1], _T80[::-1]))
    half = lasting * wild[None, :, None] / unit
    return np.concatenate([half, -half], axis=1)


def persistence_of(sd: np.ndarray) -> float:
    """How much of an error lasts, from how fast the standard deviation (row × step) grows: the median over rows."""
    steps = sd.shape[1]
    if steps == 1:
        return 1.0
    growth = (sd[:, -1] / np.maximum(sd[:, 0], 1e-300)) ** 2 - 1
    return float(np.sqrt(np.clip(np.median(growth) / (steps - 1), 0.0, 1.0)))
