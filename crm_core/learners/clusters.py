"""Clusters of customers by many features, and how steady they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crm_core.learners.threads import one_thread

if TYPE_CHECKING:
    from sklearn.cluster import KMeans

RESAMPLES = 5
"""Halves of the customers on which the clusters are found again: their mean agreement is told to two decimals."""
_MAX_COMPARED = 20_000
"""Customers on which the halves are compared: an agreement of so many is known to less than two decimals' step."""
_SAMPLES, _SAMPLES_OF_HALVES, _TRIED = 3, 2, 4_000
"""Samples on which beginnings of the search are tried (of all customers, and of a half), and the customers in each: so
many tell good from bad in a tenth of the time, and what one sample hides another shows."""
_STARTS, _FINISHED = 25, 4
"""Beginnings on each sample, and its best different outcomes, from which the search goes on with all customers. One
beginning in twelve finds the best clusters of the demo bank: the best of five is often another than that of the same
customers without a few."""
_MAX_ROUNDS = 2_000
"""Of the search with all customers; some dozens are usual."""
_APART = 0.1
"""Standard deviations by which some centre of two different outcomes of the trial lies apart, at least: one outcome
may be as good as another that is quite different."""


@dataclass(frozen=True, eq=False)
class Clustering:
    """The clusters with the least spread that were found."""

    places: np.ndarray
    """The cluster of each row, from 0."""
    centres: np.ndarray
    """[clusters, features]."""
    stability: float
    """Mean adjusted Rand index between the clusters and those found on halves of the rows: 1 is the same each time, 0
    is chance; NaN where no half has rows enough that differ."""


def find_clustering(standard: np.ndarray, clusters: int, seed: int) -> Clustering:
    """So many `clusters` of the rows of `standard` (standardised features), of which as many differ at least.

    The same rows and seed give the same clusters. Source: k-means (Lloyd), the best of `_STARTS` (Steinley,
    *Psychological Methods* 8, 2003, on how many it takes); Hubert and Arabie (1985): the index.
    """
    from sklearn.metrics import adjusted_rand_score

    generator = np.random.default_rng(seed)
    compared = standard[:: -(-len(standard) // _MAX_COMPARED)]
    with one_thread():
        found = _fitted(standard, clusters, seed, _SAMPLES)
        labels = found.predict(compared)
        halves = [compared[generator.permutation(len(compared))[: len(compared) // 2]] for _ in range(RESAMPLES)]
        again = [_fitted(half, clusters, seed + 1, _SAMPLES_OF_HALVES).predict(compared)
                 for half in halves if len(np.unique(half, axis=0)) >= clusters]
    stability = float(np.mean([adjusted_rand_score(labels, each) for each in again])) if again else float("nan")
    return Clustering(found.labels_, found.cluster_centers_, stability)


def _fitted(standard: np.ndarray, clusters: int, seed: int, samples: int) -> KMeans:
    """The clusters with the least spread of all beginnings: tried on some of the customers, finished on all."""
    from sklearn.cluster import KMeans

    generator = np.random.default_rng(seed)
    begun: list[np.ndarray] = []
    for sample in range(samples):
        some = standard[generator.permutation(len(standard))[:_TRIED]]
        if len(np.unique(some, axis=0)) < clusters:
            some = standard  # most customers are the same, and those who differ must be among those tried
        tried = sorted((KMeans(clusters, n_init=1, random_state=(seed * samples + sample) * _STARTS + start).fit(some)
                        for start in range(_STARTS)), key=lambda each: each.inertia_)
        begun += _different([each.cluster_centers_ for each in tried])
    best = min((KMeans(clusters, init=centres, n_init=1).fit(standard) for centres in begun),
               key=lambda each: each.inertia_)
    # until nobody changes cluster: stopped where the spread hardly falls, the border between two is still on its way
    return KMeans(clusters, init=best.cluster_centers_, n_init=1, tol=0, max_iter=_MAX_ROUNDS).fit(standard)


def _different(outcomes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The first outcomes that lie apart."""
    different: list[np.ndarray] = []
    for centres in outcomes:
        if len(different) < _FINISHED and all(_apart(centres, other) > _APART for other in different):
            different.append(centres)
    return different


def _apart(these: np.ndarray, those: np.ndarray) -> float:
    """How far the centre that is furthest from all of the other outcome's lies from the nearest of them."""
    return float(np.sqrt(((these[:, None, :] - those[None, :, :]) ** 2).sum(axis=2)).min(axis=1).max())
