"""The figures and cards of the Resources page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.resources.measure import Parity
from crm_core.rooms.resources.reading import say_flows
from crm_core.rooms.resources.words import resource_noun, with_unit, written, yardstick_noun


@made_once
def metrics(result: Parity, money: Money) -> tuple[Metric, ...]:
    """How much there is, how much is misallocated, and what the move changes."""
    misallocated = _("What would have to move for every region to have its fair share.")
    if result.chance_share > 0:
        chance = _("By chance alone, as single customers weigh heavily, {share} would look misallocated.",
                   share=percent(result.chance_share))
        misallocated = f"{misallocated} {chance}"
    return (
        Metric(_("Total {resource}", resource=resource_noun(result.resource)), written(result, result.total, money),
               _("Over all regions of the bank.")),
        Metric(_("Misallocated"), percent(result.misplaced_share), misallocated),
        Metric(_("Moved"), with_unit(result, result.moved, money),
               _("From over-served to under-served regions; never more than is misallocated.")),
        Metric(_("Misallocated after the move"), percent(result.misplaced_share_after),
               _("What would still have to move.")),
    )


@named
def region_map(result: Parity) -> Caption:
    """Which region has the highest parity, where that is more than chance."""
    above = result.regions[result.regions["is_clear"] & (result.regions["parity"] > 1)]
    title = (_("{region} has {times} times its fair share", region=above["region"].iloc[0],
               times=number(above["parity"].iloc[0], decimals=2)) if len(above) else
             _("No region is significantly above its fair share"))
    return Caption(title, _("Share of {resource} divided by share of {yardstick}; 1 is the fair share.",
                            resource=resource_noun(result.resource), yardstick=yardstick_noun(result.yardstick)))


@named
def region_bars() -> Caption:
    """The map's figure in order."""
    return Caption(_("Ranking"),
                   _("Orange: significantly above the fair share; blue: significantly below; grey: within chance. The "
                     "ring shows where a move would take the region."))


@named
def flows(result: Parity, money: Money) -> Caption:
    """Who would give and who would receive."""
    return Caption(say_flows(result, money), _("Current amount, fair share, and what a move would add or take away."))
