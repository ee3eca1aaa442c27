"""Where a rule begins to trip: below or above which amount, in the period judged."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.figures import FIGURES
from crm_core.signals.noise import Noise
from crm_core.signals.rule import Watch
from crm_core.targets import Attainment

RANGE = 0.95
"""The share of the time in which a figure stays within its expected range by noise alone."""


@dataclass(frozen=True)
class Bounds:
    """A rule trips on an amount `below` or `above` these; None where there is no such bound."""

    below: float | None = None
    above: float | None = None

    def tripped_by(self, amount: float) -> float | None:
        """The bound that `amount` is beyond; None when it is within."""
        if self.below is not None and amount < self.below:
            return self.below
        return self.above if self.above is not None and amount > self.above else None


@dataclass(frozen=True)
class YearBefore:
    """What the judged period would be by noise: the `amount` of the same months a year before and the `noise` of its
    change; `months` are those whose sum it is, 1 for a level or a ratio."""

    amount: float | None
    noise: Noise | None
    months: int

    def amount_at(self, change: float) -> float | None:
        """The amount of the period after such a change; None where there is no noise to speak of."""
        if self.noise is None or self.amount is None:
            return None
        return self.amount * (1 + change) if self.noise.is_rate else self.amount + change * self.months

    def chance(self, bounds: Bounds) -> float | None:
        """The chance that noise alone is beyond the bounds; None where it cannot be told."""
        if self.noise is None or self.amount is None or (self.noise.is_rate and self.amount <= 0):
            return None
        below = 0.0 if bounds.below is None else self.noise.chance_below(self._change(bounds.below))
        above = 0.0 if bounds.above is None else self.noise.chance_above(self._change(bounds.above))
        return min(1.0, below + above)

    def _change(self, amount: float) -> float:
        before = self.amount or 0.0
        return amount / before - 1 if self.noise and self.noise.is_rate else (amount - before) / self.months


def bounds(watch: Watch, before: YearBefore, reached: Attainment | None) -> Bounds | None:
    """The bounds of a rule in one region and period; None where they cannot be told: no year before, no target, too
    little history for a range."""
    if watch.condition == "misses_target":
        if reached is None or reached.expected_by_now is None:
            return None
        return (Bounds(below=reached.expected_by_now) if reached.target.direction == "more" else
                Bounds(above=reached.expected_by_now))
    if watch.condition == "leaves_range":
        low, high = before.noise.range(RANGE) if before.noise else (0.0, 0.0)
        edges = before.amount_at(low), before.amount_at(high)
        return None if None in edges else Bounds(*edges)
    size = watch.amount or 0.0
    if watch.condition in ("below", "above"):
        return Bounds(below=size) if watch.condition == "below" else Bounds(above=size)
    return _of_a_change(watch, before.amount, size)


def _of_a_change(watch: Watch, before: float | None, size: float) -> Bounds | None:
    is_share = FIGURES[watch.figure].unit == "share"
    # A percentage of what is not above zero has no direction.
    if before is None or (before <= 0 and not is_share):
        return None
    reach = size if is_share else before * size
    return Bounds(None if watch.condition == "rises" else before - reach,
                  None if watch.condition == "falls" else before + reach)
