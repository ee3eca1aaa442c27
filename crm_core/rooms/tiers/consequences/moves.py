"""Who changes tier, and what moves with them: the migration matrix with those who entered and left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from crm_core.rooms.tiers.consequences.levels import levels

OUTSIDE = 0
"""The tier of those who were not customers yet, or are not any more."""
SUMS = ("customers", "contribution", "balance")
DIRECTIONS = ("up", "down", "stayed", "entered", "left")


@dataclass(frozen=True, eq=False)
class Moves:
    """Every way from one tier to another. Money a year; of those who left, what they brought in their last year."""

    matrix: pd.DataFrame
    """tier_then, tier_now (1 = best, 0 = outside), direction (one of `DIRECTIONS`), customers, contribution, balance,
    service_cost_change: one row for each pair of tiers, those that nobody went included."""

    def customers(self, direction: str) -> int:
        """How many went this way, one of `DIRECTIONS`."""
        return int(self.total("customers", direction))

    def of(self, *directions: str) -> pd.DataFrame:
        """The rows that go these ways, of `DIRECTIONS`."""
        return self.matrix[self._went(directions)]

    def total(self, what: str, *directions: str) -> float:
        """The sum of a column of `matrix` over the rows that go these ways, of `DIRECTIONS`."""
        return float(self.matrix[what].to_numpy()[self._went(directions)].sum())

    def _went(self, directions: tuple[str, ...]) -> np.ndarray:
        return np.isin(self._directions, [DIRECTIONS.index(each) for each in directions])

    @cached_property
    def _directions(self) -> np.ndarray:
        """The places in `DIRECTIONS` of the rows: a page asks some forty times."""
        return np.array([DIRECTIONS.index(each) for each in self.matrix["direction"].tolist()], dtype=int)

    @property
    def moved(self) -> pd.DataFrame:
        """The rows of those who changed tier and were customers both times."""
        return self.of("up", "down")

    @property
    def moved_share(self) -> float | None:
        """Who changed tier, of those who were customers both times, 0–1; None when there are none."""
        both = self.customers("up") + self.customers("down") + self.customers("stayed")
        return (self.customers("up") + self.customers("down")) / both if both else None

    @property
    def service_cost_change(self) -> float:
        """What the promised service costs more (or less, below 0) than before, over everybody."""
        return float(self.matrix["service_cost_change"].sum())


def moves(cells: pd.DataFrame, *, names_now: Sequence[str], names_then: Sequence[str],
          cost_now: dict[str, np.ndarray], cost_then: dict[str, np.ndarray]) -> Moves:
    """The matrix of `cells`: tier_now, tier_then, customer_type, customers, contribution, balance.

    The names of the tiers, best first, say which of two schemes' tiers are the same (`levels`). `cost_now` and
    `cost_then` are what a customer of each type is promised in each tier, in money a year.
    """
    types, tiers_now, tiers_then = sorted(cost_now), len(names_now), len(names_then)
    then, now = cells["tier_then"].to_numpy(dtype=int), cells["tier_now"].to_numpy(dtype=int)
    kinds = pd.Categorical(cells["customer_type"])
    kind = np.searchsorted(types, kinds.categories.to_numpy(dtype=str))[kinds.codes]
    sums = np.zeros((len(SUMS), tiers_then + 1, tiers_now + 1, len(types)))
    for place, name in enumerate(SUMS):
        np.add.at(sums[place], (then, now, kind), cells[name].to_numpy(dtype=float))
    dearer = _promised(types, cost_now, tiers_now)[None, :, :] - _promised(types, cost_then, tiers_then)[:, None, :]
    changed = (sums[0] * dearer).sum(axis=-1)
    every = [(before, after) for before in (*range(1, tiers_then + 1), OUTSIDE)
             for after in (*range(1, tiers_now + 1), OUTSIDE) if before or after]
    at = tuple(np.array(every).T)
    summed = {name: sums[place].sum(axis=-1)[at] for place, name in enumerate(SUMS)}
    was, now_is = levels(names_then, names_now)
    return Moves(pd.DataFrame({
        "tier_then": at[0], "tier_now": at[1], "direction": [direction(*way, was, now_is) for way in every], **summed,
        "customers": summed["customers"].astype(int), "service_cost_change": changed[at],
    }))


def direction(then: int, now: int, was: Sequence[float], now_is: Sequence[float]) -> str:
    """One of `DIRECTIONS`, from tier numbers and where the tiers of both schemes stand (`levels`)."""
    if OUTSIDE in (then, now):
        return "entered" if then == OUTSIDE else "left"
    change = now_is[now - 1] - was[then - 1]
    return "stayed" if change == 0 else "up" if change < 0 else "down"


def _promised(types: list[str], cost: dict[str, np.ndarray], tiers: int) -> np.ndarray:
    """[tiers and outside, types]: the cost of what each is promised; nothing outside."""
    return np.array([[cost[kind][tier - 1] if tier != OUTSIDE else 0.0 for kind in types] for tier in range(tiers + 1)])
