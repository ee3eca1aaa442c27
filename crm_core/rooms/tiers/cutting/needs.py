"""Tiers by need: customers who use the bank alike, found as clusters, with how steady they are and what marks each.

What counts is use (families of products held, balance, turnover, transactions), not what it brings; the clusters are
then put in the order of their mean contribution, so that the first is the best tier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.language import _
from crm_core.learners.clusters import find_clustering
from crm_core.learners.own_process import in_own_process

FEATURES = (
    "deposits_held", "loans_held", "cards_held", "payments_held", "investments_held", "insurance_held", "balance",
    "turnover", "transactions",
)
"""Columns of a customer's year."""
SIZES = ("balance", "turnover", "transactions")
"""Features of many sizes: their asinh counts, so that ten times as much is the same step everywhere."""
MAX_FITTED = 100_000
"""Customers the clusters are found on; all others go to the nearest."""
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
    """As in `Clustering`, of halves of the customers."""
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
    asked for. Source: `find_clustering`, after standardising.
    """
    raw = _features(rows)
    means, spreads = raw.mean(axis=0), raw.std(axis=0)
    spreads = np.where(spreads > 0, spreads, 1.0)
    standard = (raw - means) / spreads
    different = len(np.unique(standard, axis=0))
    if different < clusters:
        raise CannotAnswer(_("Only {patterns} different patterns of use were found among {customers} customers, too "
                             "few for {tiers} tiers by need. Choose fewer tiers, or set thresholds by score.",
                             patterns=number(different), customers=number(len(rows)), tiers=number(clusters)))
    found = in_own_process(find_clustering, standard, clusters, seed)
    contribution = rows["contribution"].to_numpy(dtype=float)
    brought = np.array([contribution[found.places == label].mean() for label in range(clusters)])
    order = np.argsort(-brought, kind="stable")
    places = np.argsort(order)[found.places]
    return Needs(means, spreads, found.centres[order], found.stability, _profile(rows, places, standard))


def _features(rows: pd.DataFrame, year: str = "") -> np.ndarray:
    columns = [rows[f"{name}{year}"].to_numpy(dtype=float) for name in FEATURES]
    sized = [np.arcsinh(values) if name in SIZES else values for name, values in zip(FEATURES, columns, strict=True)]
    return np.column_stack(sized)


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
