"""Dependence in a manager's words."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import Money, count, number, percent
from crm_core.labels import told_apart
from crm_core.reading import Reading
from crm_core.rooms.dependence.measure import Dependence


def say(result: Dependence, money: Money) -> Reading:
    """What goes with the ten largest customers, and with the manager on whom the most rests."""
    if not result.has_shares:
        return _say_money(result, money)
    most = result.leavers.iloc[-1]
    who = "the largest customer" if most["largest"] == 1 else f"the {number(most['largest'])} largest customers"
    lost = f"{percent(most['share'])} of the contribution ({money.short(most['amount'])})"
    headline = f"Without {who} of {number(result.customers)}, {lost} would be gone."
    parts = [_say_gone(result), _say_manager(result, money)]
    return Reading(headline, " ".join(part for part in parts if part))


def first_name(result: Dependence, customers: pd.DataFrame) -> str:
    """The first of `customers` as it is named: with its id where another of the largest has that name too."""
    names = dict(zip(result.largest["customer_id"], told_apart(result.largest["customer_id"], result.largest["name"]),
                     strict=True))
    return names[customers["customer_id"].iloc[0]]


def _say_money(result: Dependence, money: Money) -> Reading:
    """Of a net that is not positive, or small beside its gains, no share can be lost: only money is."""
    these = "this customer" if result.customers == 1 else f"these {number(result.customers)} customers"
    headline = (f"The net contribution of {these} is {money.short(result.total)}: gains and losses leave no total to "
                "take shares of.")
    best = result.largest.iloc[0]
    if best["contribution"] <= 0:
        return Reading(headline, "None of them has a positive contribution.")
    equals = int((result.largest["contribution"] == best["contribution"]).sum())
    who = (f"{first_name(result, result.largest)} contributes the most" if equals == 1 else
           f"At least {number(equals)} customers contribute the most, each alike")
    parts = [f"{who}: {money.short(best['contribution'])}.", _say_manager(result, money)]
    return Reading(headline, " ".join(part for part in parts if part))


def _say_gone(result: Dependence) -> str:
    gone = result.gone
    if gone.empty:
        return ""
    if len(gone) == 1:
        return f"One of them has left already: {first_name(result, gone)}."
    return f"{number(len(gone))} of them have left already, {first_name(result, gone)} the largest."


def _say_manager(result: Dependence, money: Money) -> str:
    if result.managers.empty or result.managers["contribution"].iloc[0] <= 0:
        return ""
    top = result.managers.iloc[0]
    if (result.managers["contribution"] == top["contribution"]).sum() > 1:
        return ""
    part = percent(top["share"]) if result.has_shares else money.short(top["contribution"])
    sentence = f"{top['name']} looks after {part} of the contribution with {count(int(top['customers']), 'customer')}"
    if result.knows_contacts and top["known_only"]:
        one = top["known_only"] == 1
        sentence += f"; {number(top['known_only'])} of them {'has' if one else 'have'} never dealt with anybody else"
    return f"{sentence}."
