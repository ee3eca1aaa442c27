"""A score taken apart: what each criterion brings to it, in points that add up to the score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from crm_core.rooms.tiers.cutting.placing import OPTIONAL
from crm_core.rooms.tiers.cutting.scoring import PERCENT_OF_A_RANK
from crm_core.rooms.tiers.scheme.weights import CRITERIA

_LACKING = {(): "none", ("scale",): "scale", ("reputation",): "reputation", OPTIONAL: "both"}
"""The factor of `scoring`, by the optional criteria that are left out."""
_TENTHS_OF_A_WEIGHT = 10
"""A factor turns hundredths of a point into tenths; ten of it is the share of a weight of 1 in all that count."""


class ScorePart(NamedTuple):
    """What one criterion brings to a customer's score."""

    points: float
    """The rank that counts, 0–100; NaN where the criterion is left out."""
    weight: float
    """Its share of the weights that count for this customer, 0–1."""
    brings: float
    """Points of score: the one times the other."""


def score_parts(row: Mapping[str, object], rules: Mapping[str, float], year: str = "") -> dict[str, ScorePart]:
    """The parts of the score of one row of `customers.sql`, by criterion; `rules` of `scoring`, `year` as in
    `placing.ranked_by`, whose score is their sum.

    Where a criterion is lacking and the rest is better than the best rank in it, that best rank counts, as there.
    """
    ranks = {name: _number(row[f"{name}_points{year}"]) for name in CRITERIA}
    lacking = tuple(name for place, name in enumerate(OPTIONAL) if int(str(row["lacking"])) & (1 << place))
    undated = "_undated" if np.isnan(ranks["tenure"]) else ""
    left_out = {name for name, factor in (("tenure", "none_undated"), ("scale", "scale"), ("reputation", "reputation"))
                if np.isnan(ranks[name]) and rules[f"factor_{factor}"] != rules["factor_none"]}
    scored = []
    for learned in ((), *((name,) for name in lacking), *([OPTIONAL] if lacking == OPTIONAL else [])):
        factor = rules[f"factor_{_LACKING[tuple(name for name in lacking if name not in learned)]}{undated}"]
        parts = {}
        for name in CRITERIA:
            weight = rules[f"{name}_weight"]
            counted = rules["fill"] if np.isnan(ranks[name]) else ranks[name]
            if name in learned and np.isnan(ranks[name]):
                counted += _number(row[f"{name}_best{year}"])
            is_left_out = name in left_out and name not in learned
            share = 0.0 if is_left_out else weight * factor * _TENTHS_OF_A_WEIGHT
            points = counted / PERCENT_OF_A_RANK
            parts[name] = ScorePart(float("nan") if is_left_out else points, share, points * share)
        scored.append(parts)
    return min(scored, key=lambda parts: sum(part.brings for part in parts.values()))


def _number(value: object) -> float:
    return float("nan") if value is None or pd.isna(value) else float(str(value))
