"""The words of the Regions that several of their sentences, figures and files share."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.amounts import number
from crm_core.language import N_, _, all_of, ngettext
from crm_core.rooms.regions.chance import MIN_CUSTOMERS
from crm_core.rooms.regions.measure import Regions

MAX_NAMED = 4
_POSITIONS = {"build": N_("Invest"), "hold": N_("Maintain"), "harvest": N_("Reduce")}


def position_label(code: str) -> str:
    """A position as a heading: `Invest`; nothing for a region without one."""
    return _(_POSITIONS[code]) if code else ""


def position_word(code: str) -> str:
    """A position in a sentence: `invest`."""
    match code:
        case "build":
            return _("invest")
        case "hold":
            return _("maintain")
    return _("reduce")


def market_level(level: int) -> str:
    """How attractive a market is, from its level of 0 to 2."""
    return (_("unattractive market"), _("market of medium attractiveness"), _("attractive market"))[level]


def strength_level(level: int) -> str:
    """How strong we are in a market, from our level of 0 to 2."""
    return (_("weak position"), _("medium position"), _("strong position"))[level]


def why_unplaced(result: Regions) -> str:
    """Why no region has a position, and what would give them one; nothing where they have."""
    match result.unplaced:
        case "":
            return ""
        case "alone":
            return _("It is the only region, so there is nothing to compare it with.")
        case "attractiveness":
            return _("The data does not distinguish the regions by market attractiveness; a region_economy file or a "
                     "market file would.")
        case "strength":
            return _("The data does not distinguish the regions by competitive strength; money columns in the activity "
                     "file or a market file would.")
        case "strength_by_chance":
            return _("The data does not distinguish the regions by competitive strength, because contribution and cost "
                     "to serve do not differ significantly between them; a market file would.")
    return _("The data does not distinguish the regions by competitive strength, because those with fewer than "
             "{minimum} customers are not assessed by contribution and cost to serve; a market file would.",
             minimum=number(MIN_CUSTOMERS))


def listed(names: Sequence[str]) -> str:
    """The names, of many only the first four and how many others."""
    rest = len(names) - MAX_NAMED
    if rest <= 1:
        return all_of(names)
    return all_of([*names[:MAX_NAMED], ngettext("{count} other", "{count} others", rest)])
