"""What if: a manager's assumptions laid over the forecast, never mixed into it.

The statistical line stays as it is. Each assumption is a value with its author and note; the same assumptions over the
same forecast always give the same line, and taking one away gives back what was there before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

Kind = Literal["growth", "price", "one_off"]

LEAST, MOST = -0.99, 10.0
"""Growth and price changes as fractions: nothing can fall by more than all of it, and more than tenfold is a slip."""


@dataclass(frozen=True)
class Assumption:
    """One assumption about the months from `from_month` on.

    `growth`: `size` is the extra growth a year, as a fraction, that builds up month by month. `price`: the amounts are
    `size` higher, as a fraction, from the first month on. `one_off`: `size` is an amount that comes on top in that one
    month. It is about the products and regions named; empty means all. Raises ValueError for a size out of range, or
    without an author.
    """

    kind: Kind
    size: float
    from_month: dt.date
    author: str
    note: str = ""
    product: str = ""
    region: str = ""

    def __post_init__(self) -> None:
        if self.kind not in Kind.__args__:
            raise ValueError(f"Cannot assume {self.kind!r}; choose one of {', '.join(Kind.__args__)}.")
        if not np.isfinite(self.size) or (self.kind != "one_off" and not LEAST <= self.size <= MOST):
            raise ValueError(f"size is {self.size!r}; growth and price are fractions from {LEAST} to {MOST:g}.")
        if not self.author.strip():
            raise ValueError("An assumption needs an author: whose is it?")


@dataclass(frozen=True, eq=False)
class WhatIf:
    """The forecast with assumptions laid over it."""

    assumptions: tuple[Assumption, ...]
    months: pd.DataFrame
    """month, statistical, assumed: the selection with and without the assumptions."""
    effects: pd.DataFrame
    """kind, size, from_month, author, note, product, region, extra: what each assumption adds over the horizon, laid
    over those before it in the list; the extras add up to the whole difference."""
    cells: pd.DataFrame
    """The cells with `point` and `assumed`."""

    @property
    def extra(self) -> float:
        """What the assumptions add over the horizon, in the measure's unit."""
        return float((self.months["assumed"] - self.months["statistical"]).sum())


def lay(cells: pd.DataFrame, assumptions: Sequence[Assumption]) -> WhatIf:
    """Lay `assumptions`, in their order, over `cells` (month, region_id, family, product_id, customer_type, point).

    An assumption touches the cells of its product (an id or a family) and region; a one-off is shared among them in
    proportion to their forecasts. Raises ValueError for one that touches nothing: its months, product or region are
    not in the forecast.
    """
    amount = cells["point"].to_numpy(dtype=float)
    extras = []
    for assumption in assumptions:
        laid = _laid(cells, amount, assumption)
        extras.append(float((laid - amount).sum()))
        amount = laid
    both = cells.assign(assumed=amount)
    months = both.groupby("month", as_index=False).agg(statistical=("point", "sum"), assumed=("assumed", "sum"))
    columns = ["kind", "size", "from_month", "author", "note", "product", "region"]
    effects = pd.DataFrame([[getattr(each, name) for name in columns] for each in assumptions], columns=columns)
    return WhatIf(tuple(assumptions), months, effects.assign(extra=np.array(extras, dtype=float)), both)


def implied(what_if: WhatIf, rates: pd.DataFrame) -> pd.DataFrame:
    """product_id, extra, contribution, transactions: what the extra demand of each product brings and asks of the bank.

    `rates` has product_id, contribution_rate and transaction_rate: contribution and transactions for each unit of the
    measure, as in the last 12 months. The extra is assumed to be business like the rest.
    """
    difference = what_if.cells.assign(extra=what_if.cells["assumed"] - what_if.cells["point"])
    found = difference.groupby("product_id", as_index=False)["extra"].sum()
    found = found.merge(rates, on="product_id", how="left", validate="1:1").fillna(
        {"contribution_rate": 0.0, "transaction_rate": 0.0})
    return found.assign(
        contribution=found["extra"] * found["contribution_rate"],
        transactions=found["extra"] * found["transaction_rate"],
    )[["product_id", "extra", "contribution", "transactions"]]


def _laid(cells: pd.DataFrame, amount: np.ndarray, assumption: Assumption) -> np.ndarray:
    """The amounts with one assumption more."""
    start = pd.Timestamp(assumption.from_month).to_period("M")
    since = (cells["month"].dt.year - start.year) * 12 + cells["month"].dt.month - start.month
    product, region = assumption.product, assumption.region
    touched = pd.Series(True, index=cells.index)
    if product:
        touched &= (cells["product_id"] == product) | (cells["family"] == product)
    if region:
        touched &= cells["region_id"] == region
    touched &= (since == 0) if assumption.kind == "one_off" else (since >= 0)
    if not touched.any():
        raise ValueError(f"The assumption “{assumption.note or assumption.kind}” touches nothing: {start} on, "
                         f"{product or 'all products'}, {region or 'all regions'} is not in the forecast.")
    here = touched.to_numpy()
    if assumption.kind == "one_off":
        base = np.where(here, np.abs(amount), 0.0)
        share = base / base.sum() if base.sum() > 0 else here / here.sum()
        return amount + assumption.size * share
    exponent = (since.to_numpy() + 1) / 12 if assumption.kind == "growth" else np.ones(len(cells))
    return np.where(here, amount * (1 + assumption.size) ** exponent, amount)
