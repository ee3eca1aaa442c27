"""The paper's three ways to grow (5.3), each with an assumed curve: maintain customers, expand those with potential,
explore prospects."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.rooms.growth.strategy.budget import Curve, split

Way = Literal["maintain", "expand", "explore"]
WAYS: tuple[Way, ...] = ("maintain", "expand", "explore")


@dataclass(frozen=True)
class Assumptions:
    """What a budget is assumed to bring, until pilots have measured it. Raises ValueError for a value out of range."""

    budget: float = 100_000.0
    """Currency a year."""
    keep: float = 0.05
    """The part of the most valuable customers' contribution that care can keep at most, 0–1."""
    explore: float = 0.5
    """What prospects can bring at most, as a part of what customers with potential can, 0–1."""
    first_maintain: float = 4.0
    first_expand: float = 3.0
    first_explore: float = 2.0
    """What the first euro brings in each way, in euros a year."""

    def __post_init__(self) -> None:
        if not 0 <= self.budget < math.inf:
            raise ValueError(f"budget is {self.budget}; choose an amount of 0 or more.")
        for name in ("keep", "explore"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is {getattr(self, name)}; choose a part between 0 and 1.")
        for way in WAYS:
            if not 0 < self.first(way) < math.inf:
                raise ValueError(f"first_{way} is {self.first(way)}; choose what the first euro brings, above 0.")

    def first(self, way: Way) -> float:
        """What the first euro brings in `way`."""
        return {"maintain": self.first_maintain, "expand": self.first_expand, "explore": self.first_explore}[way]


@dataclass(frozen=True, eq=False)
class Budget:
    """A budget split in three."""

    assumed: Assumptions
    ways: pd.DataFrame
    """way, ceiling (what no money goes beyond), first (what the first euro brings), amount (of the budget), brought:
    currency a year."""
    marginal: float
    """What the last euro brings in each way that gets any; NaN where no way brings anything."""

    @property
    def brought(self) -> float:
        """What the budget brings in all."""
        return float(self.ways["brought"].sum())

    @property
    def pays_up_to(self) -> float:
        """The budget, currency a year, whose last euro brings one euro: Σ scale·ln(first), over first above 1."""
        scales, firsts = self.ways["ceiling"] / self.ways["first"], np.maximum(self.ways["first"], 1.0)
        return float((scales * np.log(firsts)).sum())


def three_ways(groups: pd.DataFrame, assumed: Assumptions) -> Budget:
    """Split the budget over the three ways, whose ceilings come from `groups` (group, contribution, growth): a part of
    what the most valuable contribute; the growth expected of the highest potential and of potential customers; a part
    of this growth for prospects, of whom the data knows nothing."""
    rows = groups.set_index("group")
    growth = max(float(rows.loc[["highest_potential", "potential"], "growth"].sum()), 0.0)
    ceilings = {"maintain": assumed.keep * max(float(rows.loc["most_valuable", "contribution"]), 0.0),
                "expand": growth, "explore": assumed.explore * growth}
    curves = [Curve(ceilings[way], ceilings[way] / assumed.first(way) or 1.0) for way in WAYS]
    table = pd.DataFrame({"way": WAYS, "ceiling": ceilings.values(), "first": [assumed.first(way) for way in WAYS]})
    if not table["ceiling"].any():
        return Budget(assumed, table.assign(amount=0.0, brought=0.0), math.nan)
    found = split(curves, assumed.budget)
    return Budget(assumed, table.assign(amount=found.amounts, brought=found.brought), found.marginal)
