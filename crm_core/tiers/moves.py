"""Who changes tier, and what moves with them: the migration matrix with those who entered and left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

OUTSIDE = 0
"""The tier of those who were not customers yet, or are not any more."""


@dataclass(frozen=True, eq=False)
class Moves:
    """Every way from one tier to another. Money a year; of those who left, what they brought in their last year."""

    matrix: pd.DataFrame
    """tier_then, tier_now (1 = best, 0 = outside), customers, contribution, balance, service_cost_change: one row for
    each pair of tiers, those that nobody went included."""

    def customers(self, direction: str) -> int:
        """How many went `up`, `down`, `stayed`, `entered` or `left`."""
        return int(self.of(direction)["customers"].sum())

    def of(self, direction: str) -> pd.DataFrame:
        """The rows of one direction: `up`, `down`, `stayed`, `entered` or `left`. Raises KeyError for another."""
        then, now = self.matrix["tier_then"], self.matrix["tier_now"]
        inside = (then != OUTSIDE) & (now != OUTSIDE)
        chosen = {"up": inside & (now < then), "down": inside & (now > then), "stayed": inside & (now == then),
                  "entered": then == OUTSIDE, "left": now == OUTSIDE}
        return self.matrix[chosen[direction]]

    @property
    def moved(self) -> pd.DataFrame:
        """The rows of those who changed tier and were customers both times."""
        return pd.concat([self.of("up"), self.of("down")])

    @property
    def moved_share(self) -> float | None:
        """Who changed tier, of those who were customers both times, 0–1; None when there are none."""
        both = self.customers("up") + self.customers("down") + self.customers("stayed")
        return (self.customers("up") + self.customers("down")) / both if both else None

    @property
    def service_cost_change(self) -> float:
        """What the promised service costs more (or less, below 0) than before, over everybody."""
        return float(self.matrix["service_cost_change"].sum())


def moves(cells: pd.DataFrame, *, tiers_now: int, tiers_then: int, cost_now: dict[str, np.ndarray],
          cost_then: dict[str, np.ndarray]) -> Moves:
    """The matrix of `cells`: tier_now, tier_then, customer_type, customers, contribution, balance.

    `cost_now` and `cost_then` are what a customer of each type is promised in each tier, in money a year.
    """
    pairs = cells.groupby(["tier_then", "tier_now", "customer_type"], as_index=False)[
        ["customers", "contribution", "balance"]].sum()
    pairs["service_cost_change"] = pairs["customers"] * (
        _promised(pairs["customer_type"], pairs["tier_now"], cost_now)
        - _promised(pairs["customer_type"], pairs["tier_then"], cost_then)
    )
    every = pd.MultiIndex.from_tuples(
        [(then, now) for then in (*range(1, tiers_then + 1), OUTSIDE) for now in (*range(1, tiers_now + 1), OUTSIDE)
         if then or now], names=["tier_then", "tier_now"])
    sums = pairs.groupby(["tier_then", "tier_now"])[["customers", "contribution", "balance", "service_cost_change"]]
    matrix = sums.sum().reindex(every, fill_value=0).reset_index()
    return Moves(matrix.astype({"customers": int}))


def _promised(types: pd.Series, tiers: pd.Series, cost: dict[str, np.ndarray]) -> np.ndarray:
    """The cost of what each is promised; nothing outside."""
    return np.array([0.0 if tier == OUTSIDE else cost[kind][tier - 1]
                     for kind, tier in zip(types, tiers, strict=True)], dtype=float)
