"""Where an axis is marked, and how: round values, written as people write them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from crm_core.amounts import Money, change, percent, scaled


def money_ticks(low: float, high: float, money: Money) -> dict[str, Any]:
    """Four or so round ticks over 0 and the values, written as money in short."""
    return _ticks(low, high, lambda value, decimals: money.full(value, decimals=decimals) if decimals else
                  money.short(value, is_tick=True))


def count_ticks(high: float) -> dict[str, Any]:
    """Whole round ticks from 0 to `high`, never a fraction of a customer: `1`, `2`, `20K`."""
    return _ticks(0.0, high, lambda value, decimals: scaled(value, is_tick=True), smallest=1.0)


def percent_ticks(low: float, high: float, *, is_change: bool = False) -> dict[str, Any]:
    """Round ticks over 0 and the shares or rates `low` and `high`: `0%`, `20%`; of a change with their signs."""
    words = change if is_change else percent
    return _ticks(low, high, lambda value, _decimals: words(value))


def level_ticks(low: float, high: float, words: Callable[[float], str]) -> dict[str, Any]:
    """Round ticks between `low` and `high`, not from 0, written by `words`: for lines of levels far above nothing."""
    low, high = min(low, high), max(low, high)
    step = _step((high - low) or abs(high) or 1.0)
    values = [position * step for position in range(math.ceil(low / step), math.floor(high / step) + 1)] or [low]
    return {"tickvals": values, "ticktext": [words(value) for value in values]}


def _ticks(low: float, high: float, words: Callable[[float, int], str], *, smallest: float = 0.0) -> dict[str, Any]:
    """Round values over 0, `low` and `high`, at most `smallest` apart, written by `words` of value and decimals."""
    low, high = (0.0 if math.isnan(end) else float(end) for end in (low, high))
    low, high = min(low, 0.0), max(high, 0.0)
    step = max(_step((high - low) or 1.0), smallest)
    decimals = 2 if round(step) != step else 0
    values = [position * step for position in range(math.floor(low / step), math.floor(high / step) + 1)]
    return {"tickvals": values, "ticktext": [words(value, decimals) for value in values]}


def _step(reach: float) -> float:
    """The smallest round step of which `reach` has five at most."""
    power = 10.0 ** math.floor(math.log10(reach))
    return next(size * power for size in (0.25, 0.5, 1, 2, 2.5, 5, 10) if reach / (size * power) <= 5)  # noqa: PLR2004
