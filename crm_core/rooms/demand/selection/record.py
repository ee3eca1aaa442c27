"""The record of a selection: what would have been forecast earlier, what came, and how often the ranges held it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS, JointForecast
from crm_core.rooms.demand.selection.period import seasonal_naive

_COLUMNS = ["made_in", "step", "month", "said", "low_80", "high_80", "low_95", "high_95", "came", "rule", "level"]

_ROUNDING = 1e-9
"""What never moved has a range of no width, and sums have rounding: so near it, as a part of it, is inside."""


@dataclass(frozen=True)
class Coverage:
    """How often a range held what came: `held` of `n`, and the 95% range of the true rate (Clopper and Pearson).

    The range takes the n as independent; forecasts of neighbouring months are not, so it is at its narrowest.
    """

    held: int
    n: int
    low: float
    high: float

    @property
    def rate(self) -> float | None:
        """`held` over `n`, None without any."""
        return self.held / self.n if self.n else None


def record_of(joint: JointForecast, weight: np.ndarray, months: pd.DatetimeIndex) -> pd.DataFrame:
    """Earlier forecasts of a selection against what came, last year's value and the level of then, all from what was
    known: the columns of `Demand.record`."""
    history, lowest = joint.history_of(weight), joint.lowest_of(weight)
    tables = []
    for ago, point, widths in joint.past_of(weight):
        origin, count = len(months) - ago, min(ago, len(point))
        half = np.maximum(widths, _ROUNDING * np.abs(point))
        ranges = {f"{side}_{level * 100:g}": np.maximum(point[:count] + sign * half[place, :count], lowest)
                  for place, level in enumerate(LEVELS) for side, sign in (("low", -1), ("high", 1))}
        before = history[:origin][~np.isnan(history[:origin])]
        tables.append(pd.DataFrame({
            "made_in": months[origin - 1], "step": np.arange(1, count + 1), "month": months[origin : origin + count],
            "said": point[:count], **ranges, "came": history[origin : origin + count],
            "rule": seasonal_naive(history[:origin], count), "level": before[-1] if len(before) else np.nan,
        }))
    if not tables:
        return pd.DataFrame({name: pd.Series(dtype="datetime64[us]" if name in ("made_in", "month") else float)
                             for name in _COLUMNS})
    return pd.concat(tables[::-1], ignore_index=True).dropna(subset="came")[_COLUMNS]


def coverage_of(record: pd.DataFrame, level: float) -> Coverage:
    """How often the record's range of a level held what came."""
    name = f"{level * 100:g}"
    return coverage(*(record[each].to_numpy(dtype=float) for each in ("came", f"low_{name}", f"high_{name}")))


def coverage_today(errors: np.ndarray, ahead: pd.DataFrame, *, lowest: float) -> Coverage:
    """How often ranges as wide as the 80% range of the months `ahead` would have held the past: `errors` are what came
    less what was forecast, origin × step. A range that reaches down to the `lowest` that there is has no lower end."""
    point, low, high = (ahead[name].to_numpy(dtype=float) for name in ("point", "low_80", "high_80"))
    below = np.where(low <= lowest, np.inf, point - low)
    slack = _ROUNDING * np.abs(point)
    return coverage(errors, np.broadcast_to(-below - slack, errors.shape),
                    np.broadcast_to(high - point + slack, errors.shape))


def coverage(actual: np.ndarray, low: np.ndarray, high: np.ndarray) -> Coverage:
    """Count what fell inside `low` … `high`; NaN (not known yet) does not count."""
    is_known = ~(np.isnan(actual) | np.isnan(low) | np.isnan(high))
    n, inside = int(is_known.sum()), int(((actual >= low) & (actual <= high) & is_known).sum())
    return Coverage(inside, n, *clopper_pearson(inside, n))


def clopper_pearson(hits: int, n: int, *, certainty: float = 0.95) -> tuple[float, float]:
    """The range that holds the rate behind `hits` of `n` with `certainty`: quantiles of the beta distribution; 0 to 1
    when nothing was tried. Source: Clopper and Pearson (1934)."""
    from scipy.special import betaincinv

    tail = (1 - certainty) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, n - hits + 1, tail))
    high = 1.0 if hits == n else float(betaincinv(hits + 1, n - hits, 1 - tail))
    return low, high
