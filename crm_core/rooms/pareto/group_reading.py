"""A Pareto of regions, customer types, products, branches or managers in a manager's words."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.amounts import Money, change, number, percent
from crm_core.language import _, all_of, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.pareto.standing import Pareto, Stability
from crm_core.rooms.pareto.tie import say_tie
from crm_core.vocabulary import counted, measure_label, measure_noun

_MAX_NAMED = 2
"""Groups that entered or left, named in a sentence."""


@made_once
def say_groups(result: Pareto, money: Money) -> Reading:
    """Which group comes first, how many carry the total, and what moved since the year before."""
    first = _say_first(result, money)
    is_joined = result.unit == "groups" and result.top_share is not None
    headline = first if not is_joined else _(
        "The top {top} of groups and single customers account for {share} of {measure}.",
        top=percent(result.top), share=percent(result.top_share), measure=measure_noun(result.by))
    if result.loss_making_customers:
        negative = _("{measure} is negative for {groups}.", measure=measure_label(result.by),
                     groups=counted(result.unit, result.loss_making_customers))
        headline = f"{headline} {negative}"
    if result.customers == 1 and result.unassigned is None:
        return Reading(headline)
    parts = [first if is_joined else "", _say_enough(result), _say_unassigned(result, money), _say_fall(result, money)]
    if result.is_cut_in_tie:
        parts.append(say_tie(result, money))
    if result.stability is not None and result.stability.top_before:
        parts.append(_say_kept(result, result.stability))
    return Reading(headline, " ".join(part for part in parts if part))


def _say_first(result: Pareto, money: Money) -> str:
    """The group with the largest amount, or how many share that place."""
    best, measure = result.table.iloc[0], measure_noun(result.by)
    amount = money.short(best["amount"]) if pd.isna(best["share"]) else _(
        "{share} of {total}", share=percent(best["share"]), total=money.short(result.whole))
    tied, groups = int((result.table["rank"] == 1).sum()), counted(result.unit, result.customers)
    if tied == 1:
        return _("The largest {measure} comes from {name}: {amount}.", measure=measure, name=best["name"],
                 amount=amount)
    if tied == result.customers:
        return _("{groups} share first place in {measure}: {amount} each.", groups=groups, measure=measure,
                 amount=amount)
    return _("{tied} of {groups} share first place in {measure}: {amount} each.", tied=number(tied), groups=groups,
             measure=measure, amount=amount)


def _say_enough(result: Pareto) -> str:
    values = {"few": number(math.ceil(result.cover_customers or 0)), "groups": counted(result.unit, result.customers),
              "cover": percent(result.cover)}
    if result.unassigned is None:
        return _("It takes {few} of {groups} to reach {cover} of the total.", **values)
    return _("It takes {few} of {groups} to reach {cover} of the amount assigned to them.", **values)


def _say_unassigned(result: Pareto, money: Money) -> str:
    rest = result.unassigned
    if rest is None:
        return ""
    shares = result.table.loc[result.table["id"] == "", "share"].dropna()
    customers = counted("customers", rest.customers)
    if len(shares) and rest.amount >= 0:
        return _("Not assigned: {customers}, with {share} of the overall total.", customers=customers,
                 share=percent(shares.iloc[0]))
    return _("Not assigned: {customers}, with {amount}.", customers=customers, amount=money.short(rest.amount))


def _say_fall(result: Pareto, money: Money) -> str:
    """The largest decline; as a rate too, unless the group fell below zero or came from there."""
    moved = result.table[result.table["id"] != ""].dropna(subset=["change"])
    if len(moved) <= 1:
        return ""
    fell = moved.loc[moved["change"].idxmin()]
    values = {"name": fell["name"], "amount": money.short(fell["change"])}
    if fell["change"] >= 0:
        return ""
    if fell["amount_before"] > 0 and fell["amount"] >= 0:
        return _("Largest decline on the previous year: {name}, {amount} ({rate}).",
                 rate=change(fell["change"] / fell["amount_before"]), **values)
    return _("Largest decline on the previous year: {name}, {amount}.", **values)


def _say_kept(result: Pareto, moved: Stability) -> str:
    top, groups = percent(result.top), counted(result.unit, moved.top_before)
    if not moved.left and not moved.entered:
        return _("The top {top} is the same as in the previous year ({groups}).", top=top, groups=groups)
    kept = ngettext("Of the previous year's top {top} ({groups}), {count} remains.",
                    "Of the previous year's top {top} ({groups}), {count} remain.", moved.stayed, top=top,
                    groups=groups)
    entered, left = (_named(result, move) for move in ("entered", "left"))
    parts = [kept, _("Entered: {names}.", names=entered) if entered else "",
             _("Left: {names}.", names=left) if left else ""]
    return " ".join(part for part in parts if part)


def _named(result: Pareto, move: str) -> str:
    """The first names of those who moved, and how many more; empty for nobody."""
    names = result.moving.loc[result.moving["move"] == move, "name"].tolist()
    more = len(names) - _MAX_NAMED
    return all_of([*names[:_MAX_NAMED], *([ngettext("{count} more", "{count} more", more)] if more > 0 else [])])
