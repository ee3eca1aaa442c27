"""Whether a pilot has measured who leaves: its branches against those it is compared with."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

LEAVING = ("left_on", "attrition")
"""What a pilot says that it measures when it measures who leaves: the column of customers, or the word for it."""
CONFIDENCE = 0.95
MIN_BRANCHES = 2
"""Of each arm: one branch has no spread to tell chance by."""


@dataclass(frozen=True)
class Pilot:
    """A pilot. Without `difference` it says nothing of who leaves."""

    name: str
    measure: str
    started_on: dt.date
    treated: int
    """Branches with the change, and below those it is compared with."""
    control: int
    difference: float | None = None
    """How much more of the customers of a branch left, mean of the branches, 0.01 is a point; below 0 fewer."""
    low: float | None = None
    """The ends of its 95% interval."""
    high: float | None = None

    @property
    def says_leaving(self) -> bool:
        """Whether it measures who leaves, with branches enough."""
        return self.difference is not None


def pilots(rows: pd.DataFrame) -> tuple[Pilot, ...]:
    """From `pilots.sql`: pilot_id, name, measure, started_on, arm, branch_id, customers, left_since.

    A branch is one observation, as customers of a branch share what happens there; the interval is Welch's, with
    Student's quantile. Source: Welch, "The generalization of Student's problem", Biometrika 34 (1947).
    """
    return tuple(_pilot(each) for _id, each in rows.groupby("pilot_id", sort=True))


def _pilot(rows: pd.DataFrame) -> Pilot:
    first = rows.iloc[0]
    measure = first["measure"] if isinstance(first["measure"], str) else ""
    arms = {arm: rows[rows["arm"] == arm] for arm in ("treated", "control")}
    about = Pilot(str(first["name"]), measure, pd.Timestamp(first["started_on"]).date(),
                  treated=len(arms["treated"]), control=len(arms["control"]))
    rates = [(each["left_since"] / each["customers"])[each["customers"] > 0].to_numpy(dtype=float)
             for each in arms.values()]
    if measure not in LEAVING or min(map(len, rates)) < MIN_BRANCHES:
        return about
    treated, control = rates
    difference = float(treated.mean() - control.mean())
    reach = _reach(treated, control)
    return replace(about, difference=difference, low=difference - reach, high=difference + reach)


def _reach(one: np.ndarray, other: np.ndarray) -> float:
    """Half of Welch's interval."""
    from scipy.special import stdtrit

    parts = [each.var(ddof=1) / len(each) for each in (one, other)]
    if not sum(parts):
        return 0.0
    freedom = sum(parts) ** 2 / sum(part**2 / (len(each) - 1) for part, each in zip(parts, (one, other), strict=True))
    return float(stdtrit(freedom, (1 + CONFIDENCE) / 2)) * math.sqrt(sum(parts))
