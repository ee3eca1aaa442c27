"""Dependence in a manager's words."""

from __future__ import annotations

from crm_core.house_style import Money, count, number, percent
from crm_core.reading import Reading
from crm_core.rooms.dependence.measure import Dependence


def say(result: Dependence, money: Money) -> Reading:
    """What goes with the ten largest customers, and with the manager on whom the most rests."""
    if result.total <= 0:
        best = result.largest.iloc[0]
        cost = f" but cost {money.short(-result.total)}" if result.total < 0 else ""
        return Reading(
            f"{count(result.customers, 'customer')} bring nothing together{cost}: there is no share to lose.",
            f"{best['name']} brings the most: {money.short(best['contribution'])}.",
        )
    most = result.leavers.iloc[-1]
    who = "the largest customer" if most["largest"] == 1 else f"the {number(most['largest'])} largest customers"
    lost = f"{percent(most['share'])} of the contribution ({money.short(most['amount'])})"
    headline = f"Without {who} of {number(result.customers)}, {lost} would be gone."
    parts = [_say_gone(result), _say_manager(result)]
    return Reading(headline, " ".join(part for part in parts if part))


def _say_gone(result: Dependence) -> str:
    gone = result.gone
    if gone.empty:
        return ""
    if len(gone) == 1:
        return f"One of them has left already: {gone['name'].iloc[0]}."
    return f"{number(len(gone))} of them have left already, {gone['name'].iloc[0]} the largest."


def _say_manager(result: Dependence) -> str:
    if result.managers.empty:
        return ""
    top = result.managers.iloc[0]
    sentence = (f"{top['name']} looks after {percent(top['share'])} of the contribution with "
                f"{count(int(top['customers']), 'customer')}")
    if result.knows_contacts and top["known_only"]:
        one = top["known_only"] == 1
        sentence += f"; {number(top['known_only'])} of them {'has' if one else 'have'} never dealt with anybody else"
    return f"{sentence}."
