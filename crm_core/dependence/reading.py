"""Dependence in a manager's words."""

from __future__ import annotations

from crm_core.dependence.measure import Dependence
from crm_core.house_style import Money, count, number, percent
from crm_core.reading import Reading


def say(result: Dependence, money: Money) -> Reading:
    """What goes with the ten largest customers, and with the manager on whom the most rests."""
    if result.total <= 0:
        best = result.largest.iloc[0]
        return Reading(
            f"{count(result.customers, 'customer')} bring {money.short(result.total)} together: no share to lose.",
            f"{best['name']} brings the most: {money.short(best['contribution'])}.",
        )
    most = result.leavers.iloc[-1]
    who = "the largest customer" if most["largest"] == 1 else f"the {number(most['largest'])} largest customers"
    lost = f"{percent(most['share'])} of the contribution ({money.short(most['amount'])})"
    headline = f"Without {who} of {number(result.customers)}, {lost} would be gone."
    if result.managers.empty:
        return Reading(headline)
    top = result.managers.iloc[0]
    so_what = (
        f"{top['name']} looks after {percent(top['share'])} of it with {count(int(top['customers']), 'customer')}"
    )
    if result.knows_contacts and top["known_only"]:
        so_what += f"; {number(top['known_only'])} of them have never dealt with anybody else"
    return Reading(headline, f"{so_what}.")
