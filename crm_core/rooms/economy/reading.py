"""An Economy in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.house_style import Money, change, percent
from crm_core.reading import Reading
from crm_core.rooms.economy.indicators import SUMS, Indicator
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
    if not math.isfinite(whole) or indicator.name in SUMS:
        return ""
    return f", against {indicator.written(whole, money)} in all regions"


def _lives_on(result: Economy) -> str:
    """The industries in which the asked region is strongest beyond the others."""
    in_view = result.industry[result.industry["is_asked"]].dropna(subset="quotient")
    if in_view.empty:
        return ""
    most = in_view.sort_values("quotient", ascending=False).head(MAX_NAMED)
    named = ", ".join(f"{row.industry} ({row.quotient:.1f} times its share of all regions)" for row in most.itertuples()
                      if row.quotient > 1)
    own = in_view["competitive"].sum()
    before = in_view["size_before"].sum()
    first, _ = result.industry_years or (result.since, 0)
    grew = ""
    if before > 0:
        grew = (f" Since {first} it {'gained' if own >= 0 else 'lost'} {percent(abs(own) / before)} of its "
                f"{result.size} from local performance, beyond what all regions and its industries explain.")
    return (f"It is specialised in {named}." if named else "Its industries are those of all regions.") + grew


def _grew(result: Economy) -> str:
    """Which region did most on its own, and which least, by shift-share: a rate, as the figure draws it."""
    growth = result.growth
    if growth.empty or percent(growth["competitive_rate"].iloc[0]) == percent(0):
        return ""
    first, last = result.industry_years or (0, 0)
    return f"Between {first} and {last} {_ends_of(growth, f' of its {result.size}')}."


def _ends_of(growth: pd.DataFrame, unit: str) -> str:
    """The region that gained most and, when one lost, the one that lost most, both by the same rate."""
    most, least = growth.iloc[0], growth.iloc[-1]
    words = f"{most['region']} gained most from local performance ({change(most['competitive_rate'])}{unit})"
    if least["competitive_rate"] >= 0 or change(least["competitive_rate"]) == change(0.0):
        return words
    return f"{words}, {least['region']} lost most ({change(least['competitive_rate'])})"


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
    if indicator.yearly and not first > 0:
        return f"Since {since}"
    if indicator.yearly:
        return f"{row['region']}: {indicator.yearly} {change(last / first - 1)} since {since}"
    return (f"{row['region']} went from {indicator.written(first, money)} in {since} to "
            f"{indicator.written(last, money)} in {until}")


def say_structure(result: Economy, region_id: str) -> str:
    """What one region is specialised in."""
    industries = result.industry[result.industry["region_id"] == region_id].dropna(subset="quotient")
    if industries.empty or not industries["quotient"].max() > 1:
        return "Its industries are those of all regions"
    first = industries.loc[industries["quotient"].idxmax()]
    return (f"{first['region']} is specialised in {first['industry']}: {first['quotient']:.2f} times its share of all "
            "regions")


def say_shift(result: Economy) -> str:
    """Which region gained and which lost most from local performance."""
    growth = result.growth
    if len(growth) < 2 or percent(growth["competitive_rate"].iloc[0]) == percent(0):  # noqa: PLR2004
        return "No region grew beyond all regions from local performance"
    return _ends_of(growth, "")


def say_missing(result: Economy) -> str:
    """Which columns or years of the region_economy file would bring the figures that are not here; empty for none."""
    figures = {each.name for each in result.said}
    years = result.trend["year"].nunique()
    population, gdp, businesses = (result.trend[name].notna().any() for name in ("population", "gdp", "businesses"))
    wanted = []
    if not population:
        per_head = [words for words, is_there in (("gdp per head", gdp), ("businesses per 1,000 people", businesses))
                    if is_there]
        wanted.append(f"population would bring {' and '.join(per_head) or 'their size'}")
    if gdp and years == 1:
        wanted.append("a second year of gdp its growth, four years its volatility")
    if not gdp:
        wanted.append("gdp would bring its growth")
    wanted += [f"{column} would bring {words}" for column, words in (
        ("mean_income", "the mean income"), ("unemployment_rate", "the unemployment"))
        if column not in figures and not result.trend[column].notna().any()]
    return f"In the region_economy file {'; '.join(wanted)}." if wanted else ""
