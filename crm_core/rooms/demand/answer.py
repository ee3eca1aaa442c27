"""From the book to the demand of a selection: what is read, and in which order.

All cells of the bank are forecast whatever the scope, once for everybody (decision 17); the scope and the product only
say which of them are summed. So what is said of a region is the same under every filter, and adds up.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from crm_core.availability import Needs
from crm_core.periods import book_calendar
from crm_core.question import Reader
from crm_core.rooms.demand.cells.bank_cells import Cells, forecast_cells, forecast_furthest
from crm_core.rooms.demand.cells.customers import customers_by_month
from crm_core.rooms.demand.cells.request import (
    ALL_PRODUCTS,
    CELLS,
    LABELS,
    PEOPLE,
    best_of,
    check_request,
    complete_months,
    product_ids,
    read_cells,
    scope_ids,
    selection_weight,
)
from crm_core.rooms.demand.hierarchy.coherence import reconciliation_errors
from crm_core.rooms.demand.hierarchy.nodes import Part
from crm_core.rooms.demand.measure import Demand, demand
from crm_core.rooms.demand.measures import BEST, WITHOUT_PRODUCTS, Asked, Measure
from crm_core.rooms.demand.watch.holders import HOLDERS, Holders, counted_holders, holders_of
from crm_core.rooms.demand.watch.mix import COLUMNS, groups_of, mix_of
from crm_core.rooms.demand.what_if.plan import Plan, assumptions_from_json
from crm_core.rooms.demand.what_if.planning import apply_plan

NEEDS = Needs((("months",),), better_with=("joined",), uses=("revenue", "cost", "balance", "turnover", "transactions"))
"""What of a book the answer hangs on."""


def answer(read: Reader, *, by: Asked = BEST, product: str = ALL_PRODUCTS, horizon: int = 12,
           assume: str = "") -> Demand:
    """What will be asked of `product` (an id, a family or `all`) over the next `horizon` months, under the scope of
    `read`.

    `best` is balances, or what the book can say in their place. `assume` are assumptions to apply to it, as JSON text
    (`to_json` of a plan, or a saved scenario). Raises CannotAnswer when the book lacks the measure or the product,
    NobodyInScope when nothing is in scope, PlanRefused for a text that holds no assumptions, ValueError for an unknown
    `by` or a horizon outside 1–24.
    """
    check_request(by, horizon)
    assumptions = assumptions_from_json(assume)
    months, left_out = complete_months(read)
    measure = best_of(read, by)
    labels = read(LABELS)
    what, ids = product_ids(labels, product, measure)
    cells = read_cells(read, measure, months, product)
    whole = selection_weight(cells, labels, measure, (what, ids))
    with threadpool_limits(limits=1, user_api="blas"):  # one core a visitor; and sums that do not depend on threads
        result = demand(
            forecast_cells(cells, horizon), cells.months, whole, _parts(cells, labels, whole), by=measure, what=what,
            holders=_holders(read, measure, cells), mix=_mix(read, months, labels),
            coherence=reconciliation_errors(forecast_furthest(cells)),
            left_out=left_out, fiscal_year_starts=book_calendar(read).fiscal_year_starts,
        )
    if not assumptions:
        return result
    plan = Plan(measure, product, horizon, assumptions)
    return dataclasses.replace(result, what_if=apply_plan(read, plan))


def _parts(cells: Cells, labels: pd.DataFrame, whole: np.ndarray) -> dict[Part, np.ndarray]:
    """The selection by product and by region: what has cells in it, under the names to show."""
    names = {(row.kind, row.id): row.name_ for row in labels.rename(columns={"name": "name_"}).itertuples()}
    parts: dict[Part, np.ndarray] = {}
    for kind, column in (("product", "product_id"), ("region", "region_id")):
        ids = cells.labels.loc[whole > 0, column].unique()
        for name in sorted(ids) if len(ids) > 1 else ():
            parts[kind, name, names.get((kind, name), name)] = whole * (cells.labels[column] == name).to_numpy()
    return parts


def _holders(read: Reader, by: Measure, cells: Cells) -> Holders:
    """Who is in the cells."""
    if by in WITHOUT_PRODUCTS:
        return counted_holders(cells.amounts)
    return holders_of(read(HOLDERS, by=by), cells.labels, cells.months, cells.amounts)


def _mix(read: Reader, months: pd.Series, labels: pd.DataFrame) -> pd.DataFrame:
    """The drift of the customer mix of the scope over the last year."""
    people = read.if_shown(PEOPLE)
    if people is None:
        return pd.DataFrame(columns=COLUMNS)
    tables = {"customers": customers_by_month(people, months),
              "holders": read(CELLS, by="holdings").rename(columns={"amount": "customers"})}
    for name, rows in tables.items():
        in_region, in_type = (rows[column].isin(ids) for column, ids in scope_ids(labels).items())
        tables[name] = rows[in_region & in_type]
    names = {kind: dict(zip(part["id"], part["name"], strict=True)) for kind, part in labels.groupby("kind")}
    return mix_of(groups_of(tables["customers"], tables["holders"], names, months))
