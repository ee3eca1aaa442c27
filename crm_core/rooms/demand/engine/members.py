"""The two forecasters: Theta and damped Holt, averaged over a grid of their parameters instead of fitted.

Each row's forecasts under every parameter of the grid are averaged with Akaike weights: what explained the past
better counts more, and no optimiser can run astray on a short series. All rows run through time together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crm_core.rooms.demand.engine.panel import lengths

_THETA_GRID = np.array([0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98])
"""Theta's grid: how fast the level follows what is new."""

_LEVEL, _TREND, _DAMPING = (
    side.ravel() for side in np.meshgrid([0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.98], [0.0, 0.03, 0.1, 0.25],
                                         [0.8, 0.9, 0.95, 0.98], indexing="ij")
)
"""Damped Holt's grid: level, trend (as a part of the level's), and how much of the trend is left a period later."""

ROWS_AT_ONCE = 192
"""Rows × parameters that stay in the processor's cache; larger blocks ran at half the speed."""

MIN_VALUES_FOR_TREND = 5
"""Values that a trend needs: the slope between two or three points is chance."""

LEVEL_SHARE = 0.2
"""How much of a forecast a year ahead is the present level where the trend may be chance. On the monthly series of M1
and Tourism the OWA fell from .852 to .850 and from .787 to .784; at .3 and above it rose again."""

_FAR = 12
"""Periods from which the present level has its whole share; up to there it grows evenly."""

_CERTAIN_TREND = 4.0
"""The squared t value of the mean step at which the level's share is halved."""

_STEADY = 1e-12
"""Keeps the logarithm of a perfect fit finite."""


@dataclass(frozen=True, eq=False)
class Members:
    """Both members and the damped Holt's own standard deviation by row and step, without the season."""

    theta: np.ndarray
    damped: np.ndarray
    sd: np.ndarray


def extrapolate(adjusted: np.ndarray, horizon: int) -> Members:
    """Theta and damped Holt of rows without season and without gaps, flush at their ends."""
    count = lengths(adjusted)
    order = np.argsort(-count, kind="stable")
    size = np.nanmean(np.abs(adjusted), axis=1)
    size = np.where(size > 0, size, 1.0)
    theta, damped, sd = (np.empty((len(adjusted), horizon)) for _ in range(3))
    for start in range(0, len(order), ROWS_AT_ONCE):
        rows = order[start : start + ROWS_AT_ONCE]
        longest = count[rows[0]]
        unit = size[rows][:, None]
        scaled = adjusted[rows, adjusted.shape[1] - longest :] / unit
        theta[rows] = _theta(scaled, count[rows], horizon) * unit
        mean, spread = _damped(scaled, count[rows], horizon)
        damped[rows], sd[rows] = mean * unit, spread * unit
    return Members(theta, damped, sd)


def share_of_level(adjusted: np.ndarray, horizon: int) -> np.ndarray:
    """How much of each row's forecast is its present level, 0–`LEVEL_SHARE` by row and step: more the further ahead,
    and less the surer it is that the row's mean step is no chance (by its t value)."""
    steps = np.diff(adjusted, axis=1)
    is_known = ~np.isnan(steps)
    count = np.maximum(is_known.sum(axis=1), 1)
    mean = np.where(is_known, steps, 0.0).sum(axis=1) / count
    variance = np.where(is_known, (steps - mean[:, None]) ** 2, 0.0).sum(axis=1) / np.maximum(count - 1, 1)
    chance = variance / count
    mean_squared = mean**2
    doubt = np.divide(_CERTAIN_TREND * chance, _CERTAIN_TREND * chance + mean_squared, out=np.ones_like(mean),
                      where=chance + mean_squared > 0)
    return LEVEL_SHARE * doubt[:, None] * np.minimum(np.arange(1, horizon + 1) / _FAR, 1.0)


def _theta(values: np.ndarray, count: np.ndarray, horizon: int) -> np.ndarray:
    """Simple exponential smoothing plus half the straight line's slope (Hyndman and Billah 2003)."""
    width = values.shape[1]
    first = width - count
    level = np.repeat(values[np.arange(len(values)), first][:, None], len(_THETA_GRID), axis=1)
    squared_errors = np.zeros_like(level)
    for t, active in _through_time(first, width):
        error = values[:active, t, None] - level[:active]
        level[:active] += _THETA_GRID * error
        squared_errors[:active] += error * error
    weight = _akaike(squared_errors, count, np.zeros(len(_THETA_GRID)))
    n = count[:, None]
    lead = ((1 - (1 - _THETA_GRID) ** n) / _THETA_GRID * weight).sum(axis=1, keepdims=True)
    drift = np.where(count >= MIN_VALUES_FOR_TREND, _slope(values, count), 0.0)[:, None] / 2
    return (level * weight).sum(axis=1, keepdims=True) + drift * (np.arange(horizon) + lead)


def _damped(values: np.ndarray, count: np.ndarray, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Damped Holt and the standard deviation of its error, with the disagreement of the grid in it."""
    width, row = values.shape[1], np.arange(len(values))
    first = width - count
    reach = np.minimum(6, count - 1)
    start = values[row, first]
    half_slope = (values[row, first + reach] - start) / np.maximum(reach, 1) / 2 * (count >= MIN_VALUES_FOR_TREND)
    level, trend = (np.repeat(path[:, None], len(_LEVEL), axis=1) for path in (start, half_slope))
    squared_errors, spare = np.zeros_like(level), np.empty_like(level)
    by_trend = _LEVEL * _TREND
    for t, active in _through_time(first, width):
        here, rising, error = level[:active], trend[:active], spare[:active]
        rising *= _DAMPING
        here += rising
        np.subtract(values[:active, t, None], here, out=error)
        here += _LEVEL * error
        rising += by_trend * error
        error *= error
        squared_errors[:active] += error
    weight = _akaike(squared_errors, count, 2.0 * (2 + (_TREND > 0)))
    variance = squared_errors / np.maximum(count - 1, 1)[:, None] + _STEADY
    mean, spread = np.empty((len(values), horizon)), np.empty((len(values), horizon))
    grown = np.ones(len(_LEVEL))
    for step in range(horizon):
        run = _DAMPING * (1 - _DAMPING ** (step + 1)) / (1 - _DAMPING)
        path = level + trend * run
        mean[:, step] = (path * weight).sum(axis=1)
        disagreement = (path - mean[:, [step]]) ** 2
        spread[:, step] = (weight * (variance * grown + disagreement)).sum(axis=1)
        grown = grown + (_LEVEL * (1 + _TREND * run)) ** 2
    return mean, np.sqrt(spread)


def _through_time(first: np.ndarray, width: int) -> list[tuple[int, int]]:
    """Each period with the number of rows that have begun before it; rows are sorted longest first."""
    return [(t, int(np.searchsorted(first, t, side="left"))) for t in range(int(first[0]) + 1, width)]


def _akaike(squared_errors: np.ndarray, count: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """Weights of the grid for each row, from the squared errors one step ahead."""
    criterion = count[:, None] * np.log(squared_errors / np.maximum(count - 1, 1)[:, None] + _STEADY) + penalty
    weight = np.exp(-0.5 * (criterion - criterion.min(axis=1, keepdims=True)))
    return weight / weight.sum(axis=1, keepdims=True)


def _slope(values: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Slope of the least-squares line of each row."""
    n = count[:, None]
    since = np.arange(values.shape[1])[None, :] - (values.shape[1] - n) - (n - 1) / 2
    return (np.where(np.isnan(values), 0.0, values) * np.where(np.isnan(values), 0.0, since)).sum(axis=1) / np.maximum(
        (count**3 - count) / 12, 1
    )
