"""Everything the page lists as one table: what a reader takes away."""

from __future__ import annotations

import pandas as pd

from crm_core.language import _
from crm_core.rooms.pareto.captions import move_label
from crm_core.rooms.pareto.standing import Pareto
from crm_core.vocabulary import group_label

COLUMNS = ["list", "rank", "id", "name", "region", "customers", "amount", "share", "running_share", "amount_before",
           "amount_two_before", "change", "rank_before"]
"""Of the table. `list` says in words which list a row belongs to: the best, who entered or left, a group's."""


def export_table(result: Pareto, *moved: pd.DataFrame, parts: Pareto | None = None) -> pd.DataFrame:
    """The best customers of `result` or the steps of its curve, those who `moved` (see `movers`), and the `parts` of
    the same total."""
    lists = [_steps(result) if result.steps else result.table.assign(list=_("The best customers")),
             *(each.assign(list=each["move"].map(move_label)) for each in moved)]
    if parts is not None:
        lists.append(parts.table.assign(list=group_label(parts.unit)))
    tables = [each.reindex(columns=COLUMNS).astype({"rank": "Int64", "rank_before": "Int64"})
              for each in lists if len(each)]
    return pd.concat([each.dropna(axis="columns", how="all") for each in tables], ignore_index=True).reindex(
        columns=COLUMNS) if tables else pd.DataFrame(columns=COLUMNS)


def _steps(result: Pareto) -> pd.DataFrame:
    """Customers and amounts of each step, best first."""
    ends = result.curve
    rows = ends.diff().iloc[1:].assign(list=_("Steps of customers, best first"), rank=range(1, len(ends)))
    whole = result.total if result.has_shares else float("nan")
    return rows.assign(customers=rows["customers"].astype(int), amount=rows["amount"].round(2),
                       share=rows["amount"] / whole, running_share=ends["amount"].iloc[1:] / whole)
