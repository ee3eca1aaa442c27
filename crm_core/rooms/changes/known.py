"""Which products are known alike in both periods: what is known of one of them only would look like a change."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

ALIKE = 0.1
"""How far the shares of known rows may differ (decision 59)."""


def not_alike(columns: Mapping[str, np.ndarray], *, by: str) -> list[str]:
    """The products of the cells of which more is known in one of the two periods: money, or of what is held balances.

    Customers are always known. A product that was held in one period only is known in the other: nothing was held.
    """
    if by == "customers":
        return []
    is_asked = columns["family"] == by if by in ("deposits", "loans") else columns["product_id"] != ""
    products, places = np.unique(columns["product_id"][is_asked].astype(str), return_inverse=True)
    shares = []
    for end in ("", "_before"):
        known, rows = (np.bincount(places, columns[f"{name}{end}"][is_asked], len(products))
                       for name in (_counted(by), "rows"))
        shares.append(np.divide(known, rows, out=np.full(len(rows), np.nan), where=rows > 0))
    return [str(product) for product in products[np.abs(shares[0] - shares[1]) > ALIKE]]


def is_known(columns: Mapping[str, np.ndarray], *, by: str) -> bool:
    """Whether anything is known of the measure in the cells, at either end."""
    return by == "customers" or bool((columns[_counted(by)] + columns[f"{_counted(by)}_before"]).sum() > 0)


def _counted(by: str) -> str:
    return "known_balances" if by in ("deposits", "loans") else "known_money"
