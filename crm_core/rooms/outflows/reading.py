"""Outflows in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.outflows.measure import Outflows


@made_once
def say(result: Outflows, money: Money) -> Reading:
    """Who receives most of the money, and where a bank attracts significantly more customers."""
    amount = money.short(result.amount)
    sent = (_("{amount} a month is committed in standing orders to other banks.", amount=amount)
            if result.is_standing else _("{amount} a month is sent to other banks.", amount=amount))
    return Reading(f"{sent} {_say_most(result)}", _say_excess(result))


def _say_most(result: Outflows) -> str:
    """Who receives most of the money: one bank, all those that receive as much, or the only one."""
    first, equals = _first(result)
    share = percent(first["share"])
    if len(result.counterparts) == 1:
        return _("All of it goes to {bank}.", bank=first["counterpart"])
    if equals > 1:
        return _("{banks} banks receive {share} each.", banks=number(equals), share=share)
    return _("{bank} receives the largest share, {share}.", bank=first["counterpart"], share=share)


def most_in_words(result: Outflows) -> str:
    """The same as the title of a card."""
    first, equals = _first(result)
    share = percent(first["share"])
    if len(result.counterparts) == 1:
        return _("All outflows go to {bank}", bank=first["counterpart"])
    if equals > 1:
        return _("{banks} banks receive {share} each", banks=number(equals), share=share)
    return _("{bank} receives the largest share, {share}", bank=first["counterpart"], share=share)


def _first(result: Outflows) -> tuple[pd.Series, int]:
    """The bank that receives most, and how many receive as much."""
    first = result.counterparts.iloc[0]
    return first, int((result.counterparts["amount"] == first["amount"]).sum())


def _say_excess(result: Outflows) -> str:
    clear = _clear(result)
    if clear.empty:
        return _("No bank has significantly more senders in any of these regions than expected.")
    pair = clear.iloc[0]
    return _("The largest excess is {bank} in {region}: {senders} senders against {expected} expected.",
             bank=pair["counterpart"], region=pair["region"], senders=number(pair["senders"]),
             expected=number(pair["expected"]))


@made_once
def say_regions(result: Outflows, money: Money) -> str:
    """Where a customer sends significantly most, or what one asked region's customers send and its rank.

    Regions of too few senders have no rank: their amount says more about a few customers than about the place.
    """
    regions = result.regions.dropna(subset="amount_per_customer")
    in_view = regions[regions["is_asked"]]
    if regions.empty:
        return _("Outflows per customer and month")
    if len(in_view) == 1:
        return _say_region(in_view.iloc[0], regions, money)
    some = 0 < len(in_view) < len(regions)
    clear = (in_view if some else regions)[lambda rows: rows["is_clear"]]
    if clear.empty:
        return _("No region sends significantly more than the overall average: {amount} per customer and month",
                 amount=money.short(result.amount_per_customer))
    row = clear.iloc[0]
    return _("Customers in {region} send most: {amount} per customer and month", region=row["region"],
             amount=money.short(row["amount_per_customer"]))


def _say_region(row: pd.Series, regions: pd.DataFrame, money: Money) -> str:
    values = {"region": row["region"], "amount": money.short(row["amount_per_customer"])}
    ranked = int(regions["rank"].notna().sum())
    if pd.isna(row["rank"]) and len(regions) > 1:
        return _("{region}: {amount} per customer and month (too few senders to rank)", **values)
    if ranked > 1:
        return _("{region}: {amount} per customer and month, rank {rank} of {of}", **values, rank=number(row["rank"]),
                 of=number(ranked))
    return _("{region}: {amount} per customer and month", **values)


@made_once
def say_pairs(result: Outflows) -> str:
    """Which bank has most senders beyond the expected, and in which region."""
    clear = _clear(result)
    if clear.empty:
        return _("No bank has significantly more senders in one region than in all")
    first = clear.iloc[0]
    return ngettext("{bank} has {count} more sender in {region} than expected",
                    "{bank} has {count} more senders in {region} than expected",
                    round(first["senders"] - first["expected"]), bank=first["counterpart"], region=first["region"])


def _clear(result: Outflows) -> pd.DataFrame:
    """The clear pairs of the asked regions, most senders beyond the expected first: what is said of them."""
    clear = result.pairs[result.pairs["is_clear"] & result.pairs["is_asked"]]
    return clear.iloc[(clear["expected"] - clear["senders"]).argsort(kind="stable")]
