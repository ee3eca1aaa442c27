"""WhiteSpace in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.potential.measure import WhiteSpace
from crm_core.spans import YEAR, over
from crm_core.vocabulary import family_noun

MIN_GAP = 0.005
"""A gap of less than half a percent of the target is none: rounding would name a region."""


def target_noun(fair: str) -> str:
    """The target share in a sentence: `our average share`, `nuestra cuota media`."""
    return _("our top-quartile share") if fair == "best" else _("our average share")


@made_once
def say(result: WhiteSpace, money: Money) -> Reading:
    """Where the gap to our target share is largest, in which family, and where we already hold more."""
    if result.period is None:
        return Reading(say_penetration(result), _("To see the potential in the market, add a market file (region, "
                                                  "institution, family, period, balance)."))
    reading = _say_market(result, money)
    if not result.is_of_some_types:
        return reading
    of_all = _("Market and balances are those of all customer types.")
    return Reading(reading.headline, f"{reading.so_what} {of_all}".strip())


def _say_market(result: WhiteSpace, money: Money) -> Reading:
    """Of a book with a market."""
    regions = result.regions
    in_view = regions[regions["is_asked"]]
    if len(in_view) == 1 and len(regions) > 1:
        return _say_one(result, money)
    some = 0 < len(in_view) < len(regions)
    if not result.cells["held"].sum() > 0:
        return Reading(_("The market data holds no balances of our own, so neither our share nor a target is known. "
                         "Add our own rows to the market file."))
    first = (in_view if some else regions).iloc[0]
    target = target_noun(result.fair)
    if len(regions) == 1 or first["white_space"] <= MIN_GAP * first["potential"]:
        return Reading(_("None of the selected regions is materially below {target}.", target=target) if some else
                       _("No region is materially below {target}.", target=target))
    values = {"region": first["region"], "target": target, "amount": money.short(first["white_space"]),
              "business": _business(result)}
    headline = (
        _("Of the selected regions, {region} has the most potential: at {target} we would hold {amount} more in "
          "{business}.", **values) if some else
        _("{region} has the most potential: at {target} we would hold {amount} more in {business}.", **values))
    cell = (result.cells[result.cells["is_asked"]] if some else result.cells).iloc[0]
    return Reading(headline, _("The largest single gap is {gap}, in {family} in {region}: our share of the market is "
                               "{share}, the target {target}.", region=cell["region"], **_gap(cell, money)))


def _say_one(result: WhiteSpace, money: Money) -> Reading:
    row = result.regions[result.regions["is_asked"]].iloc[0]
    values = {"region": row["region"], "target": target_noun(result.fair), "business": _business(result),
              "amount": money.short(abs(row["white_space"]))}
    headline = (_("In {region}, at {target} we would hold {amount} more in {business}.", **values)
                if row["white_space"] > 0 else
                _("In {region}, we hold {amount} more in {business} than at {target}.", **values))
    first = result.cells[result.cells["is_asked"]].iloc[0]
    if first["white_space"] <= 0:
        return Reading(headline, _("No product family is below its target share there."))
    return Reading(headline, _("The largest gap is {gap}, in {family}: our share of the market is {share}, the target "
                               "{target}.", **_gap(first, money)))


def _gap(cell: pd.Series, money: Money) -> dict[str, str]:
    """The figures of one region and family in words."""
    return {"gap": money.short(cell["white_space"]), "family": family_noun(cell["family"]),
            "share": percent(cell["share"]), "target": percent(cell["fair_share"])}


def _business(result: WhiteSpace) -> str:
    """What would be held: `balances`, or the one family that is looked at."""
    return _("balances") if result.family == "all" else family_noun(result.family)


@made_once
def say_penetration(result: WhiteSpace) -> str:
    """In which product the asked customers are most under-penetrated, where it is significant."""
    if not result.penetration["is_asked"].any():
        return _("No customers match the selection.")
    first = _most_under_penetrated(result)
    if first is None:
        return _("No product is held by significantly fewer customers than in all regions.")
    return _("{region} is under-penetrated in {product}: {holders} of {customers} customers held it {when}, against "
             "{expected} expected at the rate of all regions.", region=first["region"], product=first["product"],
             holders=number(first["holders"]), customers=number(first["customers"]), when=_when(result.months),
             expected=number(first["holders"] + first["missing"]))


def under_penetrated(result: WhiteSpace) -> tuple[str, str]:
    """The same in a few words, the title of a card, and the sentence with its figures; empty for none significant."""
    if not result.penetration["is_asked"].any():
        return _("What customers hold"), ""
    first = _most_under_penetrated(result)
    if first is None:
        return _("No product is significantly under-penetrated"), ""
    return (_("{region} is under-penetrated in {product}", region=first["region"], product=first["product"]),
            say_penetration(result))


def _most_under_penetrated(result: WhiteSpace) -> pd.Series | None:
    """The region and product that most holders are missing in, of those that chance does not explain."""
    clear = result.penetration[result.penetration["is_asked"] & result.penetration["is_clear"]]
    return None if clear.empty else clear.loc[clear["missing"].idxmax()]


def _when(months: int) -> str:
    return _("in the year") if months == YEAR else over(months)
