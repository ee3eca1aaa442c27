"""What if: a manager's assumptions applied to the forecast, never mixed into it.

The statistical line stays as it is. Each assumption is a value with its author and note; the same assumptions over the
same forecast always give the same line, and taking one away gives back what was there before it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import percent
from crm_core.language import _

AssumptionKind = Literal["growth", "price", "one_off"]

KINDS: tuple[AssumptionKind, ...] = get_args(AssumptionKind)

MIN_SIZE, MAX_SIZE = -0.99, 10.0
"""Growth and price changes as fractions: nothing can fall by more than all of it, and more than tenfold is a slip."""


class PlanRefused(CannotAnswer, ValueError):
    """An assumption breaks a rule; the message names the value, the rule and the remedy."""


@dataclass(frozen=True)
class Assumption:
    """One assumption about the months from `from_month` on.

    `growth`: `size` is the extra growth a year, as a fraction, that builds up month by month. `price`: what the
    business earns is `size` higher, as a fraction, from the first month on; there is no more of it and no more work
    in it. `one_off`: `size` is an amount that comes on top in that one month. It is about the `product` (an id or a
    family) and `region` named; empty means all. `by` is the measure it was made for, empty for whichever is asked.
    Raises PlanRefused for a size of nothing or out of range, or without an author.
    """

    kind: AssumptionKind
    size: float
    from_month: dt.date
    author: str
    note: str = ""
    product: str = ""
    region: str = ""
    by: str = ""

    def __post_init__(self) -> None:
        kind_of(self.kind)
        if not np.isfinite(self.size):
            raise PlanRefused(_("The size of an assumption must be a finite number."))
        if self.kind != "one_off" and not MIN_SIZE <= self.size <= MAX_SIZE:
            raise PlanRefused(_("A growth or price change of {size} is out of range: {low} to {high} is allowed.",
                                size=percent(self.size), low=percent(MIN_SIZE), high=percent(MAX_SIZE)))
        if self.size == 0:
            raise PlanRefused(_("An assumption of size 0 changes nothing; give it a size."))
        if not self.author.strip():
            raise PlanRefused(_("An assumption needs an author: enter a name."))


def kind_of(text: str) -> AssumptionKind:
    """The kind of assumption that `text` names. Raises PlanRefused when there is none."""
    for kind in KINDS:
        if kind == text:
            return kind
    raise PlanRefused(_("Cannot assume {text}; choose one of {kinds}.", text=repr(text), kinds=", ".join(KINDS)))


@dataclass(frozen=True, eq=False)
class WhatIf:
    """The forecast with assumptions applied to it."""

    assumptions: tuple[Assumption, ...]
    months: pd.DataFrame
    """month, statistical, assumed: the selection with and without the assumptions."""
    effects: pd.DataFrame
    """kind, size, from_month, author, note, product, region, extra, contribution, transactions, hours: what each
    assumption adds, applied after those before it in the list. `extra` is a level's at the end and a flow's over all
    months, in the measure's unit; the others are over all months, in money, transactions and staff hours. The sums are
    the whole difference."""
    cells: pd.DataFrame
    """The cells with `point`, `assumed` and what the difference brings and asks: contribution, transactions, hours."""
    is_flow: bool
    aside: tuple[tuple[Assumption, str], ...] = ()
    """Assumptions that say nothing of this selection, each with the reason."""
    staff: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["region_id", "name", "hours"]))
    """region_id, name, hours: the staff hours that there are over these months; empty without a staff file."""
    lacking: str = ""
    """Which file would say more of the work, in a sentence; empty when none would."""

    @property
    def extra(self) -> float:
        """What the assumptions add: to a level at the end, to a flow over the months; in the measure's unit."""
        difference = self.months["assumed"] - self.months["statistical"]
        return float(difference.sum() if self.is_flow else difference.iloc[-1])

    @property
    def by_region(self) -> pd.DataFrame:
        """region_id, name, extra_hours, hours, used_rate: the staff hours asked for and there; most asked for first."""
        extra = self.cells.groupby("region_id", as_index=False)["hours"].sum().rename(columns={"hours": "extra_hours"})
        both = extra.merge(self.staff, on="region_id", how="left")
        both = both.assign(used_rate=both["extra_hours"] / both["hours"].where(both["hours"] > 0))
        return both[both["extra_hours"] != 0].sort_values("extra_hours", ascending=False, ignore_index=True)
