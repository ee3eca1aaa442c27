"""What a region is specialised in, and why its jobs grew: location quotients and shift-share."""

from __future__ import annotations

import numpy as np
import pandas as pd


def location_quotients(industry: pd.DataFrame) -> pd.DataFrame:
    """`industry` with `share` (of its region), `whole_share` (of all regions together) and `quotient`.

    `industry` has region_id, industry, size. The quotient is the region's share over the whole's: 1 is the same share,
    1.5 half as much again. Weighted with the regions' sizes the quotients of an industry average to 1. NaN where a
    region or an industry has no size. Source: US Bureau of Labor Statistics, "location quotient".
    """
    sizes = industry.assign(size=industry["size"].fillna(0.0))
    of_region = sizes.groupby("region_id")["size"].transform("sum")
    of_industry = sizes.groupby("industry")["size"].transform("sum")
    share = sizes["size"] / of_region.where(of_region > 0)
    whole_share = of_industry / (sizes["size"].sum() or np.nan)
    return industry.assign(share=share, whole_share=whole_share, quotient=share / whole_share.where(whole_share > 0))


def shift_share(industry: pd.DataFrame) -> pd.DataFrame:
    """`industry` with `change` and its three parts: `national`, `mix` and `competitive`; they add up to it exactly.

    `industry` has region_id, industry, size_before, size; an industry missing on one side counts as none there.

    - national: what the industry would have gained had it grown like all industries of all regions;
    - mix: what it gained on top because this industry grew faster than all;
    - competitive: the rest, what this region's industry did that the industry did not do elsewhere.

    Source: the classical shift-share identity (Dunn 1960).
    """
    before, after = industry["size_before"].fillna(0.0), industry["size"].fillna(0.0)
    total = before.sum()
    growth = after.sum() / total - 1 if total > 0 else 0.0
    industry_before = before.groupby(industry["industry"]).transform("sum")
    industry_after = after.groupby(industry["industry"]).transform("sum")
    industry_growth = (industry_after / industry_before.where(industry_before > 0) - 1).fillna(growth)
    national, mix = before * growth, before * (industry_growth - growth)
    change = after - before
    return industry.assign(change=change, national=national, mix=mix, competitive=change - national - mix)
