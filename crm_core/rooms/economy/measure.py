"""What a region's economy is like and where it is going: levels, growth, volatility, structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.rooms.economy.indicators import INDICATORS, SUMS, Indicator
from crm_core.rooms.economy.structure import location_quotients, shift_share

MIN_RATES = 3
"""Yearly growth rates needed before their spread says anything."""
A_THOUSAND = 1_000
PER_HEAD = ("mean_income", "unemployment_rate", "gdp_per_head", "businesses_per_thousand")
"""Averages over people: of several regions they are weighted with their population."""


@dataclass(frozen=True, eq=False)
class Economy:
    """The regions' economies in the last year known. Money in the book's currency, rates as fractions."""

    year: int
    since: int
    """The first year of growth rates and trends."""
    regions: pd.DataFrame
    """region_id, region, is_asked, population, gdp, businesses, mean_income, unemployment_rate, gdp_per_head,
    businesses_per_thousand, gdp_growth_rate and population_growth_rate (a year, compound), volatility (standard
    deviation of the yearly growth of gdp). NaN where the book does not say."""
    whole: dict[str, float]
    """The same for all regions together: sums, ratios of sums; mean income and unemployment weighted by population."""
    trend: pd.DataFrame
    """region_id, region, is_asked, year and the yearly figures."""
    said: tuple[Indicator, ...]
    """The indicators that tell the regions apart: known, and not the same everywhere."""
    industry: pd.DataFrame
    """region_id, region, is_asked, industry, size_before, size, share, whole_share, quotient, change, national, mix,
    competitive; empty when the book has no industries."""
    industry_years: tuple[int, int] | None
    """The first and the last year of the industries."""
    size: Literal["employment", "output"]
    """What `industry` is measured in."""

    def indicator(self, name: str) -> Indicator:
        """The indicator of that name. Raises KeyError when the book does not say it."""
        for each in self.said:
            if each.name == name:
                return each
        raise KeyError(name)

    @property
    def growth(self) -> pd.DataFrame:
        """region_id, region, is_asked, size_before, mix, competitive, mix_rate, competitive_rate (both over
        size_before): what each region gained beyond all regions together; most from local performance first, as a
        rate: rank and figure are of one unit. Regions without a size before are left out."""
        parts = ["size_before", "mix", "competitive"]
        sums = self.industry.groupby(["region_id", "region", "is_asked"], as_index=False)[parts].sum()
        sums = sums[sums["size_before"] > 0]
        return sums.assign(
            mix_rate=sums["mix"] / sums["size_before"], competitive_rate=sums["competitive"] / sums["size_before"],
        ).sort_values(["competitive_rate", "region_id"], ascending=[False, True], ignore_index=True)

    def is_moving(self, name: str) -> bool:
        """True when the years tell something of the indicator: an undated figure repeats from year to year."""
        column = self.indicator(name).yearly or name
        figures = self.trend.dropna(subset=column)
        return bool((figures.groupby("region_id")[column].nunique() > 1).any())

    def ranked(self, name: str) -> pd.DataFrame:
        """region_id, region, is_asked, value, rank (1 is the welcome end): best first, regions without it left out."""
        ascending = self.indicator(name).good == "low"
        figures = self.regions[["region_id", "region", "is_asked", name]].dropna(subset=name)
        figures = figures.rename(columns={name: "value"})
        figures["rank"] = figures["value"].rank(ascending=ascending, method="min").astype(int)
        return figures.sort_values(["rank", "region"], ignore_index=True)


def economy(years: pd.DataFrame, industry: pd.DataFrame, *, size: Literal["employment", "output"] = "employment",
            since: int = 0) -> Economy:
    """Levels of the last year, growth since `since` (0 = the first year known), structure and its change.

    `years` has region_id, region, is_asked, year, population, gdp, businesses, mean_income, unemployment_rate;
    `industry` region_id, region, is_asked, industry, first_year, last_year, size_before, size.
    Raises ValueError when `years` is empty or none of it is as late as `since`. `said` is empty when no figure tells
    the regions apart.
    """
    years = years[years["year"] >= since]
    if years.empty:
        raise ValueError(f"No region has figures since {since}.")
    trend = _yearly(years)
    last = int(trend["year"].max())
    wide = trend.set_index(["year", "region_id"])[["gdp", "population"]].unstack()
    regions = trend[trend["year"] == last].drop(columns="year").merge(_growth(wide), on="region_id", how="left")
    figures = industry.dropna(subset=["size_before", "size"], how="all")
    structured = shift_share(location_quotients(figures)).drop(columns=["first_year", "last_year"])
    return Economy(
        year=last,
        since=int(trend["year"].min()),
        regions=regions.reset_index(drop=True),
        whole=_whole(wide, regions),
        trend=trend.reset_index(drop=True),
        said=tuple(each for each in INDICATORS if _says(regions[each.name]))
        or tuple(each for each in INDICATORS if regions[each.name].notna().any()),
        industry=structured.reset_index(drop=True),
        industry_years=(int(figures["first_year"].iloc[0]), int(figures["last_year"].iloc[0]))
        if len(figures) else None,
        size=size,
    )


def _says(values: pd.Series) -> bool:
    """A figure that is the same in every region was not measured there (an undated one repeats from year to year)."""
    figures = values.dropna()
    return len(figures) > 0 and (len(figures) == 1 or figures.nunique() > 1)


def _yearly(years: pd.DataFrame) -> pd.DataFrame:
    """The years with what is worked out within each of them."""
    people = years["population"].where(years["population"] > 0).astype(float)
    return years.assign(
        population=people,
        gdp=years["gdp"].astype(float),
        mean_income=years["mean_income"].astype(float),
        gdp_per_head=years["gdp"].astype(float) / people,
        businesses_per_thousand=years["businesses"].astype(float) * A_THOUSAND / people,
    )


def _growth(wide: pd.DataFrame) -> pd.DataFrame:
    """region_id, gdp_growth_rate, population_growth_rate (compound, a year) and volatility."""
    return pd.DataFrame({
        "gdp_growth_rate": _compound(wide["gdp"]), "population_growth_rate": _compound(wide["population"]),
        "volatility": _spread(wide["gdp"]),
    }).rename_axis("region_id").reset_index()


def _compound(values: pd.DataFrame) -> pd.Series:
    """Growth a year between the first and the last year, for each column; NaN over a single year."""
    first, last = values.index[0], values.index[-1]
    if first == last:
        return pd.Series(float("nan"), index=values.columns)
    ratio = values.loc[last] / values.loc[first].where(values.loc[first] > 0)
    return ratio.where(ratio > 0) ** (1 / (last - first)) - 1


def _spread(values: pd.DataFrame) -> pd.Series:
    """Standard deviation of the growth from one year to the next, for each column; NaN for too few years."""
    yearly = (values / values.shift() - 1).where(values.index.to_series().diff() == 1, axis=0)
    return yearly.std(ddof=1).where(yearly.count() >= MIN_RATES)


def _whole(wide: pd.DataFrame, regions: pd.DataFrame) -> dict[str, float]:
    """All regions as one: ratios of sums over the regions that say both; growth of those that say every year."""
    people = regions["population"].to_numpy(dtype=float)

    def mean(name: str) -> float:
        values = regions[name].to_numpy(dtype=float)
        figures = ~np.isnan(values) & ~np.isnan(people)
        weight = people[figures].sum()
        return float((values[figures] * people[figures]).sum() / weight) if weight > 0 else float("nan")

    gdp, heads = (wide[name].dropna(axis=1).sum(axis=1, min_count=1).to_frame() for name in ("gdp", "population"))
    return {
        "gdp_growth_rate": float(_compound(gdp).iloc[0]),
        "population_growth_rate": float(_compound(heads).iloc[0]),
        "volatility": float(_spread(gdp).iloc[0]),
        **{name: float(regions[name].astype(float).sum(min_count=1)) for name in SUMS},
        **{name: mean(name) for name in PER_HEAD},
    }
