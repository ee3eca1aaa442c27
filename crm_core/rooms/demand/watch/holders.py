"""Who is in the cells: how many customers have any of what is asked for, and how much a typical one of them has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.question import Question

HOLDERS = Question.from_file(__file__, "holders.sql")

CELL_LABELS = ["region_id", "product_id", "customer_type"]


@dataclass(frozen=True, eq=False)
class Holders:
    """Cell × month: `customers` who have any of it, and `logs`, the sum of the logarithms of what each of them has; 0
    where nobody has any, NaN in months that the book does not have."""

    customers: np.ndarray
    logs: np.ndarray

    def course_of(self, is_in: np.ndarray) -> np.ndarray:
        """What these cells would hold if each of their customers had the typical (geometric mean) amount; NaN in months
        in which nobody has any. A customer who joins, leaves or changes tenfold moves it as one of so many."""
        customers, logs = self.customers[is_in].sum(axis=0), self.logs[is_in].sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(customers > 0, customers * np.exp(logs / customers), np.nan)


def holders_of(rows: pd.DataFrame, labels: pd.DataFrame, months: pd.DatetimeIndex, amounts: np.ndarray) -> Holders:
    """The holders of the cells `labels` (region_id, product_id, customer_type), whose `amounts` are cell × month.

    `rows` has month, the labels, family, `customers` ≥ 0 and `logs`. A cell that sums a family is named after it.
    """
    is_named = rows["product_id"].isin(labels["product_id"])
    rows = rows.assign(product_id=rows["product_id"].where(is_named, rows["family"]))
    place = pd.MultiIndex.from_frame(labels[CELL_LABELS]).get_indexer(pd.MultiIndex.from_frame(rows[CELL_LABELS]))
    month = months.get_indexer(rows["month"])
    is_here = (place >= 0) & (month >= 0)
    customers, logs = np.zeros(amounts.shape), np.zeros(amounts.shape)
    for of_cells, column in ((customers, "customers"), (logs, "logs")):
        np.add.at(of_cells, (place[is_here], month[is_here]), rows.loc[is_here, column].fillna(0).to_numpy(dtype=float))
    has_month = ~np.isnan(amounts).all(axis=0)
    return Holders(np.where(has_month, customers, np.nan), np.where(has_month, logs, np.nan))


def counted_holders(amounts: np.ndarray) -> Holders:
    """The holders where customers are what is counted: each has one of the `amounts`."""
    has_month = ~np.isnan(amounts).all(axis=0)
    customers = np.where(has_month, np.nan_to_num(amounts), np.nan)
    return Holders(customers, customers * 0.0)
