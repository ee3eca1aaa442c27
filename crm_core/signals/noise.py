"""How far a figure moves against the year before when nothing particular happens, from its own history.

The change of each month against the same month a year before is taken as a mean that does not move, and noise around
it that resembles its neighbours as much as it did (an autoregression of first order). What a period of some months
would show is then a Student distribution: the mean's own uncertainty, and that of the noise's size, are in it.
Source: the predictive distribution of a mean of normal draws, its degrees of freedom those of the effective number of
draws (von Storch and Zwiers, Statistical Analysis in Climate Research, 1999, section 6.6).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

MIN_CHANGES = 8
"""Changes of months below which the size of noise is anybody's guess."""
_MIN_FREEDOM = 2.0
"""A Student distribution with fewer degrees of freedom has no variance: the history is one long swing, not noise."""
_MAX_LIKENESS = 0.95


@dataclass(frozen=True)
class Noise:
    """What a change against the year before would be by noise alone: Student around `centre`, with `scale` and
    `freedom`. `is_rate`: the change is a fraction of the year before; otherwise it is in the figure's unit.
    `changes` are the months it rests on."""

    centre: float
    scale: float
    freedom: float
    is_rate: bool
    changes: int

    def chance_below(self, change: float) -> float:
        """The chance that the change is below `change`."""
        if self.scale == 0:
            return float(change > self.centre)
        return float(stdtr(self.freedom, (change - self.centre) / self.scale))

    def chance_above(self, change: float) -> float:
        """The chance that the change is above `change`."""
        return 1 - self.chance_below(change) if self.scale else float(change < self.centre)

    def range(self, share: float) -> tuple[float, float]:
        """Between which changes noise stays with a chance of `share`."""
        reach = self.scale * float(stdtrit(self.freedom, (1 + share) / 2))
        return self.centre - reach, self.centre + reach


def noise(monthly: pd.Series, *, months: int, is_share: bool) -> Noise | None:
    """The noise of the change of `months` months together against the year before, from the `monthly` history before
    them: one amount a month without a month left out, NaN where it is unknown. None where it cannot be told: from too
    few months, or months so alike that they say little more than one.

    Changes are rates where all amounts are above zero, and differences otherwise and of shares.
    """
    before = monthly.shift(12)
    both = before.notna() & monthly.notna()
    is_rate = not is_share and bool((monthly[both] > 0).all() and (before[both] > 0).all())
    changes = (monthly / before - 1 if is_rate else monthly - before)[both].to_numpy()
    count = len(changes)
    if count < MIN_CHANGES:
        return None
    centre = float(changes.mean())
    left = changes - centre
    squares = float(left @ left)
    if squares == 0:
        return Noise(centre, 0.0, float(count - 1), is_rate, count)
    # Residuals around their own mean look less alike than they are, by about (1 + 4 likeness) / count.
    found = float(left[1:] @ left[:-1]) / squares
    likeness = float(np.clip((found * count + 1) / (count - 4), 0.0, _MAX_LIKENESS))
    of_mean = _variance_of_mean(count, likeness)
    freedom = 1 / of_mean - 1
    if freedom < _MIN_FREEDOM:
        return None
    variance = squares / count / (1 - of_mean)
    return Noise(centre, float(np.sqrt(variance * (_variance_of_mean(months, likeness) + of_mean))), freedom, is_rate,
                 count)


def _variance_of_mean(count: int, likeness: float) -> float:
    """The variance of the mean of so many months, as a part of that of one."""
    gaps = np.arange(1, count)
    return float(count + 2 * ((count - gaps) * likeness**gaps).sum()) / count**2
