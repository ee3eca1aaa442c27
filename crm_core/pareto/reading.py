"""A Concentration in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

from crm_core.house_style import Money, count, number, percent
from crm_core.pareto.measure import Concentration
from crm_core.reading import Reading


def say(result: Concentration, money: Money) -> Reading:
    """Who carries the total, who costs it, and how much rests on the few."""
    if result.total <= 0:
        return _say_loss(result, money)
    top = f"The top {percent(result.top)} of customers bring {percent(result.top_share)} of {result.by}"
    if result.loss_making_customers:
        top += (
            f"; the {percent(result.loss_making_share)} who cost more than they bring take "
            f"{percent(result.destroyed_share)} of it back"
        )
    few = (
        f"{number(math.ceil(result.cover_customers))} of {count(result.customers, 'customer')} are enough for "
        f"{percent(result.cover)} of the {money.short(result.total)}."
    )
    return Reading(f"{top}.", few)


def _say_loss(result: Concentration, money: Money) -> Reading:
    if not result.peak_amount and not result.destroyed_amount:
        return Reading(f"None of the {count(result.customers, 'customer')} brought any {result.by}.")
    return Reading(
        f"These {count(result.customers, 'customer')} lose {money.short(-result.total)} together.",
        f"{number(result.profitable_customers)} bring {money.short(result.peak_amount)}; "
        f"{number(result.loss_making_customers)} take back {money.short(result.destroyed_amount)}. "
        "Shares of a loss say nothing, so money is shown instead.",
    )
