"""Which products are known alike in both periods: what is known of one of them only would look like a change."""

from __future__ import annotations

import pandas as pd

ALIKE = 0.1
"""How far the shares of known rows may differ (decision 59)."""


def not_alike(cells: pd.DataFrame, *, by: str) -> list[str]:
    """The products of `cells` of which more is known in one of the two periods: money, or of what is held balances.

    Customers are always known. A product that was held in one period only is known in the other: nothing was held.
    """
    if by == "customers":
        return []
    known = "known_balances" if by in ("deposits", "loans") else "known_money"
    rows = cells[cells["product_id"] != ""]
    rows = rows[rows["family"] == by] if by in ("deposits", "loans") else rows
    sums = rows.groupby("product_id")[["rows", "rows_before", known, f"{known}_before"]].sum()
    now, before = (sums[f"{known}{end}"] / sums[f"rows{end}"].where(sums[f"rows{end}"] > 0) for end in ("", "_before"))
    return [str(product) for product in sums.index[((now - before).abs() > ALIKE).to_numpy()]]


def is_known(cells: pd.DataFrame, *, by: str) -> bool:
    """Whether anything is known of the measure in `cells`, at either end."""
    if by == "customers":
        return True
    known = "known_balances" if by in ("deposits", "loans") else "known_money"
    return bool((cells[known] + cells[f"{known}_before"]).sum() > 0)
