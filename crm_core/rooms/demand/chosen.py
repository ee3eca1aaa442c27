"""What a question about demand means in a book: which months are whole, which cells are asked for, what they hold."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.contract import FAMILIES
from crm_core.house_style import count
from crm_core.question import Question, Reader
from crm_core.rooms.demand.cells import MOST_MONTHS_AHEAD, Cells, gathered
from crm_core.rooms.demand.kinds import WITHOUT_PRODUCTS, Measure
from crm_core.rooms.demand.mix import on_the_books
from crm_core.rooms.demand.running import is_running

MONTHS = Question.from_file(__file__, "months.sql")
CELLS = Question.from_file(__file__, "cells.sql")
PEOPLE = Question.from_file(__file__, "people.sql")
LABELLED = Question.from_file(__file__, "labels.sql")

LEAST_MONTHS = 3
"""Of one month or two, what is to come would be said with a range of no width at all."""
EVERY_PRODUCT = "all"

_REMEDY = {"contribution": "net_interest_income or fee_income in the activity file, or a rates file,"}


def refuse(by: str, horizon: int) -> None:
    """Raise ValueError for an unknown measure, or a horizon outside 1–24."""
    if by not in Measure.__args__:
        raise ValueError(f"Cannot forecast {by!r}; choose one of {', '.join(Measure.__args__)}.")
    if isinstance(horizon, bool) or not isinstance(horizon, int) or not 1 <= horizon <= MOST_MONTHS_AHEAD:
        raise ValueError(f"horizon is {horizon!r}; it must be a whole number of months from 1 to {MOST_MONTHS_AHEAD}.")


def whole_months(read: Reader, last_month: str = "judge") -> tuple[pd.Series, bool]:
    """The book's months, without the last one where it was still being booked; and whether it was.

    Raises NobodyInScope for a year without activity, CannotAnswer for fewer than `LEAST_MONTHS` months.
    """
    months = read(MONTHS)
    if months.empty:
        raise NobodyInScope("The book has no activity in this year. Choose another year.")
    running = last_month == "running" or (last_month == "judge" and is_running(months))
    left_out = running and len(months) > 1
    known = months["month"].iloc[:-1] if left_out else months["month"]
    if len(known) < LEAST_MONTHS:
        raise CannotAnswer(f"The book has {count(len(known), 'whole month')} up to this year, too few to show how "
                           f"demand moves: {LEAST_MONTHS} are the fewest to look ahead from. Bring earlier months in "
                           "the activity file.")
    return known, left_out


def cells_of(read: Reader, by: str, known: pd.Series, product: str) -> Cells:
    """The bank's months by cell; customers are counted from when they joined and left.

    Raises CannotAnswer when the book has none of the measure.
    """
    if by in WITHOUT_PRODUCTS:
        people = on_the_books(read(PEOPLE), known)
        amount = people["joined"] if by == "new_customers" else people["customers"]
        cells = gathered(people.assign(family="", product_id="", amount=amount), known)
    else:
        cells = gathered(read(CELLS, by=by), known, product=product)
    if not len(cells.labels):
        remedy = _REMEDY.get(by, f"a {by} column in the activity file")
        raise CannotAnswer(f"This book has no {by} to forecast: {remedy} would bring it.")
    return cells


def weight_of(cells: Cells, labels: pd.DataFrame, by: str, wanted: tuple[str, set[str] | None]) -> np.ndarray:
    """1 for the cells of the scope and of the `wanted` products, 0 for the others. Raises NobodyInScope for none."""
    what, products = wanted
    whole = cells.weight(**asked(labels), product_id=products)
    if not whole.any():
        raise NobodyInScope(f"Nothing in this scope has any {by.replace('_', ' ')} of {what}. "
                            "Widen the regions or types, or choose another product.")
    return whole


def asked(labels: pd.DataFrame) -> dict[str, set[str]]:
    """The regions and customer types of the scope."""
    inside = labels[labels["is_asked"]]
    return {column: set(inside.loc[inside["kind"] == kind, "id"])
            for kind, column in (("region", "region_id"), ("customer_type", "customer_type"))}


def wanted(labels: pd.DataFrame, product: str, by: str) -> tuple[str, set[str] | None]:
    """The products in words, and their ids; None for all. Raises CannotAnswer for an unknown one."""
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


def products(read: Reader) -> dict[str, str]:
    """What can be asked for, with its words: all products, the families that have more than one, each product."""
    sold = read(LABELLED).query("kind == 'product'")
    families = [family for family in FAMILIES if (sold["family"] == family).sum() > 1]
    return ({EVERY_PRODUCT: "All products"} | {family: f"All {family}" for family in families}
            | dict(zip(sold["id"], sold["name"], strict=True)))


def regions(read: Reader) -> dict[str, str]:
    """The regions of the scope by id, with their names."""
    found = read(LABELLED).query("kind == 'region' and is_asked")
    return dict(zip(found["id"], found["name"], strict=True))
