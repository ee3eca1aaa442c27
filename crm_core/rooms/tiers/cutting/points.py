"""The score of all customers of a year at once, from the ranks that are held in memory. Row by row: `placing.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from crm_core.rooms.tiers.cutting.placing import LACKED, OPTIONAL
from crm_core.rooms.tiers.scheme.weights import CRITERIA

UNDATED = 4
"""In `gap`: nobody knows when the customer joined. 1 is no size, 2 no grade, as in `lacking`."""
BLOCK = 1 << 15
"""Customers weighed at a time: their sums stay in the processor's cache, which halves the time of a million."""


@dataclass(frozen=True, eq=False)
class Points:
    """The mid-ranks of customers in each criterion, in hundredths of a point (decision 19): [criteria, customers].

    0 where a customer lacks the criterion: `gaps` are the places of those who lack something, by what it is.
    """

    points: np.ndarray
    gaps: Mapping[int, np.ndarray]
    best: Mapping[str, int]
    """The rank in each of `OPTIONAL` of one customer more who has its best value."""

    @classmethod
    def of(cls, points: np.ndarray, gap: np.ndarray, best: Mapping[str, int]) -> Points:
        """`gap` says of each customer what is lacking: `lacking`, and `UNDATED`."""
        return cls(points, {int(what): np.flatnonzero(gap == what).astype(np.int32)
                            for what in np.flatnonzero(np.bincount(gap)) if what}, best)

    def scores(self, rules: Mapping[str, float]) -> np.ndarray:
        """The score of each customer in whole tenths of a point; `rules` are of `scoring`."""
        weighed = self._weighed([int(rules[f"{name}_weight"]) for name in CRITERIA])
        scores = (weighed * rules["factor_none"]).astype(np.int16)
        for what, places in self.gaps.items():
            scores[places] = self._with_gap(weighed[places], what, rules)
        return scores

    def _weighed(self, weights: list[int]) -> np.ndarray:
        """The sum of weight × points of each customer."""
        weighed = np.zeros(self.points.shape[1], dtype=np.int32)
        for first in range(0, len(weighed), BLOCK):
            total = weighed[first:first + BLOCK]
            for weight, points in zip(weights, self.points, strict=True):
                total += np.multiply(points[first:first + BLOCK], weight, dtype=np.int32)
        return weighed

    def _with_gap(self, weighed: np.ndarray, what: int, rules: Mapping[str, float]) -> np.ndarray:
        """The scores, with fractions, of those who all lack the same: no more than with the best rank in any of it."""
        lacking, undated = what & ~UNDATED, "_undated" if what & UNDATED else ""
        weight = {place: int(rules[f"{name}_weight"]) for place, name in enumerate(OPTIONAL)}
        filled = sum(many for place, many in weight.items() if lacking >> place & 1)
        filled += int(rules["tenure_weight"]) if undated else 0
        weighed = weighed + filled * int(rules["fill"])
        lowest = weighed * rules[f"factor_{LACKED[lacking]}{undated}"]
        for learned in range(1, lacking + 1):
            if lacking & learned == learned:
                at_best = sum(weight[place] * self.best[name] for place, name in enumerate(OPTIONAL)
                              if learned >> place & 1)
                known = (weighed + at_best) * rules[f"factor_{LACKED[lacking & ~learned]}{undated}"]
                lowest = np.minimum(lowest, known)
        return lowest
