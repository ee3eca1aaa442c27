"""A Concentration in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

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
        return Reading(f"None of the {number(result.customers)} {unit} brought any {result.by}.")
    if result.total <= 0:
        return _say_loss(result, unit, money)
    if isinstance(result, Pareto) and unit != "customers":
        return _say_groups(result, money)
    top = f"The top {percent(result.top)} of customers bring {percent(result.top_share)} of {result.by}"
    if result.loss_making_customers:
        top += (
            f"; the {percent(result.loss_making_share)} {_below_zero(result.by)} take "
            f"{percent(result.destroyed_share)} of it back"
        )
    few = (
        f"{number(math.ceil(result.cover_customers or 0))} of {count(result.customers, 'customer')} are enough for "
        f"{percent(result.cover)} of the {money.short(result.total)}."
    )
    if isinstance(result, Pareto) and result.stability is not None:
        few += f" {_say_stability(result.stability, money)}"
    return Reading(f"{top}.", few)


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
    best = result.table.iloc[0]
    bring = "bring" if result.unit == "types" else "brings"
    many = _MANY.get(result.unit, result.unit)
    amount = (f"{percent(best['share'])} of {money.short(result.whole)}" if result.whole > 0
              else money.short(best["amount"]))
    headline = f"{best['name']} {bring} the most {result.by}: {amount}"
    if result.loss_making_customers:
        headline += f"; {count(result.loss_making_customers, _ONE[result.unit], many)} {_cost_more(result.by)}"
    enough = (
        f"{number(math.ceil(result.cover_customers or 0))} of {number(result.customers)} {many} are enough for "
        f"{percent(result.cover)}"
    )
    parts = [f"{enough}{_say_unassigned(result, many, money)}."]
    moved = result.table[result.table["id"] != ""].dropna(subset=["change"])
    if len(moved) > 1:
        fell = moved.loc[moved["change"].idxmin()]
        rate = fell["change"] / abs(fell["amount_before"]) if fell["amount_before"] else None
        if fell["change"] < 0:
            rate_in_words = f" ({change(rate)})" if rate is not None else ""
            parts.append(f"{fell['name']} fell the most since the year before: {money.short(fell['change'])}"
                         f"{rate_in_words}.")
    if result.stability is not None and result.stability.top_before:
        parts.append(_say_kept(result, result.stability, many))
    return Reading(f"{headline}.", " ".join(parts))


def _say_unassigned(result: Pareto, many: str, money: Money) -> str:
    beside = result.unassigned
    if beside is None:
        return ""
    brings = "brings" if beside.customers == 1 else "bring"
    part = percent(beside.amount / result.whole) if result.whole > 0 and beside.amount >= 0 else ""
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


def _say_loss(result: Concentration, unit: str, money: Money) -> Reading:
    return Reading(
        f"These {number(result.customers)} {unit} lose {money.short(-result.total)} together.",
        f"{number(result.profitable_customers)} bring {money.short(result.peak_amount)}; "
        f"{number(result.loss_making_customers)} take back {money.short(result.destroyed_amount)}. "
        "Shares of a loss say nothing, so money is shown instead.",
    )
