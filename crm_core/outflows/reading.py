"""Outflows in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.house_style import Money, number, percent
from crm_core.outflows.measure import Outflows
from crm_core.reading import Reading


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
