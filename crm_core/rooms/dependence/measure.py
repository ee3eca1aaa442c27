"""What the bank would lose if a few customers, or one manager with theirs, went elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.language import _
from crm_core.net_share import is_divisible, share_of_net

Holder = Literal["customers", "groups"]
LOSSES = (1, 5, 10)
"""How many of the largest customers are imagined gone."""


@dataclass(frozen=True, eq=False)
class Dependence:
    """How much depends on single customers and managers.

    Amounts in currency a year; shares of the net total, None when it is ≤ 0 or small against the gains (`net_share`).
    """

    customers: int
    total: float
    """Net contribution of the scope."""
    leavers: pd.DataFrame
    """largest (1, 5, 10), amount, share, remaining: what is lost with that many of the largest customers."""
    largest: pd.DataFrame
    """name, customer_id, region, manager, contribution, left_on, share, running_share: the largest customers; some of
    them may have left since."""
    effective_customers: float | None
    """1 / Σ share² over the customers with a positive contribution: the number of equal customers that would be as
    concentrated."""
    single_name_index: float | None
    """Herfindahl–Hirschman index of single names, Σ (100 · share)² over the same customers, 0–10,000."""
    managers: pd.DataFrame
    """manager_id, name, customers, contribution, share, at_stake, known_only, known_only_contribution, largest first.
    `at_stake` is contribution × leaving_rate."""
    unmanaged_customers: int
    known: pd.DataFrame
    """customer_id, name, manager, left_on, contacts, contribution: the largest customers known to one manager only;
    empty when there are none."""
    known_customers: int
    """All of them."""
    known_amount: float
    """What all of them contribute."""
    gains: float
    """What the customers with a positive contribution contribute."""
    leaving_rate: float
    """The assumed part of a departing manager's contribution that leaves too, 0–1. An assumption, not a finding."""
    rank: Holder
    """What `customers`, `largest` and the index are of: customers, or groups and the customers of none."""
    knows_contacts: bool
    """Whether the book has contacts: without them nobody can be said to be known to one manager only."""

    @property
    def has_shares(self) -> bool:
        """True when shares of the net total say something."""
        return is_divisible(self.total, self.gains)

    @property
    def gone(self) -> pd.DataFrame:
        """Those of the largest imagined gone who have left in fact."""
        most = self.leavers["largest"].max() if len(self.leavers) else 0
        imagined = self.largest.head(int(most))
        return imagined[imagined["left_on"].notna()] if "left_on" in imagined else imagined.iloc[:0]


def dependence(largest: pd.DataFrame, managers: pd.DataFrame, buckets: pd.DataFrame, *, leaving_rate: float = 1.0,
               known: pd.DataFrame | None = None, knows_contacts: bool = True,
               rank: Holder = "customers") -> Dependence:
    """What depends on the largest customers and on each manager.

    `largest`: customer_id, name, region, manager, contribution, best first, at least the ten largest.
    `managers`: manager_id (empty = none), name, customers, contribution, known_only, known_only_contribution.
    `buckets`: customers, amount: all customers, grouped by value. `known`: as `known.sql`. Raises ValueError for
    a `leaving_rate` outside 0–1.
    """
    if not 0 <= leaving_rate <= 1:
        raise ValueError(_("leaving_rate is {rate}; it is the part that leaves with a manager, 0 to 1.",
                           rate=repr(leaving_rate)))
    total = round(float(buckets["amount"].sum()), 2)
    gains = round(float(buckets["amount"].clip(lower=0).sum()), 2)
    index = _single_name_index(buckets)
    best = largest.assign(share=_share(largest["contribution"], total, gains))
    best["running_share"] = best["share"].cumsum()
    losses = [(many, float(best["contribution"].head(many).sum())) for many in LOSSES if many <= len(best)]
    listed = known if known is not None and len(known) else None
    managed = managers[managers["manager_id"] != ""].reset_index(drop=True)
    return Dependence(
        customers=int(buckets["customers"].sum()),
        total=total,
        leavers=pd.DataFrame(
            [(many, lost, share_of_net(lost, total, gains), total - lost) for many, lost in losses],
            columns=["largest", "amount", "share", "remaining"],
        ),
        largest=best,
        effective_customers=10_000 / index if index else None,
        single_name_index=index,
        managers=managed.assign(share=_share(managed["contribution"], total, gains),
                                at_stake=managed["contribution"] * leaving_rate),
        unmanaged_customers=int(managers.loc[managers["manager_id"] == "", "customers"].sum()),
        known=pd.DataFrame() if listed is None else listed.drop(columns=["found", "found_contribution"]),
        known_customers=0 if listed is None else int(listed["found"].iloc[0]),
        known_amount=0.0 if listed is None else float(listed["found_contribution"].iloc[0]),
        gains=gains,
        leaving_rate=leaving_rate,
        rank=rank,
        knows_contacts=knows_contacts,
    )


def _share(amounts: pd.Series, total: float, gains: float) -> pd.Series:
    return amounts / total if is_divisible(total, gains) else amounts * np.nan


def _single_name_index(buckets: pd.DataFrame) -> float | None:
    """Customers of one bucket differ by a quarter of a percent at most, so their mean stands for each."""
    gains = buckets[buckets["amount"] > 0]
    if gains.empty:
        return None
    mean_share = gains["amount"] / gains["customers"] / gains["amount"].sum()
    return float((gains["customers"] * (100 * mean_share) ** 2).sum())
