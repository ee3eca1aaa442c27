"""Causes in a manager's words."""

from __future__ import annotations

import pandas as pd

from crm_core.choices import PLURALS
from crm_core.house_style import Money, number, percent
from crm_core.profit_and_loss import WORDS
from crm_core.reading import Reading
from crm_core.rooms.causes.measure import Causes
from crm_core.spans import over

_NOTABLE = 1.5
"""A place is named when it is half as bad again as the median region."""


def say(result: Causes, money: Money) -> Reading:
    """The gap, its main cause, and the place where that cause is out of proportion."""
    kind = "loss-making customers" if result.who == "loss_makers" else "customers"
    one = "This loss-making customer" if result.who == "loss_makers" else "This customer"
    many = f"{number(result.customers)} {kind}" if result.customers > 1 else one
    many += f" of {result.of}" if result.of else ""
    verb = "bring" if result.customers > 1 else "brings"
    usual = "as many median customers of their types" if result.customers > 1 else "the median customer of its type"
    if result.main_cause is None:
        return Reading(f"{many} {verb} {money.short(result.gap)} more than {usual}, on no line less.")
    side = "less" if result.gap < 0 else "more"
    headline = f"{many} {verb} {money.short(abs(result.gap))} {side} than {usual}"
    worst = result.lines.iloc[0]
    if result.gap < 0:
        headline += f"; {percent(result.main_share)} of what they fall short by is {WORDS[result.main_cause]}"
    else:
        them = "them" if result.customers > 1 else "it"
        headline += f", though {WORDS[result.main_cause]} takes {money.short(-worst['difference'])} more from {them}"
    return Reading(f"{headline}.", " ".join(part for part in (_say_place(result), _say_lever(result, money)) if part))


def _say_place(result: Causes) -> str:
    if result.hotspots.empty:
        return ""
    worst = result.hotspots.iloc[0]
    if not worst["ratio"] >= _NOTABLE:
        return ""
    times = number(worst["ratio"], decimals=1)
    return f"{place_in_words(worst)} has {times} times the {WORDS[str(result.main_cause)]} of the median region."


def place_in_words(place: pd.Series) -> str:
    """A row of `Causes.hotspots` by name: `Current account of individuals in Olivar`."""
    return f"{place['product']} of {PLURALS[place['customer_type']]} in {place['region']}"


def _say_lever(result: Causes, money: Money) -> str:
    them = "them" if result.customers > 1 else "it"
    cut = result.levers[result.levers["is_possible"] & (result.levers["lever"] == "cost to serve")]
    if not cut.empty:
        return f"Cutting cost to serve by {percent(cut['needed'].iloc[0])} alone would bring {them} to break-even."
    fees = result.levers[result.levers["lever"] == "fees"]
    if fees.empty:
        return ""
    each = f"a customer {over(result.months)}"
    return f"No cut of cost alone would do; {money.full(fees['needed'].iloc[0])} more of fees {each} would."
