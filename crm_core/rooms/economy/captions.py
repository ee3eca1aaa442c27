"""The cards of the Economy page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import NOTHING, Money
from crm_core.reading import Caption
from crm_core.rooms.economy.measure import Economy
from crm_core.rooms.economy.reading import say_shift, say_structure, say_trend


def region_map(result: Economy, by: str) -> Caption:
    """The figure that is shown, and its year."""
    return Caption(f"{result.indicator(by).words.capitalize()} in {result.year}",
                   "Click a region to see it everywhere.")


def region_bars(result: Economy, by: str, money: Money) -> Caption:
    """The map's figure in order, with that of all regions."""
    whole = result.indicator(by).written(result.whole[by], money)
    return Caption("Ranking", f"All regions together: {whole}." if whole != NOTHING else "")


def trend(result: Economy, by: str, money: Money) -> Caption:
    """How it went over the years."""
    return Caption(say_trend(result, money, by=by), f"{result.since} is 100%." if result.indicator(by).yearly else
                   "Year by year; the other regions grey.")


def structure(result: Economy, region_id: str, size: str) -> Caption:
    """What a region lives on."""
    return Caption(say_structure(result, region_id),
                   f"Its industries' part of {size} over their part in all regions; 1 is as everywhere.")


def shift(result: Economy, size: str) -> Caption:
    """Who gained beyond all regions, and why."""
    first, last = result.industry_years or ("", "")
    return Caption(say_shift(result), f"Change of {size} {first} to {last} beyond that of all regions, over the {size} "
                   f"of {first}: by their industries (grey) and from local performance.")
