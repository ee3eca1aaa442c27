"""Potential: what we would hold in each region and family if our share there were the target, less what we hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import bdtr

from crm_core.spans import YEAR

Fair = Literal["bank", "best"]
CHANCE = 0.05
"""How often one of all the rates looked at may be called low by chance alone."""
MIN_EXPECTED = 5.0
"""Holders to be expected before a rate, or its rank, means anything."""
_BEST = 0.75
"""The upper quarter of our regions: a share we already reach in a few of them."""


@dataclass(frozen=True, eq=False)
class WhiteSpace:
    """Region by region and family by family. Balances in the book's currency, shares as fractions."""

    fair: Fair
    """`bank`: our share of the family over all regions; `best`: the share that a quarter of our regions reach."""
    family: str
    """The product family, or `all`."""
    period: dt.date | None
    """The day of the market report; None without a market, and then only penetration is known."""
    cells: pd.DataFrame
    """region_id, region, is_asked, family, market, held, share, fair_share, potential, white_space: the gap to
    the target share, negative where we hold more; largest first."""
    regions: pd.DataFrame
    """region_id, region, is_asked, market, held, potential, white_space; largest first."""
    families: pd.DataFrame
    """family, market, held, share, fair_share, white_space of the asked regions."""
    penetration: pd.DataFrame
    """region_id, region, is_asked, family, product_id, product, holders (who had it at some time in the `months`),
    customers, rate, whole_rate (all regions), missing (holders that the rate of all regions would give beyond those
    there are), is_clear (so many are missing by more than chance), rank (1 is the highest rate; none where fewer than
    `MIN_EXPECTED` holders would be expected), of."""
    months: int
    """Months with data in the asked year, over which products are held."""
    is_of_some_types: bool
    """True when only some customer types are asked about: the market and what we hold of it are still those of all."""


def white_space(cells: pd.DataFrame, holders: pd.DataFrame, *, fair: Fair = "bank", family: str = "all",
                months: int = YEAR, is_of_some_types: bool = False) -> WhiteSpace:
    """Hold each cell's share against the target, `fair`.

    `cells` has region_id, region, is_asked, family, period, market (positive), held; `holders` region_id, region,
    is_asked, family, product_id, product, holders, customers. With `fair="bank"` the potential of a family sums to
    nothing over all regions: the gap of one is what another holds beyond the target.
    Without cells only penetration is worked out. Raises ValueError for another `fair`, or when there are neither cells
    nor holders.
    """
    if fair not in ("bank", "best"):
        raise ValueError(f"fair is {fair!r}; choose bank or best.")
    if cells.empty and holders.empty:
        raise ValueError("There is no market to hold our balances against, and nobody who holds a product.")
    gaps = cells.drop(columns="period").assign(share=cells["held"] / cells["market"])
    by_family = gaps.groupby("family")
    if fair == "bank":
        gaps["fair_share"] = by_family["held"].transform("sum") / by_family["market"].transform("sum")
    else:
        gaps["fair_share"] = by_family["share"].transform("quantile", _BEST)
    gaps["potential"] = gaps["fair_share"] * gaps["market"]
    gaps["white_space"] = gaps["potential"] - gaps["held"]
    sums = ["market", "held", "potential", "white_space"]
    families = gaps[gaps["is_asked"]].groupby("family", as_index=False)[sums].sum()
    return WhiteSpace(
        fair=fair,
        family=family,
        period=cells["period"].iloc[0].date() if len(cells) else None,
        cells=gaps.sort_values(["white_space", "region_id", "family"], ascending=[False, True, True],
                               ignore_index=True),
        regions=gaps.groupby(["region_id", "region", "is_asked"], as_index=False)[sums].sum().sort_values(
            ["white_space", "region_id"], ascending=[False, True], ignore_index=True),
        families=families.assign(
            share=families["held"] / families["market"], fair_share=families["potential"] / families["market"],
        ).drop(columns="potential"),
        penetration=_penetration(holders),
        months=months,
        is_of_some_types=is_of_some_types,
    )


def is_fewer_than_chance(holders: pd.Series, customers: pd.Series, rate: pd.Series) -> pd.Series:
    """Where fewer of the customers hold something than the `rate` of all leaves to chance, of all rows looked at.

    A binomial tail below `CHANCE` over the rows of enough expected holders (Bonferroni).
    """
    is_judged = customers * rate >= MIN_EXPECTED
    limit = CHANCE / max(int(is_judged.sum()), 1)
    holders, customers, rate = (each.where(is_judged, 0) for each in (holders, customers, rate.clip(0, 1)))
    return is_judged & (bdtr(np.minimum(holders, customers), customers.astype(int), rate) <= limit)


def _penetration(holders: pd.DataFrame) -> pd.DataFrame:
    customers = holders["customers"].where(holders["customers"] > 0)
    rates = holders.assign(rate=holders["holders"] / customers)
    by_product = rates.groupby("product_id")
    rates["whole_rate"] = by_product["holders"].transform("sum") / by_product["customers"].transform("sum")
    rates["missing"] = rates["whole_rate"] * rates["customers"] - rates["holders"]
    rates["is_clear"] = is_fewer_than_chance(rates["holders"], customers, rates["whole_rate"])
    rates["judged_rate"] = rates["rate"].where(customers * rates["whole_rate"] >= MIN_EXPECTED)
    judged = rates.groupby("product_id")["judged_rate"]
    rates["rank"], rates["of"] = judged.rank(ascending=False, method="min"), judged.transform("count").astype(int)
    return rates.drop(columns="judged_rate")
