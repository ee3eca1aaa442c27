"""The measures of demand, and what kind of number each is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from crm_core.amounts import Money, number
from crm_core.language import _

Measure = Literal["balance", "turnover", "transactions", "customers", "new_customers", "contribution", "holdings"]

BEST: Literal["best"] = "best"
Asked = Literal["best", Measure]
"""A measure, or the best that the book can forecast."""

MEASURES: tuple[Measure, ...] = get_args(Measure)

FLOWS = ("turnover", "transactions", "new_customers", "contribution")
"""Measures that add up over months; the others are levels, of which the last month counts."""

COUNTS = ("transactions", "customers", "new_customers", "holdings")
"""Measures that are no money."""

WITHOUT_PRODUCTS = ("customers", "new_customers")
"""Counted once, however many products somebody uses."""

def measure_of(text: str) -> Measure:
    """The measure that `text` names. Raises ValueError when there is none."""
    for measure in MEASURES:
        if measure == text:
            return measure
    raise ValueError(_("Cannot forecast {measure}; choose one of {measures}.", measure=repr(text),
                       measures=", ".join(MEASURES)))


def amount_format(by: str, money: Money) -> Callable[[float], str]:
    """How amounts of a measure are written: money in short, counts in full."""
    return number if by in COUNTS else money.short
