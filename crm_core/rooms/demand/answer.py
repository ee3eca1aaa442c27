"""From the book to the demand of a selection: what is read, and in which order.

All cells of the bank are forecast whatever the scope, once for everybody (`cells.forecast_of`); the scope and the
product only say which of them are summed. So what is said of a region is the same under every filter, and adds up.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from crm_core.question import Reader
from crm_core.rooms.demand.cells import Cells, forecast_of, furthest
from crm_core.rooms.demand.chosen import (
    CELLS,
    EVERY_PRODUCT,
    LABELLED,
    MONTHS,
    PEOPLE,
    asked,
    cells_of,
    refuse,
    wanted,
    weight_of,
    whole_months,
)
from crm_core.rooms.demand.coherence import effect
from crm_core.rooms.demand.kinds import Measure
from crm_core.rooms.demand.measure import Demand, demand
from crm_core.rooms.demand.mix import groups_of, mix_of, on_the_books
from crm_core.rooms.demand.plan import Plan, assumptions_of
from crm_core.rooms.demand.planned import what_if
from crm_core.rooms.demand.selection import Part


def answer(read: Reader, *, by: Measure = "balance", product: str = EVERY_PRODUCT, horizon: int = 12,
           last_month: Literal["judge", "complete", "running"] = "judge", assume: str = "") -> Demand:
    """What will be asked of `product` (an id, a family or `all`) over the next `horizon` months, under the scope of
    `read`.

    `last_month` says whether the book's last month is whole; `judge` looks at the book. `assume` are assumptions to
    lay over it, as JSON text (`plan.to_json`, or a saved scenario). Raises CannotAnswer when the book lacks the
    measure or the product, NobodyInScope when nothing is in scope, PlanRefused for a text that holds no assumptions,
    ValueError for an unknown `by` or a horizon outside 1–24.
    """
    refuse(by, horizon)
    assumptions = assumptions_of(assume)
    known, left_out = whole_months(read, last_month)
    labels = read(LABELLED)
    what, ids = wanted(labels, product, by)
    cells = cells_of(read, by, known, product)
    whole = weight_of(cells, labels, by, (what, ids))
    with threadpool_limits(limits=1, user_api="blas"):  # one core a visitor; and sums that do not depend on threads
        result = demand(
            forecast_of(cells, horizon), cells.months, whole, _parts(cells, labels, whole, ids), by=by, what=what,
            mix=_mix(read, known, labels), coherence=effect(furthest(cells)),
            left_out=read(MONTHS)["month"].iloc[-1].date() if left_out else None,
        )
    if not assumptions:
        return result
    return dataclasses.replace(result, what_if=what_if(read, Plan(by, product, horizon, assumptions),
                                                       last_month=last_month))


def _parts(cells: Cells, labels: pd.DataFrame, whole: np.ndarray, ids: set[str] | None) -> dict[Part, np.ndarray]:
    """The selection by product and by region: what has cells in it, under the names to show."""
    names = {(row.kind, row.id): row.name_ for row in labels.rename(columns={"name": "name_"}).itertuples()}
    found: dict[Part, np.ndarray] = {}
    for kind, column in (("product", "product_id"), ("region", "region_id")):
        there = cells.labels.loc[whole > 0, column].unique()
        for name in sorted(there) if len(there) > 1 else ():
            found[kind, name, names.get((kind, name), name)] = whole * (cells.labels[column] == name).to_numpy()
    return found


def _mix(read: Reader, known: pd.Series, labels: pd.DataFrame) -> pd.DataFrame:
    """The drift of the customer mix of the scope over the last year."""
    tables = {"people": on_the_books(read(PEOPLE), known),
              "held": read(CELLS, by="holdings").rename(columns={"amount": "customers"})}
    for name, rows in tables.items():
        kept = [rows[column].isin(ids) for column, ids in asked(labels).items()]
        tables[name] = rows[kept[0] & kept[1]]
    names = {kind: dict(zip(part["id"], part["name"], strict=True)) for kind, part in labels.groupby("kind")}
    return mix_of(groups_of(tables["people"], tables["held"], names, known))
