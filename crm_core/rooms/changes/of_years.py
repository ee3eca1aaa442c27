"""What changed of a segment whose single months stayed in a lakehouse: one year of its customers against the other.

What a year generated line by line is there, and so is how many customers there are in each month. Balances, products,
who of them generated it (customers who joined, stayed or left) and how much months vary are not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.changes.measure import Asked, Changes, changes
from crm_core.single_months import twelve_months_only

YEAR_CELLS = Question.from_file(__file__, "year_cells.sql")
STANDING_CELLS = Question.from_file(__file__, "standing_cells.sql")
STANDING_SERIES = Question.from_file(__file__, "standing_series.sql")

MEASURES = ("contribution", "revenue", "customers")
PARTS = ("regions", "types", "branches", "managers")
_OF_MONTHS = ("holders", "deposits", "loans", "volume", "rows", "known_balances", "known_money", "one_offs")
"""What a cell of months holds besides: of years it is nothing, so all interest is a step of its own."""


def require_years(asked: Asked, *, product: str) -> None:
    """Raises CannotAnswer where years of customers do not answer what is `asked`."""
    if asked.by not in MEASURES or asked.parts_by not in PARTS or product:
        raise CannotAnswer(_("Under a segment, balances and single products are counted from single months of "
                             "customers, which stayed in the lakehouse. Choose contribution, revenue or customers, of "
                             "all products, clear the segment, or build the data with --with-activity."))
    if asked.by != "customers" and asked.period.kind != "trailing":
        raise CannotAnswer(twelve_months_only())


def refuse_not_alike(names: tuple[str, ...]) -> None:
    """Raises CannotAnswer where the bank's months would leave products out: from years of customers nothing can be."""
    if names:
        raise CannotAnswer(_("More is known of some products in one of the two years ({products}), and under a segment "
                             "they can be left out only with single months of customers, which stayed in the "
                             "lakehouse. Clear the segment, or build the data with --with-activity.",
                             products=", ".join(names)))


def changes_of_years(read: Reader, asked: Asked, *, branch: str, manager: str) -> Changes | None:
    """The answer from years; None when no customer is left."""
    of_customers = asked.by == "customers"
    desk = {"branch": branch, "manager": manager}
    cells = (read(STANDING_CELLS, last_month=asked.period.last_month, **desk) if of_customers else
             read(YEAR_CELLS, **desk).assign(standing=""))
    if not (cells["customers"] + cells["customers_before"].fillna(0)).sum():
        return None
    series = read(STANDING_SERIES, parts=asked.parts_by if of_customers else "", last_month=asked.period.last_month,
                  **desk)
    found = changes(_as_cells(cells), series if of_customers else series.assign(amount=np.nan), asked)
    return dataclasses.replace(found, is_of_years=True, steps=_named(found.steps))


def _as_cells(cells: pd.DataFrame) -> Mapping[str, np.ndarray]:
    """With the other columns that a bridge reads; cents as whole numbers."""
    nothing = np.zeros(len(cells), "int64")
    lines = ("net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital_charge")
    texts = ("region_id", "customer_type", "branch_id", "manager_id", "standing")
    empty = np.full(len(cells), "", object)
    numbers = [name for name in cells if name not in texts]
    return ({f"{name}{end}": nothing for name in (*lines, *_OF_MONTHS) for end in ("", "_before")}
            | {name: cells[name].to_numpy("float64", na_value=0.0).astype("int64") for name in numbers}
            | {name: cells[name].to_numpy(object) for name in texts} | {"product_id": empty, "family": empty})


def _named(steps: pd.DataFrame) -> pd.DataFrame:
    """Interest as one line: of years it is not that a balance is unknown."""
    kept = steps[~steps["step"].isin(["volume", "mix", "margin"])].reset_index(drop=True)
    return kept.replace({"step": {"interest": "net_interest"}})
