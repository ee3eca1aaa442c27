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


def midrank(value, values: list) -> Fraction:
    """(below + half of those who tie) / all, the value itself among them."""
    below, ties = sum(each < value for each in values), sum(each == value for each in values)
    return (below + Fraction(ties, 2)) / len(values)


def add_best_ranks(rows) -> None:
    """To each of a year's rows: the rank, in hundredths of a point, of whoever shares the best size and grade."""
    for criterion, column in (("scale", "size_amount"), ("reputation", "credit_grade")):
        values = [row[column] for row in rows if row[column] is not None and row[column] == row[column]]
        values = [-ord(each) for each in values] if criterion == "reputation" else values
        joined = [*values, max(values)] if values else [0]
        rank = round(float(midrank(max(joined), joined)) * 10_000)
        for row in rows:
            row[f"{criterion}_best"] = rank


def score_by_hand(row: dict, weights: Weights, missing: str) -> Fraction:
    """The weighted mean of the ranks in hundredths of a point, exactly; what is left out is filled with the mean of the
    rest, the fillings among them, but with no more than the best rank there is."""
    known, lacking = [], []
    for criterion in CRITERIA:
        weight, score = getattr(weights, criterion), row[f"{criterion}_midrank"]
        if score is None or math.isnan(score):
            if missing == "left_out":
                lacking.append((row[f"{criterion}_best"], weight))
                continue
            points = 0 if missing == "lowest" else 5000
        else:
            points = round(score * 100)
        known.append((points, weight))
    for best, weight in sorted(lacking):
        if sum(part for _, part in known) and best < _mean(known):
            known.append((best, weight))
    return _mean(known) / 100


def _mean(parts: list[tuple[int, int]]) -> Fraction:
    weight = sum(part for _, part in parts)
    return Fraction(sum(points * part for points, part in parts), weight) if weight else Fraction(0)


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
    "80%": starting_scheme(MIXED, how="cover", by="contribution"),
    "by type": starting_scheme(MIXED, by_type=True, values={"individual": (0.1, 0.3)}),
    "money by type": starting_scheme(MIXED, by_type=True, by="contribution"),
    "budget": starting_scheme(MIXED, how="budget", values=(9_000.0,)),
    "hours": starting_scheme(MIXED, how="budget", values=(150.0,), budget_in="hours", by="contribution"),
}
