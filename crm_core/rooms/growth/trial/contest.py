"""Which way of telling who could grow held in a year that was kept back, and which of those is used.

Two measures, as one alone deceives: a way may order most customers well and miss the few with the money, or find those
few and order the others at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.ranks import mean_ranks
from crm_core.rooms.growth.trial.candidates import CANDIDATES, Candidate

TOP_SHARE = 0.2
"""The customers that a way puts first: the fifth with the highest scores."""
CHANCE = 0.05
"""How often any of the ways that are tried would seem to beat chance by chance alone."""
MIN_TESTED = 100
"""Customers without whom the top fifth is a handful."""
_DRAWS, _BUCKETS = 2_000, 500


@dataclass(frozen=True, eq=False)
class Trial:
    """How each way did on the customers of the tested year. Growth is of revenue, in currency a year."""

    customers: int
    growth: float
    """The mean growth of all of them."""
    scores: pd.DataFrame
    """candidate, top, rest (mean growth of the fifth with the highest scores and of the others), lift (their
    difference), lift_low, lift_high, rank (Spearman's correlation of score and growth), rank_low, rank_high,
    beats_chance, lift_behind, lift_error, rank_behind, rank_error (the distance to the best in either measure and its
    standard error): the simplest first. Intervals hold jointly, at 95% for all candidates together."""
    winner: Candidate | None
    """None where nobody beats chance."""


def trial(scores: Mapping[Candidate, np.ndarray], growth: np.ndarray, *, seed: int = 0) -> Trial:
    """Hold the `scores` of the same customers against what they grew by.

    A way beats chance when both its measures are above 0. Of those the simplest is used that is within one standard
    error of the best in both measures; where none is, that with the most money. Customers are resampled in 500 random
    buckets (Efron, *Ann. Statist.* 7, 1979; one by one where there are no more), so millions cost little. Equal scores
    are put in order by lot. Raises ValueError for fewer than 100 customers, or lengths that differ.
    """
    if len(growth) < MIN_TESTED or any(len(each) != len(growth) for each in scores.values()):
        raise ValueError(f"{len(growth)} customers with a growth; {MIN_TESTED} are needed, each with a score.")
    rng = np.random.default_rng(seed)
    buckets = _resampled(len(growth), rng)
    rows = []
    drawn: dict[Candidate, tuple[np.ndarray, np.ndarray]] = {}
    grown = mean_ranks(growth)
    for name in (each for each in CANDIDATES if each in scores):
        is_top = np.zeros(len(growth), dtype=bool)
        is_top[_by_score(scores[name], rng)[:round(TOP_SHARE * len(growth))]] = True
        lifts, ranks = buckets.lifts(is_top, growth), buckets.correlations(mean_ranks(scores[name]), grown)
        drawn[name] = lifts[1:], ranks[1:]
        top, rest = float(growth[is_top].mean()), float(growth[~is_top].mean())
        rows.append((name, top, rest, top - rest, *_interval(lifts[1:], len(scores)), ranks[0],
                     *_interval(ranks[1:], len(scores))))
    table = pd.DataFrame(rows, columns=["candidate", "top", "rest", "lift", "lift_low", "lift_high", "rank",
                                        "rank_low", "rank_high"])
    table["beats_chance"] = (table["lift_low"] > 0) & (table["rank_low"] > 0)
    table = _with_distances(table, drawn)
    return Trial(len(growth), float(growth.mean()), table, _winner(table))


@dataclass(frozen=True, eq=False)
class _Buckets:
    of: np.ndarray
    """The bucket of each customer."""
    times: np.ndarray
    """[1 + draws, buckets]: how often each bucket is drawn; first all of them once."""

    def sums(self, *values: np.ndarray) -> list[np.ndarray]:
        return [self.times @ np.bincount(self.of, each, self.times.shape[1]) for each in values]

    def lifts(self, is_top: np.ndarray, growth: np.ndarray) -> np.ndarray:
        top, top_growth, rest, rest_growth = self.sums(is_top, is_top * growth, ~is_top, ~is_top * growth)
        return top_growth / np.maximum(top, 1) - rest_growth / np.maximum(rest, 1)

    def correlations(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Of ranks, which stay those of all customers."""
        x, y = one - one.mean(), other - other.mean()
        count, sx, sy, xx, yy, xy = self.sums(np.ones(len(x)), x, y, x * x, y * y, x * y)
        spread = np.sqrt(np.maximum((xx - sx * sx / count) * (yy - sy * sy / count), 0))
        return np.divide(xy - sx * sy / count, spread, out=np.zeros(len(count)), where=spread > 0)


def _resampled(count: int, rng: np.random.Generator) -> _Buckets:
    many = min(count, _BUCKETS)
    of = rng.permutation(count) % many
    times = np.vstack([np.ones(many), rng.multinomial(many, np.full(many, 1 / many), size=_DRAWS)])
    return _Buckets(of, times)


def _by_score(values: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Places from the highest score to the lowest; equal ones by lot."""
    lot = rng.permutation(len(values))
    return lot[np.argsort(-values[lot], kind="stable")]


def _interval(draws: np.ndarray, many: int) -> tuple[float, float]:
    low, high = np.quantile(draws, (CHANCE / many / 2, 1 - CHANCE / many / 2))
    return float(low), float(high)


def _with_distances(table: pd.DataFrame, drawn: Mapping[Candidate, tuple[np.ndarray, np.ndarray]],
                    ) -> pd.DataFrame:
    """How far each is behind the best of those that beat chance, and one standard error of that distance, of pairs."""
    found = table.copy()
    for place, measure in enumerate(("lift", "rank")):
        able = found[found["beats_chance"]]
        best = (able if len(able) else found)[measure].idxmax()
        leader = drawn[found["candidate"][best]][place]
        found[f"{measure}_behind"] = found.loc[best, measure] - found[measure]
        found[f"{measure}_error"] = [(leader - drawn[each][place]).std() for each in found["candidate"]]
    return found


def _winner(table: pd.DataFrame) -> Candidate | None:
    able = table[table["beats_chance"]]
    if able.empty:
        return None
    near = able[(able["lift_behind"] <= able["lift_error"]) & (able["rank_behind"] <= able["rank_error"])]
    return (near.iloc[0] if len(near) else able.loc[able["lift"].idxmax()])["candidate"]
