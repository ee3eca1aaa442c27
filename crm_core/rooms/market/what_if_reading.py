"""What a merger or an exit would do to a market, in a manager's words."""

from __future__ import annotations

from crm_core.amounts import number, percent, points
from crm_core.language import _, day
from crm_core.reading import Reading
from crm_core.rooms.market.concentration import ProForma, sums_name
from crm_core.rooms.market.measure import Market
from crm_core.rooms.market.screens import NOWHERE, Screen
from crm_core.vocabulary import counted

_NOTHING = 1e-9
"""Below, a share is what rounding leaves."""


def say_what_if(result: Market) -> Reading | None:
    """What a merger or an exit would do, against the thresholds in force; None when nothing was asked."""
    if result.what_if is None:
        return None
    outcome = result.what_if
    index = {"before": number(outcome.hhi), "after": number(outcome.hhi_after)}
    if outcome.kind == "merge":
        merged = outcome.banks.set_index("institution").loc[sums_name(outcome.kind, outcome.names)]
        headline = _("{bank} would hold {share} of the market; the HHI would go from {before} to {after}.", **index,
                     bank=merged.name, share=percent(merged["share_after"]))
    else:
        headline = _("Without {bank}, our share would change by {points}; the HHI would go from {before} to {after}.",
                     **index, bank=outcome.names[0], points=points(outcome.own_gain))
    return Reading(headline, " ".join(part for part in (*_screened(result), _rule(outcome)) if part))


def say_screen(screen: Screen) -> str:
    """Whose threshold it is, from which rule, and since when."""
    return _("{authority}: {rule}, since {day}.", authority=_(screen.authority), rule=_(screen.rule),
             day=day(screen.valid_from))


def _screened(result: Market) -> list[str]:
    """In how many regions each threshold would be exceeded; outside a jurisdiction nothing is said."""
    outcome = result.what_if
    if outcome is None or outcome.kind != "merge" or result.jurisdiction == NOWHERE:
        return []
    if not result.screens:
        return [_("No merger threshold of {jurisdiction} was in force when the data was loaded.",
                  jurisdiction=result.jurisdiction)]
    regions = outcome.regions.dropna(subset="hhi_after")
    sentences = []
    for screen in result.screens:
        beyond = sum(not screen.is_passed(row.hhi_after, row.rise) for row in regions.itertuples())
        sentences.append(_(
            "{authority} ({jurisdiction}; HHI above {level} and up by more than {rise}): threshold exceeded in "
            "{number} of {regions}.", authority=_(screen.authority), jurisdiction=screen.jurisdiction,
            level=number(screen.level), rise=number(screen.rise), number=number(beyond),
            regions=counted("regions", len(regions))))
    return sentences


def _rule(outcome: ProForma) -> str:
    if outcome.kind == "merge":
        return _("Both keep all their balances; in practice some customers leave.")
    rule = _("Its balances go to the other banks of the same region and family, in proportion to what they hold; what "
             "no other bank there could take leaves the market.")
    if outcome.unclaimed_share <= _NOTHING:
        return rule
    unclaimed = _("That would be {share} of the market.", share=percent(outcome.unclaimed_share))
    return f"{rule} {unclaimed}"
