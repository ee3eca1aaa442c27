"""Customers' years by hand, as `behaviour.sql` gives them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from crm_core.segmentation import FAMILIES

USUAL: dict[str, Any] = {
    "has_left": 0, "tenure_months": 60, "months_silent": 0, "transactions": 100, "turnover": 1000.0,
    "transactions_before": 100, "turnover_before": 1000.0, "place_before": np.nan, "balance": 500.0, "revenue": 50.0,
    "contribution": 20.0, "products_held": 1, "contacts": 0, "main_channel": "",
    **{f"{family}_held": 0 for family in FAMILIES},
}


def behaviour(*customers: dict[str, Any]) -> pd.DataFrame:
    """A row a customer: the usual one, but for what is said."""
    return pd.DataFrame([{"customer_id": f"C{place:03}", **USUAL, **each} for place, each in enumerate(customers)])


def holding(*families: str, count: int = 1) -> list[dict[str, Any]]:
    """So many customers who hold these families."""
    return [{f"{family}_held": 1 for family in families} | {"products_held": len(families)}] * count
