"""The figures and cards of the Resources page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import Money, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.resources.measure import RESOURCES, Parity
from crm_core.rooms.resources.reading import say_flows
from crm_core.rooms.resources.words import written


def metrics(result: Parity, money: Money) -> tuple[Metric, ...]:
    """How much there is, how much is misplaced, and what the move changes."""
    return (
        Metric(f"All {RESOURCES[result.resource]}", written(result, result.total, money),
               "Over all regions of the bank."),
        Metric("Misplaced", percent(result.misplaced_share), "What would have to move for parity everywhere. "
               f"By chance alone, as single customers weigh much, {percent(result.chance_share)} would look so."
               if result.chance_share > 0 else "What would have to move for parity everywhere."),
        Metric("Moved", written(result, result.moved, money),
               "From over-served to under-served regions; never more than is misplaced."),
        Metric("Misplaced after it", percent(result.misplaced_share_after), "What would still stand elsewhere."),
    )


def region_map(result: Parity) -> Caption:
    """Which region has the highest parity, where that is more than chance."""
    beyond = result.regions[result.regions["is_clear"] & (result.regions["parity"] > 1)]
    return Caption(f"{beyond['region'].iloc[0]} has {beyond['parity'].iloc[0]:.2f} times its part" if len(beyond) else
                   "No region is significantly beyond its fair share",
                   f"Share of {RESOURCES[result.resource]} over share of {result.yardstick}: 1 is its part. Click a "
                   "region to see it everywhere on this page.")


def region_bars() -> Caption:
    """The map's figure in order."""
    return Caption("Ranking", "Amber: significantly more than its part; grey: within chance. In a move the "
                   "ring is where it would stand.")


def flows(result: Parity, money: Money) -> Caption:
    """Who would give and who would get."""
    return Caption(say_flows(result, money), "What each has, would have at its part, and would get or give.")
