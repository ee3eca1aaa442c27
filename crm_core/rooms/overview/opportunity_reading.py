"""The most valuable things to do in words: what each is, what its money rests on, and what must not be added up."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.amounts import Money, number
from crm_core.language import _, all_of, ngettext
from crm_core.reading import Caption, named
from crm_core.rooms.overview.opportunities import Opportunity, overlapping
from crm_core.spans import over


@named
def say_opportunity(each: Opportunity, rank: int, money: Money, months: int) -> Caption:
    """The place in the ranking, what is to be done and for how much; below it what that rests on.

    Each has a name of its own, so that notes on one do not go over to what takes its place.
    """
    return Caption(_("{rank}. {deed}: {amount} {period}", rank=number(rank), deed=_deed(each),
                     amount=money.short(each.amount), period=over(months)), _rests_on(each),
                   name=".".join(("opportunity", each.name, *each.settings.values())))


def _deed(each: Opportunity) -> str:
    match each.name:
        case "restore":
            return ngettext("Restore {count} unprofitable customer", "Restore {count} unprofitable customers",
                            each.count)
        case "retain":
            return ngettext("Win back what {count} top customer no longer contributes",
                            "Win back what {count} top customers no longer contribute", each.count)
        case "region":
            return _("Reverse the fall in {region}", region=each.place)
        case "potential":
            return _("Close the gap to our average market share")
        case "outflows":
            return _("Keep what goes to other banks unusually often")
        case "keep":
            return ngettext("Keep the {count} customer with most at risk",
                            "Keep the {count} customers with most at risk", each.count)
        case "grow":
            return ngettext("Develop the {count} customer who could grow most",
                            "Develop the {count} customers who could grow most", each.count)
    return _("Serve every tier as planned")


def _rests_on(each: Opportunity) -> str:
    match each.name:
        case "restore":
            return _("At most: their losses, each of which the bank's own unit costs or rates on one line would "
                     "eliminate.")
        case "retain":
            return _("At most: the decline of each since the year before; part of such declines is chance.")
        case "region":
            return (_("At most: the fall in contribution since the year before.") if each.is_clear else
                    _("At most: the fall in contribution since the year before; single customers vary by as much."))
        case "potential":
            return _("An assumption: our average share in every region and family, at what our own balances of the "
                     "family contribute today.")
        case "outflows":
            return _("An assumption: a year of the transfers beyond those to be expected, kept as deposits at what "
                     "ours contribute today.")
        case "keep":
            return _("At most: contribution of the last twelve months times the probability of losing it. How much of "
                     "it calls keep, only a pilot can say; what one has said stands on the page Retention.")
        case "grow":
            return _("At most: the revenue, before its cost, that they are expected to add in the coming year; part of "
                     "it comes whatever we do.")
    return _("At most: the cost of service beyond what is planned for the tiers.")


def say_ranking(chosen: Sequence[Opportunity]) -> str:
    """What kinds of money are ranked beside each other, and which of them overlap."""
    shared = {each.name for pair in overlapping(chosen) for each in pair}
    places = [number(rank) for rank, each in enumerate(chosen, start=1) if each.name in shared]
    basis = _("Ranked by contribution, whatever it rests on: upper bounds and assumptions, not forecasts.")
    if not places:
        return basis
    return _("{basis} {places} are partly about the same customers, so the amounts do not add up.", basis=basis,
             places=all_of(places))
