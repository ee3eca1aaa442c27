"""The rows of a file of results that were not taken, to be mended and sent again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from crm_core.language import _
from crm_core.lists.result import Rejected
from crm_core.spreadsheet_cells import harmless


def rejected_csv(rows: Sequence[Rejected]) -> bytes:
    """The rows as CSV with their lines and reasons; mended, it can be brought as results again."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["sheet", "line", "customer_id", "outcome_on", "outcome", "reason"])
    for row in rows:
        writer.writerow([harmless(row.sheet), row.line, *map(harmless, (row.customer_id, row.date, row.outcome,
                                                                        row.reason))])
    return text.getvalue().encode("utf-8-sig")


def rejected_words(row: Rejected) -> str:
    """`Line 7: Customer '99' is not on this list.`"""
    if row.sheet:
        return _("Sheet {sheet}, line {line}: {complaint}", sheet=row.sheet, line=str(row.line), complaint=row.reason)
    return _("Line {line}: {complaint}", line=str(row.line), complaint=row.reason)
