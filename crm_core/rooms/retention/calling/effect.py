"""Two groups made by lot, and the outcome in each: how far calling changed it, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass

_SURE, _POWER = 1.959964, 0.841621
"""Standard normal quantiles of 97.5% and 80%."""
MIN_SIDE = 10
"""Customers on each side, below which nothing is told: where calls change nothing, two against two would be told in one
of eight pilots and three hundred against three in one of ten; from ten on, where a lot leaves out a tenth to a half, in
8% at most, and in 6% where no more than a fifth go (decision 202)."""

_EXACT = 6
"""Decimals of customers that are weighed together: ten pilots of one against one are ten, and 9.999999999999996."""


@dataclass(frozen=True)
class Arm:
    """The customers who were allotted to one side, and with how many of them it came so: parts of customers where
    several pilots are weighed together. Raises ValueError for nobody, or more than all."""

    customers: float
    came: float

    def __post_init__(self) -> None:
        if not 0 <= self.came <= self.customers or not self.customers:
            raise ValueError(f"{self.came} of {self.customers} customers is no part of them.")

    @property
    def rate(self) -> float:
        """The part with which it came so, 0–1."""
        return self.came / self.customers

    def with_unknown(self, customers: int, *, came: bool) -> Arm:
        """The same with so many more, had it come so with all of them, or with none."""
        return Arm(self.customers + customers, self.came + customers * came)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% interval of the rate."""
        square = _SURE**2 / self.customers
        center, wide = self.rate + square / 2, math.sqrt(square * (self.rate * (1 - self.rate) + square / 4))
        return max((center - wide) / (1 + square), 0.0), min((center + wide) / (1 + square), 1.0)


@dataclass(frozen=True)
class Effect:
    """What calling changed, as allotted, not as reached. Above 0 calls keep customers."""

    called: Arm
    left_out: Arm

    @property
    def difference(self) -> float:
        """How much rarer the outcome is among the called, as a part of customers: 0.1 is ten of a hundred."""
        return self.left_out.rate - self.called.rate

    @property
    def difference_range(self) -> tuple[float, float]:
        """Its 95% interval. Source: Newcombe, *Statistics in Medicine* 17 (1998) 873–890, method 10."""
        (low_0, high_0), (low_1, high_1) = self.left_out.interval, self.called.interval
        p_0, p_1 = self.left_out.rate, self.called.rate
        return (self.difference - math.hypot(p_0 - low_0, high_1 - p_1),
                self.difference + math.hypot(high_0 - p_0, p_1 - low_1))

    @property
    def kept(self) -> float:
        """The part of those expected to go that calls keep: 1 − ratio of the rates. Below 0 more of the called went;
        NaN where nobody of the left out did."""
        return 1 - self.called.rate / self.left_out.rate if self.left_out.came else math.nan

    @property
    def kept_range(self) -> tuple[float, float]:
        """Its 95% interval, from the same intervals of the rates as `difference_range`, so that both hold 0 or neither.
        Source: Donner and Zou, *Statistical Methods in Medical Research* 21 (2012) 347–359, of a ratio."""
        if not self.left_out.came:
            return math.nan, math.nan
        (low_0, high_0), (low_1, high_1) = self.left_out.interval, self.called.interval
        p_0, p_1 = self.left_out.rate, self.called.rate
        both = p_0 * p_1
        least = low_1 * (2 * p_1 - low_1)
        low = least / (both + math.sqrt(both**2 - least * high_0 * (2 * p_0 - high_0))) if self.called.came else 0.0
        high = (both + math.sqrt(both**2 - high_1 * low_0 * (2 * p_1 - high_1) * (2 * p_0 - low_0))) / (
            low_0 * (2 * p_0 - low_0))
        return 1 - high, 1 - low

    @property
    def is_too_small(self) -> bool:
        """Whether a side has too few customers to tell anything, whatever its interval."""
        return round(min(self.called.customers, self.left_out.customers), _EXACT) < MIN_SIDE

    @property
    def is_told(self) -> bool:
        """Whether the difference can be told from nothing: its interval does not hold 0, and is of customers enough."""
        low, high = self.difference_range
        return (low > 0 or high < 0) and not self.is_too_small


def shows_from(called: int, left_out: int, rate: float) -> float:
    """The smallest part of those expected to go (a `rate` of the customers) that calls must keep for it to show in four
    of five such pilots; above 1 not even keeping everybody would. Infinite for a rate of 0.

    Each side has the variance of its own rate: of the called fewer go, so that they vary less, or of high rates more.
    Source: Fleiss, Levin and Paik, *Statistical Methods for Rates and Proportions* (2003), chapter 4, solved for the
    ratio of the rates. Raises ValueError for an empty side.
    """
    if called < 1 or left_out < 1 or not 0 <= rate <= 1:
        raise ValueError(f"{called} called, {left_out} left out and a rate of {rate} are no pilot.")
    if not rate:
        return math.inf
    square = (_SURE + _POWER) ** 2
    a, b = 1 + square / called, 2 + square / (called * rate)
    c = 1 - square * (1 - rate) / (left_out * rate)
    return 1 - 2 * c / (b + math.sqrt(b**2 - 4 * a * c))
