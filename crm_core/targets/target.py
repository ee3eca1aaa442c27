"""One target: how much of a figure, where, by when."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

from crm_core import CannotAnswer
from crm_core.figures import FIGURES, Direction, Figure
from crm_core.language import _

PeriodKind = Literal["year", "quarter", "month"]
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)

MAX_AMOUNT = 1e15
"""Beyond it a double no longer holds cents; no bank's figure comes near."""


@dataclass(frozen=True)
class Aim:
    """What is asked for, before it is kept: `amount` of `figure`, by the end of one period or of every one.

    `region_id` is empty for the bank. `first_month` is the first day of the period's first month, None for every
    period of its kind. `amount` is in the figure's unit: the book's currency, customers, or a fraction of 1.
    `direction` says whether `more` or `less` than it is good. Raises CannotAnswer for what cannot be a target.
    """

    figure: str
    region_id: str
    period_kind: PeriodKind
    first_month: dt.date | None
    amount: float
    direction: Direction

    def __post_init__(self) -> None:
        if self.figure not in FIGURES:
            raise CannotAnswer(_("There is no figure {name}. Choose one of: {names}.", name=repr(self.figure),
                                 names=", ".join(FIGURES)))
        if self.period_kind not in PERIOD_KINDS:
            raise CannotAnswer(_("There is no period {name}. Choose one of: {names}.", name=repr(self.period_kind),
                                 names=", ".join(PERIOD_KINDS)))
        if self.direction not in get_args(Direction):
            raise CannotAnswer(_("There is no direction {name}. Choose one of: {names}.", name=repr(self.direction),
                                 names=", ".join(get_args(Direction))))
        if self.first_month is not None and self.first_month.day != 1:
            raise ValueError(f"first_month is {self.first_month}; it must be the first day of a month.")
        check_amount(FIGURES[self.figure], self.amount)

    @property
    def key(self) -> tuple[str, str, str, dt.date | None]:
        """What there is one target of: figure, region, kind of period and its first month."""
        return self.figure, self.region_id, self.period_kind, self.first_month


@dataclass(frozen=True)
class Target(Aim):
    """A target as it is kept: with its number, who set it, and when (UTC)."""

    id: int
    author: str
    created_at: dt.datetime
    deleted_at: dt.datetime | None


def as_row(aim: Aim) -> dict[str, Any]:
    """The aim's own columns, without those of keeping."""
    return {"figure": aim.figure, "region_id": aim.region_id, "period_kind": aim.period_kind,
            "first_month": aim.first_month, "amount": float(aim.amount), "direction": aim.direction}


def check_amount(figure: Figure, amount: float) -> None:
    """Raises CannotAnswer for what the figure can never be."""
    if not math.isfinite(amount) or abs(amount) > MAX_AMOUNT:
        raise CannotAnswer(_("{amount} is no amount of {figure}. Give a number.", amount=repr(amount),
                             figure=figure.label))
    if figure.unit == "share" and not 0 <= amount <= 1:
        raise CannotAnswer(_("{figure}: a share is between 0% and 100%, and {amount} is not. Write it like 95% or "
                             "0.95.", figure=figure.label, amount=f"{amount:g}"))
    if figure.unit == "customers" and (amount < 0 or amount != round(amount)):
        raise CannotAnswer(_("{figure}: a number of customers is whole and not below 0, and {amount} is not. Give "
                             "another.", figure=figure.label, amount=f"{amount:g}"))
