"""Does a scheme favour some groups? The share of each region and customer type that reaches the best tier."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

RULE_OF_THUMB = 0.8
"""A group that reaches the best tier at less than four fifths of the best group's rate deserves a look. The four
fifths are a convention from employment law (US Uniform Guidelines, 1978), no test."""
FEWEST = 30
"""Of a smaller group the rate says little; it is shown and not compared."""


@dataclass(frozen=True, eq=False)
class Fairness:
    """Rates by group, and how far the worst is behind the best."""

    groups: pd.DataFrame
    """by (region or customer_type), group, customers, tier_1_share … tier_k_share, is_compared."""
    impact: pd.DataFrame
    """by, impact_rate (lowest over highest rate of the best tier, 0–1; NaN with fewer than two groups to compare),
    lowest, highest (groups), is_flagged."""


def fairness(placed: pd.DataFrame, tiers: int) -> Fairness:
    """From rows of tier × region_id × customer_type with their customers, of so many tiers."""
    groups = pd.concat([_shares(placed, by, tiers) for by in ("region_id", "customer_type")], ignore_index=True)
    impact = pd.DataFrame([_impact(groups[groups["by"] == by], by) for by in ("region_id", "customer_type")])
    return Fairness(groups, impact)


def _shares(placed: pd.DataFrame, by: str, tiers: int) -> pd.DataFrame:
    counts = placed.pivot_table(index=by, columns="tier", values="customers", aggfunc="sum", fill_value=0)
    counts = counts.reindex(columns=range(1, tiers + 1), fill_value=0)
    sizes = counts.sum(axis=1)
    shares = counts.div(sizes.where(sizes > 0), axis=0).add_prefix("tier_").add_suffix("_share")
    shares.insert(0, "customers", sizes)
    shares = shares[sizes > 0].reset_index(names="group")
    shares.insert(0, "by", by)
    return shares.assign(is_compared=shares["customers"] >= FEWEST)


def _impact(groups: pd.DataFrame, by: str) -> dict:
    compared = groups[groups["is_compared"]]
    rates = compared.set_index("group")["tier_1_share"]
    none = {"by": by, "impact_rate": float("nan"), "lowest": "", "highest": "", "is_flagged": False}
    if len(rates) < 2 or rates.max() == 0:  # noqa: PLR2004 one group is not compared with itself
        return none
    rate = float(rates.min() / rates.max())
    return none | {"impact_rate": rate, "lowest": rates.idxmin(), "highest": rates.idxmax(),
                   "is_flagged": rate < RULE_OF_THUMB}
