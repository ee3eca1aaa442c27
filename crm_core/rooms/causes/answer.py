"""From the book to the causes of a loss."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from crm_core import NobodyInScope
from crm_core.availability import Needs
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.rooms.causes.measure import Causes, decompose
from crm_core.spans import months_held

NEEDS = Needs((("revenue",),), better_with=("cost",))
"""What of a book the answer hangs on."""

CELLS = Question.from_file(__file__, "cells.sql")
REFERENCES = Question.from_file(__file__, "references.sql")
PRODUCT_LINES = Question.from_file(__file__, "product_lines.sql")
DESK_NAMES = Question.from_file(__file__, "desk_names.sql")

Who = Literal["loss_makers", "everybody"]


def answer(read: Reader, *, who: Who = "loss_makers", branch: str = "", manager: str = "",
           customer: str = "") -> Causes:
    """Why the asked customers bring less than the median of their types, or than their products would at the bank's
    own unit costs and rates, under the scope of `read`.

    `branch` and `manager` narrow further by id; `customer` asks about this one, profitable or not.
    Raises NobodyInScope when nobody is left, ValueError for an unknown `who`.
    """
    if who not in ("loss_makers", "everybody"):
        raise ValueError(f"Cannot explain {who!r}; choose loss_makers or everybody.")
    require_contribution(read)
    named = branch or manager or customer
    cells = read(CELLS, branch=branch, manager=manager, customer=customer,
                 only_losses=int(who == "loss_makers" and not customer))
    if cells.empty:
        raise NobodyInScope(_nobody(who, named, customer))
    desks = read(DESK_NAMES, branch=branch, manager=manager)
    return decompose(
        cells, read(REFERENCES), _where_they_are(read(PRODUCT_LINES), cells), who=customer or who,
        of=" and ".join(desks["name"]) if branch or manager else "", months=months_held(read),
    )


def _nobody(who: Who, named: str, customer: str) -> str:
    if customer:
        return f"No customer in this scope has the id {customer}: check it, or widen the regions and types."
    where = f"of {named} in this scope" if named else "in this scope"
    if who == "loss_makers":
        return f"Nobody {where} costs more than they bring. Ask about everybody, or widen the scope."
    return f"No customer {where}. Check the id, or widen the regions and types." if named else \
        "No customer is in this scope. Widen the regions or types."


def _where_they_are(products: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Only regions and types that the asked customers are of can be said to have to do with them."""
    theirs = set(zip(cells["region_id"], cells["customer_type"], strict=True))
    own = [pair in theirs for pair in zip(products["region_id"], products["customer_type"], strict=True)]
    return products.assign(in_scope=products["in_scope"] * pd.Series(own, index=products.index, dtype=int))
