"""The record of a selection: what would have been forecast earlier, what came, how often the ranges held it, and the
grade that this earns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS, JointForecast
from crm_core.rooms.demand.selection.period import seasonal_naive

MIN_TESTS = 12
"""Months forecast and since come that a grade needs."""

_GRADES = ((0.5, "A"), (0.8, "B"), (0.95, "C"))
"""The error as a part of that of last year's value, up to which each grade is given; above the last it is D."""

_COLUMNS = ["made_in", "step", "month", "said", "low_80", "high_80", "low_95", "high_95", "came", "rule"]


@dataclass(frozen=True)
class Grade:
    """How good such forecasts were: over `tests` months forecast from earlier origins and since come.

    `error` and `rule_error` are mean absolute errors as fractions of what came: the forecast's and that of last year's
    value. A: at most half of the rule's error; B: four fifths; C: little better; D: no better.
    """

    letter: str
    error: float
    rule_error: float
    tests: int

    @property
    def ratio(self) -> float:
        """The error over the rule's: below 1 the forecast was better."""
        return self.error / self.rule_error if self.rule_error > 0 else float("inf") if self.error > 0 else 1.0


@dataclass(frozen=True)
class Coverage:
    """How often a range held what came: `held` of `n`, and the 95 % range of the true rate (Clopper and Pearson).

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
    """Earlier forecasts of a selection against what came and against last year's value, made from what was known."""
    history = joint.history_of(weight)
    lowest = 0.0 if np.nanmin(history) >= 0 else -np.inf
    tables = []
    for ago, point, half in joint.past_of(weight):
        origin, count = len(months) - ago, min(ago, len(point))
        ranges = {f"{side}_{level * 100:g}": np.maximum(point[:count] + sign * half[place, :count], lowest)
                  for place, level in enumerate(LEVELS) for side, sign in (("low", -1), ("high", 1))}
        tables.append(pd.DataFrame({
            "made_in": months[origin - 1], "step": np.arange(1, count + 1), "month": months[origin : origin + count],
            "said": point[:count], **ranges, "came": history[origin : origin + count],
            "rule": seasonal_naive(history[:origin], count),
        }))
    if not tables:
        return pd.DataFrame({name: pd.Series(dtype="datetime64[us]" if name in ("made_in", "month") else float)
                             for name in _COLUMNS})
    return pd.concat(tables[::-1], ignore_index=True).dropna(subset="came")[_COLUMNS]


def grade_of(record: pd.DataFrame, *, beyond: int = 0) -> Grade | None:
    """The grade of a record's forecasts of more than `beyond` steps, None when fewer than `MIN_TESTS` months can be
    tested. A level is asked for at the end of the horizon, so the near steps, which are easy, do not count for it."""
    tests = record.dropna(subset=["came", "rule"])
    far = tests[tests["step"] > beyond]
    tests = far if len(far) >= MIN_TESTS else tests
    size = float(tests["came"].abs().mean()) if len(tests) else 0.0
    if len(tests) < MIN_TESTS or size == 0:
        return None
    error, rule = (float((tests["came"] - tests[name]).abs().mean()) / size for name in ("said", "rule"))
    ratio = error / rule if rule > 0 else 1.0 if error == 0 else float("inf")
    letter = next((letter for limit, letter in _GRADES if ratio <= limit), "D")
    return Grade(letter, error, rule, len(tests))


def errors_by_step(record: pd.DataFrame) -> pd.DataFrame:
    """Errors of a record by step, the forecast's and the rule's, as fractions of what came."""
    tests = record.dropna(subset=["came", "rule"])
    errors = pd.DataFrame({
        "step": tests["step"].astype(int), "size": tests["came"].abs(),
        "error": (tests["came"] - tests["said"]).abs(), "rule_error": (tests["came"] - tests["rule"]).abs(),
    })
    by_step = errors.groupby("step", as_index=False).agg(tests=("size", "size"), size=("size", "sum"),
                                                         error=("error", "sum"), rule_error=("rule_error", "sum"))
    size = by_step.pop("size").replace(0.0, np.nan)
    return by_step.assign(error=by_step["error"] / size, rule_error=by_step["rule_error"] / size)


def coverage_of(record: pd.DataFrame, level: float) -> Coverage:
    """How often the record's range of a level held what came."""
    name = f"{level * 100:g}"
    return coverage(*(record[each].to_numpy(dtype=float) for each in ("came", f"low_{name}", f"high_{name}")))


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
