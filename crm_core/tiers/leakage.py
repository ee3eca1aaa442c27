"""Service beyond the promise: what customers were served in a year above what their tier is entitled to, in money.

The worse part of it is premium service: in channels of which a better tier is promised more, so that customers get
what is kept for others.
"""

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
    """tier, channel, customers (served in it), served_hours, beyond_customers, beyond_hours, cost, premium_cost (the
    part that better tiers are promised): one row for each tier and channel that were seen; the dearest first."""
    contacts: int
    untimed: int
    """Contacts without a handling time: they count as no time at all."""
    unpriced: tuple[str, ...]
    """Channels that the unit costs do not know: their hours are told, their money is not."""

    @property
    def cost(self) -> float:
        """What the service beyond the promises cost, in money."""
        return float(self.table["cost"].sum())

    @property
    def premium_cost(self) -> float:
        """What premium service cost that went to tiers not entitled to it, in money."""
        return float(self.table["premium_cost"].sum())

    def cost_of(self, tier: int) -> float:
        """The same, of one tier."""
        return float(self.table.loc[self.table["tier"] == tier, "cost"].sum())


def leakage(served: pd.DataFrame, promises: Mapping[str, Sequence[Promise]], costs: Mapping[str, float]) -> Leakage:
    """Σ (served − entitled)⁺ × unit cost, customer by customer and channel by channel.

    `served` has of (whom the promises are for), tier, channel, minutes (of one customer in the year), customers (how
    many were served just so), contacts and timed_contacts. What a customer does not use is set off against nothing.
    """
    places = pd.MultiIndex.from_frame(served[["of", "tier", "channel"]])
    at, seen = places.factorize()
    entitled, better = (np.array([each(promises[of], tier, channel) for of, tier, channel in seen], dtype=float)[at]
                        for each in (_entitled, _promised_above))
    hours, many = served["minutes"].to_numpy(dtype=float) / MINUTES, served["customers"].to_numpy(dtype=float)
    beyond = np.maximum(hours - entitled, 0.0)
    price = np.array([costs.get(channel, 0.0) for _, _, channel in seen])[at]
    cost = beyond * many * price
    rows = pd.DataFrame({
        "tier": served["tier"].to_numpy(), "channel": served["channel"].to_numpy(), "customers": served["customers"],
        "served_hours": hours * many, "beyond_customers": np.where(beyond > 0, many, 0).astype(int),
        "beyond_hours": beyond * many, "cost": cost, "premium_cost": np.where(better > entitled, cost, 0.0),
    })
    told = ["customers", "served_hours", "beyond_customers", "beyond_hours", "cost", "premium_cost"]
    table = rows.groupby(["tier", "channel"], as_index=False)[told].sum()
    return Leakage(
        table=table.sort_values(["cost", "beyond_hours", "tier", "channel"], ascending=[False, False, True, True],
                                ignore_index=True),
        contacts=int(served["contacts"].sum()),
        untimed=int(served["contacts"].sum() - served["timed_contacts"].sum()),
        unpriced=tuple(sorted(set(served["channel"]) - set(costs))),
    )


def _entitled(promised: Sequence[Promise], tier: int, channel: str) -> float:
    """Hours a year of a channel that a customer of the tier is promised."""
    return promised[tier - 1].hours * promised[tier - 1].mix.get(channel, 0.0)


def _promised_above(promised: Sequence[Promise], tier: int, channel: str) -> float:
    """The most that a better tier is promised of the channel."""
    return max((_entitled(promised, better, channel) for better in range(1, tier)), default=0.0)
