"""What a request for demand means in a book: which months are complete, which cells are asked for, what they hold."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.amounts import number
from crm_core.contract import FAMILIES
from crm_core.language import _, ngettext, one_of
from crm_core.question import Question, Reader
from crm_core.rooms.demand.cells.bank_cells import MAX_HORIZON, Cells, gather_cells
from crm_core.rooms.demand.cells.customers import customers_by_month
from crm_core.rooms.demand.measures import BEST, MEASURES, WITHOUT_PRODUCTS, Asked, Measure, measure_of
from crm_core.rooms.demand.terms import ALL_PRODUCTS as EVERY_PRODUCT
from crm_core.rooms.demand.terms import measure_noun, product_noun
from crm_core.vocabulary import family_noun

MONTHS = Question.from_file(__file__, "months.sql")
CELLS = Question.from_file(__file__, "cells.sql")
PEOPLE = Question.from_file(__file__, "people.sql")
LABELS = Question.from_file(__file__, "labels.sql")

MIN_MONTHS = 3
"""Of one month or two, what is to come would be said with a range of no width at all (decision 32)."""

ALL_PRODUCTS = "all"

def check_request(by: str, horizon: int) -> None:
    """Raise ValueError for an unknown measure, or a horizon outside 1–24."""
    if by != BEST:
        measure_of(by)
    if isinstance(horizon, bool) or not isinstance(horizon, int) or not 1 <= horizon <= MAX_HORIZON:
        raise ValueError(_("horizon is {horizon}; it must be a whole number of months from 1 to {most}.",
                           horizon=repr(horizon), most=number(MAX_HORIZON)))


def offered_measures(read: Reader) -> tuple[Measure, ...]:
    """What this book can forecast, its best first: balances, else turnover, else contribution, else customers."""
    held = read(MONTHS)
    if held.empty:
        raise NobodyInScope(_("The data holds no activity in this year. Choose another year."))
    lacking = {"balance": "has_balance", "turnover": "has_turnover", "contribution": "has_revenue"}
    hidden = WITHOUT_PRODUCTS if read.if_shown(PEOPLE) is None else ()
    offered = [name for name in MEASURES
               if name not in hidden and (name not in lacking or bool(held[lacking[name]].iloc[0]))]
    best = [name for name in ("balance", "turnover", "contribution", "customers") if name in offered][:1]
    return tuple(sorted(offered, key=lambda name: name not in best))


def best_of(read: Reader, by: Asked) -> Measure:
    """The measure that is asked for, or the best that the book can forecast."""
    return offered_measures(read)[0] if by == BEST else by


def complete_months(read: Reader) -> tuple[pd.Series, dt.date | None]:
    """The months of the book's years, and the month that the book leaves out because it is still open.

    Raises NobodyInScope for a year without activity, CannotAnswer for fewer than `MIN_MONTHS` months.
    """
    table = read(MONTHS)
    if table.empty:
        raise NobodyInScope(_("The data holds no activity in this year. Choose another year."))
    months, left_out = table["month"], table["open_month"].iloc[-1]
    if len(months) < MIN_MONTHS:
        raise CannotAnswer(ngettext(
            "The data holds {count} complete month up to this year, too few for a forecast, which needs {minimum} or "
            "more. Add earlier months in the activity file.",
            "The data holds {count} complete months up to this year, too few for a forecast, which needs {minimum} or "
            "more. Add earlier months in the activity file.", len(months), minimum=number(MIN_MONTHS)))
    return months, None if pd.isna(left_out) else left_out.date()


def read_cells(read: Reader, by: Measure, months: pd.Series, product: str) -> Cells:
    """The bank's `months` by cell; customers are counted from when they joined and left.

    Raises CannotAnswer when the book has none of the measure.
    """
    if by in WITHOUT_PRODUCTS:
        customers = customers_by_month(read(PEOPLE), months)
        amount = customers["joined"] if by == "new_customers" else customers["customers"]
        cells = gather_cells(customers.assign(family="", product_id="", amount=amount), months)
    else:
        cells = gather_cells(read(CELLS, by=by), months, product=product)
    if not len(cells.labels) and by == "new_customers":
        raise CannotAnswer(_("No customer joined in the months of this data, so there are no new customers to "
                             "forecast. The customers file says in joined_on who joined, and when."))
    if not len(cells.labels):
        raise CannotAnswer(_missing_measure(by, [name for name in offered_measures(read) if name != by]))
    return cells


def _missing_measure(by: Measure, others: list[Measure]) -> str:
    """Which column would bring the measure, and what can be forecast without it."""
    offered = one_of([measure_noun(each) for each in others])
    if by == "contribution":
        return _("This data holds no contribution to forecast: net_interest_income or fee_income in the activity "
                 "file, or a rates file, would provide it. Available: {offered}.", offered=offered)
    return _("This data holds no {measure} to forecast: the column {column} in the activity file would provide it. "
             "Available: {offered}.", measure=measure_noun(by), column=by, offered=offered)


def selection_weight(cells: Cells, labels: pd.DataFrame, by: Measure,
                     wanted: tuple[str, set[str] | None]) -> np.ndarray:
    """1 for the cells of the scope and of the `wanted` products (as `product_ids` gives them), 0 for the others. Raises
    NobodyInScope for none."""
    what, ids = wanted
    weight = cells.weight(**scope_ids(labels), product_id=ids)
    if not weight.any():
        raise NobodyInScope(_("There is nothing to forecast in this scope ({measure}, {product}). Widen the regions or "
                              "types, or choose another product.", measure=measure_noun(by),
                              product=product_noun(what)))
    return weight


def scope_ids(labels: pd.DataFrame) -> dict[str, set[str]]:
    """The regions and customer types of the scope."""
    inside = labels[labels["is_asked"]]
    return {column: set(inside.loc[inside["kind"] == kind, "id"])
            for kind, column in (("region", "region_id"), ("customer_type", "customer_type"))}


def product_ids(labels: pd.DataFrame, product: str, by: Measure) -> tuple[str, set[str] | None]:
    """The products as `Demand.what` names them, and their ids; None for all. Raises CannotAnswer for an unknown one."""
    if product == ALL_PRODUCTS:
        return EVERY_PRODUCT, None
    offered = labels[labels["kind"] == "product"]
    matching = offered[(offered["id"] == product) | (offered["family"] == product)]
    if matching.empty:
        raise CannotAnswer(_("Product {product} is not in this data. It has: {products}.", product=repr(product),
                             products=", ".join(offered["id"].head(20))))
    if by in WITHOUT_PRODUCTS:
        raise CannotAnswer(_("A customer counts once, however many products they use. Ask for all products, or "
                             "forecast products held instead."))
    # A bank of very many cells is forecast by family, whose cells are named after it.
    return (product if product in FAMILIES else str(matching["name"].iloc[0])), {*matching["id"], product}


def products(read: Reader) -> dict[str, str]:
    """What can be asked for, with its words: all products, the families that have more than one, each product."""
    offered = read(LABELS).query("kind == 'product'")
    families: list[str] = [family for family in FAMILIES if (offered["family"] == family).sum() > 1]
    return ({ALL_PRODUCTS: _("All products")}
            | {family: _("All {family}", family=family_noun(family)) for family in families}
            | dict(zip(offered["id"], offered["name"], strict=True)))


def regions(read: Reader) -> dict[str, str]:
    """The regions of the scope by id, with their names."""
    inside = read(LABELS).query("kind == 'region' and is_asked")
    return dict(zip(inside["id"], inside["name"], strict=True))
