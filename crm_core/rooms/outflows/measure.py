"""Where our customers' money goes: to which banks, from which regions, where a bank has more senders than chance."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from scipy.special import gammaincc

CHANCE = 0.05
"""How often one of all the pairs, or of all the regions, looked at may stand out by chance alone."""
MIN_EXPECTED = 5.0
"""Senders to be expected before a residual, or the place of a region, means anything."""


@dataclass(frozen=True, eq=False)
class Outflows:
    """What customers send to other banks in a month. Amounts in the book's currency, shares as fractions."""

    amount: float
    """What the asked regions' customers send in a month."""
    senders: int
    """Pairs of a customer and a bank that receives money: who sends to two banks counts twice."""
    is_standing: bool
    """True when all of it is standing orders: promises without a date."""
    counterparts: pd.DataFrame
    """counterpart, senders, amount, share (of the asked amount), peer_share (what it holds over what all other banks
    hold, both added up over the asked regions; NaN when the book does not know it); largest amount first."""
    regions: pd.DataFrame
    """region_id, region, is_asked, senders, customers, sender_rate (senders for each customer: above 1 where many send
    to several banks), amount, amount_per_customer, top_counterpart, top_share, rank (by amount per customer; none
    where fewer than `MIN_EXPECTED` senders would be expected), is_clear (more than chance gives one of all the
    regions); highest amount per customer first."""
    amount_per_customer: float
    """What all customers of all regions send in a month, over all of them; NaN without customers."""
    pairs: pd.DataFrame
    """region_id, region, is_asked, counterpart, senders, amount, share (of the region's senders), whole_share (of all
    senders), expected (senders, if the region were like all), residual, is_clear; strongest excess first."""


def outflows(sent: pd.DataFrame, peers: pd.DataFrame | None = None) -> Outflows:
    """Add up `sent` (region × counterpart) and hold every pair against what all regions together do.

    `sent` has region_id, region, is_asked, counterpart, senders, customers, amount, standing_amount, squared_amount;
    `peers` institution and peer_share of the asked regions together.
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
        counterparts=_counterparts(in_view, peers),
        regions=(regions := _regions(sent)),
        amount_per_customer=_over(float(regions["amount"].sum()), float(regions["customers"].sum())),
        pairs=_pairs(sent),
    )


def _counterparts(in_view: pd.DataFrame, peers: pd.DataFrame | None) -> pd.DataFrame:
    sums = in_view.groupby("counterpart", as_index=False).agg(senders=("senders", "sum"), amount=("amount", "sum"))
    sums["share"] = sums["amount"] / sums["amount"].sum()
    shares = {} if peers is None else dict(zip(peers["institution"], peers["peer_share"], strict=True))
    sums["peer_share"] = sums["counterpart"].map(shares).astype(float)
    return sums[["counterpart", "senders", "amount", "share", "peer_share"]].sort_values(
        ["amount", "counterpart"], ascending=[False, True], ignore_index=True)


def _regions(sent: pd.DataFrame) -> pd.DataFrame:
    regions = sent.groupby(["region_id", "region", "is_asked"], as_index=False).agg(
        senders=("senders", "sum"), customers=("customers", "first"), amount=("amount", "sum"),
        squared_amount=("squared_amount", "sum"))
    most = sent.loc[sent.groupby("region_id")["amount"].idxmax()].set_index("region_id")
    customers = regions["customers"].where(regions["customers"] > 0)
    regions["sender_rate"] = regions["senders"] / customers
    regions["amount_per_customer"] = regions["amount"] / customers
    regions["top_counterpart"] = regions["region_id"].map(most["counterpart"])
    regions["top_share"] = regions["region_id"].map(most["amount"]) / regions["amount"].where(regions["amount"] > 0)
    part = regions["customers"] / max(float(regions["customers"].sum()), 1.0)
    is_judged = (part * regions["senders"].sum() >= MIN_EXPECTED) & (customers > 0)
    judged = regions["amount_per_customer"].where(is_judged)
    regions["rank"] = judged.rank(ascending=False, method="min").astype("Int64")
    regions["is_clear"] = is_judged & (_chance(regions, part) <= CHANCE / max(int(is_judged.sum()), 1))
    return regions.drop(columns="squared_amount").sort_values(
        ["amount_per_customer", "region_id"], ascending=[False, True], ignore_index=True)


def _chance(regions: pd.DataFrame, part: pd.Series) -> np.ndarray:
    """How often a region would send so much or more if its customers sent like all together.

    Senders come by chance and their amounts differ: the sum is a compound Poisson variable, whose variance is the sum
    of the squared amounts. Sums of few and uneven amounts lean to one side, so that a gamma of the same mean and
    variance stands for it: a normal curve would call them clear too often.
    """
    mean = part * regions["amount"].sum()
    variance = part * (1 - part) * regions["squared_amount"].sum()
    is_spread = (variance > 0) & (mean > 0)
    mean, variance = mean.where(is_spread, 1.0), variance.where(is_spread, 1.0)
    chance = gammaincc(mean**2 / variance, regions["amount"].clip(lower=0) * mean / variance)
    return np.where(is_spread, chance, 1.0)


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0 else np.nan


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
