"""Amounts of a resource in words."""

from __future__ import annotations

from crm_core.house_style import Money, number
from crm_core.rooms.resources.measure import MONEY, Parity

A_FEW = 10
"""Fewer hours or branches than this are written with a decimal."""


def written(result: Parity, amount: float, money: Money) -> str:
    """An amount of the resource in words."""
    if result.resource in MONEY:
        return money.short(amount)
    return number(amount, decimals=0 if abs(amount) >= A_FEW or amount == round(amount) else 1)
