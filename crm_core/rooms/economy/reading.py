"""An Economy in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.house_style import Money, change, number, percent
from crm_core.reading import Reading
from crm_core.rooms.economy.indicators import Indicator
from crm_core.rooms.economy.measure import Economy

MAX_NAMED = 3


def say(result: Economy, money: Money, *, by: str = "") -> Reading:
    """Who is ahead and who behind by one indicator, or where the asked region stands; and what it lives on."""
    indicator = result.indicator(by or result.said[0].name)
    ranked = result.ranked(indicator.name)
    in_view = ranked[ranked["is_asked"]]
    if len(in_view) == 1 and len(ranked) > 1:
        return Reading(_one(in_view.iloc[0], len(ranked), indicator, result, money), _lives_on(result))
    some = 1 < len(in_view) < len(ranked)
    best, worst = (in_view if some else ranked).iloc[[0, -1]].to_dict("records")
    if len(ranked) == 1:
        alone = f"{best['region']}: {_value(best['value'], indicator, money)} in {result.year}."
        return Reading(alone, _lives_on(result))
    ends = {"high": ("highest", "lowest"), "low": ("lowest", "highest"), "none": ("most", "least")}[indicator.good]
    return Reading(
        f"{'Of the chosen regions ' * some}{best['region']} has the {ends[0]} {indicator.words}, "
        f"{indicator.written(best['value'], money)}; "
        f"{worst['region']} the {ends[1]}, {indicator.written(worst['value'], money)}"
        f"{_against_all(result, indicator, money)}.",
        _grew(result),
    )


def _one(row: pd.Series, of: int, indicator: Indicator, result: Economy, money: Money) -> str:
    return (f"{row['region']}: {_value(row['value'], indicator, money)} in {result.year}, rank {row['rank']} of {of}"
            f"{_against_all(result, indicator, money)}.")


def _value(value: float, indicator: Indicator, money: Money) -> str:
    return f"{indicator.words} {indicator.written(value, money)}"


def _against_all(result: Economy, indicator: Indicator, money: Money) -> str:
    whole = result.whole[indicator.name]
    if not math.isfinite(whole) or indicator.name == "population":
        return ""
    return f", against {indicator.written(whole, money)} in all regions"


def _lives_on(result: Economy) -> str:
    """The industries in which the asked region is strongest beyond the others."""
    in_view = result.industry[result.industry["is_asked"]].dropna(subset="quotient")
    if in_view.empty:
        return ""
    most = in_view.sort_values("quotient", ascending=False).head(MAX_NAMED)
    named = ", ".join(f"{row.industry} ({row.quotient:.1f} times the usual share)" for row in most.itertuples()
                      if row.quotient > 1)
    own = in_view["competitive"].sum()
    before = in_view["size_before"].sum()
    first, _ = result.industry_years or (result.since, 0)
    grew = ""
    if before > 0:
        grew = (f" Since {first} it {'gained' if own >= 0 else 'lost'} {percent(abs(own) / before)} of its "
                f"{result.size} by its own doing, beyond what the country and its industries explain.")
    return (f"It lives on {named}." if named else "Its industries are those of all regions.") + grew


def _grew(result: Economy) -> str:
    """Which region did most on its own, by shift-share."""
    sums = result.industry.groupby("region")[["competitive", "size_before"]].sum()
    sums = sums[sums["size_before"] > 0]
    rate = sums["competitive"] / sums["size_before"]
    if rate.empty or percent(rate.max()) == percent(0):  # one region, or none that did anything of its own
        return ""
    first, last = result.industry_years or (0, 0)
    unit = "jobs" if result.size == "employment" else "of output"
    return (f"Between {first} and {last} {rate.idxmax()} gained most by its own doing "
            f"({number(sums.loc[rate.idxmax(), 'competitive'])} {unit} beyond the country and its industries), "
            f"{rate.idxmin()} lost most.")


def say_trend(result: Economy, money: Money, *, by: str) -> str:
    """What the leader, or the asked region, did since the first year."""
    indicator, ranked = result.indicator(by), result.ranked(by)
    in_view = ranked[ranked["is_asked"]]
    row = in_view.iloc[0] if len(in_view) == 1 else ranked.iloc[0]
    column = indicator.yearly or by
    years = result.trend[result.trend["region_id"] == row["region_id"]].dropna(subset=column)
    if len(years) < 2:  # noqa: PLR2004 one year is no course
        return f"Since {result.since}"
    (since, until), (first, last) = years["year"].iloc[[0, -1]], years[column].iloc[[0, -1]]
    if indicator.yearly:
        return f"{row['region']}: {indicator.yearly} {change(last / first - 1)} since {since}"
    return (f"{row['region']} went from {indicator.written(first, money)} in {since} to "
            f"{indicator.written(last, money)} in {until}")


def say_structure(result: Economy, region_id: str) -> str:
    """What one region lives on more than the others."""
    industries = result.industry[result.industry["region_id"] == region_id].dropna(subset="quotient")
    if industries.empty or not industries["quotient"].max() > 1:
        return "Its industries are those of all regions"
    first = industries.loc[industries["quotient"].idxmax()]
    return f"{first['region']} lives on {first['industry']}: {first['quotient']:.2f} times the usual share"


def say_shift(result: Economy) -> str:
    """Which region gained and which lost most by its own doing."""
    sums = result.industry.groupby("region")[["competitive", "size_before"]].sum()
    sums = sums[sums["size_before"] > 0]
    rate = sums["competitive"] / sums["size_before"]
    if len(rate) < 2 or percent(rate.max()) == percent(0):  # noqa: PLR2004
        return "No region grew beyond the country by its own doing"
    return f"{rate.idxmax()} gained {change(rate.max())} by its own doing, {rate.idxmin()} {change(rate.min())}"
