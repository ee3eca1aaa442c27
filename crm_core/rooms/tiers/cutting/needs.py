"""Tiers by need: customers who use the bank alike, found as clusters, with how steady they are and what marks each.

What counts is use (families of products held, balance, turnover, transactions), not what it brings; the clusters are
then put in the order of their mean contribution, so that the first is the best tier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _

if TYPE_CHECKING:
    from sklearn.cluster import KMeans

FEATURES = (
    "deposits_held", "loans_held", "cards_held", "payments_held", "investments_held", "insurance_held", "balance",
    "turnover", "transactions",
)
"""Columns of a customer's year."""
SIZES = ("balance", "turnover", "transactions")
"""Features of many sizes: their asinh counts, so that ten times as much is the same step everywhere."""
MAX_FITTED = 100_000
"""Customers the clusters are found on; all others go to the nearest."""
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
_MARKED = 0.25
"""Standard deviations from the mean at which a feature marks a cluster."""


@dataclass(frozen=True, eq=False)
class Needs:
    """Clusters in the order of what their members contribute."""

    means: np.ndarray
    spreads: np.ndarray
    centres: np.ndarray
    """Of the standardised features: [clusters, features]."""
    stability: float
    """Mean adjusted Rand index between the clusters and those found on halves of the customers: 1 is the same each
    time, 0 is chance."""
    profile: pd.DataFrame
    """tier, customer_share (of those fitted), contribution (mean), marked_by (up to four features,
    `+` before those above the mean, `-` before those below), then the mean of each feature."""

    def tiers(self, rows: pd.DataFrame, year: str = "") -> np.ndarray:
        """The nearest cluster of each row, from 1; 0 for no customer in that year. `year` is the columns' ending."""
        present = rows[f"contribution{year}"].notna().to_numpy()
        tiers = np.zeros(len(rows), dtype=int)
        standard = (_features(rows[present], year) - self.means) / self.spreads
        distances = (self.centres**2).sum(axis=1) - 2 * standard @ self.centres.T
        tiers[present] = distances.argmin(axis=1) + 1
        return tiers


def find_needs(rows: pd.DataFrame, clusters: int, *, seed: int = 0) -> Needs:
    """The `clusters` of `rows` (contribution and `FEATURES`), one at least and for speed at most `MAX_FITTED`.

    The same rows and seed give the same clusters. Raises CannotAnswer when fewer customers differ than clusters are
    asked for. Source: k-means (Lloyd) after standardising, the best of `_STARTS` (Steinley, *Psychological Methods* 8,
    2003, on how many it takes); Hubert and Arabie (1985): the index.
    """
    from sklearn.metrics import adjusted_rand_score
    from threadpoolctl import threadpool_limits

    raw = _features(rows)
    means, spreads = raw.mean(axis=0), raw.std(axis=0)
    spreads = np.where(spreads > 0, spreads, 1.0)
    standard = (raw - means) / spreads
    different = len(np.unique(standard, axis=0))
    if different < clusters:
        raise CannotAnswer(_("Only {patterns} different patterns of use were found among {customers} customers, too "
                             "few for {tiers} tiers by need. Choose fewer tiers, or set thresholds by score.",
                             patterns=number(different), customers=number(len(rows)), tiers=number(clusters)))
    generator = np.random.default_rng(seed)
    compared = standard[:: -(-len(standard) // _MAX_COMPARED)]
    with threadpool_limits(limits=1, user_api="openmp"):  # one core a visitor; and sums that do not depend on threads
        clustering = _fitted(standard, clusters, seed, _SAMPLES)
        labels = clustering.predict(compared)
        halves = [compared[generator.permutation(len(compared))[: len(compared) // 2]] for _ in range(RESAMPLES)]
        again = [_fitted(half, clusters, seed + 1, _SAMPLES_OF_HALVES).predict(compared)
                 for half in halves if len(np.unique(half, axis=0)) >= clusters]
    stability = float(np.mean([adjusted_rand_score(labels, each) for each in again])) if again else float("nan")
    contribution = rows["contribution"].to_numpy(dtype=float)
    brought = np.array([contribution[clustering.labels_ == label].mean() for label in range(clusters)])
    order = np.argsort(-brought, kind="stable")
    places = np.argsort(order)[clustering.labels_]
    return Needs(means, spreads, clustering.cluster_centers_[order], stability, _profile(rows, places, standard))


def _features(rows: pd.DataFrame, year: str = "") -> np.ndarray:
    columns = [rows[f"{name}{year}"].to_numpy(dtype=float) for name in FEATURES]
    sized = [np.arcsinh(values) if name in SIZES else values for name, values in zip(FEATURES, columns, strict=True)]
    return np.column_stack(sized)


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


def _profile(rows: pd.DataFrame, places: np.ndarray, standard: np.ndarray) -> pd.DataFrame:
    """What marks each cluster: its means, and the features furthest from the bank's."""
    features = rows[["contribution", *FEATURES]].astype(float).assign(tier=places + 1)
    profile = features.groupby("tier").mean().reset_index()
    profile.insert(1, "customer_share", np.bincount(places) / len(places))
    profile.insert(3, "marked_by", [_marks(standard[places == place].mean(axis=0)) for place in range(len(profile))])
    return profile


def _marks(away: np.ndarray) -> tuple[str, ...]:
    """`("+investments_held", "+turnover", "-loans_held")`: up to two features on either side, the furthest first."""
    order = np.argsort(-np.abs(away), kind="stable")
    above = [f"+{FEATURES[at]}" for at in order if away[at] > _MARKED][:2]
    below = [f"-{FEATURES[at]}" for at in order if away[at] < -_MARKED][:2]
    return (*above, *below)
