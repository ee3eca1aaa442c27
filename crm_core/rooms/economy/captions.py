"""The cards of the Economy page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.reading import Caption, named
from crm_core.rooms.economy.indicators import size_noun
from crm_core.rooms.economy.measure import Economy
from crm_core.rooms.economy.reading import period, say_shift, say_structure, say_trend, say_whole


@named
def region_map(result: Economy, by: str) -> Caption:
    """The figure that is shown, and its year."""
    indicator = result.indicator(by)
    return Caption(_("{indicator} {when}", indicator=indicator.label, when=period(result, indicator)))


@named
def region_bars(result: Economy, by: str, money: Money) -> Caption:
    """The map's figure in order, with that of all regions."""
    return Caption(_("Ranking"), say_whole(result, result.indicator(by), money))


@named
def trend(result: Economy, by: str, money: Money) -> Caption:
    """How it went over the years."""
    if result.indicator(by).yearly:
        note = _("Change since {year}; other regions in grey.", year=result.since)
    else:
        note = _("Year by year; other regions in grey.")
    return Caption(say_trend(result, money, by=by), note)


@named
def structure(result: Economy, region_id: str, size: str) -> Caption:
    """What a region is specialised in."""
    return Caption(say_structure(result, region_id),
                   _("Location quotient: each industry's share of {size} in the region, divided by its share in all "
                     "regions. 1 means the same share.", size=size_noun(size)))


@named
def shift(result: Economy, size: str) -> Caption:
    """Who gained beyond all regions, and why."""
    if not result.industry_years:
        return Caption(say_shift(result))
    first, last = result.industry_years
    return Caption(say_shift(result),
                   _("Change in {size} from {first} to {last} beyond that of all regions, as a share of {size} "
                     "in {first}: from the industry mix (grey) and from local performance (blue; losses in orange).",
                     size=size_noun(size), first=first, last=last))
