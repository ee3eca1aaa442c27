"""A Market in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import NOTHING, Money, number, percent, points
from crm_core.house_style import shortened
from crm_core.language import N_, _, all_of, day, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.market.measure import Market
from crm_core.rooms.market.wording import listed as names_listed
from crm_core.rooms.market.wording import market_noun, rank_of
from crm_core.vocabulary import family_noun

_BOOKED = {
    "headquarters": N_("Balances are booked at the banks' headquarters: shares and concentration are those of the "
                       "banks based in a region and say nothing about what its people and firms use."),
    "customer": N_("Balances are assigned to the place where the customer lives or is based."),
    "branch": N_("Balances are assigned to the branch that keeps them; some are kept at one branch for many places."),
}
_REASONS = {
    "main office": N_("a main office equal to the sum of all other regions"),
    "market total": N_("a total reported as a bank"),
    "our own again": N_("our own balances under another name"),
    "share over 100 %": N_("our own customers hold more than the whole market"),
}
"""Why balances are left out, by the codes of the mart `market_rows`."""


@made_once
def say(result: Market, money: Money) -> Reading:
    """Where we stand and what a year changed, and who gained what we lost."""
    market = market_noun(result.family)
    if result.own is None:
        leader = result.banks.iloc[0]
        headline = _("We do not report in {market}; {bank} leads with {share}.", market=market,
                     bank=leader["institution"], share=percent(leader["share"]))
        return Reading(headline, _market(result, money))
    own, share = result.own, percent(result.own.share)
    standing = (_("We hold {share} of {market}, rank {rank}.", share=share, market=market,
                  rank=rank_of(own.rank, own.of)) if own.of > 1 else
                _("We hold {share} of {market}, as its only bank.", share=share, market=market))
    parts = (_gained(result), *_absent(result), *_totals(result), _market(result, money))
    return Reading(" ".join(filter(None, (standing, _changed(result)))), " ".join(filter(None, parts)))


@made_once
def say_families(result: Market) -> str:
    """In which family we hold most of the market, and in how many less than the other banks on average."""
    families = result.families.dropna(subset="own_share")
    if result.own is None or families.empty:
        return _("We hold no balances in any product family")
    best = families.loc[families["own_share"].idxmax()]
    if len(families) == 1:
        return _("We hold {share} of {market}", share=percent(best["own_share"]),
                 market=market_noun(str(best["family"])))
    less = int((families["own_share"] < families["peers_mean_share"]).sum())
    return _("We are strongest in {family}; below the mean of the other banks in {number} of {of} families",
             family=family_noun(str(best["family"])), number=number(less), of=number(len(families)))


@made_once
def say_regions(result: Market) -> str:
    """Where our share is largest and where smallest, or in how many regions we lead."""
    regions = result.regions.dropna(subset="own_share")
    if result.own is None or regions.empty:
        return _("We hold no balances in any region")
    first, last = regions.iloc[0], regions.iloc[-1]
    if len(regions) == 1:
        return _("{region}: our share is {share}", region=first["region"], share=percent(first["own_share"]))
    leads, present = int((regions["own_rank"] == 1).sum()), int((regions["own_balance"] > 0).sum())
    if present < len(regions):
        return _("We hold balances in {number} of {of} regions; our largest share is in {region}",
                 number=number(present), of=number(len(regions)), region=first["region"])
    return _("We lead in {number} of {of} regions; our largest share is in {region}, the smallest in {last}",
             number=number(leads), of=number(len(regions)), region=first["region"], last=last["region"])


def listed(result: Market, most: int = 200) -> pd.DataFrame:
    """The regions as a table to read: region, own_share, place (`1 of 7`), leader, hhi; largest own share first."""
    shown = result.regions.head(most)
    places = [rank_of(float("nan") if pd.isna(rank) else rank, banks)
              for rank, banks in zip(shown["own_rank"], shown["institutions"], strict=True)]
    return shown.assign(place=places, hhi=shown["hhi"].round(), leader=[shortened(str(each), 28) for each in
                                                                        shown["leader"].fillna(NOTHING)])


def caveats(result: Market) -> tuple[str, ...]:
    """What the reader must know before believing a share, in sentences."""
    sentences = [*_report(result), *(_(_BOOKED[place]) for place in result.booked_at)]
    if result.before is None and len(result.periods) > 1:
        sentences.append(_("There is no report of the same regions and families a year before, so no change is shown."))
    if len(result.left_out):
        reasons = all_of([_(_REASONS[each]) for each in sorted(set(result.left_out["suspicion"]))])
        sentences.append(ngettext("{count} doubtful balance is left out: {reasons}. The Data page lists it.",
                                  "{count} doubtful balances are left out: {reasons}. The Data page lists them.",
                                  int(result.left_out["reports"].sum()), reasons=reasons))
    return tuple(sentences)


def _report(result: Market) -> tuple[str, ...]:
    """Which pair of reports stands for the period asked for."""
    if result.months is None:
        return ()
    values = {"months": result.months.span, "day": day(result.period)}
    if result.period < result.months.first_month:
        return (_("No report falls within {months}; shares are those of the last one before, of {day}.", **values),)
    if result.before is None:
        return (_("Shares are those of the report of {day}, the last within {months}.", **values),)
    return (_("Shares are those of the report of {day}, the last within {months}; changes are against the report of "
              "{before}.", before=day(result.before), **values),)


def _changed(result: Market) -> str:
    """What a year changed of our share, when that is known."""
    change = result.own.share_change if result.own else None
    if change is None:
        return ""
    size, in_both = points(abs(change)).removeprefix("+"), bool(result.missing or result.appeared)
    if size == points(0):
        return (_("Among the banks in both reports, our share is the same as a year before.") if in_both else
                _("Our share is the same as a year before."))
    if change > 0:
        return (_("Among the banks in both reports, our share is {points} higher than a year before.", points=size)
                if in_both else _("Our share is {points} higher than a year before.", points=size))
    return (_("Among the banks in both reports, our share is {points} lower than a year before.", points=size)
            if in_both else _("Our share is {points} lower than a year before.", points=size))


def _gained(result: Market) -> str:
    """Who gained most and who lost most among the others, when a year's change is known."""
    others = result.banks[~result.banks["is_own"]].dropna(subset="share_change")
    if others.empty:
        return ""
    most, least = (others.loc[place] for place in (others["share_change"].idxmax(), others["share_change"].idxmin()))
    up, down = points(most["share_change"]), points(least["share_change"])
    if up.startswith("+") and down.startswith("−"):
        return _("{bank} gained most ({points}), {other} lost most ({other_points}).", bank=most["institution"],
                 points=up, other=least["institution"], other_points=down)
    if up.startswith("+"):
        return _("{bank} gained most ({points}).", bank=most["institution"], points=up)
    if down.startswith("−"):
        return _("{bank} lost most ({points}).", bank=least["institution"], points=down)
    return ""


def _absent(result: Market) -> tuple[str, str]:
    """Who is missing on one of the two days, and what follows from that for a year's changes."""
    missing = appeared = ""
    if result.missing:
        missing = ngettext(
            "{names}, with {share} of the market a year before, does not report all of it now: it may have stopped "
            "reporting or merged into another bank, so a gain no larger than that is not counted.",
            "{names}, with {share} of the market a year before, do not report all of it now: they may have stopped "
            "reporting or merged into another bank, so a gain no larger than that is not counted.",
            len(result.missing), names=names_listed(result.missing), share=percent(result.missing_share))
    if result.appeared:
        appeared = ngettext(
            "{names} reports balances that it did not report a year before; they are not counted as a gain.",
            "{names} report balances that they did not report a year before; they are not counted as a gain.",
            len(result.appeared), names=names_listed(result.appeared))
    return missing, appeared


def _totals(result: Market) -> tuple[str, str]:
    """Which rows are taken for a total, and which for our own bank once more."""
    doubted, as_totals, as_ours = result.left_out, "", ""
    totals, copies = (sorted(set(doubted.loc[doubted["suspicion"] == each, "institution"]))
                      for each in ("market total", "our own again"))
    if totals:
        as_totals = ngettext("{names} is treated as a total and left out.",
                             "{names} are treated as totals and left out.", len(totals), names=names_listed(totals))
    if copies:
        as_ours = ngettext("{names} repeats our own balances and is left out.",
                           "{names} repeat our own balances and are left out.", len(copies), names=names_listed(copies))
    return as_totals, as_ours


def _market(result: Market, money: Money) -> str:
    return _("The market totals {amount}; its HHI is {hhi}.", amount=money.short(result.total), hhi=number(result.hhi))
