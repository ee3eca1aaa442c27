"""A list as a CRM takes it: one CSV with the same English headers in every language, documented in docs/lists.md."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from crm_core.lists.entry import Entry
from crm_core.lists.result import Result
from crm_core.lists.work_list import WorkList
from crm_core.spreadsheet_cells import csv_value

COLUMNS = ("list_id", "list_name", "customer_id", "name", "customer_type", "region", "branch_id", "branch",
           "manager_id", "manager", "previous_tier", "tier", "direction", "reason", "service_before", "service_after",
           "contribution", "currency", "next_step", "due_on", "outcome_on", "outcome", "remark")
"""The header. Columns are only ever added, at the end: whoever has matched these once need not do it again."""


def crm_csv(work_list: WorkList, rows: Sequence[Entry], latest: Mapping[str, Result], *, mark: bool = False) -> bytes:
    """One row a customer, separated by commas, decimals with a point, dates as 2026-04-05, codes in English.

    UTF-8 without a byte order mark, which a CRM would take for a part of the first header; with `mark` for a
    spreadsheet. Text that a spreadsheet would take for a formula is set behind an apostrophe, which reading the file
    back takes off again.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    writer.writerow(COLUMNS)
    for entry in rows:
        result = latest.get(entry.customer_id)
        values: dict[str, object] = vars(entry) | {
            "list_id": work_list.id, "list_name": work_list.name, "currency": work_list.origin.currency,
            "next_step": entry.step, "due_on": entry.due_on.isoformat(),
            "contribution": None if entry.contribution is None else round(entry.contribution, 2),
            "outcome_on": result.happened_on.isoformat() if result else "",
            "outcome": result.outcome if result else "", "remark": result.remark if result else "",
        }
        writer.writerow([csv_value(values[name]) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")
