"""What a record is worth: its errors against those of two rules that cost nothing, over periods that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

MIN_REACH = 6
"""Months ahead that a grade must at least be tested for, where fewer than the asked have come since."""

MIN_WINDOWS_FOR_ADVICE = 3
"""Periods that do not overlap, from which it is more than one or two episodes that a rule did better."""

_GRADES = ((0.5, "A"), (0.8, "B"), (0.95, "C"))
"""The error as a part of that of the better rule, up to which each grade is given; above the last it is D."""

ROUNDING = 1e-6
"""An error this small beside what came is none."""

WRITTEN_AS_NOTHING = 0.0005
"""An error this small would be written as 0%: no grade is lost by it."""


@dataclass(frozen=True)
class Grade:
    """How good such forecasts were: over `tests` months of `windows` earlier periods of `reach` months each, none of
    which overlaps another.

    `error`, `rule_error` and `level_error` are mean absolute errors as fractions of what came: the forecast's, that of
    last year's value and that of the level of then. A: at most half of the better rule's error; B: four fifths; C:
    little better; D: no better.
    """

    letter: str
    error: float
    rule_error: float
    level_error: float
    tests: int
    windows: int
    reach: int

    @property
    def best_rule_error(self) -> float:
        """The error of the better of the two rules."""
        return min(self.rule_error, self.level_error)

    @property
    def ratio(self) -> float:
        """The error over the better rule's: below 1 the forecast was better; 1 where neither missed."""
        if self.error <= ROUNDING:
            return 0.0 if self.best_rule_error > ROUNDING else 1.0
        return self.error / self.best_rule_error if self.best_rule_error > 0 else float("inf")


def grade_of(record: pd.DataFrame, last_month: pd.Timestamp, *, horizon: int, is_level: bool = False) -> Grade | None:
    """The grade of a record's forecasts of `horizon` months, whose history ends in `last_month`.

    Only periods that do not overlap count, the latest first; where none of the asked length has come yet, of the
    longest that has, from `MIN_REACH` months on. A level is asked for at the end of the horizon, so the near half,
    which is easy, does not count for it. None when there is no such period, or when nothing has ever moved.
    """
    tests = record.dropna(subset=["came", "rule", "level"])
    if tests.empty:
        return None
    ago = _months_between(tests["made_in"], last_month)
    reach = min(horizon, int(ago.max()))
    if reach < min(horizon, MIN_REACH):
        return None
    windows = separate_windows(ago, reach)
    tests = tests[ago.isin(windows) & (tests["step"] <= reach) & (tests["step"] > (reach // 2 if is_level else 0))]
    size = float(tests["came"].abs().mean()) if len(tests) else 0.0
    if size == 0:
        return None
    error, rule, level = (float((tests["came"] - tests[name]).abs().mean()) / size
                          for name in ("said", "rule", "level"))
    if max(error, rule, level) <= ROUNDING:
        return None
    best = min(rule, level)
    letter = next((letter for limit, letter in _GRADES if error <= max(limit * best, WRITTEN_AS_NOTHING)), "D")
    return Grade(letter, error, rule, level, len(tests), len(windows), reach)


def separate_windows(ago: pd.Series, reach: int) -> list[int]:
    """Of the origins (months ago) those whose next `reach` months have all come and do not overlap, latest first."""
    windows: list[int] = []
    for each in sorted(set(ago.astype(int))):
        if each >= reach and (not windows or each >= windows[-1] + reach):
            windows.append(each)
    return windows


def errors_by_step(record: pd.DataFrame) -> pd.DataFrame:
    """Errors of a record by step, the forecast's and those of both rules, as fractions of what came."""
    tests = record.dropna(subset=["came", "rule", "level"])
    errors = pd.DataFrame({
        "step": tests["step"].astype(int), "tests": 1, "size": tests["came"].abs(),
        **{name: (tests["came"] - tests[of]).abs()
           for name, of in (("error", "said"), ("rule_error", "rule"), ("level_error", "level"))},
    })
    by_step = errors.groupby("step", as_index=False).sum()
    size = by_step.pop("size").replace(0.0, np.nan)
    names = ["error", "rule_error", "level_error"]
    return by_step.assign(**{name: (by_step[name] / size).where(lambda share: ~(share <= ROUNDING), 0.0)
                             for name in names})


def _months_between(made_in: pd.Series, last_month: pd.Timestamp) -> pd.Series:
    return (last_month.year - made_in.dt.year) * 12 + last_month.month - made_in.dt.month
