"""A rule: "tell me when" a figure does something, for the bank, a region or each region, over periods of one kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, get_args

from crm_core import CannotAnswer
from crm_core.figures import FIGURES
from crm_core.language import _
from crm_core.targets.target import check_amount

Condition = Literal["below", "above", "falls", "rises", "changes", "misses_target", "leaves_range"]
Span = Literal["month", "quarter", "year", "trailing"]
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
SPANS: tuple[Span, ...] = get_args(Span)
OF_AN_AMOUNT = ("below", "above")
OF_A_CHANGE = ("falls", "rises", "changes")
MAX_RISE = 10.0
"""Ten times what was there: beyond it nobody watches, and a 5 for 5 % is caught."""


@dataclass(frozen=True)
class Watch:
    """What is to be told, before it is kept.

    `amount` is in the figure's unit for `below` and `above`; for `falls`, `rises` and `changes` the least change
    against the same period a year before, as a fraction of it (0.05 = 5 %), of a share in points (0.01 = 1 point); None
    for `misses_target` and `leaves_range`. `region_id` is empty for the bank, and for each region on its own with
    `is_each_region`. Raises CannotAnswer for what cannot be watched.
    """

    figure: str
    region_id: str
    is_each_region: bool
    condition: Condition
    amount: float | None
    period_kind: Span

    def __post_init__(self) -> None:
        for name, known in ((self.figure, FIGURES), (self.condition, CONDITIONS), (self.period_kind, SPANS)):
            if name not in known:
                raise CannotAnswer(_("There is nothing called {name}. Choose one of: {names}.", name=repr(name),
                                     names=", ".join(known)))
        if self.condition == "misses_target" and self.period_kind == "trailing":
            raise CannotAnswer(_("Targets are for a year, a quarter or a month, not for any 12 months. Choose one of "
                                 "these."))
        if self.is_each_region and self.region_id:
            raise ValueError("A rule for each region names no region.")
        if (self.amount is None) != (self.condition not in (*OF_AN_AMOUNT, *OF_A_CHANGE)):
            raise CannotAnswer(_("This condition needs an amount. Give one.") if self.amount is None else
                               _("This condition takes no amount. Leave it out."))
        if self.condition in OF_AN_AMOUNT and self.amount is not None:
            check_amount(FIGURES[self.figure], self.amount)
        if self.condition == "rises" and self.amount is not None and not 0 < self.amount <= MAX_RISE:
            raise CannotAnswer(_("A rise is watched from above 0% to 1,000%. Give another share."))
        if self.condition in ("falls", "changes") and self.amount is not None and not 0 < self.amount < 1:
            raise CannotAnswer(_("A fall is watched from above 0% to below 100%. Give another share."))


@dataclass(frozen=True)
class Rule(Watch):
    """A rule as it is kept: with its number, who made it, and when (UTC)."""

    id: int
    author: str
    created_at: dt.datetime
    deleted_at: dt.datetime | None


def as_row(watch: Watch) -> dict[str, Any]:
    """The rule's own columns, without those of keeping."""
    return {"figure": watch.figure, "region_id": watch.region_id, "is_each_region": watch.is_each_region,
            "condition": watch.condition, "amount": watch.amount, "period_kind": watch.period_kind}
