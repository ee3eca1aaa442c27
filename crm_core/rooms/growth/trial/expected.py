"""What customers with such a score grew by in the tested year: what is expected of customers like them today.

A score orders customers; what it is worth in money is read off what happened. Customers who contribute much grow and
shrink by other amounts than those who do not, so each level of contribution has its own ten steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crm_core.rooms.growth.trial.contest import TOP_SHARE

LEVELS, TENTHS = 3, 10
"""The fifth that contributes most; the others above 0; those who do not cover their cost."""
MIN_GROWN = 30
"""Customers of a level and tenth without whom the tenth's mean stands for theirs."""


@dataclass(frozen=True, eq=False)
class Expected:
    """Mean growth of revenue, in currency a year, by level and tenth of the score."""

    table: np.ndarray
    """[levels, tenths], the tenth with the highest scores first; nowhere does a higher tenth of a level grow less."""
    pools: np.ndarray
    """[levels, tenths] of small integers: cells with one number share one mean."""
    tested: np.ndarray
    """Of each pool how many customers its mean is of."""
    variance: np.ndarray
    """Of each pool that of one customer's growth about the mean, currency squared."""

    def of(self, scores: np.ndarray, contribution: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The growth expected of customers with these `scores`, in order of `contribution`, the highest first; and the
        pool of each, uint8."""
        if not len(scores):
            return np.empty(0), np.empty(0, dtype=np.uint8)
        at = _levels(contribution), _tenth(scores)
        return self.table[at], self.pools[at]

    def error(self, customers: np.ndarray) -> np.ndarray:
        """The standard error, in currency, of the growth expected of groups with so many `customers` [groups, pools]:
        that of the means, and that of who happens to be in the group."""
        return np.sqrt((customers * (1 + customers / self.tested)) @ self.variance)


def expected(scores: np.ndarray, growth: np.ndarray, contribution: np.ndarray) -> Expected:
    """Read off what customers grew by, given in order of `contribution`, the highest first. Neighbouring tenths in
    which a higher score grew by less are pooled. Source: isotonic regression, Barlow and others (1972)."""
    tenth = _tenth(scores)
    cells = _levels(contribution) * TENTHS + tenth
    counts = np.bincount(cells, minlength=LEVELS * TENTHS).reshape(LEVELS, TENTHS)
    amounts = np.bincount(cells, growth, LEVELS * TENTHS).reshape(LEVELS, TENTHS)
    squares = np.bincount(cells, growth ** 2, LEVELS * TENTHS).reshape(LEVELS, TENTHS)
    is_own = counts >= MIN_GROWN
    many, sums, squares = (np.where(is_own, each, each.sum(axis=0)) for each in (counts, amounts, squares))
    means = sums / np.maximum(many, 1)
    table = np.array([_falling(row, np.maximum(weights, 1)) for row, weights in zip(means, counts, strict=True)])
    pools = np.cumsum(np.diff(table, axis=1, prepend=np.inf) != 0).reshape(table.shape).astype(np.uint8) - np.uint8(1)
    tested, about = (np.bincount(pools.ravel(), each.ravel(), LEVELS * TENTHS)
                     for each in (many, squares - 2 * table * sums + table ** 2 * many))
    return Expected(table, pools, np.maximum(tested, 1), about / np.maximum(tested, 1))


def _falling(means: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The nearest to the `means` that nowhere rises: neighbours that do become one, of their weighted mean."""
    pools: list[tuple[float, float, int]] = []
    for mean, weight in zip(means, weights, strict=True):
        pools.append((mean, weight, 1))
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            (one, of_one, many), (other, of_other, more) = pools[-2:]
            pools[-2:] = [((one * of_one + other * of_other) / (of_one + of_other), of_one + of_other, many + more)]
    return np.repeat([mean for mean, _, _ in pools], [many for _, _, many in pools])


def _levels(contribution: np.ndarray) -> np.ndarray:
    levels = np.where(contribution > 0, 1, 2)
    top = round(TOP_SHARE * len(contribution))
    levels[:top][contribution[:top] > 0] = 0
    return levels


def _tenth(scores: np.ndarray) -> np.ndarray:
    """From 0, which has the highest scores; equal scores are in one."""
    rising = np.sort(scores)
    edges = rising[np.arange(1, TENTHS) * len(rising) // TENTHS]
    return TENTHS - 1 - np.searchsorted(edges, scores, side="right")
