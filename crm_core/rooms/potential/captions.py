"""The cards of the Potential page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from crm_core.reading import Caption
from crm_core.rooms.potential.measure import Fair, WhiteSpace
from crm_core.rooms.potential.reading import say_penetration

FAIR: Mapping[Fair, str] = {"bank": "Our mean share", "best": "Our best quarter"}
"""What counts as a fair share, as it is named."""


def region_map(result: WhiteSpace, fair: Fair) -> Caption:
    """Where most is missing."""
    return Caption(f"Where most is missing to {FAIR[fair].lower()}",
                   f"On {result.period:%d %B %Y}. Click a region to see it everywhere on this page.")


def region_bars() -> Caption:
    """The map's figure in order."""
    return Caption("Ranking", "Grey: we hold more than our fair share.")


def gaps() -> Caption:
    """The largest gaps one by one."""
    return Caption("The largest gaps", "Region by region and family by family.")


def penetration(result: WhiteSpace) -> Caption:
    """Which product fewer customers have than elsewhere."""
    return Caption(say_penetration(result).rstrip(".") if result.period else "What customers hold",
                   "Customers who had each product at some time in the year in scope. The grey line is the same over "
                   "all regions; amber is significantly below it.")
