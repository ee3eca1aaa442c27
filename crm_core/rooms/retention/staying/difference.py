"""Whether customers of different kinds leave at different rates, or chance alone would make them look so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

SIGNIFICANT = 0.05
"""The probability by chance below which a difference is called significant."""


@dataclass(frozen=True, eq=False)
class Difference:
    """The log-rank test of two or more curves."""

    parts: pd.DataFrame
    """part, left, expected: who left, and who would have left if all left at the rates of all."""
    statistic: float
    """χ² with one degree of freedom less than there are curves; 0 where nobody left."""
    chance: float
    """The probability of so large a statistic if there is no difference, 0–1."""

    @property
    def is_significant(self) -> bool:
        """Whether chance alone would make so large a difference in fewer than 5 of 100 books."""
        return self.chance < SIGNIFICANT


def difference(names: Sequence[str], tables: Sequence[pd.DataFrame]) -> Difference:
    """The log-rank test over the risk `tables` of each of `names`, as `curve` takes them.

    Months with delayed entry are weighed like all others. Source: Mantel, *Cancer Chemother. Rep.* 50 (1966), the
    variance that of drawing without replacement. Raises ValueError for fewer than two parts.
    """
    if len(names) <= 1:
        raise ValueError("A difference needs two parts at least.")
    months = 1 + max(int(each["month"].iloc[-1]) for each in tables)
    at_risk, left = (np.stack([np.bincount(each["month"], each[column], months) for each in tables], axis=1)
                     for column in ("at_risk", "left"))
    seen = at_risk.any(axis=1)
    at_risk, left = at_risk[seen], left[seen]
    everybody, leavers = at_risk.sum(axis=1), left.sum(axis=1)
    share = at_risk / everybody[:, None]
    expected = leavers[:, None] * share
    spread = np.where(everybody > 1, leavers * (everybody - leavers) / np.maximum(everybody - 1, 1), 0.0)
    variance = np.diag((spread[:, None] * share).sum(axis=0)) - share.T @ (spread[:, None] * share)
    apart = (left - expected).sum(axis=0)
    statistic = float(apart @ np.linalg.pinv(variance, hermitian=True) @ apart)
    parts = pd.DataFrame({"part": list(names), "left": left.sum(axis=0).astype(int), "expected": expected.sum(axis=0)})
    return Difference(parts, statistic, float(special.chdtrc(len(names) - 1, statistic)))
