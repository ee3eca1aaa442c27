"""The criteria by which a region's market and our strength in it are judged, and their weights."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

from crm_core.amounts import Money, change, number, percent, points
from crm_core.language import N_, Message, _

Axis = Literal["attractiveness", "strength"]
ATTRACTIVENESS: Axis = "attractiveness"
STRENGTH: Axis = "strength"
_A_HUNDRED = 100


@dataclass(frozen=True)
class Criterion:
    """One thing that counts: its column, its words, its axis, how it is written and which end is welcome."""

    name: str
    axis: Axis
    words: Message
    """In English, to be translated; `label` is in the language spoken now."""
    unit: Literal["money", "share", "change", "points", "number", "count", "score"]
    good: Literal["high", "low"] = "high"

    @property
    def label(self) -> str:
        """The criterion as a heading: `Market size`."""
        return _(self.words)

    def written(self, value: float, money: Money) -> str:
        """A value in words."""
        match self.unit:
            case "money":
                return money.short(value)
            case "count":
                return number(value)
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
    Criterion("market_size", ATTRACTIVENESS, N_("Market size"), "money"),
    Criterion("market_growth", ATTRACTIVENESS, N_("Market growth"), "change"),
    Criterion("gdp_growth", ATTRACTIVENESS, N_("Yearly GDP growth"), "change"),
    Criterion("mean_income", ATTRACTIVENESS, N_("Mean income"), "money"),
    Criterion("unemployment_rate", ATTRACTIVENESS, N_("Unemployment rate"), "share", "low"),
    Criterion("businesses_per_thousand", ATTRACTIVENESS, N_("Businesses per thousand people"), "number"),
    Criterion("own_share", STRENGTH, N_("Our market share"), "share"),
    Criterion("share_change", STRENGTH, N_("Yearly change in market share"), "points"),
    Criterion("reach", STRENGTH, N_("Customers per thousand people"), "number"),
    Criterion("contribution_per_customer", STRENGTH, N_("Contribution per customer"), "money"),
    Criterion("cost_share", STRENGTH, N_("Cost to serve over revenue"), "share", "low"),
)
OUTCOMES = (
    Criterion("build_share", STRENGTH, N_("Weight sets for investing"), "share"),
    Criterion("attractiveness", ATTRACTIVENESS, N_("Market attractiveness"), "score"),
    Criterion("strength", STRENGTH, N_("Competitive strength"), "score"),
)
"""What the criteria add up to; drawn like them, never weighed."""
OWN = (
    Criterion("balance", STRENGTH, N_("Our balance"), "money"),
    Criterion("customers", STRENGTH, N_("Our customers"), "count"),
    Criterion("balance_per_customer", STRENGTH, N_("Balance per customer"), "money"),
)
"""Our own business in a region: drawn and ranked, never weighed, as size says nothing of strength."""
BY_NAME = {each.name: each for each in CRITERIA}
NAMES = tuple(BY_NAME)
MAX_WEIGHT = 100.0
"""A larger weight is a slip of the pen: only the weights' ratios count."""


def weights(text: str) -> dict[str, float]:
    """Weights by criterion from `own_share=2, reach=0`; whatever is not named weighs 1.

    Raises ValueError, with the nearest name, for what is not meant so.
    """
    weight_of = dict.fromkeys(NAMES, 1.0)
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, _equals, value = (each.strip() for each in part.partition("="))
        if name not in weight_of:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.0)[0]
            raise ValueError(_("There is no criterion called '{name}'; the nearest is {near}.", name=name, near=near))
        try:
            weight_of[name] = float(value)
        except ValueError:
            weight_of[name] = -1.0
        if not 0 <= weight_of[name] <= MAX_WEIGHT:
            raise ValueError(_("The weight of {name} is '{value}'; enter a number from 0 to {most}.", name=name,
                               value=value, most=number(MAX_WEIGHT)))
    return weight_of


def labels_of(names: tuple[str, ...]) -> list[str]:
    """The headings of the criteria with these names."""
    return [BY_NAME[name].label for name in names]
