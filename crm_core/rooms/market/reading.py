"""A Market in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import NOTHING, Money, count, number, percent, points, shortened
from crm_core.reading import Reading
from crm_core.rooms.market.concentration import IN_PROPORTION
from crm_core.rooms.market.measure import Market
from crm_core.rooms.market.screens import NOWHERE

_BOOKED = {
    "headquarters": "Balances here are booked at the banks' headquarters: shares and concentration are those of the "
                    "banks seated in a region, and say nothing about what its people and firms use.",
    "customer": "Balances are placed where the customer lives or is seated.",
    "branch": "Balances are placed where the branch is that keeps them; some are kept at one branch for many places.",
}
_NOTHING = 1e-9
"""Below, a share is what rounding leaves."""
_WHY = {"main office": "a main office equal to the sum of all other regions", "market total": "a total is no bank",
        "our own again": "our own balances under another name",
        "share over 100 %": "our own book larger than the whole market"}


def say(result: Market, money: Money) -> Reading:
    """Where we stand and what a year changed, and who gained what we lost."""
    what = "the market" if result.family == "all" else f"the market for {result.family}"
    if result.own is None:
        leader = result.banks.iloc[0]
        return Reading(f"We do not report in {what}; {leader['institution']} leads it with {percent(leader['share'])}.",
                       _market(result, money))
    own = result.own
    rank = f"rank {number(own.rank)} of {number(own.of)}" if own.of > 1 else "as its only bank"
    among = " among the banks of both reports" if result.missing or result.appeared else ""
    change = _changed(own.share_change)
    return Reading(f"We hold {percent(own.share)} of {what}, {rank}{change}{among if change else ''}.",
                   f"{_gained(result)}{_absent(result)}{_totals(result)}{_market(result, money)}")


def say_families(result: Market) -> str:
    """In which family we hold most of the market, and in how many less than the other banks on average."""
    families = result.families.dropna(subset="own_share")
    if result.own is None or families.empty:
        return "We hold nothing of any family"
    best = families.loc[families["own_share"].idxmax()]
    less = int((families["own_share"] < families["peers_mean_share"]).sum())
    if len(families) == 1:
        return f"We hold {percent(best['own_share'])} of {best['family']}"
    return (f"We are strongest in {best['family']}, below the others' mean in {less or 'none'} of "
            f"{count(len(families), 'family', 'families')}")


def say_regions(result: Market) -> str:
    """Where our share is largest and where smallest, or in how many regions we lead."""
    regions = result.regions.dropna(subset="own_share")
    if result.own is None or regions.empty:
        return "We hold nothing in any region"
    first, last = regions.iloc[0], regions.iloc[-1]
    if len(regions) == 1:
        return f"{first['region']}: {percent(first['own_share'])} is ours"
    leads, present = int((regions["own_rank"] == 1).sum()), int((regions["own_balance"] > 0).sum())
    if present < len(regions):
        return f"We hold something in {number(present)} of {number(len(regions))} regions, most in {first['region']}"
    return (f"We lead in {leads or 'none'} of {len(regions)} regions; most is ours in {first['region']}, least in "
            f"{last['region']}")


def listed(result: Market, most: int = 200) -> pd.DataFrame:
    """The regions as a table to read: region, own_share, place (`1 of 7`), leader, hhi; largest own share first."""
    shown = result.regions.head(most)
    places = [f"{NOTHING if pd.isna(rank) else number(rank)} of {number(banks)}"
              for rank, banks in zip(shown["own_rank"], shown["institutions"], strict=True)]
    return shown.assign(place=places, hhi=shown["hhi"].round(), leader=[shortened(str(each), 28) for each in
                                                                        shown["leader"].fillna(NOTHING)])


def say_what_if(result: Market) -> Reading | None:
    """What a merger or an exit would do, against the screens in force; None when nothing was asked."""
    if result.what_if is None:
        return None
    outcome = result.what_if
    rise = f"the HHI would go from {number(outcome.hhi)} to {number(outcome.hhi_after)}"
    if outcome.kind == "merge":
        first = outcome.banks[outcome.banks["institution"] == " + ".join(outcome.names)].iloc[0]
        headline = f"{first['institution']} would hold {percent(first['share_after'])}: {rise}."
    else:
        headline = f"Without {outcome.names[0]} our share would rise by {points(outcome.own_gain).lstrip('+')}; {rise}."
    return Reading(headline, " ".join(part for part in (_screened(result), _rule(result)) if part))


def caveats(result: Market) -> tuple[str, ...]:
    """What the reader must know before believing a share, in sentences."""
    sentences = [_BOOKED[place] for place in result.booked_at]
    if result.before is None and len(result.periods) > 1:
        sentences.append("There is no report of the same regions and families a year before, so no change is shown.")
    if len(result.left_out):
        why = ", ".join(_WHY[each] for each in sorted(set(result.left_out["suspicion"])))
        sentences.append(f"{number(result.left_out['reports'].sum())} doubtful balances are left out: {why}. "
                         "The Data page lists them.")
    return tuple(sentences)


def _changed(change: float | None) -> str:
    if change is None:
        return ""
    size = points(abs(change)).lstrip("+")
    if size == points(0):
        return ", as much as a year before"
    return f", {size} {'more' if change > 0 else 'less'} than a year before"


def _gained(result: Market) -> str:
    """Who gained most and who lost most among the others, when a year's change is known."""
    others = result.banks[~result.banks["is_own"]].dropna(subset="share_change")
    if others.empty:
        return ""
    most = others.loc[others["share_change"].idxmax()]
    least = others.loc[others["share_change"].idxmin()]
    clauses = []
    if points(most["share_change"]).startswith("+"):
        clauses.append(f"{most['institution']} gained most ({points(most['share_change'])})")
    if points(least["share_change"]).startswith("−"):
        clauses.append(f"{least['institution']} lost most ({points(least['share_change'])})")
    return f"{', '.join(clauses)}. " if clauses else ""


def _absent(result: Market) -> str:
    """Who is missing on one of the two days, and what follows from that for a year's changes."""
    sentence = ""
    if result.missing:
        some = len(result.missing) == 1
        sentence = (f"{_listed(result.missing)}, {percent(result.missing_share)} of the market a year before, "
                    f"{'does' if some else 'do'} not report all of it now: {'it' if some else 'they'} may have stopped "
                    "reporting or merged into another bank, so a gain no larger than that is not counted. ")
    if result.appeared:
        some = len(result.appeared) == 1
        sentence += (f"{_listed(result.appeared)} {'reports' if some else 'report'} balances now that "
                     f"{'it' if some else 'they'} did not report a year before; that is not counted as a gain. ")
    return sentence


def _totals(result: Market) -> str:
    """Which rows are taken for a total, and which for our own bank once more."""
    doubted = result.left_out
    totals, copies = (tuple(sorted(set(doubted.loc[doubted["suspicion"] == each, "institution"])))
                      for each in ("market total", "our own again"))
    sentence = (f"{_listed(totals)} {'is' if len(totals) == 1 else 'are'} taken for a total and left out. "
                if totals else "")
    if copies:
        sentence += (f"{_listed(copies)} {'repeats' if len(copies) == 1 else 'repeat'} our own balances and "
                     f"{'is' if len(copies) == 1 else 'are'} left out. ")
    return sentence


def _market(result: Market, money: Money) -> str:
    return f"The market holds {money.short(result.total)}; its HHI is {number(result.hhi)}."


def _screened(result: Market) -> str:
    """How many regions pass each screen; outside a jurisdiction nothing is said."""
    outcome = result.what_if
    if outcome is None or outcome.kind != "merge" or result.jurisdiction == NOWHERE:
        return ""
    if not result.screens:
        return f"No screen of {result.jurisdiction} in the table is in force."
    regions = outcome.regions.dropna(subset="hhi_after")
    sentences = []
    for screen in result.screens:
        beyond = sum(not screen.is_passed(row.hhi_after, row.rise) for row in regions.itertuples())
        sentences.append(f"{screen.authority} ({screen.jurisdiction}, above {number(screen.level)} and up by more than "
                         f"{number(screen.rise)}): beyond the screen in {number(beyond)} of {number(len(regions))} "
                         "regions.")
    return " ".join(sentences)


def _rule(result: Market) -> str:
    outcome = result.what_if
    if outcome is None or outcome.kind == "merge":
        return "Both keep all they hold; in practice customers leave." if outcome else ""
    lost = f" {percent(outcome.unclaimed_share)} of the market would." if outcome.unclaimed_share > _NOTHING else ""
    return IN_PROPORTION + lost


def _listed(names: tuple[str, ...], most: int = 4) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {number(rest)} others" if rest > 0 else "")
