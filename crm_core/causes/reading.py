"""Causes in a manager's words."""

from __future__ import annotations

from crm_core.causes.measure import Causes
from crm_core.house_style import Money, number, percent
from crm_core.profit_and_loss import TYPES_IN_WORDS, WORDS
from crm_core.reading import Reading

_NOTABLE = 1.5
"""A place is named when it is half as bad again as the median region."""


def say(result: Causes, money: Money) -> Reading:
    """The gap, its main cause, and the place where that cause is out of proportion."""
    kind = "loss-making customers" if result.who == "loss_makers" else "customers"
    many = f"{number(result.customers)} {kind}" if result.customers > 1 else "This customer"
    verb = "bring" if result.customers > 1 else "brings"
    if result.main_cause is None:
        return Reading(f"{many} {verb} {money.short(result.gap)} more than the median of their type, on every line.")
    side = "less" if result.gap < 0 else "more"
    headline = (
        f"{many} {verb} {money.short(abs(result.gap))} {side} than the median of their type; "
        f"{percent(result.main_share)} of what is missing is {WORDS[result.main_cause]}."
    )
    return Reading(headline, " ".join(part for part in (_say_place(result), _say_lever(result, money)) if part))


def _say_place(result: Causes) -> str:
    if result.hotspots.empty:
        return ""
    worst = result.hotspots.iloc[0]
    if not worst["ratio"] >= _NOTABLE:
        return ""
    whose = f"{worst['product']} of {TYPES_IN_WORDS[worst['customer_type']]} in {worst['region']}"
    times = number(worst["ratio"], decimals=1)
    return f"{whose} has {times} times the {WORDS[str(result.main_cause)]} of the median region."


def _say_lever(result: Causes, money: Money) -> str:
    cut = result.levers[result.levers["is_possible"] & (result.levers["lever"] == "cost to serve")]
    if not cut.empty:
        return f"Cutting cost to serve by {percent(cut['needed'].iloc[0])} alone would bring them to break-even."
    fees = result.levers[result.levers["lever"] == "fees"]
    if fees.empty:
        return ""
    return f"No cut of cost alone would do; {money.full(fees['needed'].iloc[0])} of fees a customer and year would."
