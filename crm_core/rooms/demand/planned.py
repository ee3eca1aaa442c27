"""From the book to a plan: the cells it is laid over, and what a unit of them brings and asks of the bank."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from crm_core.question import Question, Reader
from crm_core.rooms.demand.cells import LABELS, Cells, forecast_of
from crm_core.rooms.demand.chosen import LABELLED, PEOPLE, cells_of, regions, wanted, weight_of, whole_months
from crm_core.rooms.demand.kinds import WITHOUT_PRODUCTS, WORDS
from crm_core.rooms.demand.laying import lay, touched
from crm_core.rooms.demand.mix import on_the_books
from crm_core.rooms.demand.plan import Plan
from crm_core.rooms.demand.whatif import Assumption, WhatIf

RATES = Question.from_file(__file__, "rates.sql")
SERVED = Question.from_file(__file__, "served.sql")
STAFF = Question.from_file(__file__, "staff.sql")

A_YEAR = 12


def what_if(read: Reader, plan: Plan, *, last_month: str = "judge") -> WhatIf:
    """The assumptions of `plan` laid over the forecast of what it asks for, under the scope of `read`.

    Those that say nothing of it (another measure, a product, region or month that is not in it) stand `aside`, each
    with the reason. Raises as `answer` does.
    """
    cells = cells_ahead(read, by=plan.by, product=plan.product, horizon=plan.horizon, last_month=last_month)
    reasons = [_aside(each, cells, plan.by) for each in plan.assumptions]
    kept = [each for each, reason in zip(plan.assumptions, reasons, strict=True) if not reason]
    aside = tuple((each, reason) for each, reason in zip(plan.assumptions, reasons, strict=True) if reason)
    staff = read(STAFF)
    names = regions(read)
    staff = staff.assign(name=staff["region_id"].map(names), hours=staff["hours"] * plan.horizon / A_YEAR)
    return dataclasses.replace(lay(cells, kept, by=plan.by), aside=aside, staff=staff[["region_id", "name", "hours"]],
                               lacking=_lacking(plan.by, has_hours=not read(SERVED).empty, has_staff=not staff.empty))


def cells_ahead(read: Reader, *, by: str = "balance", product: str = "all", horizon: int = 12,
                last_month: str = "judge") -> pd.DataFrame:
    """month, region_id, family, product_id, customer_type, point, and what a unit brings and asks (see `lay`): the
    forecast of every cell of the selection. Adds up to `answer(…).ahead`. Raises as `answer` does."""
    known, _ = whole_months(read, last_month)
    labels = read(LABELLED)
    cells = cells_of(read, by, known, product)
    kept = weight_of(cells, labels, by, wanted(labels, product, by)) > 0
    points = forecast_of(cells, horizon).cells[kept]
    to_come = pd.date_range(cells.months[-1], periods=horizon + 1, freq="MS")[1:]
    there = cells.labels[kept].reset_index(drop=True)
    rated = pd.concat([there, _rates(read, there, cells, by)], axis=1)
    rows = rated.loc[rated.index.repeat(horizon)].reset_index(drop=True)
    rows = rows.assign(month=np.tile(to_come, int(kept.sum())), point=points.ravel())
    a_month = rows.pop("income_a_month")
    rows["income"] = a_month if by == "contribution" else rows["point"] * rows.pop("income_rate")
    if by == "new_customers":
        # Who comes stays: each brings and asks something in every month that is left.
        left = np.tile(np.arange(horizon, 0, -1), int(kept.sum()))
        for name in ("contribution_rate", "transaction_rate", "hours_rate", "income"):
            rows[name] = rows[name] * left
    columns = ["month", *LABELS, "point", "contribution_rate", "income", "transaction_rate", "hours_rate"]
    return rows[columns]


def _rates(read: Reader, there: pd.DataFrame, cells: Cells, by: str) -> pd.DataFrame:
    """For each cell in `there`: contribution_rate, income_rate, transaction_rate and hours_rate for a unit of the
    measure, and income_a_month, all over the last 12 months."""
    sums = read(RATES)
    worked = with_hours(sums, read(SERVED), read(STAFF))
    if by in WITHOUT_PRODUCTS:
        of_type = worked.groupby(["region_id", "customer_type"], as_index=False).sum(numeric_only=True)
        found = there[list(LABELS)].merge(of_type, on=["region_id", "customer_type"], how="left")
        unit = found.merge(_on_the_books(read, cells), on=["region_id", "customer_type"], how="left")["there"]
    else:
        if (~there["product_id"].isin(sums["product_id"])).any():
            worked = worked.assign(product_id=worked["family"])  # the cells of a large bank are families
        summed = worked.groupby(list(LABELS), as_index=False).sum(numeric_only=True)
        found = there[list(LABELS)].merge(summed, on=list(LABELS), how="left")
        unit = found[by]
    unit = unit.where(unit != 0)
    rates = {f"{name}_rate": (found[name] / unit).fillna(0.0) for name in ("contribution", "income")}
    asks = 0.0 if by == "contribution" else 1.0  # more of it may be dearer business as well as more of it
    rates |= {"transaction_rate": (asks * found["transactions"] / unit).fillna(0.0),
              "hours_rate": (asks * found["hours"] / unit).fillna(0.0),
              "income_a_month": found["income"].fillna(0.0) / A_YEAR}
    return pd.DataFrame(rates)


def with_hours(sums: pd.DataFrame, served: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
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
        there = by_type["region_id"].map(staff.set_index("region_id")["hours"]).fillna(0.0)
        by_type["hours"] = there * weight / whole.where(whole > 0)
    joined = sums.merge(by_type.drop(columns=work), on=["region_id", "customer_type"], how="left")
    whole = joined.groupby(["region_id", "customer_type"])[work].transform("sum")
    return joined.assign(hours=(joined["hours"] * joined[work] / whole.where(whole > 0)).fillna(0.0))


def _on_the_books(read: Reader, cells: Cells) -> pd.DataFrame:
    """region_id, customer_type, there: customers on the books, summed over the last 12 months."""
    months = pd.Series(cells.months[-A_YEAR:])
    people = on_the_books(read(PEOPLE), months)
    return people.groupby(["region_id", "customer_type"], as_index=False)["customers"].sum().rename(
        columns={"customers": "there"})


def _aside(assumption: Assumption, cells: pd.DataFrame, by: str) -> str:
    """Why an assumption says nothing of these cells; empty when it does."""
    if assumption.by and assumption.by != by:
        return f"made for {WORDS.get(assumption.by, assumption.by)}"
    if touched(cells, assumption)[0].any():
        return ""
    first, last = cells["month"].min(), cells["month"].max()
    if assumption.kind == "one_off" and pd.Timestamp(assumption.from_month) < first:
        return "its month is past"
    if pd.Timestamp(assumption.from_month) > last:
        return "its month is beyond those asked for"
    return "its product or region is not in this selection"


def _lacking(by: str, *, has_hours: bool, has_staff: bool) -> str:
    if by == "contribution":
        return "More contribution may be dearer business as well as more of it, so no work is counted; ask for " \
               "turnover or products held to see it."
    if has_staff:
        return ""
    return ("A staff file with capacity_hours would say whether there are so many hours." if has_hours else
            "A staff file with capacity_hours would say how many staff hours that takes.")
