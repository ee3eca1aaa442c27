"""From the book to the demand of a selection: what is read, and in which order.

All cells of the bank are forecast whatever the scope, once for everybody (`cells.forecast_of`); the scope and the
product only say which of them are summed. So what is said of a region is the same under every filter, and adds up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.contract import FAMILIES
from crm_core.demand.cells import LABELS, Cells, forecast_of, gathered
from crm_core.demand.coherence import effect
from crm_core.demand.kinds import WITHOUT_PRODUCTS, Measure
from crm_core.demand.measure import Demand, demand
from crm_core.demand.mix import groups_of, mix_of, on_the_books
from crm_core.demand.running import is_running
from crm_core.demand.selection import Part
from crm_core.house_style import count
from crm_core.question import Question

MONTHS = Question.beside(__file__, "months.sql")
CELLS = Question.beside(__file__, "cells.sql")
PEOPLE = Question.beside(__file__, "people.sql")
RATES = Question.beside(__file__, "rates.sql")
LABELLED = Question.beside(__file__, "labels.sql")

Read = Callable[..., pd.DataFrame]

MOST_MONTHS_AHEAD = 24
LEAST_MONTHS = 3
"""Of one month or two, what is to come would be said with a range of no width at all."""
EVERY_PRODUCT = "all"

_REMEDY = {"contribution": "net_interest_income or fee_income in the activity file, or a rates file,"}


def answer(read: Read, *, by: Measure = "balance", product: str = EVERY_PRODUCT, horizon: int = 12,
           last_month: Literal["judge", "complete", "running"] = "judge") -> Demand:
    """What will be asked of `product` (an id, a family or `all`) over the next `horizon` months, under the scope of
    `read`.

    `last_month` says whether the book's last month is whole; `judge` looks at the book. Raises CannotAnswer when the
    book lacks the measure or the product or has fewer than `LEAST_MONTHS` months, NobodyInScope when nothing is in
    scope, ValueError for an unknown `by` or a horizon outside 1–24.
    """
    if by not in Measure.__args__:
        raise ValueError(f"Cannot forecast {by!r}; choose one of {', '.join(Measure.__args__)}.")
    if isinstance(horizon, bool) or not isinstance(horizon, int) or not 1 <= horizon <= MOST_MONTHS_AHEAD:
        raise ValueError(f"horizon is {horizon!r}; it must be a whole number of months from 1 to {MOST_MONTHS_AHEAD}.")
    months, labels = read(MONTHS), read(LABELLED)
    if months.empty:
        raise NobodyInScope("The book has no activity in this year. Choose another year.")
    running = last_month == "running" or (last_month == "judge" and is_running(months))
    left_out = months["month"].iloc[-1].date() if running and len(months) > 1 else None
    known = months["month"].iloc[:-1] if left_out else months["month"]
    if len(known) < LEAST_MONTHS:
        raise CannotAnswer(f"The book has {count(len(known), 'whole month')} up to this year, too few to show how "
                           f"demand moves: {LEAST_MONTHS} are the fewest to look ahead from. Bring earlier months in "
                           "the activity file.")
    what, products = _wanted(labels, product, by)
    cells = _cells(read, by, known, product)
    if not len(cells.labels):
        remedy = _REMEDY.get(by, f"a {by} column in the activity file")
        raise CannotAnswer(f"This book has no {by} to forecast: {remedy} would bring it.")
    asked = _asked(labels)
    whole = cells.weight(**asked, product_id=products)
    if not whole.any():
        raise NobodyInScope(f"Nothing in this scope has any {by.replace('_', ' ')} of {what}. "
                            "Widen the regions or types, or choose another product.")
    together = forecast_of(cells, horizon)
    return demand(
        together, cells.months, whole, _parts(cells, labels, whole, products), by=by, what=what,
        mix=_mix(read, known, labels), coherence=effect(together), left_out=left_out,
    )


def products(read: Read) -> dict[str, str]:
    """What can be asked for, with its words: all products, the families that have more than one, each product."""
    sold = read(LABELLED).query("kind == 'product'")
    families = [family for family in FAMILIES if (sold["family"] == family).sum() > 1]
    return ({EVERY_PRODUCT: "All products"} | {family: f"All {family}" for family in families}
            | dict(zip(sold["id"], sold["name"], strict=True)))


def regions(read: Read) -> dict[str, str]:
    """The regions of the scope by id, with their names."""
    found = read(LABELLED).query("kind == 'region' and is_asked")
    return dict(zip(found["id"], found["name"], strict=True))


def cells_ahead(read: Read, *, by: Measure = "balance", product: str = EVERY_PRODUCT,
                horizon: int = 12) -> pd.DataFrame:
    """month, region_id, family, product_id, customer_type, point: the forecast of every cell of the selection, for
    assumptions to be laid over (`lay`). Adds up to `answer(…).ahead`. Raises as `answer` does."""
    months, labels = read(MONTHS), read(LABELLED)
    known = months["month"].iloc[:-1] if is_running(months) and len(months) > 1 else months["month"]
    products = _wanted(labels, product, by)[1]
    cells = _cells(read, by, known, product)
    kept = cells.weight(**_asked(labels), product_id=products) > 0
    points = forecast_of(cells, horizon).cells[kept]
    to_come = pd.date_range(cells.months[-1], periods=horizon + 1, freq="MS")[1:]
    rows = cells.labels[kept].loc[lambda frame: frame.index.repeat(horizon)].reset_index(drop=True)
    return rows.assign(month=np.tile(to_come, int(kept.sum())), point=points.ravel())[["month", *LABELS, "point"]]


def rates_of(read: Read, *, by: Measure = "balance") -> pd.DataFrame:
    """product_id, contribution_rate, transaction_rate: contribution and transactions for each unit of the measure over
    the last 12 months of the scope, for `implied`. Empty for customers, who are not counted by product."""
    if by in WITHOUT_PRODUCTS:
        return pd.DataFrame(columns=["product_id", "contribution_rate", "transaction_rate"])
    sums = read(RATES)
    unit = sums[by].where(sums[by] != 0)
    return pd.DataFrame({
        "product_id": sums["product_id"], "contribution_rate": (sums["contribution"] / unit).fillna(0.0),
        "transaction_rate": (sums["transactions"] / unit).fillna(0.0),
    })


def _asked(labels: pd.DataFrame) -> dict[str, set[str]]:
    """The regions and customer types of the scope."""
    asked = labels[labels["is_asked"]]
    return {column: set(asked.loc[asked["kind"] == kind, "id"])
            for kind, column in (("region", "region_id"), ("customer_type", "customer_type"))}


def _wanted(labels: pd.DataFrame, product: str, by: str) -> tuple[str, set[str] | None]:
    """The products in words, and their ids; None for all."""
    if product == EVERY_PRODUCT:
        return "all products", None
    sold = labels[labels["kind"] == "product"]
    found = sold[(sold["id"] == product) | (sold["family"] == product)]
    if found.empty:
        raise CannotAnswer(f"This book has no product {product!r}. It has: {', '.join(sold['id'].head(20))}.")
    if by in WITHOUT_PRODUCTS:
        raise CannotAnswer("A customer counts once, however many products they use. Ask for all products, or forecast "
                           "the products held instead.")
    # A bank of very many cells is forecast by family, whose cells are named after it.
    return (product if product in FAMILIES else str(found["name"].iloc[0])), {*found["id"], product}


def _cells(read: Read, by: str, known: pd.Series, product: str) -> Cells:
    """The bank's months by cell; customers are counted from when they joined and left."""
    if by not in WITHOUT_PRODUCTS:
        return gathered(read(CELLS, by=by), known, product=product)
    people = on_the_books(read(PEOPLE), known)
    amount = people["joined"] if by == "new_customers" else people["customers"]
    return gathered(people.assign(family="", product_id="", amount=amount), known)


def _parts(cells: Cells, labels: pd.DataFrame, whole: np.ndarray, products: set[str] | None) -> dict[Part, np.ndarray]:
    """The selection by product and by region: what has cells in it, under the names to show."""
    names = {(row.kind, row.id): row.name_ for row in labels.rename(columns={"name": "name_"}).itertuples()}
    found: dict[Part, np.ndarray] = {}
    for kind, column in (("product", "product_id"), ("region", "region_id")):
        there = cells.labels.loc[whole > 0, column].unique()
        for name in sorted(there) if len(there) > 1 else ():
            found[kind, name, names.get((kind, name), name)] = whole * (cells.labels[column] == name).to_numpy()
    return found


def _mix(read: Read, known: pd.Series, labels: pd.DataFrame) -> pd.DataFrame:
    """The drift of the customer mix of the scope over the last year."""
    tables = {"people": on_the_books(read(PEOPLE), known),
              "held": read(CELLS, by="holdings").rename(columns={"amount": "customers"})}
    for name, rows in tables.items():
        kept = [rows[column].isin(ids) for column, ids in _asked(labels).items()]
        tables[name] = rows[kept[0] & kept[1]]
    names = {kind: dict(zip(part["id"], part["name"], strict=True)) for kind, part in labels.groupby("kind")}
    return mix_of(groups_of(tables["people"], tables["held"], names, known))
