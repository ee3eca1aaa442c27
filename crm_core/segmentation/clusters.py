"""Segments by need: customers who hold the same families of products, found as clusters, and how steady each is.

There are at most 2⁶ different holdings, so the clusters are found on these and their numbers of customers: exactly,
whatever the size of the bank and the order of its customers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _
from crm_core.segmentation.behaviour import FAMILIES

MIN_CLUSTERS, MAX_CLUSTERS = 3, 8
"""How many segments a planner can tell apart and serve differently."""
STEADY = 0.75
"""Mean Jaccard similarity from which a cluster is called stable: 0.6 to 0.75 is doubtful, below nothing to build on
(Hennig, *Computational Statistics & Data Analysis* 52, 2007)."""
SMALLEST = 0.03
"""Part of the customers that every segment should have when their number is chosen by rule."""
RESAMPLES = 30
"""Of the customers, with replacement: a mean similarity of so many is known to about two hundredths."""
_STARTS, _STARTS_AGAIN = 120, 30
"""Beginnings of the search, and of those on a resample."""


@dataclass(frozen=True, eq=False)
class Clusters:
    """Clusters of holdings, that of most customers first."""

    families: tuple[str, ...]
    """The families that some customers hold and others do not."""
    shares: np.ndarray
    """[clusters, families]: the part of a cluster's customers that holds the family, 0 to 1."""
    bank: np.ndarray
    """The same of all customers."""
    spreads: np.ndarray
    """Standard deviations of holding a family, over all customers."""
    steadiness: np.ndarray
    """Mean Jaccard similarity of each cluster with its likeness among those of resamples, 0 to 1."""

    def places(self, behaviour: pd.DataFrame) -> np.ndarray:
        """The nearest cluster of each customer; of two equally near, the larger."""
        patterns, which = _patterns(behaviour, self.families)
        return _nearest(patterns / self.spreads, self.shares / self.spreads)[which]


def find_clusters(behaviour: pd.DataFrame, count: int = 0, *, seed: int = 0) -> Clusters:
    """`count` clusters, or with 0 as many as the rule says: the largest number from `MIN_CLUSTERS` to `MAX_CLUSTERS`
    whose clusters are all steady and none smaller than `SMALLEST`; where there is none, the number whose least steady
    cluster is the steadiest.

    Source: k-means (Lloyd), each family in standard deviations; Hennig (2007) on the steadiness of each cluster.
    Raises CannotAnswer when customers hold too few different families, ValueError for a number out of range.
    """
    if count and not MIN_CLUSTERS <= count <= MAX_CLUSTERS:
        raise ValueError(_("clusters is {count}; choose from {least} to {most}, or 0 for the number by rule.",
                           count=repr(count), least=str(MIN_CLUSTERS), most=str(MAX_CLUSTERS)))
    families = tuple(each for each in FAMILIES if 0 < (behaviour[f"{each}_held"] > 0).mean() < 1)
    patterns, which = _patterns(behaviour, families)
    customers = np.bincount(which, minlength=len(patterns)).astype(float)
    wanted = count or MIN_CLUSTERS
    if len(patterns) < wanted:
        raise CannotAnswer(_("Customers hold only {patterns} different combinations of products, too few for {count} "
                             "segments by need. Choose fewer segments or another way.",
                             patterns=number(len(patterns)), count=number(wanted)))
    numbers = (count,) if count else range(MIN_CLUSTERS, min(MAX_CLUSTERS, len(patterns)) + 1)
    tried = [_clusters(families, patterns, customers, each, seed) for each in numbers]
    return _by_rule(tried)


def _by_rule(tried: list[tuple[Clusters, float]]) -> Clusters:
    """The last of those that are steady and large enough, or the steadiest; with the part of the smallest cluster."""
    fit = [found for found, smallest in tried if found.steadiness.min() >= STEADY and smallest >= SMALLEST]
    return fit[-1] if fit else max(tried, key=lambda each: each[0].steadiness.min())[0]


def _clusters(families: tuple[str, ...], patterns: np.ndarray, customers: np.ndarray, count: int,
              seed: int) -> tuple[Clusters, float]:
    """The clusters, and the part of all customers that the smallest has."""
    bank = np.average(patterns, axis=0, weights=customers)
    spreads = np.sqrt(bank * (1 - bank))
    standard = patterns / spreads
    found = _places(standard, customers, count, seed, _STARTS)
    sizes = np.bincount(found, weights=customers, minlength=count)
    shares = np.stack([np.average(patterns[found == each], axis=0, weights=customers[found == each])
                       for each in range(count)])
    order = sorted(range(count), key=lambda each: (-sizes[each], tuple(shares[each])))
    shares = shares[order]
    places = _nearest(standard, shares / spreads)
    generator, alike = np.random.default_rng(seed), np.zeros(count)
    for _again in range(RESAMPLES):
        drawn = generator.multinomial(int(customers.sum()), customers / customers.sum()).astype(float)
        seen = drawn > 0
        if seen.sum() < count:
            continue  # nothing like the clusters can be found: it counts as 0
        again = _places(standard[seen], drawn[seen], count, seed + 1, _STARTS_AGAIN)
        alike += _likeness(places[seen], again, drawn[seen], count)
    return Clusters(families, shares, bank, spreads, alike / RESAMPLES), float(sizes.min() / sizes.sum())


def _places(standard: np.ndarray, weights: np.ndarray, count: int, seed: int, starts: int) -> np.ndarray:
    """The cluster of each pattern: of all beginnings the one that ends with the least spread.

    Each begins at patterns that lie apart (Arthur and Vassilvitskii, k-means++, 2007) and goes on until no pattern
    changes cluster.
    """
    centres = _beginnings(standard, weights, count, np.random.default_rng(seed), starts)
    labels = np.full((starts, len(standard)), -1)
    while True:
        distances = ((standard[None, :, None, :] - centres[:, None, :, :]) ** 2).sum(axis=3)
        nearest = distances.argmin(axis=2)
        if (nearest == labels).all():
            break
        labels = nearest
        belongs = (labels[:, :, None] == np.arange(count)) * weights[None, :, None]
        sizes = belongs.sum(axis=1)[:, :, None]
        moved = np.einsum("spk,pf->skf", belongs, standard) / np.where(sizes > 0, sizes, 1)
        centres = np.where(sizes > 0, moved, centres)
    return labels[((distances.min(axis=2) * weights).sum(axis=1)).argmin()]


def _beginnings(standard: np.ndarray, weights: np.ndarray, count: int, generator: np.random.Generator,
                starts: int) -> np.ndarray:
    """[starts, count, families]: each centre a pattern drawn by its customers times its squared distance from those
    before it."""
    away = np.ones((starts, len(standard)))
    chosen = []
    for _centre in range(count):
        chances = np.log(np.where(away > 0, away, 1e-300)) + np.log(weights)
        drawn = (chances + generator.gumbel(size=away.shape)).argmax(axis=1)
        chosen.append(standard[drawn])
        apart = ((standard[None] - standard[drawn][:, None]) ** 2).sum(axis=2)
        away = apart if len(chosen) == 1 else np.minimum(away, apart)
    return np.stack(chosen, axis=1)


def _likeness(places: np.ndarray, again: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    """Of each cluster the largest Jaccard similarity with one found again."""
    both = np.zeros((count, count))
    np.add.at(both, (places, again), weights)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return (both / np.where(either > 0, either, 1)).max(axis=1)


def _patterns(behaviour: pd.DataFrame, families: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The different holdings [patterns, families] of 0 and 1 in a fixed order, and which of them each customer has."""
    codes = np.zeros(len(behaviour), dtype=int)
    for place, family in enumerate(families):
        codes |= (behaviour[f"{family}_held"].to_numpy() > 0).astype(int) << place
    different, which = np.unique(codes, return_inverse=True)
    return ((different[:, None] >> np.arange(len(families))) & 1).astype(float), which


def _nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    return ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
