"""Amounts in words that figures and captions share."""

from __future__ import annotations

from crm_core.amounts import Money, percent
from crm_core.language import _


def share_of(part: float, whole_share: float, money: Money) -> str:
    """An amount with its share of the whole where that is known."""
    if whole_share != whole_share:  # noqa: PLR0124 NaN: the whole is not above 0
        return money.short(part)
    return _("{amount} ({share})", amount=money.short(part), share=percent(whole_share))
