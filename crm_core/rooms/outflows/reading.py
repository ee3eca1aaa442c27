"""Outflows in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.house_style import Money, number, percent
from crm_core.reading import Reading
from crm_core.rooms.outflows.measure import Outflows


def say(result: Outflows, money: Money) -> Reading:
    """Who gets most of the money, and where a bank draws more customers than chance."""
    first = result.counterparts.iloc[0]
    how = "promised in standing orders" if result.is_standing else "sent"
    headline = (f"{money.short(result.amount)} a month is {how} to other banks; {first['counterpart']} gets most, "
                f"{percent(first['share'])}.")
    clear = result.pairs[result.pairs["is_clear"] & result.pairs["is_asked"]]
    if clear.empty:
        return Reading(headline, "No bank draws clearly more customers from one of these regions than from all.")
    pair = clear.iloc[0]
    return Reading(headline, f"{pair['counterpart']} draws most beyond its usual part in {pair['region']}: "
                   f"{number(pair['senders'])} senders where {number(pair['expected'])} would be usual.")


def say_regions(result: Outflows, money: Money) -> str:
    """Where a customer sends most, or what one asked region's customers send."""
    regions = result.regions.dropna(subset="amount_per_customer")
    in_view = regions[regions["is_asked"]]
    if regions.empty:
        return "Sent a customer and month"
    row = in_view.iloc[0] if len(in_view) == 1 else regions.iloc[0]
    amount = money.short(row["amount_per_customer"])
    if len(in_view) == 1 and len(regions) > 1:
        place = int((regions["amount_per_customer"] > row["amount_per_customer"]).sum()) + 1
        return f"{row['region']}: {amount} a customer and month, number {place} of {len(regions)}"
    return f"Most is sent from {row['region']}: {amount} a customer and month"


def say_pairs(result: Outflows) -> str:
    """How many banks draw clearly more from a region than chance."""
    clear = result.pairs[result.pairs["is_clear"] & result.pairs["is_asked"]]
    if clear.empty:
        return "No bank draws clearly more from one region than from all"
    first = clear.iloc[0]
    times = first["senders"] / first["expected"]
    return f"{first['counterpart']} draws {times:.1f} times its usual part in {first['region']}"
