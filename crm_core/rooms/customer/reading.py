"""A customer's file in a manager's words."""

from __future__ import annotations

from crm_core.house_style import Money, change, count, has_rate, number
from crm_core.reading import Reading
from crm_core.rooms.customer.measure import CustomerFile
from crm_core.spans import until


def say(result: CustomerFile, money: Money) -> Reading:
    """What the customer brings, where it ranks, and how that moved."""
    name, latest = result.identity["name"], result.latest
    if latest is None:
        return Reading(f"{name} was not on the books in the last three years.")
    amount, span = latest[result.by], until(int(latest["months_with_activity"]), latest["last_month"])
    if not result.known:
        headline = f"{name} is one of {number(latest['of_customers'])} customers {span}."
    elif result.by == "contribution":
        rank = f": rank {number(latest['contribution_rank'])} of {number(latest['of_customers'])}"
        if latest["equal_customers"] > 1:
            rank += f", shared by {number(latest['equal_customers'])}"
        headline = (f"{name} {'brought' if amount >= 0 else 'cost'} {money.full(abs(amount))} {span}"
                    f"{rank if latest['of_customers'] > 1 else ', the only customer'}.")
    else:
        headline = f"{name} {'held on average' if result.by == 'balance' else 'moved'} {money.full(amount)} {span}."
    left = result.identity["left_on"]
    gone = f"Left on {left.day} {left:%B %Y}. " if left is not None else ""
    products = f"{gone}{'Held' if gone else 'Holds'} {count(int(latest['products_held']), 'product')}"
    if result.change is None or not result.known:
        return Reading(headline, f"{products}; there is no whole year before to compare with.")
    before = amount - result.change
    rate = f" ({change(result.change / before)})" if has_rate(amount, before) else ""
    if money.full(abs(result.change)) == money.full(0):
        return Reading(headline, f"{products}; as much as the year before.")
    moved = "more" if result.change >= 0 else "less"
    return Reading(headline, f"{products}; {money.full(abs(result.change))} {moved} than the year before{rate}.")
