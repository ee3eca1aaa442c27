"""The criteria by which a region's market and our strength in it are judged, and their weights."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

from crm_core.house_style import Money, change, number, percent, points

Axis = Literal["attractiveness", "strength"]
ATTRACTIVENESS: Axis = "attractiveness"
STRENGTH: Axis = "strength"
_A_HUNDRED = 100


@dataclass(frozen=True)
class Criterion:
    """One thing that counts: its column, its words, its axis, how it is written and which end is welcome."""

    name: str
    axis: Axis
    words: str
    unit: Literal["money", "share", "change", "points", "number", "score"]
    good: Literal["high", "low"] = "high"

    def written(self, value: float, money: Money) -> str:
        """A value in words."""
        match self.unit:
            case "money":
                return money.short(value)
            case "number":
                return number(value, decimals=0 if abs(value) >= _A_HUNDRED else 1)
            case "share":
                return percent(value)
            case "change":
                return change(value)
            case "score":
                return number(value, decimals=2)
        return points(value)


CRITERIA = (
    Criterion("market_size", ATTRACTIVENESS, "size of the market", "money"),
    Criterion("market_growth", ATTRACTIVENESS, "growth of the market", "change"),
    Criterion("gdp_growth", ATTRACTIVENESS, "yearly growth of gdp", "change"),
    Criterion("mean_income", ATTRACTIVENESS, "mean income", "money"),
    Criterion("unemployment_rate", ATTRACTIVENESS, "unemployment", "share", "low"),
    Criterion("businesses_per_thousand", ATTRACTIVENESS, "businesses per 1,000 people", "number"),
    Criterion("own_share", STRENGTH, "our share of the market", "share"),
    Criterion("share_change", STRENGTH, "share gained in a year", "points"),
    Criterion("reach", STRENGTH, "customers per 1,000 people", "number"),
    Criterion("contribution_per_customer", STRENGTH, "contribution per customer", "money"),
    Criterion("cost_share", STRENGTH, "cost to serve per revenue", "share", "low"),
)
OUTCOMES = (
    Criterion("build_share", STRENGTH, "weightings in which it is build", "share"),
    Criterion("attractiveness", ATTRACTIVENESS, "attractiveness of the market", "score"),
    Criterion("strength", STRENGTH, "our strength", "score"),
)
"""What the criteria add up to; drawn like them, never weighed."""
OWN = (
    Criterion("balance", STRENGTH, "our balance", "money"),
    Criterion("customers", STRENGTH, "our customers", "number"),
    Criterion("balance_per_customer", STRENGTH, "balance per customer", "money"),
)
"""Our own business in a region: drawn and ranked, never weighed, as size says nothing of strength."""
NAMES = tuple(each.name for each in CRITERIA)
HEAVIEST = 100.0
"""A weight beyond it is a slip of the pen: only the weights' ratios count."""


def weights(text: str) -> dict[str, float]:
    """Weights by criterion from `own_share=2, reach=0`; whatever is not named weighs 1.

    Raises ValueError, with the nearest name, for what is not meant so.
    """
    weight_of = dict.fromkeys(NAMES, 1.0)
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _, value = (each.strip() for each in part.partition("="))
        if name not in weight_of:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.0)[0]
            raise ValueError(f"There is no criterion called {name!r}; the nearest is {near}.")
        try:
            weight_of[name] = float(value)
        except ValueError:
            weight_of[name] = -1.0
        if not 0 <= weight_of[name] <= HEAVIEST:
            raise ValueError(f"The weight of {name} is {value!r}; write a number from 0 to {HEAVIEST:g}.")
    return weight_of
