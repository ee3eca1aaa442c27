"""Where our customers' money goes: to which banks, from which regions, and where a bank draws more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

CHANCE = 0.05
"""How often one of all the pairs looked at may stand out by chance alone."""
MIN_EXPECTED = 5.0
"""Senders to be expected before a residual means anything."""


@dataclass(frozen=True, eq=False)
class Outflows:
    """What customers send to other banks in a month. Amounts in the book's currency, shares as fractions."""

    amount: float
    """What the asked regions' customers send in a month."""
    senders: int
    """Pairs of a customer and a bank that gets money: who sends to two banks counts twice."""
    is_standing: bool
    """True when all of it is standing orders: promises without a date."""
    counterparts: pd.DataFrame
    """counterpart, senders, amount, share (of the asked amount), peer_share (of what the other banks hold in the
    asked regions, NaN when the book does not know it); largest amount first."""
    regions: pd.DataFrame
    """region_id, region, is_asked, senders, customers, sender_rate (senders over customers), amount,
    amount_per_customer, top_counterpart, top_share; highest amount per customer first."""
    pairs: pd.DataFrame
    """region_id, region, is_asked, counterpart, senders, amount, share (of the region's senders), whole_share (of all
    senders), expected (senders, if the region were like all), residual, is_clear; strongest draw first."""


def outflows(sent: pd.DataFrame) -> Outflows:
    """Add up `sent` (region × counterpart) and hold every pair against what all regions together do.

    `sent` has region_id, region, is_asked, counterpart, senders, customers, amount, standing_amount, peer_share.
    The residual is that of a table of independent rows and columns, 2 (√observed − √expected) over its standard
    deviation (Freeman and Tukey 1950, Haberman 1973): few senders scatter to one side, and the plain residual would
    call a third of all tables without any pattern clear. How large it must be grows with the pairs (Bonferroni).
    Raises ValueError when none of the asked regions sends anything.
    """
    in_view = sent[sent["is_asked"]]
    if not in_view["amount"].sum() > 0:
        raise ValueError("The asked regions send nothing to other banks.")
    return Outflows(
        amount=float(in_view["amount"].sum()),
        senders=int(in_view["senders"].sum()),
        is_standing=bool(np.isclose(in_view["amount"].sum(), in_view["standing_amount"].sum())),
        counterparts=_counterparts(in_view),
        regions=_regions(sent),
        pairs=_pairs(sent),
    )


def _counterparts(in_view: pd.DataFrame) -> pd.DataFrame:
    sums = in_view.groupby("counterpart", as_index=False).agg(
        senders=("senders", "sum"), amount=("amount", "sum"), peer_share=("peer_share", "mean"))
    sums["share"] = sums["amount"] / sums["amount"].sum()
    return sums[["counterpart", "senders", "amount", "share", "peer_share"]].sort_values(
        ["amount", "counterpart"], ascending=[False, True], ignore_index=True)


def _regions(sent: pd.DataFrame) -> pd.DataFrame:
    regions = sent.groupby(["region_id", "region", "is_asked"], as_index=False).agg(
        senders=("senders", "sum"), customers=("customers", "first"), amount=("amount", "sum"))
    most = sent.loc[sent.groupby("region_id")["amount"].idxmax()].set_index("region_id")
    customers = regions["customers"].where(regions["customers"] > 0)
    regions["sender_rate"] = regions["senders"] / customers
    regions["amount_per_customer"] = regions["amount"] / customers
    regions["top_counterpart"] = regions["region_id"].map(most["counterpart"])
    regions["top_share"] = regions["region_id"].map(most["amount"]) / regions["amount"].where(regions["amount"] > 0)
    return regions.sort_values(["amount_per_customer", "region_id"], ascending=[False, True], ignore_index=True)


def _pairs(sent: pd.DataFrame) -> pd.DataFrame:
    senders = sent["senders"].astype(float)
    total = senders.sum()
    row = senders.groupby(sent["region_id"]).transform("sum")
    column = senders.groupby(sent["counterpart"]).transform("sum")
    expected = row * column / total
    spread = np.sqrt((1 - row / total) * (1 - column / total))
    residual = (2 * (np.sqrt(senders) - np.sqrt(expected)) / spread.where(spread > 0)).fillna(0.0)
    pairs = sent[["region_id", "region", "is_asked", "counterpart", "senders", "amount"]].assign(
        share=senders / row, whole_share=column / total, expected=expected, residual=residual,
        is_clear=(residual >= NormalDist().inv_cdf(1 - CHANCE / len(sent))) & (expected >= MIN_EXPECTED),
    )
    return pairs.sort_values(["residual", "region_id", "counterpart"], ascending=[False, True, True], ignore_index=True)
