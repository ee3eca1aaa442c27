"""A list made from a table of customers: its rows in the order of the table, each with a proposed next step."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd

from crm_core.lists.entry import DIRECTIONS, Entry
from crm_core.lists.next_step import proposed_step
from crm_core.lists.work_list import refuse_unless_it_can_be_worked

TEXTS = ("name", "customer_type", "region", "branch_id", "branch", "manager_id", "manager", "previous_tier", "tier",
         "reason", "service_before", "service_after")
"""Columns of the table that are taken as they are, where it has them."""


def entries(table: pd.DataFrame, *, due_on: dt.date) -> tuple[Entry, ...]:
    """The rows of a list, one a customer.

    `table` has `customer_id` and `direction` (see `Direction`), and as many of `TEXTS`, `contribution`, `hours_before`,
    `hours_after`, `exception` and `next_step` as are known; further columns are left alone. A step of the table,
    a stored text, stands in place of the rule's. Raises ValueError when it lacks one of the first two, holds a
    customer twice or a direction that there is not; CannotAnswer for none or too many rows.
    """
    missing = {"customer_id", "direction"} - set(table.columns)
    if missing:
        raise ValueError(f"The table of a list lacks {', '.join(sorted(missing))}.")
    refuse_unless_it_can_be_worked(len(table))
    if table["customer_id"].duplicated().any():
        twice = table.loc[table["customer_id"].duplicated(), "customer_id"].iloc[0]
        raise ValueError(f"Customer {twice!r} stands in the table of a list twice.")
    unknown = set(table["direction"]) - set(DIRECTIONS)
    if unknown:
        raise ValueError(f"{sorted(map(str, unknown))[0]!r} is none of the directions {', '.join(DIRECTIONS)}.")
    return tuple(_entry(row, due_on) for row in table.to_dict("records"))


def _entry(row: dict[Any, Any], due_on: dt.date) -> Entry:
    texts = {name: _text(row.get(name)) for name in TEXTS}
    step = _text(row.get("next_step")) or proposed_step(
        row["direction"], hours_before=_number(row.get("hours_before")),
                         hours_after=_number(row.get("hours_after")), tier=texts["tier"],
                         is_exception=bool(_text(row.get("exception"))))
    return Entry(customer_id=str(row["customer_id"]), direction=row["direction"], next_step=step, due_on=due_on,
                 contribution=_number(row.get("contribution")), **texts)  # type: ignore[arg-type] # all are texts


def _text(value: Any) -> str:
    return "" if value is None or value is pd.NA or value is pd.NaT or (
        isinstance(value, float) and math.isnan(value)) else str(value).strip()


def _number(value: Any) -> float | None:
    return None if not _text(value) else float(value)
