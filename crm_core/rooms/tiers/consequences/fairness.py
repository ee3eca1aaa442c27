"""Does a scheme favour some groups? How many of each reach the best tier, and how many its mix lets expect.

A rate alone says little: regions with more corporates send more customers up. What a group is expected to have is the
rate of each kind of customer, times its own customers of that kind (indirect standardisation); what is left over is
held against what chance would do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

MIN_CUSTOMERS = 30
"""Smaller groups are left out: their rate says little, and of a marked column it would say much of single people."""
MIN_EXPECTED = 10.0
"""Expected to reach it, and expected not to: with fewer the normal curve is no measure of chance."""
CHANCE = 0.05
"""How often chance alone may call any group of a comparison another than its mix, over all groups together."""
RULE_OF_THUMB = 0.8
"""A group at less than four fifths of what its mix lets expect deserves a closer look. The four fifths are a
convention from employment law (US Uniform Guidelines, 1978), no test."""
_Z = 1.959964
"""Standard deviations on either side that hold 95% of a normal curve."""

Verdict = Literal["", "within", "more", "fewer"]


@dataclass(frozen=True)
class Reach:
    """How many of one group's customers are counted, such as those in the best tier. Rates are parts, 0–1."""

    group: str
    """Its region_id, customer_type, or value of a marked column."""
    customers: int
    reached: int
    low: float
    high: float
    """Where the rate lies with 95% confidence (Wilson), if these customers were a sample of many alike."""
    expected: float | None = None
    """The rate that the group's mix lets expect; None where no mix is asked for."""
    verdict: Verdict = ""
    """Against what is expected: `within` chance, `more` or `fewer`; empty when there are too few to judge."""

    @property
    def rate(self) -> float:
        """The part that is counted."""
        return self.reached / self.customers

    @property
    def is_flagged(self) -> bool:
        """Fewer than chance explains, and below four fifths of what is expected."""
        return self.verdict == "fewer" and self.rate < RULE_OF_THUMB * (self.expected or 0.0) * (1 - 1e-9)


@dataclass(frozen=True)
class Fairness:
    """Groups of `MIN_CUSTOMERS` customers or more, in order of name."""

    groups: tuple[Reach, ...]
    left_out: int
    """Smaller groups with a customer."""

    @property
    def judged(self) -> tuple[Reach, ...]:
        """Those that are large enough to be held against what is expected."""
        return tuple(each for each in self.groups if each.verdict)

    @property
    def outside(self) -> tuple[Reach, ...]:
        """Those that chance does not explain, the furthest from what is expected first."""
        return tuple(sorted((each for each in self.groups if each.verdict in ("more", "fewer")),
                            key=lambda each: -abs(each.rate - (each.expected or 0.0))))

    @property
    def flagged(self) -> tuple[Reach, ...]:
        """Those that deserve a closer look, in the same order."""
        return tuple(each for each in self.outside if each.is_flagged)


def fairness(reached: np.ndarray, customers: np.ndarray, labels: pd.Categorical, mix: pd.Categorical | None = None,
             ) -> Fairness:
    """From cells of customers: how many there are, how many `reached` it, the group of each cell and its kind (`mix`).

    Chance is what would come of it if those who reached it were drawn blindly among the customers of a kind: then a
    group's number has the mean and the variance of Mantel and Haenszel. As many groups are looked at, the smallest
    probabilities count as many times as there are groups (Holm), so that chance calls any at all in `CHANCE` of cases.
    Sources: Wilson, JASA 22 (1927); Mantel and Haenszel, JNCI 22 (1959); Holm, Scandinavian J. of Statistics 6 (1979).
    """
    kinds = len(mix.categories) if mix is not None else 1
    names = [str(each) for each in labels.categories]
    at = labels.codes.astype(np.intp) * kinds + (mix.codes if mix is not None else 0)
    n, x = (np.bincount(at, weights=each, minlength=len(names) * kinds).reshape(-1, kinds)
            for each in (customers, reached))
    sizes, counts = n.sum(axis=1), x.sum(axis=1)
    low, high = wilson(counts, np.maximum(sizes, 1))
    is_large = sizes >= MIN_CUSTOMERS
    rates: list[float] | list[None] = [None] * len(names)
    verdicts: list[Verdict] = [""] * len(names)
    if mix is not None:
        expected, variance = expectation(n, x)
        rates = (expected / np.maximum(sizes, 1)).tolist()
        is_judged = is_large & (variance > 0) & (np.minimum(expected, sizes - expected) >= MIN_EXPECTED)
        chances = holm(_chances(counts[is_judged], expected[is_judged], variance[is_judged]))
        for place, p in zip(np.flatnonzero(is_judged), chances, strict=True):
            verdicts[place] = "within" if p > CHANCE else "more" if counts[place] > expected[place] else "fewer"
    rows = zip(names, sizes.astype(int).tolist(), counts.astype(int).tolist(), low.tolist(), high.tolist(), rates,
               verdicts, strict=True)
    return Fairness(tuple(Reach(*row) for row, large in zip(rows, is_large, strict=True) if large),
                    left_out=int(((sizes > 0) & ~is_large).sum()))


def wilson(reached: np.ndarray, customers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The 95% interval of the part `reached` of so many `customers` (1 or more), 0–1, low and high."""
    rate, part = reached / customers, _Z**2 / customers
    middle = (rate + part / 2) / (1 + part)
    half = _Z * np.sqrt(rate * (1 - rate) / customers + part / (4 * customers)) / (1 + part)
    return np.minimum(np.maximum(middle - half, 0), rate), np.minimum(np.maximum(middle + half, rate), 1)


def expectation(customers: np.ndarray, reached: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many of each group [groups, kinds] its mix lets expect, and the variance of that number under chance.

    Over all groups the expected are as many as the reached, in each kind.
    """
    total, hits = customers.sum(axis=0), reached.sum(axis=0)
    rate = hits / np.maximum(total, 1)
    spread = rate * (1 - rate) * (total - customers) / np.maximum(total - 1, 1)
    return (customers * rate).sum(axis=1), (customers * spread).sum(axis=1)


def _chances(counts: np.ndarray, expected: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """How often chance alone is as far from the expected on either side; with half a customer off, as counts are
    whole. No variance is 0."""
    apart = np.maximum(np.abs(counts - expected) - 0.5, 0) / np.sqrt(variance)
    return np.array([math.erfc(each / math.sqrt(2)) for each in apart])


def holm(chances: Sequence[float] | np.ndarray) -> np.ndarray:
    """Probabilities of several looks, each as if it were the only one (Holm): none below what it was."""
    chances = np.asarray(chances, dtype=float)
    order = np.argsort(chances, kind="stable")
    adjusted = np.empty(len(chances))
    adjusted[order] = np.minimum(np.maximum.accumulate(chances[order] * (len(chances) - np.arange(len(chances)))), 1)
    return adjusted
