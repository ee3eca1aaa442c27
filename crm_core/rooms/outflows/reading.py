"""Outflows in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import Money, count, number, percent
from crm_core.reading import Reading
from crm_core.rooms.outflows.measure import Outflows


def say(result: Outflows, money: Money) -> Reading:
    """Who gets most of the money, and where a bank draws more customers than chance."""
    how = "promised in standing orders" if result.is_standing else "sent"
    headline = f"{money.short(result.amount)} a month is {how} to other banks; {most_in_words(result)}."
    clear = _clear(result)
    if clear.empty:
        return Reading(headline, "No bank draws clearly more customers from one of these regions than from all.")
    pair = clear.iloc[0]
    return Reading(headline, f"{pair['counterpart']} draws most beyond its usual part in {pair['region']}: "
                   f"{number(pair['senders'])} senders where {number(pair['expected'])} would be usual.")


def say_regions(result: Outflows, money: Money) -> str:
    """Where a customer sends most beyond chance, or what one asked region's customers send and its rank.

    Regions of too few senders have no rank: their amount says more about a few customers than about the place.
    """
    regions = result.regions.dropna(subset="amount_per_customer")
    in_view, ranked = regions[regions["is_asked"]], regions.dropna(subset="rank")
    if regions.empty:
        return "Sent per customer and month"
    some = 0 < len(in_view) < len(regions)
    if len(in_view) == 1:
        row = in_view.iloc[0]
        rank = f", rank {row['rank']} of {len(ranked)}" if len(ranked) > 1 and not pd.isna(row["rank"]) else ""
        few = ", too few senders to rank" if len(regions) > 1 and pd.isna(row["rank"]) else ""
        return f"{row['region']}: {money.short(row['amount_per_customer'])} per customer and month{rank}{few}"
    clear = (in_view if some else regions)[lambda rows: rows["is_clear"]]
    if clear.empty:
        return (f"No region sends clearly more than {money.short(result.amount_per_customer)} per customer and month, "
                "the figure of all regions")
    row = clear.iloc[0]
    return f"Most is sent from {row['region']}: {money.short(row['amount_per_customer'])} per customer and month"


def most_in_words(result: Outflows) -> str:
    """Who gets most of the money: one bank, all those that get as much, or the only one."""
    first = result.counterparts.iloc[0]
    as_much = int((result.counterparts["amount"] == first["amount"]).sum())
    if len(result.counterparts) == 1:
        return f"{first['counterpart']} gets all of it"
    if as_much > 1:
        return f"{as_much} banks get {percent(first['share'])} each"
    return f"{first['counterpart']} gets most, {percent(first['share'])}"


def say_pairs(result: Outflows) -> str:
    """Which bank draws most senders beyond chance, and in which region."""
    clear = _clear(result)
    if clear.empty:
        return "No bank draws clearly more from one region than from all"
    first = clear.iloc[0]
    more = count(round(first["senders"] - first["expected"]), "more sender")
    return f"{first['counterpart']} draws {more} in {first['region']} than expected"


def _clear(result: Outflows) -> pd.DataFrame:
    """The clear pairs of the asked regions, most senders beyond the expected first: what is said of them."""
    clear = result.pairs[result.pairs["is_clear"] & result.pairs["is_asked"]]
    return clear.iloc[(clear["expected"] - clear["senders"]).argsort(kind="stable")]
