"""Amounts in words: money, shares, changes and counts, as the readers of the language spoken now write them.

€1.2M and 77.5% in English, 1,2 M € and 77,5 % in Spanish (`crm_core.language`). Everywhere: the minus sign −, money in
short with three figures at most (€1.2M, €34.5K, €345), changes with their sign (+3.4%, −1.2 points).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, NamedTuple

from crm_core.language import _, conventions

NOTHING = "–"
"""What is written where there is no number."""
WHOLE = 100.0
_ROUNDING = 1e-12
"""How far a sum of shares may fall short of the whole and be the whole: no part of a bank is smaller."""
"""The whole in percent, and the size from which money in short needs no decimal."""
MAX_TIMES = 10
"""A change by more than ten times what was there says little of the change and much of how little was there."""
_CENTS_BELOW = 9.995
"""Amounts that need their cents to have three figures."""
_HALF_A_CENT = 0.005


class Amount(NamedTuple):
    """A number and what it counts: money, a part of a whole (fraction) or anything else."""

    size: float
    kind: Literal["money", "share", "number"]


_noted: ContextVar[dict[str, Amount] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[dict[str, Amount]]:
    """The amounts that are written while it lasts, by their words: whoever has only a figure in words, as a `Metric`
    is, can look up the number behind it. Of two that are written alike, the last."""
    amounts: dict[str, Amount] = {}
    token = _noted.set(amounts)
    try:
        yield amounts
    finally:
        _noted.reset(token)


def is_noting() -> bool:
    """Whether somebody wants to know the amounts that are written."""
    return _noted.get() is not None


def _note(words: str, size: float | None, kind: Literal["money", "share", "number"]) -> str:
    amounts = _noted.get()
    if amounts is not None and size is not None and math.isfinite(size):
        amounts[words] = Amount(float(size), kind)
    return words


@dataclass(frozen=True)
class Money:
    """Amounts of one currency (ISO code) in words: `€1.2M`, `CZK 34,500`; in Spanish `1,2 M€`, `34.500 CZK`."""

    currency: str = "EUR"

    @property
    def unit(self) -> str:
        """The symbol of the currency, or its code."""
        return conventions().symbols.get(self.currency, self.currency)

    def full(self, amount: float | None, *, decimals: int = 0) -> str:
        """`CZK 34,500`, or with `decimals=2` `CZK 34,500.00`; an amount that needs its cents has them: `CZK 0.36`."""
        if amount is not None and 0 < abs(amount) < _CENTS_BELOW and round(amount, 2) != round(amount):
            decimals = max(decimals, 2)
        written = _signed(amount, lambda size: self.with_unit(conventions().written(size, decimals)))
        return _note(written, amount, "money")

    def short(self, amount: float | None, *, is_tick: bool = False) -> str:
        """`€1.2T`, `€1.2M`, `€34.5K`, `€345`, `€3.45`: three figures, cents below 10, never something as nothing.

        As a tick of an axis a round amount has no decimal: `€2M`.
        """
        if amount is not None and 0 < abs(amount) < _HALF_A_CENT:
            least = self.with_unit(conventions().written(0.01, 2))
            return _note(f"<{least}" if amount > 0 else f">−{least}", amount, "money")
        return _note(_signed(amount, lambda size: self.with_unit(scaled(size, is_tick=is_tick))), amount, "money")

    def with_unit(self, figure: str) -> str:
        """A figure as people of the language set the currency beside it: `€345`, `CZK 345`, `345 €`."""
        found = conventions()
        pattern = found.money if self.currency in found.symbols else found.money_by_code
        return pattern.format(amount=figure, unit=self.unit)


def percent(share: float | None, *, decimals: int = 1) -> str:
    """A share (fraction) as `77.5%`, `20%`.

    Never rounds something to nothing or a part to the whole: `<0.1%`, `>−0.1%`, `>99.9%`.
    """
    step = 10.0**-decimals
    if share is not None and -step / 2 < share * WHOLE < 0:
        return _note(f">−{_percent(step, decimals)}", share, "share")

    def words(size: float) -> str:
        rounded = round(size * WHOLE, decimals)
        if size > 0 and rounded == 0:
            return f"<{_percent(step, decimals)}"
        if size < 1 - _ROUNDING and rounded == WHOLE:
            return f">{_percent(WHOLE - step, decimals)}"
        return _percent(size * WHOLE, decimals)

    return _note(_signed(share, words), share, "share")


def _percent(hundredths: float, decimals: int) -> str:
    return conventions().percent.format(_trimmed(hundredths, decimals))


def change(rate: float | None, *, decimals: int = 1) -> str:
    """A rate of change (fraction) with its sign: `+3.4%`; one that rounds to nothing is `0%`."""
    return _with_plus(rate, _signed(rate, lambda size: _percent(size * WHOLE, decimals)))


def against(now: float | None, before: float | None) -> str:
    """The change from `before` to `now` as a rate: `+3.4%`; nothing when there is no `before` to measure by."""
    if now is None or before is None or not has_rate(now, before):
        return ""
    return change(now / before - 1)


def has_rate(now: float | None, before: float | None) -> bool:
    """Whether a change is well said as a rate: from a positive amount, to no more than `MAX_TIMES` of it either way."""
    return now is not None and before is not None and before > 0 and abs(now / before - 1) < MAX_TIMES


def points(difference: float | None) -> str:
    """The difference of two shares (fraction) in percentage points: `−1.2 points`."""
    return _with_plus(difference, _signed(difference, _in_points))


def _in_points(size: float) -> str:
    written = _trimmed(size * WHOLE, 1)
    return _("{number} point", number=written) if written == "1" else _("{number} points", number=written)


def apart(now: float | None, before: float | None) -> str:
    """How far two shares are apart: `−1.2 points`; nothing when either is not known."""
    return points(now - before) if now is not None and before is not None else ""


def number(count: float | None, *, decimals: int = 0) -> str:
    """`1,234,567`."""
    return _note(_signed(count, lambda size: conventions().written(size, decimals)), count, "number")


def _signed(amount: float | None, words: Callable[[float], str]) -> str:
    """`words` of the size, with − before it when the amount is below zero and does not round to nothing."""
    if amount is None or not math.isfinite(amount):
        return NOTHING
    written = words(abs(amount))
    return f"−{written}" if amount < 0 and any(digit in written for digit in "123456789") else written


def _with_plus(amount: float | None, written: str) -> str:
    return f"+{written}" if amount is not None and amount > 0 and any(d in written for d in "123456789") else written


def scaled(size: float, *, is_tick: bool = False) -> str:
    """A size in short, without its currency: `1.2M`, `34.5K`, `345`, `3.45`; as a tick round sizes have no decimal."""
    found = conventions()
    if 0 < size < _CENTS_BELOW and round(size, 2) != round(size):
        return found.written(size, 2)
    for scale, letters in found.scales:
        if round(size / scale, 3) >= 1:  # 990 million is not yet a billion
            figure = found.written(size / scale, 1 if round(size / scale, 1) < WHOLE else 0)
            return (_without_zeros(figure) if is_tick else figure) + letters
    return found.written(size, 0)


def _trimmed(size: float, decimals: int) -> str:
    """With so many decimals at most, and without zeros at their end."""
    return _without_zeros(conventions().written(size, decimals))


def _without_zeros(written: str) -> str:
    decimal = conventions().decimal
    return written.rstrip("0").rstrip(decimal) if decimal in written else written
