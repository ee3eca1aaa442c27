"""What to fix first: whatever does not pass, ranked by how much business it touches."""

from __future__ import annotations

import pandas as pd

BUSINESS = ("customers", "activity")
"""The tables whose rows are the bank's business; what is wrong in another touches the pages that read it."""
_ORDER = ["is_business", "touched_share", "failed", "table_name", "column_name", "kind"]


def fixes(columns: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """kind, table_name, column_name, failed, checked, touched_share, touched, note; the first touches most.

    `columns` has values `expected` and `filled`, and the `missing_share` of an amount `weighed_by`; `checks` have
    `checked` and `passed` by rule. What touches business comes before what does not; where no amount is known,
    the rows are what is touched.
    """
    empty = columns[columns["filled"] < columns["expected"]]
    gaps = pd.DataFrame({
        "kind": "empty", "table_name": empty["table_name"], "column_name": empty["column_name"],
        "failed": empty["expected"] - empty["filled"], "checked": empty["expected"],
        "touched_share": empty["missing_share"].where(empty["missing_share"].notna(), 1 - empty["share"]),
        "touched": empty["weighed_by"].where(empty["missing_share"].notna(), "rows"), "note": "",
    })
    failing = checks[checks["passed"] < checks["checked"]]
    failed = pd.DataFrame({
        "kind": failing["rule"], "table_name": failing["table_name"], "column_name": failing["column_name"],
        "failed": failing["checked"] - failing["passed"], "checked": failing["checked"],
        "touched_share": 1 - failing["share"], "touched": "rows", "note": failing["note"],
    })
    found = pd.concat([gaps, failed]).astype({"failed": "int64", "checked": "int64", "touched_share": "float64"})
    ranked = found.assign(is_business=found["table_name"].isin(BUSINESS)).sort_values(
        _ORDER, ascending=[False, False, False, True, True, True], ignore_index=True)
    return ranked.drop(columns="is_business")
