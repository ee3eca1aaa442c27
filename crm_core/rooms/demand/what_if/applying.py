"""Apply assumptions to a forecast, one after the other: what each makes of the amounts, what that brings and asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.amounts import NOTHING
from crm_core.language import _, month
from crm_core.rooms.demand.measures import FLOWS, Measure
from crm_core.rooms.demand.what_if.assumption import Assumption, PlanRefused, WhatIf

RATES = ("contribution_rate", "income", "transaction_rate", "hours_rate")
"""What `cells` may say of a cell beside its forecast; what is not said is taken for nothing."""

_SUMS = ["extra", "contribution", "transactions", "hours"]


def apply_assumptions(cells: pd.DataFrame, assumptions: Sequence[Assumption], *, by: Measure = "balance") -> WhatIf:
    """Apply `assumptions`, in their order, to `cells`: month, region_id, family, product_id, customer_type, point.

    A cell may also say what one unit of the measure brings and asks (`contribution_rate`, `transaction_rate`,
    `hours_rate`) and the `income` expected of it in the month. An assumption touches the cells of its product (an id
    or a family) and region; a one-off is shared among them in proportion to their forecasts. A price moves the line
    only where the measure is contribution; elsewhere what it brings is in the contribution alone. Raises PlanRefused
    for one that touches nothing: its months, product or region are not in the forecast.
    """
    rated = cells.reindex(columns=[*cells.columns, *(name for name in RATES if name not in cells)], fill_value=0.0)
    applied, sums = _Applied.nothing(rated, by), []
    for assumption in assumptions:
        applied = applied.with_(assumption)
        sums.append(applied.sums)
    after = applied.table
    months = after.groupby("month", as_index=False).agg(statistical=("point", "sum"), assumed=("assumed", "sum"))
    columns = ["kind", "size", "from_month", "author", "note", "product", "region"]
    effects = pd.DataFrame([[getattr(each, name) for name in columns] for each in assumptions], columns=columns)
    added = np.diff(np.array(sums).reshape(-1, len(_SUMS)), axis=0, prepend=np.zeros((1, len(_SUMS))))
    return WhatIf(tuple(assumptions), months, pd.concat([effects, pd.DataFrame(added, columns=_SUMS)], axis=1), after,
                  by in FLOWS)


def effects_by_product(what_if: WhatIf) -> pd.DataFrame:
    """product_id, extra, contribution, transactions, hours: what the difference of each product is, brings and asks of
    the bank, over all months. What comes on top is assumed to be business like the rest in the last 12 months."""
    cells = what_if.cells.assign(extra=what_if.cells["assumed"] - what_if.cells["point"])
    return cells.groupby("product_id", as_index=False)[_SUMS].sum()


def touched_cells(cells: pd.DataFrame, assumption: Assumption) -> tuple[np.ndarray, np.ndarray]:
    """Which cells an assumption is about, and how many months after its first each lies."""
    start = pd.Timestamp(assumption.from_month)
    since = ((cells["month"].dt.year - start.year) * 12 + cells["month"].dt.month - start.month).to_numpy()
    is_touched = since == 0 if assumption.kind == "one_off" else since >= 0
    if assumption.product:
        is_of_product = (cells["product_id"] == assumption.product) | (cells["family"] == assumption.product)
        is_touched = is_touched & is_of_product.to_numpy()
    if assumption.region:
        is_touched = is_touched & (cells["region_id"] == assumption.region).to_numpy()
    return is_touched, since


@dataclass(frozen=True, eq=False)
class _Applied:
    """Cells with what has been assumed of each so far: volume and price as factors, and what came once."""

    cells: pd.DataFrame
    by: Measure
    volume: np.ndarray
    price: np.ndarray
    once: np.ndarray

    @classmethod
    def nothing(cls, cells: pd.DataFrame, by: Measure) -> _Applied:
        one = np.ones(len(cells))
        return cls(cells, by, one, one, np.zeros(len(cells)))

    def with_(self, assumption: Assumption) -> _Applied:
        is_touched, since = touched_cells(self.cells, assumption)
        if not is_touched.any():
            raise PlanRefused(_(
                "The assumption “{name}” applies to nothing in the forecast: check its month ({month}), product "
                "({product}) and region ({region}).", name=assumption.note or assumption.kind,
                month=month(assumption.from_month), product=assumption.product or NOTHING,
                region=assumption.region or NOTHING))
        volume, price, once = self.volume, self.price, self.once
        if assumption.kind == "one_off":
            base = np.where(is_touched, np.abs(self.amount), 0.0)
            once = once + assumption.size * (base / base.sum() if base.sum() > 0 else is_touched / is_touched.sum())
        elif assumption.kind == "price":
            price = np.where(is_touched, price * (1 + assumption.size), price)
        else:
            volume = np.where(is_touched, volume * (1 + assumption.size) ** ((since + 1) / 12), volume)
        return _Applied(self.cells, self.by, volume, price, once)

    @property
    def amount(self) -> np.ndarray:
        """The amount of each cell."""
        amount = self._column("point") * self.volume + self.once
        return amount + self._price_effect if self.by == "contribution" else amount

    @property
    def table(self) -> pd.DataFrame:
        """The cells with the amount, and what the difference brings and asks."""
        more = self._column("point") * (self.volume - 1) + self.once
        brings = more if self.by == "contribution" else more * self._column("contribution_rate")
        return self.cells.assign(assumed=self.amount, contribution=brings + self._price_effect,
                                 transactions=more * self._column("transaction_rate"),
                                 hours=more * self._column("hours_rate"))

    @property
    def sums(self) -> list[float]:
        cells = self.table
        extra = cells["assumed"] - cells["point"]
        if self.by not in FLOWS:
            extra = extra[cells["month"] == cells["month"].max()]
        return [float(extra.sum()), *(float(cells[name].sum()) for name in _SUMS[1:])]

    @property
    def _price_effect(self) -> np.ndarray:
        """What the price adds to the income: of the forecast, and of what came once in the same proportion."""
        point, income = self._column("point"), self._column("income")
        a_unit = np.divide(income, point, out=np.zeros(len(point)), where=point != 0)
        once = 0.0 if self.by == "contribution" else self.once * a_unit
        return (self.price - 1) * (income * self.volume + once)

    def _column(self, name: str) -> np.ndarray:
        return self.cells[name].to_numpy(dtype=float)
