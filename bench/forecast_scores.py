"""How good a forecast was, in the scores of the forecasting literature: for the benchmark and the tests, which hold the
engine to what was promised of it. What the page says of its own record is `selection/record.py` of the room of demand.

Arrays have the steps on their last axis; a score is the mean over it, lower is better. Histories are one series, oldest
first. Source: Hyndman and Koehler (2006); Makridakis, Spiliotis and Assimakopoulos, "The M4 Competition" (2020);
Hyndman and Athanasopoulos, *fpp3* 5.8 and 5.9.
"""

from __future__ import annotations

import math

import numpy as np


def smape(actual: np.ndarray, forecast: np.ndarray) -> np.ndarray:
    """Symmetric mean absolute percentage error, 0–200 as in the M4 competition; 0 where both are zero."""
    size = np.abs(actual) + np.abs(forecast)
    return np.mean(200 * np.abs(actual - forecast) / np.where(size > 0, size, 1.0), axis=-1)


def mase(actual: np.ndarray, forecast: np.ndarray, history: np.ndarray, *, season: int = 12) -> np.ndarray:
    """Mean absolute error over that of last season's value within the history: below 1 is better than that.

    NaN when the history never differs from its last season. A history of one season or less is scaled by its steps.
    """
    return _over(np.mean(np.abs(actual - forecast), axis=-1), np.mean(np.abs(_steps(history, season))))


def rmsse(actual: np.ndarray, forecast: np.ndarray, history: np.ndarray, *, season: int = 12) -> np.ndarray:
    """The root of the mean squared error over that of last season's value within the history."""
    return np.sqrt(_over(np.mean((actual - forecast) ** 2, axis=-1), np.mean(_steps(history, season) ** 2)))


def owa(smape_: float, mase_: float, naive_smape: float, naive_mase: float) -> float:
    """Overall weighted average of the M4 competition, against Naive2: below 1 is better than that."""
    return (smape_ / naive_smape + mase_ / naive_mase) / 2


def interval_score(actual: np.ndarray, low: np.ndarray, high: np.ndarray, *, level: float) -> np.ndarray:
    """Winkler's score of a range: its width, and 2 / (1 − level) times what fell outside it."""
    missed = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return np.mean(high - low + 2 / (1 - level) * missed, axis=-1)


def msis(actual: np.ndarray, low: np.ndarray, high: np.ndarray, history: np.ndarray, *, level: float = 0.95,
         season: int = 12) -> np.ndarray:
    """Mean scaled interval score of the M4 competition: the interval score in units of the history's own movement."""
    return _over(interval_score(actual, low, high, level=level), np.mean(np.abs(_steps(history, season))))


def pinball(actual: np.ndarray, forecast: np.ndarray, *, quantile: float) -> np.ndarray:
    """Loss of a forecast quantile (*fpp3* doubles it)."""
    above = actual - forecast
    return np.mean(np.where(above >= 0, quantile * above, (quantile - 1) * above), axis=-1)


def naive(history: np.ndarray, horizon: int) -> np.ndarray:
    """The last value, again and again."""
    return np.full(horizon, history[-1], dtype=float)


def seasonal_naive(history: np.ndarray, horizon: int, *, season: int = 12) -> np.ndarray:
    """Last season's value; the last value where the history is shorter than a season."""
    return np.resize(history[-season:], horizon) if len(history) >= season else naive(history, horizon)


def naive2(history: np.ndarray, horizon: int, *, season: int = 12) -> np.ndarray:
    """The last value without its season, with the season put back: the benchmark of the M4 competition.

    The season is the classical multiplicative one, used where the autocorrelation at one season passes its 90% test.
    """
    if not is_seasonal(history, season):
        return naive(history, horizon)
    factor = classical_factors(history, season)
    place = (len(history) + np.arange(horizon)) % season
    return history[-1] / factor[(len(history) - 1) % season] * factor[place]


def is_seasonal(history: np.ndarray, season: int) -> bool:
    """The M4 competition's test: three seasons at least, and autocorrelation at one season beyond chance."""
    n = len(history)
    centred = history - np.mean(history)
    energy = float(centred @ centred)
    if season <= 1 or n < 3 * season or energy == 0:
        return False
    lags = np.array([centred[lag:] @ centred[:-lag] for lag in range(1, season + 1)]) / energy
    return bool(abs(lags[-1]) > 1.645 * math.sqrt((1 + 2 * float(lags[:-1] @ lags[:-1])) / n))


def classical_factors(history: np.ndarray, season: int) -> np.ndarray:
    """Factors of the classical multiplicative decomposition; the first belongs to the first value."""
    ends = [0.5, *np.ones(season - 1), 0.5] if season % 2 == 0 else np.ones(season)
    trend = np.convolve(history, np.array(ends) / season, "valid")
    half = len(ends) // 2
    ratio = np.full(len(history), np.nan)
    ratio[half : len(history) - half] = history[half : len(history) - half] / trend
    factor = np.array([np.nanmean(ratio[place::season]) for place in range(season)])
    return factor / factor.mean()


def _steps(history: np.ndarray, season: int) -> np.ndarray:
    lag = season if len(history) > season else 1
    return history[lag:] - history[:-lag] if len(history) > lag else np.array([np.nan])


def _over(amount: np.ndarray, scale: float) -> np.ndarray:
    return amount / (scale if scale > 0 else math.nan)
