"""A Concentration in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

from crm_core.house_style import Money, change, count, number, percent
from crm_core.pareto.measure import Concentration
from crm_core.pareto.standing import Pareto, Stability
from crm_core.reading import Reading

_MANY = {"types": "customer types"}
_ONE = {"products": "product", "branches": "branch", "managers": "manager", "regions": "region",
        "types": "customer type"}


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
    return (
        f"Of last year's top, {percent(moved.kept_share)} are still in it; the {number(moved.left)} who left brought "
        f"{money.short(moved.left_amount_before)} then and bring {money.short(moved.left_amount)} now."
    )


def _say_groups(result: Pareto, money: Money) -> Reading:
    assigned = result.table[result.table["id"] != ""]
    best = (assigned if len(assigned) else result.table).iloc[0]
    bring = "bring" if result.unit == "types" else "brings"
    many = _MANY.get(result.unit, result.unit)
    headline = f"{best['name']} {bring} the most {result.by}: {percent(best['share'])} of {money.short(result.total)}"
    if result.loss_making_customers:
        headline += f"; {count(result.loss_making_customers, _ONE[result.unit], many)} {_cost_more(result.by)}"
    so_what = (
        f"{number(math.ceil(result.cover_customers or 0))} of {number(result.customers)} {many} are enough for "
        f"{percent(result.cover)}."
    )
    moved = result.table.dropna(subset=["change"])
    if len(moved) > 1:
        fell = moved.loc[moved["change"].idxmin()]
        rate = fell["change"] / abs(fell["amount_before"]) if fell["amount_before"] else None
        if fell["change"] < 0:
            so_what += f" {fell['name']} fell the most since the year before: {money.short(fell['change'])}"
            so_what += f" ({change(rate)})." if rate is not None else "."
    return Reading(f"{headline}.", so_what)


def _say_loss(result: Concentration, unit: str, money: Money) -> Reading:
    return Reading(
        f"These {number(result.customers)} {unit} lose {money.short(-result.total)} together.",
        f"{number(result.profitable_customers)} bring {money.short(result.peak_amount)}; "
        f"{number(result.loss_making_customers)} take back {money.short(result.destroyed_amount)}. "
        "Shares of a loss say nothing, so money is shown instead.",
    )
