"""From the book to a plan: the cells it is applied to, and what a unit of them brings and asks of the bank."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.demand.cells.bank_cells import CELL_LABELS, Cells, forecast_cells
from crm_core.rooms.demand.cells.customers import customers_by_month
from crm_core.rooms.demand.cells.request import (
    LABELS,
    PEOPLE,
    complete_months,
    product_ids,
    read_cells,
    regions,
    selection_weight,
)
from crm_core.rooms.demand.measures import WITHOUT_PRODUCTS, Measure, measure_of
from crm_core.rooms.demand.terms import named_measure
from crm_core.rooms.demand.what_if.applying import apply_assumptions, touched_cells
from crm_core.rooms.demand.what_if.assumption import Assumption, WhatIf
from crm_core.rooms.demand.what_if.plan import Plan

RATES = Question.from_file(__file__, "rates.sql")
SERVED = Question.from_file(__file__, "served.sql")
_NO_CONTACTS = pd.DataFrame({"region_id": pd.Series(dtype=str), "customer_type": pd.Series(dtype=str),
                             "hours": pd.Series(dtype=float)})
STAFF = Question.from_file(__file__, "staff.sql")

A_YEAR = 12


def apply_plan(read: Reader, plan: Plan) -> WhatIf:
    """The assumptions of `plan` applied to the forecast of what it asks for, under the scope of `read`.

    Those that say nothing of it (another measure, a product, region or month that is not in it) are `aside`, each
    with the reason. Raises as `answer` does.
    """
    by = measure_of(plan.by)
    cells = cells_ahead(read, by=by, product=plan.product, horizon=plan.horizon)
    reasons = [_not_applicable(each, cells, by) for each in plan.assumptions]
    applicable = [each for each, reason in zip(plan.assumptions, reasons, strict=True) if not reason]
    aside = tuple((each, reason) for each, reason in zip(plan.assumptions, reasons, strict=True) if reason)
    served, staff = _work(read)
    staff = staff.assign(name=staff["region_id"].map(regions(read)), hours=staff["hours"] * plan.horizon / A_YEAR)
    missing = _missing(by, has_hours=not served.empty, has_staff=not staff.empty,
                       is_of_segment=read.scope.segment is not None)
    return dataclasses.replace(apply_assumptions(cells, applicable, by=by), aside=aside,
                               staff=staff[["region_id", "name", "hours"]], lacking=missing)


def cells_ahead(read: Reader, *, by: Measure = "balance", product: str = "all", horizon: int = 12) -> pd.DataFrame:
    """month, region_id, family, product_id, customer_type, point, and what a unit brings and asks (see
    `apply_assumptions`): the forecast of every cell of the selection. Adds up to `answer(…).ahead`. Raises as `answer`
    does."""
    months, _ = complete_months(read)
    labels = read(LABELS)
    cells = read_cells(read, by, months, product)
    is_selected = selection_weight(cells, labels, by, product_ids(labels, product, by)) > 0
    points = forecast_cells(cells, horizon).cells[is_selected]
    future = pd.date_range(cells.months[-1], periods=horizon + 1, freq="MS")[1:]
    selected = cells.labels[is_selected].reset_index(drop=True)
    rated = pd.concat([selected, _rates(read, selected, cells, by)], axis=1)
    rows = rated.loc[rated.index.repeat(horizon)].reset_index(drop=True)
    rows = rows.assign(month=np.tile(future, len(selected)), point=points.ravel())
    a_month = rows.pop("income_a_month")
    rows["income"] = a_month if by == "contribution" else rows["point"] * rows.pop("income_rate")
    if by == "new_customers":
        # Who comes stays: each brings and asks something in every month that is left.
        months_left = np.tile(np.arange(horizon, 0, -1), len(selected))
        for name in ("contribution_rate", "transaction_rate", "hours_rate", "income"):
            rows[name] = rows[name] * months_left
    columns = ["month", *CELL_LABELS, "point", "contribution_rate", "income", "transaction_rate", "hours_rate"]
    return rows[columns]


def _rates(read: Reader, selected: pd.DataFrame, cells: Cells, by: Measure) -> pd.DataFrame:
    """For each cell in `selected`: contribution_rate, income_rate, transaction_rate and hours_rate for a unit of the
    measure, and income_a_month, all over the last 12 months."""
    sums = read(RATES)
    worked = share_staff_hours(sums, *_work(read))
    if by in WITHOUT_PRODUCTS:
        of_type = worked.groupby(["region_id", "customer_type"], as_index=False).sum(numeric_only=True)
        rows = selected[list(CELL_LABELS)].merge(of_type, on=["region_id", "customer_type"], how="left")
        unit = rows.merge(_customer_months(read, cells), on=["region_id", "customer_type"], how="left")["customers"]
    else:
        if (~selected["product_id"].isin(sums["product_id"])).any():
            worked = worked.assign(product_id=worked["family"])  # the cells of a large bank are families
        summed = worked.groupby(list(CELL_LABELS), as_index=False).sum(numeric_only=True)
        rows = selected[list(CELL_LABELS)].merge(summed, on=list(CELL_LABELS), how="left")
        unit = rows[by]
    unit = unit.where(unit != 0)
    rates = {f"{name}_rate": (rows[name] / unit).fillna(0.0) for name in ("contribution", "income")}
    asks = 0.0 if by == "contribution" else 1.0  # more of it may be dearer business (decision 33)
    rates |= {"transaction_rate": (asks * rows["transactions"] / unit).fillna(0.0),
              "hours_rate": (asks * rows["hours"] / unit).fillna(0.0),
              "income_a_month": rows["income"].fillna(0.0) / A_YEAR}
    return pd.DataFrame(rates)


def _work(read: Reader) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The hours that contacts took, and those that the staff has. Of a segment neither: the hours are there for the
    customers of all segments. Contacts tell customer types apart; where they are not shown, types are not either."""
    served, staff = read.if_shown(SERVED), read(STAFF)
    served = _NO_CONTACTS if served is None else served
    return (served.iloc[:0], staff.iloc[:0]) if read.scope.segment else (served, staff)


def share_staff_hours(sums: pd.DataFrame, served: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """The sums with the staff hours that go into each, as many as there are today.

    A region's hours are those of its managers; without a staff file those that recorded contacts took. They are shared
    among customer types by recorded contacts, and among products by transactions, or by the products held where the
    book has no transactions.
    """
    work = "transactions" if sums["transactions"].sum() > 0 else "holdings"
    by_type = sums.groupby(["region_id", "customer_type"], as_index=False)[work].sum()
    by_type = by_type.merge(served, on=["region_id", "customer_type"], how="left").fillna({"hours": 0.0})
    contacts = by_type.groupby("region_id")["hours"].transform("sum")
    if len(staff):
        weight = by_type["hours"].where(contacts > 0, by_type[work])
        whole = weight.groupby(by_type["region_id"]).transform("sum")
        available = by_type["region_id"].map(staff.set_index("region_id")["hours"]).fillna(0.0)
        by_type["hours"] = available * weight / whole.where(whole > 0)
    joined = sums.merge(by_type.drop(columns=work), on=["region_id", "customer_type"], how="left")
    whole = joined.groupby(["region_id", "customer_type"])[work].transform("sum")
    return joined.assign(hours=(joined["hours"] * joined[work] / whole.where(whole > 0)).fillna(0.0))


def _customer_months(read: Reader, cells: Cells) -> pd.DataFrame:
    """region_id, customer_type, customers: those on the books, summed over the last 12 months."""
    customers = customers_by_month(read(PEOPLE), pd.Series(cells.months[-A_YEAR:]))
    return customers.groupby(["region_id", "customer_type"], as_index=False)["customers"].sum()


def _not_applicable(assumption: Assumption, cells: pd.DataFrame, by: Measure) -> str:
    """Why an assumption says nothing of these cells; empty when it does."""
    if assumption.by and assumption.by != by:
        return _("it was made for {measure}", measure=named_measure(assumption.by))
    if touched_cells(cells, assumption)[0].any():
        return ""
    first, last = cells["month"].min(), cells["month"].max()
    if assumption.kind == "one_off" and pd.Timestamp(assumption.from_month) < first:
        return _("its month is in the past")
    if pd.Timestamp(assumption.from_month) > last:
        return _("its month is beyond the forecast")
    return _("its product or region is not in this selection")


def _missing(by: Measure, *, has_hours: bool, has_staff: bool, is_of_segment: bool) -> str:
    """Which file would say more of the work, in a sentence; empty when none would."""
    if by == "contribution":
        return _("More contribution may come from higher prices as well as from more business, so no workload is "
                 "counted. Choose turnover or products held to see it.")
    if is_of_segment:
        return _("Staff hours are there for the customers of all segments, so none are counted for one. Clear the "
                 "segment to see them.")
    if has_staff:
        return ""
    if has_hours:
        return _("A staff file with capacity_hours would show whether these hours are available.")
    return _("A staff file with capacity_hours would show how many staff hours this takes.")
