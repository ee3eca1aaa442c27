"""Customers as rooms hold them that look at everybody: told by the rank of their contribution, in the latest year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from crm_core.question import Columns, Question, Reader
from crm_core.scope import Scope
from crm_core.vocabulary import customer_names, manager_name, type_label

LISTED = Question.from_file(__file__, "named_customers.sql")
MEMBERS = Columns.from_file(__file__, "members_in_scope.sql")
RANK = Question("contribution_rank_of", "select contribution_rank from customer_years "
                "where years_ago = :years_ago and customer_id = :customer")


def named_customers(read: Reader, ranks: Sequence[int]) -> pd.DataFrame:
    """customer_id, name, customer_type, region, branch_id, branch, manager_id, manager of the customers with the
    contribution `ranks` of the latest year, in that order, whatever the scope of `read`; types and managers as they are
    shown, None where there is no manager. Raises KeyError for a rank that nobody has."""
    rows = read(LISTED, scope=Scope(), ranks=tuple(ranks)).set_index("contribution_rank").loc[list(ranks)]
    return rows.reset_index(drop=True).assign(
        name=customer_names(rows["customer_id"], rows["name"]),
        customer_type=[type_label(each) for each in rows["customer_type"]],
        manager=[manager_name(name, each) if each else None
                 for name, each in zip(rows["manager"], rows["manager_id"], strict=True)])


def in_segment(read: Reader, ranks: np.ndarray) -> np.ndarray | None:
    """Of the customers with `ranks` whether the segment of the scope has them; None without a segment."""
    if read.scope.segment is None:
        return None
    is_member = np.zeros(int(ranks.max(initial=0)) + 1, dtype=bool)
    members = read(MEMBERS)["contribution_rank"]
    is_member[members[members < len(is_member)]] = True
    return is_member[ranks]


def rank_of(read: Reader, customer_id: str) -> int | None:
    """The contribution rank of a customer in the latest year; None of who has none in it."""
    rank = read(RANK, scope=Scope(), customer=customer_id)
    return None if rank.empty else int(rank["contribution_rank"].iloc[0])
