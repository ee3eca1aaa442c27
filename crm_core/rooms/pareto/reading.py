"""A Concentration in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.house_style import Money, change, count, number, percent
from crm_core.reading import Reading
from crm_core.rooms.pareto.measure import Concentration
from crm_core.rooms.pareto.standing import Pareto, Stability

_MANY = {"types": "customer types"}
_ONE = {"products": "product", "branches": "branch", "managers": "manager", "regions": "region",
        "types": "customer type"}
_MAX_NAMED = 2
"""Groups that entered or left, named in a sentence."""


def say(result: Concentration, money: Money) -> Reading:
    """Who carries the total, who costs it, and how much rests on the few."""
    unit = result.unit if isinstance(result, Pareto) else "customers"
    if not result.peak_amount and not result.destroyed_amount:
        none = "The only one" if result.customers == 1 else f"None of the {number(result.customers)} {unit}"
        return Reading(f"{none} brought {'no' if result.customers == 1 else 'any'} {result.by}.")
    if not result.has_shares:
        return _say_money(result, unit, money)
    if isinstance(result, Pareto) and unit != "customers":
        return _say_groups(result, money)
    top = f"The top {percent(result.top)} of customers bring {percent(result.top_share)} of {result.by}"
    if result.loss_making_customers:
        top += (
            f"; the {percent(result.loss_making_share)} {_below_zero(result.by)} take "
            f"{percent(result.destroyed_share)} of it back"
        )
    if result.customers == 1:
        return Reading(f"The only customer brings all of the {result.by}: {money.short(result.total)}.")
    few = f"{_enough(result, count(result.customers, 'customer'))} of the {money.short(result.total)}."
    parts = [few, say_tie(result, money)]
    if isinstance(result, Pareto) and result.stability is not None and result.stability.top_before:
        parts.append(_say_stability(result.stability, money))
    return Reading(f"{top}.", " ".join(part for part in parts if part))


def _enough(result: Concentration, of: str) -> str:
    few = math.ceil(result.cover_customers or 0)
    return f"{number(few)} of {of} {'is' if few == 1 else 'are'} enough for {percent(result.cover)}"


def say_tie(result: Concentration, money: Money) -> str:
    """Who is inside a tie at the cut of the top, or how few bring anything; empty when the cut falls into no tie."""
    unit = result.unit if isinstance(result, Pareto) else "customers"
    one, many = _ONE.get(unit, "customer"), _MANY.get(unit, unit)
    if result.cut <= 0:
        return (f"The top {percent(result.top)} goes beyond the {count(result.profitable_customers, one, many)} with a "
                f"positive {result.by}.")
    if not result.is_cut_in_tie:
        return ""
    inside = number(result.tied_inside, decimals=0 if result.tied_inside == round(result.tied_inside) else 1)
    return (f"{number(result.tied_customers)} {many} tie at the cut of {money.short(result.cut)}, of which the top "
            f"{percent(result.top)} counts {inside}.")


def _below_zero(by: str) -> str:
    """Whom a negative amount of the measure is: an overdraft is no loss."""
    return "who cost more than they bring" if by == "contribution" else f"with a negative {by}"


def _cost_more(by: str) -> str:
    return "cost more than they bring" if by == "contribution" else f"have a negative {by}"


def _say_stability(moved: Stability, money: Money) -> str:
    clause = f"Of the top of the year before, {percent(moved.kept_share)} are still in it"
    if not moved.left:
        return f"{clause}."
    then, now = money.short(moved.left_amount_before), money.short(moved.left_amount)
    if moved.left == 1:
        return f"{clause}; the one who left brought {then} then and brings {now} now."
    return f"{clause}; the {number(moved.left)} who left brought {then} then and bring {now} now."


def _say_groups(result: Pareto, money: Money) -> Reading:
    many = _MANY.get(result.unit, result.unit)
    headline = _say_best(result, many, money)
    if result.loss_making_customers:
        headline += f"; {count(result.loss_making_customers, _ONE[result.unit], many)} {_cost_more(result.by)}"
    if result.customers == 1 and result.unassigned is None:
        return Reading(f"{headline}.")
    enough = _enough(result, count(result.customers, _ONE[result.unit], many))
    parts = [f"{enough}{_say_unassigned(result, many, money)}."]
    moved = result.table[result.table["id"] != ""].dropna(subset=["change"])
    if len(moved) > 1:
        fell = moved.loc[moved["change"].idxmin()]
        if fell["change"] < 0:
            is_part = fell["amount_before"] > 0 and fell["amount"] >= 0  # a fall below nothing is no part of what was
            rate_in_words = f" ({change(fell['change'] / fell['amount_before'])})" if is_part else ""
            parts.append(f"{fell['name']} fell the most since the year before: {money.short(fell['change'])}"
                         f"{rate_in_words}.")
    if result.is_cut_in_tie:
        parts.append(say_tie(result, money))
    if result.stability is not None and result.stability.top_before:
        parts.append(_say_kept(result, result.stability, many))
    return Reading(f"{headline}.", " ".join(parts))


def _say_best(result: Pareto, many: str, money: Money) -> str:
    """The group that brings the most, or how many share that place."""
    best = result.table.iloc[0]
    amount = (money.short(best["amount"]) if pd.isna(best["share"])
              else f"{percent(best['share'])} of {money.short(result.whole)}")
    as_much = int((result.table["rank"] == 1).sum())
    if as_much > 1:
        those = f"{number(as_much)} of {number(result.customers)}"
        if as_much == result.customers:
            those = "Both" if as_much == 2 else f"All {number(as_much)}"  # noqa: PLR2004 a pair
        return f"{those} {many} bring the most {result.by}, each {amount}"
    return f"{best['name']} {'bring' if result.unit == 'types' else 'brings'} the most {result.by}: {amount}"


def _say_unassigned(result: Pareto, many: str, money: Money) -> str:
    beside = result.unassigned
    if beside is None:
        return ""
    brings = "brings" if beside.customers == 1 else "bring"
    shares = result.table.loc[result.table["id"] == "", "share"].dropna()
    part = percent(shares.iloc[0]) if len(shares) and beside.amount >= 0 else ""
    amount = f"{part} of the whole" if part else money.short(beside.amount)
    return f" of what {many} bring; {count(beside.customers, 'customer')} without one {brings} {amount}"


def _say_kept(result: Pareto, moved: Stability, many: str) -> str:
    top = count(moved.top_before, _ONE[result.unit], many)
    if not moved.left and not moved.entered:
        return f"The top {percent(result.top)} of the year before ({top}) {'is' if moved.top_before == 1 else 'are'} " \
               "still the top."
    named = []
    for move in ("entered", "left"):
        names = result.moving.loc[result.moving["move"] == move, "name"].tolist()
        more = f" and {number(len(names) - _MAX_NAMED)} more" if len(names) > _MAX_NAMED else ""
        if names:
            named.append(f"{', '.join(names[:_MAX_NAMED])}{more} {move}")
    return (f"Of the top {percent(result.top)} of the year before ({top}), {number(moved.stayed)} "
            f"{'is' if moved.stayed == 1 else 'are'} still in it: {'; '.join(named)}.")


def _say_money(result: Concentration, unit: str, money: Money) -> Reading:
    """The two sides of a net total that is not positive, or too small beside them for shares."""
    one, many = _ONE.get(unit, "customer"), _MANY.get(unit, unit)
    these = f"this {one}" if result.customers == 1 else f"these {number(result.customers)} {many}"
    gaining = count(result.profitable_customers, one, many)
    losing = count(result.loss_making_customers, one, many)
    sides = (f"{gaining} with a positive {result.by}: {money.short(result.peak_amount)}; {losing} with a negative "
             f"one: {money.short(-result.destroyed_amount)}." if result.profitable_customers else
             f"None of them has a positive {result.by}.")
    why = "of a loss" if result.total < 0 else "of nothing" if result.total == 0 else "of so small a net"
    return Reading(f"The net {result.by} of {these} is {money.short(result.total)}.",
                   f"{sides} Shares {why} say nothing, so money is shown instead.")
