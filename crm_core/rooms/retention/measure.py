"""How customers stay, how many leave or go quiet, what they are worth from here on, and who may leave."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from crm_core.rooms.retention.chances.leaving import Leaving
from crm_core.rooms.retention.staying import Staying
from crm_core.rooms.retention.worth import Worth

View = Literal["stay", "leave"]
"""What is asked: how long customers stay, or who may leave. The second makes a model and takes seconds."""
FEW = 30
"""Customers of whom shares say little: one more or less moves them by three points."""
_SIGNIFICANT_Z, _JUMPS_BY = 1.96, 1.25


@dataclass(frozen=True, eq=False)
class Retention:
    """What the data says of leaving. *Closed*: left within twelve months of a cut-off. *Quiet*: still a customer, with
    the twelve months' means of balance and turnover both below 80% of the year before (of what the data knows). Both
    are of customers of at least six months at the cut-off."""

    view: View
    first_month: dt.date
    last_day: dt.date
    """What the data covers; nobody who left before is in it."""
    customers: int
    """Of the trailing year, under the scope."""
    without_joined: int
    """Of whom it is not known since when they are customers: they are in no curve."""
    left: int
    """Customers of the scope who left while the data covers them."""
    outcomes: pd.DataFrame
    """years_ago, customers, closed, quiet, closed_rate, quiet_rate, contribution, closed_contribution,
    quiet_contribution, quiet_contribution_after: the trailing years that have one before them, the latest first;
    none under a segment.
    `quiet` and its rate are NaN where neither balances nor turnover are known.
    Contribution is that of the year before, of the quiet also that of the year in which they went quiet."""
    knows_money: bool
    """Whether contribution is known."""
    why_left: pd.DataFrame
    """reason, went_to, customers: why those who left while the data covers them did, and where to, as the bank states
    it; empty texts where it does not, no rows where it never does."""
    staying: Staying | None
    """None where nobody is known to have left, or no day of joining is known, or when it was not asked."""
    worth: Worth | None
    """None with fewer than 50 leavers, without contribution, or when it was not asked."""
    leaving: Leaving | None
    """None when it was not asked."""

    @property
    def latest(self) -> pd.Series | None:
        """The latest year of `outcomes`."""
        return self.outcomes.iloc[0] if len(self.outcomes) else None

    @property
    def knows_quiet(self) -> bool:
        """Whether balances or turnover of the latest year say who went quiet."""
        return bool(len(self.outcomes) and self.outcomes["quiet"].notna().iloc[0])

    @property
    def quiet_jumps(self) -> bool:
        """Whether the part of quiet customers is by a quarter higher or lower than in the year before, beyond chance.
        One event that moves everybody's balances looks like this, and is no news of single customers."""
        if len(self.outcomes) <= 1 or self.outcomes["quiet"].isna().any():
            return False
        now, before = self.outcomes.iloc[0], self.outcomes.iloc[1]
        pooled = (now["quiet"] + before["quiet"]) / (now["customers"] + before["customers"])
        error = math.sqrt(pooled * (1 - pooled) * (1 / now["customers"] + 1 / before["customers"]))
        low, high = sorted((now["quiet_rate"], before["quiet_rate"]))
        return bool(error and abs(high - low) > _SIGNIFICANT_Z * error and high > _JUMPS_BY * low)


def stated(why_left: pd.DataFrame, column: str) -> pd.DataFrame:
    """`column` (reason, or went_to), customers, share (of those of whom it is stated): most first."""
    known = why_left[why_left[column] != ""] if len(why_left) else why_left
    if known.empty:
        return pd.DataFrame({column: [], "customers": [], "share": []})
    spelt = known.assign(spelling=known[column].str.lower()).groupby("spelling", as_index=False)
    sums = spelt.agg(**{column: (column, "first"), "customers": ("customers", "sum")}).drop(columns="spelling")
    sums = sums.assign(share=sums["customers"] / sums["customers"].sum())
    return sums.sort_values(["customers", column], ascending=[False, True], ignore_index=True)


def rated(outcomes: pd.DataFrame) -> pd.DataFrame:
    """`outcomes` (customers, closed, quiet, knows_quiet, …) with `closed_rate` and `quiet_rate`: parts of the
    customers, 0–1; NaN for who went quiet in a year of which neither balances nor turnover are known: that is not
    nobody."""
    quiet = outcomes["quiet"].where(outcomes["knows_quiet"] == 1)
    return outcomes.drop(columns="knows_quiet").assign(
        quiet=quiet, closed_rate=outcomes["closed"] / outcomes["customers"], quiet_rate=quiet / outcomes["customers"])
