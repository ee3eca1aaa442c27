"""From the book to the causes of a loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pandas as pd

from crm_core import NobodyInScope
from crm_core.causes.measure import Causes, decompose
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question

CELLS = Question.beside(__file__, "cells.sql")
REFERENCES = Question.beside(__file__, "references.sql")
PRODUCT_LINES = Question.beside(__file__, "product_lines.sql")

Who = Literal["loss_makers", "everybody"]


def answer(read: Callable[..., pd.DataFrame], *, who: Who = "loss_makers", branch: str = "", manager: str = "",
           customer: str = "") -> Causes:
    """Why the asked customers bring less than the median of their types, under the scope of `read`.

    `branch`, `manager` and `customer` narrow further by id; asking for one of them asks for all its customers,
    profitable or not. Raises NobodyInScope when nobody is left, ValueError for an unknown `who`.
    """
    if who not in ("loss_makers", "everybody"):
        raise ValueError(f"Cannot explain {who!r}; choose loss_makers or everybody.")
    require_contribution(read)
    named = branch or manager or customer
    cells = read(CELLS, branch=branch, manager=manager, customer=customer,
                 only_losses=int(who == "loss_makers" and not named))
    if cells.empty:
        raise NobodyInScope(
            f"Nobody in this scope belongs to {named}: check the id, or widen the regions and types."
            if named else "Nobody in this scope costs more than they bring. Ask about everybody, or widen the scope."
            if who == "loss_makers" else "No customer is in this scope. Widen the regions or types."
        )
    return decompose(cells, read(REFERENCES), _where_they_are(read(PRODUCT_LINES), cells), who=named or who)


def _where_they_are(products: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Only regions and types that the asked customers are of can be said to have to do with them."""
    theirs = set(zip(cells["region_id"], cells["customer_type"], strict=True))
    own = [pair in theirs for pair in zip(products["region_id"], products["customer_type"], strict=True)]
    return products.assign(in_scope=products["in_scope"] * pd.Series(own, index=products.index, dtype=int))
