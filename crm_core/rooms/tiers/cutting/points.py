"""The score of all customers of a year at once, from the ranks that are held in memory. Row by row: `placing.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from crm_core.rooms.tiers.cutting.placing import LACKED, OPTIONAL
from crm_core.rooms.tiers.cutting.ranking import BLOCK
from crm_core.rooms.tiers.scheme.weights import CRITERIA

UNDATED = 4
"""In `gap`: nobody knows when the customer joined. 1 is no size, 2 no grade, as in `lacking`."""


@dataclass(frozen=True, eq=False)
class Points:
    """The mid-ranks of customers in each criterion, in hundredths of a point (decision 19): [criteria, customers].

    0 where a customer lacks the criterion: `gaps` are the places of those who lack something, by what it is.
    """

    points: np.ndarray
    gaps: Mapping[int, np.ndarray]
    best: Mapping[str, int]
    """The rank in each of `OPTIONAL` of one customer more who has its best value."""
    _last: dict[str, tuple[dict[str, float], np.ndarray]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, points: np.ndarray, gap: np.ndarray, best: Mapping[str, int]) -> Points:
        """`gap` says of each customer what is lacking: `lacking`, and `UNDATED`."""
        return cls(points, {int(what): np.flatnonzero(gap == what).astype(np.int32)
                            for what in np.flatnonzero(np.bincount(gap)) if what}, best)

    def scores(self, rules: Mapping[str, float]) -> np.ndarray:
        """The score of each customer in whole tenths of a point, which nobody may change; `rules` are of `scoring`.

        Those of the last rules are held, two bytes a customer: a threshold moves under the same weights.
        """
        asked = dict(rules)
        known, scores = self._last.get("scores", (None, None))
        if scores is None or known != asked:
            scores = self._scored(rules, np.empty(self.points.shape[1], dtype=np.int16))
            scores.flags.writeable = False
            self._last["scores"] = asked, scores
        return scores

    def fractions(self, rules: Mapping[str, float]) -> np.ndarray:
        """The same in tenths of a point with their fractions, held by nobody."""
        return self._scored(rules, np.empty(self.points.shape[1]))

    def _scored(self, rules: Mapping[str, float], scores: np.ndarray) -> np.ndarray:
        """The scores written into an array, of whole numbers without their fractions.

        A weighted sum is a whole number up to a million, which 32 bits of a fraction hold exactly (up to 2^24).
        """
        weights = np.array([rules[f"{name}_weight"] for name in CRITERIA], dtype=np.float32)
        weighed, ranks = np.empty(len(scores), dtype=np.float32), np.empty((len(CRITERIA), BLOCK), dtype=np.float32)
        for first in range(0, len(weighed), BLOCK):
            block = slice(first, first + BLOCK)
            many = len(weighed[block])
            ranks[:, :many] = self.points[:, block]
            np.matmul(weights, ranks[:, :many], out=weighed[block])
            scores[block] = np.multiply(weighed[block], rules["factor_none"], dtype=np.float64)
        for what, places in self.gaps.items():
            scores[places] = self._with_gap(weighed[places].astype(float), what, rules)
        return scores

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
