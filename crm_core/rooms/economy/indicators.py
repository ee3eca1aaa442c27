"""The figures by which regions are compared: their words, how they are written, which end is welcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crm_core.house_style import Money, change, number, percent

_A_HUNDRED = 100
"""From here a plain number needs no decimal."""


@dataclass(frozen=True)
class Indicator:
    """One figure of a region: its column, its words, its unit, the welcome end, and the yearly column behind it."""

    name: str
    words: str
    unit: Literal["share", "change", "money", "number"]
    good: Literal["high", "low", "none"] = "high"
    yearly: str = ""

    def written(self, value: float, money: Money) -> str:
        """A value in words."""
        if self.unit == "money":
            return money.short(value)
        if self.unit == "number":
            return number(value, decimals=0 if abs(value) >= _A_HUNDRED else 1)
        return change(value) if self.unit == "change" else percent(value)


INDICATORS = (
    Indicator("gdp_growth_rate", "yearly growth of gdp", "change", yearly="gdp"),
    Indicator("mean_income", "mean income", "money"),
    Indicator("unemployment_rate", "unemployment", "share", "low"),
    Indicator("businesses_per_thousand", "businesses per 1,000 people", "number"),
    Indicator("gdp_per_head", "gdp per head", "money"),
    Indicator("volatility", "ups and downs of gdp growth", "share", "low", yearly="gdp"),
    Indicator("population_growth_rate", "yearly growth of population", "change", yearly="population"),
    Indicator("population", "population", "number", "none"),
    Indicator("gdp", "gdp", "money", "none"),
    Indicator("businesses", "businesses", "number", "none"),
)
"""In the order in which a reader would ask for them."""

SUMS = ("population", "gdp", "businesses")
"""Indicators that grow with the region: all regions together are their sum, with which none is compared."""
