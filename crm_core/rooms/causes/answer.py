"""From the book to the causes of a loss."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from crm_core import NobodyInScope
from crm_core.availability import Needs
from crm_core.language import _, all_of
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.rooms.causes.measure import Causes, decompose
from crm_core.spans import months_held
from crm_core.vocabulary import manager_name

NEEDS = Needs((("revenue",),), better_with=("cost", "types"), uses=("balance",))
"""What of a book the answer hangs on."""

CELLS = Question.from_file(__file__, "cells.sql")
REFERENCES = Question.from_file(__file__, "references.sql")
PRODUCT_LINES = Question.from_file(__file__, "product_lines.sql")
DESK_NAMES = Question.from_file(__file__, "desk_names.sql")

Who = Literal["loss_makers", "everybody"]


def answer(read: Reader, *, who: Who = "loss_makers", branch: str = "", manager: str = "",
           customer: str = "") -> Causes:
    """Why the asked customers contribute less than the median of their types, or than their products would at the
    bank's own unit costs and rates, under the scope of `read`.

    `branch` and `manager` narrow further by id; `customer` asks about this one, profitable or not.
    Raises NobodyInScope when nobody is left, ValueError for an unknown `who`.
    """
    if who not in ("loss_makers", "everybody"):
        raise ValueError(f"Cannot explain {who!r}; choose loss_makers or everybody.")
    require_contribution(read)
    cells = read(CELLS, branch=branch, manager=manager, customer=customer,
                 only_losses=int(who == "loss_makers" and not customer))
    if cells.empty:
        raise NobodyInScope(_nobody(who, branch or manager, customer))
    return decompose(
        cells, read(REFERENCES), _where_they_are(read(PRODUCT_LINES), cells), who=customer or who,
        of=_desk(read, branch, manager) if branch or manager else "", months=months_held(read),
    )


def _desk(read: Reader, branch: str, manager: str) -> str:
    """The names of the branch and the manager asked about."""
    names = read(DESK_NAMES, branch=branch, manager=manager).itertuples()
    return all_of([manager_name(row.name, manager) if row.is_manager else str(row.name) for row in names])


def _nobody(who: Who, desk: str, customer: str) -> str:
    if customer:
        return _("No customer that matches the filters has the id {id}. Check the id, or widen the regions and types.",
                 id=customer)
    if who == "everybody":
        return _("No customer of {name} matches the filters. Check the id, or widen the regions and types.",
                 name=desk) if desk else ""
    if desk:
        return _("No customer of {name} that matches the filters is unprofitable. Choose all customers, or widen the "
                 "filters.", name=desk)
    return _("No customer that matches the filters is unprofitable. Choose all customers, or widen the filters.")


def _where_they_are(products: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Only regions and types that the asked customers are of can be said to have to do with them."""
    theirs = set(zip(cells["region_id"], cells["customer_type"], strict=True))
    own = [pair in theirs for pair in zip(products["region_id"], products["customer_type"], strict=True)]
    return products.assign(in_scope=products["in_scope"] * pd.Series(own, index=products.index, dtype=int))
