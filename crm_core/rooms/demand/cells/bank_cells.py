"""The bank's months by cell, and the forecast of all cells, worked out once for everybody who asks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy.joint_forecast import JointForecast, forecast_jointly
from crm_core.rooms.demand.hierarchy.nodes import cross

DIMENSIONS = (("region_id",), ("family", "product_id"), ("customer_type",))
CELL_LABELS = ("region_id", "family", "product_id", "customer_type")

MAX_CELLS = 600
"""Cells that are forecast in a second or so; a bank of more is forecast by product family."""

MAX_HORIZON = 24

_CACHED_FORECASTS = 7
"""Forecasts of whole banks in memory, at some 16 MB each of 350 cells: one for each measure, so that going back to one
is quick (decision 32)."""


@dataclass(frozen=True, eq=False)
class Cells:
    """`labels` has one row a cell, `amounts` cell × month: 0 where the cell had nothing, NaN before it began and in
    months that the book does not have. Two are equal when they hold the same."""

    labels: pd.DataFrame
    months: pd.DatetimeIndex
    amounts: np.ndarray

    def __hash__(self) -> int:
        return hash(self._content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cells) and self._content == other._content

    @property
    def _content(self) -> bytes:
        words = self.labels.to_csv(index=False) + str(self.months[0])
        return hashlib.sha256(words.encode() + self.amounts.tobytes()).digest()

    def weight(self, **wanted: set[str] | None) -> np.ndarray:
        """1 for the cells whose labels are all among the `wanted` (None: any), 0 for the others."""
        is_wanted = np.ones(len(self.labels), dtype=bool)
        for name, ids in wanted.items():
            if ids is not None:
                is_wanted &= self.labels[name].isin(ids).to_numpy()
        return is_wanted.astype(float)


def gather_cells(rows: pd.DataFrame, months: pd.Series, *, product: str = "") -> Cells:
    """Cells of `rows` (month, the four labels, amount) over all calendar months from the first of `months` to the last.

    Months between that are not in `months`, or in which no cell's amount is known, are unknown, not zero. Cells that
    never had anything are left out. Where there are more than `MAX_CELLS`, only those of the asked `product` (an id or
    a family) are kept, or all products are summed into their families when none is asked.
    """
    months = months[months.isin(rows.loc[rows["amount"].notna(), "month"])]
    rows = rows[rows["month"].isin(months)]
    if rows.empty:
        return Cells(rows[list(CELL_LABELS)], pd.DatetimeIndex([]), np.zeros((0, 0)))
    if rows.groupby(list(CELL_LABELS)).ngroups > MAX_CELLS:
        is_of_product = (rows["product_id"] == product) | (rows["family"] == product)
        rows = rows[is_of_product] if is_of_product.any() else rows.assign(product_id=rows["family"])
    calendar = pd.date_range(months.min(), months.max(), freq="MS")
    labels = rows[list(CELL_LABELS)].drop_duplicates().sort_values(list(CELL_LABELS), ignore_index=True)
    place = pd.MultiIndex.from_frame(labels).get_indexer(pd.MultiIndex.from_frame(rows[list(CELL_LABELS)]))
    amounts = np.zeros((len(labels), len(calendar)))
    np.add.at(amounts, (place, calendar.get_indexer(rows["month"])), rows["amount"].fillna(0.0).to_numpy(dtype=float))
    begun = np.logical_or.accumulate(amounts != 0, axis=1)
    amounts = np.where(begun & calendar.isin(months), amounts, np.nan)
    has_begun = begun.any(axis=1)
    return Cells(labels[has_begun].reset_index(drop=True), calendar, amounts[has_begun])


def forecast_cells(cells: Cells, horizon: int) -> JointForecast:
    """The forecast of all cells for `horizon` months, the first of those that `forecast_furthest` looks ahead: what is
    said of a month does not depend on how far beyond it somebody looks."""
    return forecast_furthest(cells).until(horizon)


@lru_cache(maxsize=_CACHED_FORECASTS)
def forecast_furthest(cells: Cells) -> JointForecast:
    """The forecast of all cells as far ahead as anybody may ask, held in memory."""
    return forecast_jointly(cells.amounts, cross(cells.labels, DIMENSIONS), MAX_HORIZON)
