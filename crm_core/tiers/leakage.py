"""Service beyond the promise: what customers were served in a year above what their tier is entitled to, in money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.tiers.service import Promise

MINUTES = 60


@dataclass(frozen=True, eq=False)
class Leakage:
    """Hours and money beyond the promises, over one year of recorded contacts."""

    table: pd.DataFrame
    """tier, channel, customers (served in it), served_hours, beyond_customers, beyond_hours, cost: one row for each
    tier and channel that were seen; the dearest first."""
    contacts: int
    untimed: int
    """Contacts without a handling time: they count as no time at all."""
    unpriced: tuple[str, ...]
    """Channels that the unit costs do not know: their hours are told, their money is not."""

    @property
    def cost(self) -> float:
        """What the service beyond the promises cost, in money."""
        return float(self.table["cost"].sum())

    def cost_of(self, tier: int) -> float:
        """The same, of one tier."""
        return float(self.table.loc[self.table["tier"] == tier, "cost"].sum())


def leakage(served: pd.DataFrame, promises: Mapping[str, Sequence[Promise]], costs: Mapping[str, float]) -> Leakage:
    """Σ (served − entitled)⁺ × unit cost, customer by customer and channel by channel.

    `served` has of (whom the promises are for), tier, channel, minutes (of one customer in the year), customers (how
    many were served just so), contacts and timed_contacts. What a customer does not use is set off against nothing.
    """
    rows = served.assign(
        served_hours=served["minutes"] / MINUTES,
        entitled=[promises[of][tier - 1].hours * promises[of][tier - 1].mix.get(channel, 0.0)
                  for of, tier, channel in zip(served["of"], served["tier"], served["channel"], strict=True)],
    )
    beyond = np.maximum(rows["served_hours"] - rows["entitled"], 0.0)
    rows = rows.assign(
        served_hours=rows["served_hours"] * rows["customers"],
        beyond_hours=beyond * rows["customers"],
        beyond_customers=rows["customers"].where(beyond > 0, 0),
        cost=beyond * rows["customers"] * rows["channel"].map(costs).astype(float).fillna(0.0),
    )
    told = ["customers", "served_hours", "beyond_customers", "beyond_hours", "cost"]
    table = rows.groupby(["tier", "channel"], as_index=False)[told].sum()
    return Leakage(
        table=table.sort_values(["cost", "beyond_hours", "tier", "channel"], ascending=[False, False, True, True],
                                ignore_index=True),
        contacts=int(rows["contacts"].sum()),
        untimed=int(rows["contacts"].sum() - rows["timed_contacts"].sum()),
        unpriced=tuple(sorted(set(rows["channel"]) - set(costs))),
    )
