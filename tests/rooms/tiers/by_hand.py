"""A customer scored, cut and placed by hand, and schemes of every kind to do it for."""

from __future__ import annotations

import math
from fractions import Fraction

from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.rooms.tiers.scheme.weights import CRITERIA, Weights
from crm_core.scope import Scope
from tests.rooms.tiers.schemes import by_cuts

MIXED = Weights(40, 20, 10, 10, 15, 5)
ON_GAPS = Weights(0, 0, 0, 0, 70, 30)


def score_by_hand(row: dict, weights: Weights, missing: str) -> Fraction:
    """The weighted mean of the ranks in hundredths of a point, exactly."""
    sum_of = weight_of = 0
    for criterion in CRITERIA:
        weight, score = getattr(weights, criterion), row[f"{criterion}_score"]
        if score is None or math.isnan(score):
            if missing == "left_out":
                continue
            points = 0 if missing == "lowest" else 5000
        else:
            points = round(score * 100)
        sum_of += weight * points
        weight_of += weight
    return Fraction(sum_of, 100 * weight_of) if weight_of else Fraction(0)


def tier_by_hand(row: dict, scheme, cuts: dict) -> int:
    group = scheme.group_of(row["customer_type"])
    value = score_by_hand(row, scheme.weights, scheme.missing) if group.by == "score" else row["contribution"]
    for place, cut in enumerate(cuts[group.of].values, start=1):
        if value >= (Fraction(round(cut * 10), 10) if group.by == "score" else cut):
            return place
    return len(scheme.tiers)


def inside(row: dict, scope: Scope) -> bool:
    return (not scope.regions or row["region_id"] in scope.regions) and (
        not scope.customer_types or row["customer_type"] in scope.customer_types)


SCHEMES = {
    "score": by_cuts(80, 60.5, 30, weights=MIXED),
    "lowest": by_cuts(75, 40, weights=ON_GAPS, missing="lowest"),
    "middle": by_cuts(75, 40, weights=ON_GAPS, missing="middle"),
    "only gaps": by_cuts(75, 40, weights=ON_GAPS),
    "money": by_cuts(300, 55.5, -20, by="contribution"),
    "shares": starting_scheme(MIXED, tiers=4),
    "shares of money": starting_scheme(MIXED, by="contribution"),
    "gaps": starting_scheme(MIXED, how="natural", by="contribution", tiers=5),
    "gaps of score": starting_scheme(MIXED, how="natural"),
    "80 %": starting_scheme(MIXED, how="cover", by="contribution"),
    "by type": starting_scheme(MIXED, by_type=True, values={"individual": (0.1, 0.3)}),
    "money by type": starting_scheme(MIXED, by_type=True, by="contribution"),
    "budget": starting_scheme(MIXED, how="budget", values=(9_000.0,)),
    "hours": starting_scheme(MIXED, how="budget", values=(150.0,), budget_in="hours", by="contribution"),
}
