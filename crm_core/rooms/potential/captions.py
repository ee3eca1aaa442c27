"""The cards of the Potential page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from crm_core.language import N_, Message, _, day
from crm_core.reading import Caption, named
from crm_core.rooms.potential.measure import Fair, WhiteSpace
from crm_core.rooms.potential.reading import target_noun, under_penetrated

FAIR: Mapping[Fair, Message] = {"bank": N_("Our average share"), "best": N_("Our top-quartile share")}
"""What can be the target share, as it is named."""


@named
def region_map(result: WhiteSpace, fair: Fair) -> Caption:
    """Where the gap is, and on which day."""
    note = _("On {day}.", day=day(result.period)) if result.period else ""
    return Caption(_("Gap to {target} by region", target=target_noun(fair)), note)


@named
def region_bars() -> Caption:
    """The map's figure in order."""
    return Caption(_("Ranking"), _("Grey: we hold more than our target share."))


@named
def gaps() -> Caption:
    """The largest gaps one by one."""
    return Caption(_("Largest gaps"), _("By region and product family."))


@named
def penetration(result: WhiteSpace) -> Caption:
    """Which product fewer customers have than elsewhere; without a market the headline has said it."""
    note = _("Share of customers who held each product at some time in the selected year. The grey line is the share "
             "in all regions; orange is significantly below it.")
    if not result.period:
        return Caption(_("What customers hold"), note)
    title, sentence = under_penetrated(result)
    return Caption(title, f"{sentence} {note}".strip())
