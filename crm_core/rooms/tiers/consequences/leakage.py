"""Service beyond the promise: what customers were served in a year above what their tier is entitled to, in money.

The worse part of it is premium service: in channels of which a better tier is promised more, so that customers get
what is kept for others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.tiers.scheme.service import Promise

MINUTES = 60
_SAME = 0.05
"""Minutes: contacts are added up to a tenth of a minute, so that what is promised and what was served are the same if
they are less than half of that apart."""


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
    """Σ (served − entitled)⁺ × unit cost, customer by customer and channel by channel, where it is beyond by `_SAME`.

    `served` has of (whom the promises are for), tier, channel, minutes (of one customer in the year), customers (how
    many were served just so), contacts and timed_contacts. What a customer does not use is set off against nothing.
    """
    tier = served["tier"].to_numpy(dtype=int) - 1
    (of_at, ofs), (channel_at, channels) = (pd.factorize(served[name]) for name in ("of", "channel"))
    promised = np.array([[[promise.hours * promise.mix.get(channel, 0.0) for channel in channels]
                          for promise in promises[of]] for of in ofs], dtype=float)
    above = np.maximum.accumulate(np.concatenate([np.zeros_like(promised[:, :1]), promised[:, :-1]], axis=1), axis=1)
    entitled, better = promised[of_at, tier, channel_at], above[of_at, tier, channel_at]
    hours, many = served["minutes"].to_numpy(dtype=float) / MINUTES, served["customers"].to_numpy(dtype=float)
    beyond = np.where((hours - entitled) * MINUTES >= _SAME, hours - entitled, 0.0)
    price = np.array([costs.get(channel, 0.0) for channel in channels])[channel_at]
    cost = beyond * many * price
    is_premium = (better - entitled) * MINUTES >= _SAME
    rows = pd.DataFrame({
        "tier": tier + 1, "channel": served["channel"].to_numpy(), "customers": many.astype(int),
        "served_hours": hours * many, "beyond_customers": np.where(beyond > 0, many, 0).astype(int),
        "beyond_hours": beyond * many, "cost": cost, "premium_cost": np.where(is_premium, cost, 0.0),
    })
    summed = ["customers", "served_hours", "beyond_customers", "beyond_hours", "cost", "premium_cost"]
    table = rows.groupby(["tier", "channel"], as_index=False)[summed].sum()
    return Leakage(
        table=table.sort_values(["cost", "beyond_hours", "tier", "channel"], ascending=[False, False, True, True],
                                ignore_index=True),
        contacts=int(served["contacts"].sum()),
        untimed=int(served["contacts"].sum() - served["timed_contacts"].sum()),
        unpriced=tuple(sorted(set(served["channel"]) - set(costs))),
    )
