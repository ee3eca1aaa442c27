"""The record of a selection: what would have been said at earlier ends, what came, and the grade that this earns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.demand.accuracy import Coverage, coverage
from crm_core.rooms.demand.selection import last_known_year
from crm_core.rooms.demand.together import LEVELS, Together

LEAST_TESTS = 12
"""Months forecast and since come that a grade needs."""

_GRADES = ((0.5, "A"), (0.8, "B"), (0.95, "C"))
"""The error as a part of that of last year's value, up to which each grade is given; above the last it is D."""


@dataclass(frozen=True)
class Grade:
    """How good such forecasts were: over `tests` months forecast from earlier ends and since come.

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


def record_of(together: Together, weight: np.ndarray, months: pd.DatetimeIndex) -> pd.DataFrame:
    """Earlier forecasts of a selection against what came and against last year's value, made from what was known."""
    history = together.history_of(weight)
    lowest = 0.0 if np.nanmin(history) >= 0 else -np.inf
    rows = []
    for ago, said, half in together.record_of(weight):
        known, count = len(months) - ago, min(ago, len(said))
        ranges = {f"{side}_{level * 100:g}": np.maximum(said[:count] + sign * half[place, :count], lowest)
                  for place, level in enumerate(LEVELS) for side, sign in (("low", -1), ("high", 1))}
        rows.append(pd.DataFrame({
            "made_in": months[known - 1], "step": np.arange(1, count + 1), "month": months[known : known + count],
            "said": said[:count], **ranges, "came": history[known : known + count],
            "rule": last_known_year(history[:known], count),
        }))
    columns = ["made_in", "step", "month", "said", "low_80", "high_80", "low_95", "high_95", "came", "rule"]
    return pd.concat(rows[::-1], ignore_index=True).dropna(subset="came")[columns] if rows else pd.DataFrame(
        {name: pd.Series(dtype="datetime64[us]" if name in ("made_in", "month") else float) for name in columns})


def graded(record: pd.DataFrame, *, beyond: int = 0) -> Grade | None:
    """The grade of a record's forecasts of more than `beyond` steps, None when fewer than `LEAST_TESTS` months can be
    tested. A level is asked for at the end of the horizon, so the near steps, which are easy, do not count for it."""
    tests = record.dropna(subset=["came", "rule"])
    far = tests[tests["step"] > beyond]
    tests = far if len(far) >= LEAST_TESTS else tests
    size = float(tests["came"].abs().mean()) if len(tests) else 0.0
    if len(tests) < LEAST_TESTS or size == 0:
        return None
    error, rule = (float((tests["came"] - tests[name]).abs().mean()) / size for name in ("said", "rule"))
    ratio = error / rule if rule > 0 else 1.0 if error == 0 else float("inf")
    letter = next((letter for most, letter in _GRADES if ratio <= most), "D")
    return Grade(letter, error, rule, len(tests))


def by_step(record: pd.DataFrame) -> pd.DataFrame:
    """Errors of a record by step, the forecast's and the rule's, as fractions of what came."""
    tests = record.dropna(subset=["came", "rule"])
    errors = pd.DataFrame({
        "step": tests["step"].astype(int), "size": tests["came"].abs(),
        "error": (tests["came"] - tests["said"]).abs(), "rule_error": (tests["came"] - tests["rule"]).abs(),
    })
    found = errors.groupby("step", as_index=False).agg(tests=("size", "size"), size=("size", "sum"),
                                                       error=("error", "sum"), rule_error=("rule_error", "sum"))
    size = found.pop("size").replace(0.0, np.nan)
    return found.assign(error=found["error"] / size, rule_error=found["rule_error"] / size)


def held(record: pd.DataFrame, level: float) -> Coverage:
    """How often the record's range of a level held what came."""
    name = f"{level * 100:g}"
    return coverage(*(record[each].to_numpy(dtype=float) for each in ("came", f"low_{name}", f"high_{name}")))


