"""The figures by which regions are compared: their words, how they are written, which end is welcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crm_core.amounts import Money, change, number, percent
from crm_core.language import N_, Message, _, pgettext

_A_HUNDRED = 100
"""From here a plain number needs no decimal."""


@dataclass(frozen=True)
class Indicator:
    """One figure of a region: its column, its words, its unit, the welcome end, and the yearly column behind it."""

    name: str
    words: Message
    unit: Literal["share", "change", "money", "number"]
    good: Literal["high", "low", "none"] = "high"
    yearly: str = ""

    @property
    def label(self) -> str:
        """Its words in the language spoken now, as a heading or at the beginning of a sentence."""
        return _(self.words)

    def written(self, value: float, money: Money) -> str:
        """A value in words."""
        if self.unit == "money":
            return money.short(value)
        if self.unit == "number":
            return number(value, decimals=0 if abs(value) >= _A_HUNDRED else 1)
        return change(value) if self.unit == "change" else percent(value)


INDICATORS = (
    Indicator("gdp_growth_rate", N_("Annual GDP growth"), "change", yearly="gdp"),
    Indicator("mean_income", N_("Mean income"), "money"),
    Indicator("unemployment_rate", N_("Unemployment"), "share", "low"),
    Indicator("businesses_per_thousand", N_("Business density (per 1,000 people)"), "number"),
    Indicator("gdp_per_head", N_("GDP per capita"), "money"),
    Indicator("volatility", N_("GDP volatility"), "share", "low", yearly="gdp"),
    Indicator("population_growth_rate", N_("Annual population growth"), "change", yearly="population"),
    Indicator("population", N_("Population"), "number", "none"),
    Indicator("gdp", N_("GDP"), "money", "none"),
    Indicator("businesses", N_("Number of businesses"), "number", "none"),
)
"""In the order in which a reader would ask for them."""

SUMS = ("population", "gdp", "businesses")
"""Indicators that grow with the region: all regions together are their sum, with which none is compared."""


def label_of(name: str) -> str:
    """The label of an indicator by its name, whether or not the book knows it."""
    return next(each.label for each in INDICATORS if each.name == name)


def size_noun(size: str) -> str:
    """What industries are measured in, in a sentence: `employment`, `el empleo`."""
    if size == "output":
        return pgettext("noun with article", "output")
    return pgettext("noun with article", "employment")
