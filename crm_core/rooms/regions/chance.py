"""Whether figures of our customers tell regions apart, or differ as any groups of the same customers would."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special

MIN_CUSTOMERS = 30
"""Fewer customers make a figure of one or two of them: such a region is not judged by it."""
CHANCE = 0.01
"""A difference that regions drawn at random would show more often than this is called chance."""
OF_CUSTOMERS = ("contribution_per_customer", "cost_share")
"""The criteria that are means over our customers; all others are counts and balances of whole regions."""
_SUMS = ["contribution", "contribution_squares", "revenue", "revenue_squares", "cost_to_serve", "cost_squares",
         "cost_by_revenue"]


def is_large(business: pd.DataFrame) -> pd.Series:
    """Which regions have enough customers to be judged by their figures."""
    return business["customers"] >= MIN_CUSTOMERS


def by_chance(business: pd.DataFrame) -> tuple[str, ...]:
    """The criteria of `OF_CUSTOMERS` that differ between the large regions no more than chance would have it.

    `business` has customers and, summed over them, contribution, revenue and cost_to_serve with their squares and
    products. Cost per revenue is judged by what customers cost beyond the mean rate of their revenue, so that a large
    customer does not weigh like a small one.
    """
    large = business.loc[is_large(business), ["customers", *_SUMS]].astype(float)
    if len(large) < 2:  # noqa: PLR2004 one region differs from none
        return ()
    revenue = float(large["revenue"].sum())
    rate = float(large["cost_to_serve"].sum()) / revenue if revenue > 0 else 0.0
    beyond = large["cost_to_serve"] - rate * large["revenue"]
    squares = (large["cost_squares"] - 2 * rate * large["cost_by_revenue"] + rate**2 * large["revenue_squares"])
    judged = {"contribution_per_customer": (large["contribution"], large["contribution_squares"]),
              "cost_share": (beyond, squares)}
    return tuple(name for name, (sums, of_squares) in judged.items()
                 if not differs(large["customers"].to_numpy(), sums.to_numpy(), of_squares.to_numpy()))


def differs(counts: np.ndarray, sums: np.ndarray, squares: np.ndarray) -> bool:
    """Whether the means of groups differ beyond chance, from each group's count, sum and sum of squares.

    One-way analysis of variance (Fisher 1925): the spread between the means over the spread within the groups. True
    for groups of equal members whose means differ at all.
    """
    between = float((sums**2 / counts).sum() - sums.sum() ** 2 / counts.sum())
    within = float(squares.sum() - (sums**2 / counts).sum())
    rounding = 1e-9 * float(squares.sum())
    if within <= rounding:
        return between > rounding
    groups, free = len(counts) - 1, float(counts.sum()) - len(counts)
    return bool(special.fdtrc(groups, free, between / groups / (within / free)) < CHANCE)
