"""The figures and cards of the Regions in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import Money, count, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.regions.matrix import POSITIONS
from crm_core.rooms.regions.measure import Regions
from crm_core.rooms.regions.reading import SURE, say_growth, say_matrix, say_measure, say_region, say_sure


def metrics(result: Regions) -> tuple[Metric, ...]:
    """How many regions have each position, and how many are sure of theirs."""
    positions = result.placed
    if positions.empty:
        return (Metric("Regions", count(len(result.regions), "region"), "With customers or figures of their own."),)
    by_position = (positions.loc[positions["position"] == position, "region"] for position in POSITIONS)
    return (
        *(Metric(f"To {position}", count(len(names), "region"), ", ".join(names))
          for position, names in zip(POSITIONS, by_position, strict=True)),
        Metric("Stable places", percent((positions["position_share"] >= SURE).mean()),
               "Regions that keep their place in at least 90% of weightings drawn around yours."),
    )


def ranked(result: Regions, by: str, money: Money) -> Caption:
    """Who is ahead and who behind by one measure."""
    return Caption(say_measure(result, by, money),
                   f"{result.measures[by].words.capitalize()}: the same as the map, in order.")


def matrix(result: Regions) -> Caption:
    """Where the regions stand by attractiveness and strength."""
    return Caption(say_matrix(result), "The area of a bubble is our balance there.")


def stability(result: Regions) -> Caption:
    """How sure the places are."""
    return Caption(say_sure(result), "Build in colour, hold pale, harvest grey, over 2,000 weightings around yours.")


def one_region(result: Regions, region_id: str) -> Caption:
    """Where one region stands."""
    reading = say_region(result, region_id)
    return Caption(reading.headline, reading.so_what)


def two_regions(result: Regions, one: str, other: str) -> str:
    """Which colour is whose in the picture of two regions, and where the second stands."""
    names = {region: result.region(region)["region"] for region in (one, other)}
    return (f"{names[one]} in the accent, {names[other]} in amber; right is better than more of our regions. "
            f"{say_region(result, other).headline}")


def growth(result: Regions) -> Caption:
    """Where we lead, and whether these markets grow."""
    return Caption(say_growth(result), "Right of the line we are larger than any other bank; above it the market grows "
                                       "faster than all. The area of a bubble is our balance.")
