"""How far a figure moves against the year before when nothing new happens, from its own history.

The change of each month against the same month a year before wanders around a mean, and each month resembles the one
before as much as it did so far (an autoregression of first order, its coefficient freed of most of its bias in short
series). From where it stood before the period judged, what the months of that period would show together is then a
Student distribution, with the uncertainty of mean, coefficient and size in it.
Source: Box, Jenkins and Reinsel, Time Series Analysis, chapter 5 (forecasts of an autoregression); Marriott and Pope,
Bias in the estimation of autocorrelations, Biometrika 41, 1954.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

MIN_CHANGES = 8
"""Changes of months below which the size of noise is anybody's guess."""
_ESTIMATED = 3
"""Mean, likeness and the first month are taken from the changes, and leave so many fewer to judge noise by."""


@dataclass(frozen=True)
class Noise:
    """What the change against the year before would be if nothing new happened: Student around `centre`, with `scale`
    and `freedom`. `is_rate`: the change is a fraction of the year before; otherwise it is in the figure's unit.
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


def noise(monthly: np.ndarray, *, months: int, is_share: bool) -> Noise | None:
    """The noise of the change of `months` months together against the year before, from the `monthly` history before
    them: one amount a month without a month left out, NaN where it is unknown. None where it cannot be told from so
    few months.

    Changes are rates where all amounts are above zero, and differences otherwise and of shares.
    """
    before, now = monthly[:-12], monthly[12:]
    both = ~np.isnan(before + now)
    before, now = before[both], now[both]
    is_rate = not is_share and bool((now > 0).all() and (before > 0).all())
    changes = now / before - 1 if is_rate else now - before
    count = len(changes)
    if count < MIN_CHANGES:
        return None
    mean = float(changes.mean())
    left = changes - mean
    squares = float(left @ left)
    if squares == 0:
        return Noise(mean, 0.0, float(count - _ESTIMATED), is_rate, count)
    # Residuals around their own mean look less alike than they are, by about (1 + 4 likeness) / count.
    found = float(left[1:] @ left[:-1]) / squares
    likeness = float(np.clip((found * count + 1) / (count - 4), 0.0, 1.0))
    shocks = left[1:] - likeness * left[:-1]
    variance = float(shocks @ shocks) / (count - _ESTIMATED)
    ahead = np.arange(1, months + 1)
    powers = likeness ** np.arange(months)
    summed = powers.cumsum()  # what a shock does to all months after it
    centre = mean + left[-1] * float((likeness**ahead).mean())
    of_shocks = float(summed @ summed) / months**2
    of_mean = float(summed.mean()) ** 2 / count
    of_likeness = (left[-1] * float((ahead * powers).mean())) ** 2 * ((1 - likeness**2) / count + 2 / count**2)
    scale = float(np.sqrt(variance * (of_shocks + of_mean) + of_likeness))
    return Noise(centre, scale, float(count - _ESTIMATED), is_rate, count)
