"""Customers placed one by one: the score and the tier of each row. The questions do the same inside the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from crm_core.rooms.tiers.scheme.group import TENTHS, By
from crm_core.rooms.tiers.scheme.weights import CRITERIA

OPTIONAL = ("scale", "reputation")
"""Criteria that a customer may lack."""
LACKED = ("none", "scale", "reputation", "both")
"""What a customer may lack, by `lacking` (0 to 3), as the rules name its factor."""


def ranked_by(rows: pd.DataFrame, by: By, rules: Mapping[str, float], year: str = "") -> np.ndarray:
    """The score in points, or the contribution, of each row; NaN for no customer in that year.

    `rows` are of `customers.sql`, `rules` of `scoring`; `year` is the ending of the columns: nothing for the year in
    scope, `_before` or `_earlier`.
    """
    contribution = rows[f"contribution{year}"].to_numpy(dtype=float)
    if by == "contribution":
        return contribution
    weighed, at_best = np.zeros(len(rows)), {}
    for criterion in CRITERIA:
        points = rows[f"{criterion}_points{year}"].to_numpy(dtype=float)
        filled = np.where(np.isnan(points), rules["fill"], points) if criterion in (*OPTIONAL, "tenure") else points
        weighed += rules[f"{criterion}_weight"] * filled
        if criterion in OPTIONAL:
            best = rows[f"{criterion}_best{year}"].to_numpy(dtype=float)
            at_best[criterion] = np.where(np.isnan(points), rules[f"{criterion}_weight"] * best, 0.0)
    lacking = rows["lacking"].to_numpy(dtype=int)
    is_undated = np.isnan(rows[f"tenure_points{year}"].to_numpy(dtype=float))
    score = np.where(is_undated, _no_better_than_known(weighed, at_best, rules, lacking, "_undated"),
                     _no_better_than_known(weighed, at_best, rules, lacking)) / TENTHS
    return np.where(np.isnan(contribution), np.nan, score)


def _no_better_than_known(weighed: np.ndarray, at_best: Mapping[str, np.ndarray], rules: Mapping[str, float],
                          lacking: np.ndarray, tenure: str = "") -> np.ndarray:
    """The weighted sums times the factor for what is lacking, and no more than with the best rank in any part of it;
    `tenure` is the ending of the factors of those whose years with us are not known."""
    factors = np.array([rules[f"factor_{what}{tenure}"] for what in LACKED])
    lowest = weighed * factors[lacking]
    for learned, criteria in ((1, ("scale",)), (2, ("reputation",)), (3, OPTIONAL)):
        known = weighed + sum(at_best[name] for name in criteria)
        lowest = np.where(lacking & learned == learned, np.minimum(lowest, known * factors[lacking & ~learned]), lowest)
    return lowest


def tiers_at(values: np.ndarray, cuts: Sequence[float] | np.ndarray) -> np.ndarray:
    """The tier of each value: 1 at or above the first cut, and so on; 0 where there is no value."""
    place = np.searchsorted(-np.asarray(cuts, dtype=float), -values, side="left")
    return np.where(np.isnan(values), 0, place + 1)
