"""Dependence in a manager's words."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, percent
from crm_core.labels import told_apart
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.dependence.measure import Dependence
from crm_core.vocabulary import counted


@made_once
def say(result: Dependence, money: Money) -> Reading:
    """What would be lost with the ten largest customers, and what depends on the first manager."""
    if not result.has_shares:
        return _say_money(result, money)
    parts = [_say_left(result), _say_manager(result, money)]
    return Reading(_say_largest(result, money), " ".join(part for part in parts if part))


def first_name(result: Dependence, customers: pd.DataFrame) -> str:
    """The first of `customers` as it is named: with its id where another of the largest has that name too."""
    names = dict(zip(result.largest["customer_id"], told_apart(result.largest["customer_id"], result.largest["name"]),
                     strict=True))
    return names[customers["customer_id"].iloc[0]]


def _say_largest(result: Dependence, money: Money) -> str:
    most = result.leavers.iloc[-1]
    amount = money.short(most["amount"])
    if result.customers == 1 and result.rank == "groups":
        return _("All contribution ({amount}) depends on one group, the only one here.", amount=amount)
    if result.customers == 1:
        return _("All contribution ({amount}) depends on one customer, the only one here.", amount=amount)
    return ngettext("Without the largest of {customers}, {share} of contribution ({amount}) would be lost.",
                    "Without the {count} largest of {customers}, {share} of contribution ({amount}) would be lost.",
                    int(most["largest"]), customers=counted(result.rank, result.customers),
                    share=percent(most["share"]), amount=amount)


def _say_money(result: Dependence, money: Money) -> Reading:
    """Of a net that is not positive, or small against its gains, no share can be lost: only money is."""
    headline = ngettext("The net contribution of this customer is {amount}.",
                        "The net contribution of these {count} customers is {amount}.", result.customers,
                        amount=money.short(result.total))
    parts = [_("Shares of such a total would be meaningless, so amounts are shown instead."), _say_most(result, money)]
    if result.largest["contribution"].iloc[0] > 0:
        parts.append(_say_manager(result, money))
    return Reading(headline, " ".join(part for part in parts if part))


def _say_most(result: Dependence, money: Money) -> str:
    most = result.largest["contribution"].iloc[0]
    if most <= 0:
        return _("No customer has a positive contribution.")
    equals = int((result.largest["contribution"] == most).sum())
    if equals > 1:
        return _("At least {customers} share the highest contribution: {amount} each.",
                 customers=counted(result.rank, equals), amount=money.short(most))
    return _("{name} contributes the most: {amount}.", name=first_name(result, result.largest),
             amount=money.short(most))


def _say_left(result: Dependence) -> str:
    left = result.gone
    if left.empty:
        return ""
    return ngettext("One of them has already left: {name}.",
                    "{count} of them have already left; the largest is {name}.", len(left),
                    name=first_name(result, left))


def _say_manager(result: Dependence, money: Money) -> str:
    """The manager on whom the most depends, unless several are alike."""
    if result.managers.empty or result.managers["contribution"].iloc[0] <= 0:
        return ""
    top = result.managers.iloc[0]
    if (result.managers["contribution"] == top["contribution"]).sum() > 1:
        return ""
    customers = int(top["customers"])
    if result.has_shares:
        managed = ngettext("{manager} manages {count} customer with {share} of contribution.",
                           "{manager} manages {count} customers with {share} of contribution.", customers,
                           manager=top["name"], share=percent(top["share"]))
    else:
        managed = ngettext("{manager} manages {count} customer with a contribution of {amount}.",
                           "{manager} manages {count} customers with a contribution of {amount}.", customers,
                           manager=top["name"], amount=money.short(top["contribution"]))
    return f"{managed} {_say_known(result, top)}".strip()


def _say_known(result: Dependence, manager: pd.Series) -> str:
    """How many of a manager's customers nobody else at the bank has met."""
    known = int(manager["known_only"]) if result.knows_contacts else 0
    if not known:
        return ""
    if manager["customers"] == 1:
        return _("The customer has no recorded contact with anyone else at the bank.")
    return ngettext("{count} of them has no recorded contact with anyone else at the bank.",
                    "{count} of them have no recorded contact with anyone else at the bank.", known)
