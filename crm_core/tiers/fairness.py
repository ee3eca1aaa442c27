"""Does a scheme favour some groups? The share of each region and customer type that reaches the best tier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

RULE_OF_THUMB = 0.8
"""A group that reaches the best tier at less than four fifths of the best group's rate deserves a look. The four
fifths are a convention from employment law (US Uniform Guidelines, 1978), no test."""
FEWEST = 30
"""Of a smaller group the rate says little, as it does of a smaller best tier; it is shown and not compared."""


@dataclass(frozen=True, eq=False)
class Fairness:
    """Rates by group, and how far the worst is behind the best."""

    groups: pd.DataFrame
    """by (region_id or customer_type), group, customers, tier_1_share … tier_k_share, is_compared."""
    impact: pd.DataFrame
    """by, impact_rate (lowest over highest rate of the best tier, 0–1; NaN with fewer than two groups to compare),
    lowest, highest (groups), is_flagged."""


def fairness(customers: np.ndarray, *, region_id: np.ndarray, customer_type: np.ndarray) -> Fairness:
    """From `customers` [tiers, groups]; the others are what each group is: [groups]."""
    tables = [_shares(customers, region_id, "region_id"), _shares(customers, customer_type, "customer_type")]
    impact = [_impact(table) for table in tables]
    told = {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
    return Fairness(pd.DataFrame(told), pd.DataFrame(impact))


def _shares(customers: np.ndarray, labels: np.ndarray, by: str) -> dict[str, np.ndarray]:
    """Customers and the share of each tier by label; labels without a customer are left out."""
    names, at = np.unique(labels.astype(str), return_inverse=True)
    counts = np.zeros((len(customers), len(names)))
    np.add.at(counts.T, at, customers.T)
    sizes = counts.sum(axis=0)
    known = sizes > 0
    shares = counts[:, known] / sizes[known]
    return {
        "by": np.full(known.sum(), by, dtype=object), "group": names[known].astype(object),
        "customers": sizes[known].astype(np.int64),
        **{f"tier_{place}_share": shares[place - 1] for place in range(1, len(customers) + 1)},
        "is_compared": (sizes[known] >= FEWEST) & (customers[0].sum() >= FEWEST),
    }


def _impact(table: dict[str, np.ndarray]) -> dict[str, object]:
    compared = table["is_compared"]
    rates, names = table["tier_1_share"][compared], table["group"][compared]
    by = str(table["by"][0]) if len(table["by"]) else ""
    if len(rates) < 2 or rates.max() == 0:  # noqa: PLR2004 one group is not compared with itself
        return {"by": by, "impact_rate": float("nan"), "lowest": "", "highest": "", "is_flagged": False}
    rate = float(rates.min() / rates.max())
    return {"by": by, "impact_rate": rate, "lowest": names[rates.argmin()], "highest": names[rates.argmax()],
            "is_flagged": rate < RULE_OF_THUMB}
