"""An Economy in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.amounts import Money, change, number, percent
from crm_core.language import _, all_of
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.economy.indicators import SUMS, Indicator, label_of, size_noun
from crm_core.rooms.economy.measure import Economy

MAX_NAMED = 3


@made_once
def say(result: Economy, money: Money, *, by: str = "") -> Reading:
    """Who is ahead and who behind by one indicator, or where the asked region is; and what it is specialised in."""
    indicator = result.indicator(by or result.said[0].name)
    ranked = result.ranked(indicator.name)
    in_view = ranked[ranked["is_asked"]]
    if len(ranked) == 1 or len(in_view) == 1:
        row = ranked.iloc[0] if len(ranked) == 1 else in_view.iloc[0]
        return Reading(_one(row, len(ranked), indicator, result, money),
                       _specialisation(result, str(row["region_id"])))
    some = 1 < len(in_view) < len(ranked)
    headline = _ends(in_view if some else ranked, indicator, money, some=some)
    whole = "" if indicator.name in SUMS else say_whole(result, indicator, money)
    return Reading(f"{headline} {whole}".strip(), _local_performance(result))


def _one(row: pd.Series, of: int, indicator: Indicator, result: Economy, money: Money) -> str:
    values = {"indicator": indicator.label, "region": row["region"], "when": period(result, indicator),
              "value": indicator.written(row["value"], money)}
    if of == 1:
        return _("{indicator} in {region} was {value} {when}.", **values)
    sentence = _("{indicator} in {region} was {value} {when}, rank {rank} of {of}.", **values,
                 rank=number(row["rank"]), of=number(of))
    whole = "" if indicator.name in SUMS else say_whole(result, indicator, money)
    return f"{sentence} {whole}".strip()


def period(result: Economy, indicator: Indicator) -> str:
    """The year of a figure, or the years over which it is worked out."""
    if indicator.yearly:
        return _("from {since} to {year}", since=result.since, year=result.year)
    return _("in {year}", year=result.year)


def _ends(ranked: pd.DataFrame, indicator: Indicator, money: Money, *, some: bool) -> str:
    """The first and the last of the regions ranked, the welcome end first."""
    first, last = ranked.iloc[[0, -1]].to_dict("records")
    values = {
        "indicator": indicator.label, "first": first["region"], "last": last["region"],
        "figure": indicator.written(first["value"], money), "last_figure": indicator.written(last["value"], money),
    }
    if indicator.good == "low":
        if some:
            return _("{indicator} among the selected regions is lowest in {first} ({figure}) and highest in {last} "
                     "({last_figure}).", **values)
        return _("{indicator} is lowest in {first} ({figure}) and highest in {last} ({last_figure}).", **values)
    if some:
        return _("{indicator} among the selected regions is highest in {first} ({figure}) and lowest in {last} "
                 "({last_figure}).", **values)
    return _("{indicator} is highest in {first} ({figure}) and lowest in {last} ({last_figure}).", **values)


@made_once
def say_whole(result: Economy, indicator: Indicator, money: Money) -> str:
    """The figure of all regions together; empty where it is not known."""
    whole = result.whole[indicator.name]
    if not math.isfinite(whole):
        return ""
    return _("All regions together: {value}.", value=indicator.written(whole, money))


def _specialisation(result: Economy, region_id: str) -> str:
    """The industries with the largest share of the region against all regions, and what local performance added."""
    industries = result.industry[result.industry["region_id"] == region_id].dropna(subset="quotient")
    if industries.empty:
        return ""
    region = industries["region"].iloc[0]
    most = industries[industries["quotient"] > 1].sort_values("quotient", ascending=False).head(MAX_NAMED)
    named = [_("{industry} ({times} times its share in all regions)", industry=row.industry,
               times=number(row.quotient, decimals=1)) for row in most.itertuples()]
    sentence = (_("{region} is specialised in {industries}.", region=region, industries=all_of(named)) if named else
                _("{region} has the industry mix of all regions.", region=region))
    return f"{sentence} {_local_part(result, industries)}".strip()


def _local_part(result: Economy, industries: pd.DataFrame) -> str:
    """What local performance added to the size of a region's industries, or took from it."""
    own, before = industries["competitive"].sum(), industries["size_before"].sum()
    if not before > 0 or not result.industry_years:
        return ""
    values = {"first": result.industry_years[0], "size": size_noun(result.size), "part": percent(abs(own) / before)}
    if own >= 0:
        return _("Since {first}, local performance has raised {size} there by {part}, beyond what all regions and its "
                 "industry mix explain.", **values)
    return _("Since {first}, local performance has reduced {size} there by {part}, beyond what all regions and its "
             "industry mix explain.", **values)


def _local_performance(result: Economy) -> str:
    """Which region gained most from local performance, and which lost most: a rate, as the figure draws it."""
    growth = result.growth
    if growth.empty or not result.industry_years or percent(growth["competitive_rate"].iloc[0]) == percent(0):
        return ""
    first, last = result.industry_years
    values = {"first": first, "last": last, "size": size_noun(result.size)} | _gain_and_loss(growth)
    if "least" in values:
        return _("Between {first} and {last}, {most} gained most from local performance ({gain} of {size}) and {least} "
                 "lost most ({loss}).", **values)
    return _("Between {first} and {last}, {most} gained most from local performance ({gain} of {size}).", **values)


def _gain_and_loss(growth: pd.DataFrame) -> dict[str, str]:
    """The region that gained most and, when one lost, the one that lost most, both with their rates."""
    most, least = growth.iloc[0], growth.iloc[-1]
    gained = {"most": most["region"], "gain": change(most["competitive_rate"])}
    if least["competitive_rate"] >= 0 or change(least["competitive_rate"]) == change(0.0):
        return gained
    return gained | {"least": least["region"], "loss": change(least["competitive_rate"])}


@made_once
def say_trend(result: Economy, money: Money, *, by: str) -> str:
    """What the leader, or the asked region, did since the first year."""
    indicator, ranked = result.indicator(by), result.ranked(by)
    in_view = ranked[ranked["is_asked"]]
    row = in_view.iloc[0] if len(in_view) == 1 else ranked.iloc[0]
    column = indicator.yearly or by
    years = result.trend[result.trend["region_id"] == row["region_id"]].dropna(subset=column)
    if len(years) < 2:  # noqa: PLR2004 one year is no course
        return _("Since {year}", year=result.since)
    (since, until), (first, last) = years["year"].iloc[[0, -1]], years[column].iloc[[0, -1]]
    if indicator.yearly and not first > 0:
        return _("Since {year}", year=since)
    if indicator.yearly:
        return _("{indicator} in {region}: {change} since {year}", indicator=label_of(column), region=row["region"],
                 change=change(last / first - 1), year=since)
    return _("{indicator} in {region}: {first} in {since}, {last} in {until}", indicator=indicator.label,
             region=row["region"], first=indicator.written(first, money), since=since,
             last=indicator.written(last, money), until=until)


@made_once
def say_structure(result: Economy, region_id: str) -> str:
    """What one region is specialised in."""
    industries = result.industry[result.industry["region_id"] == region_id].dropna(subset="quotient")
    if industries.empty or not industries["quotient"].max() > 1:
        return _("No industry has a larger share here than in all regions")
    first = industries.loc[industries["quotient"].idxmax()]
    return _("{region} is specialised in {industry}: {times} times its share in all regions", region=first["region"],
             industry=first["industry"], times=number(first["quotient"], decimals=2))


@made_once
def say_shift(result: Economy) -> str:
    """Which region gained and which lost most from local performance."""
    growth = result.growth
    if len(growth) < 2 or percent(growth["competitive_rate"].iloc[0]) == percent(0):  # noqa: PLR2004
        return _("No region gained from local performance")
    values = _gain_and_loss(growth)
    if "least" in values:
        return _("{most} gained most from local performance ({gain}), {least} lost most ({loss})", **values)
    return _("{most} gained most from local performance ({gain})", **values)


@made_once
def say_missing(result: Economy) -> str:
    """Which columns or years of the region_economy file would show the figures that are not here; empty for none."""
    figures, years = {each.name for each in result.said}, result.trend["year"].nunique()
    has = {name: bool(result.trend[name].notna().any())
           for name in ("population", "gdp", "businesses", "mean_income", "unemployment_rate")}
    wanted = []
    if not has["population"]:
        wanted.append(_for_population(has))
    if has["gdp"] and years == 1:
        wanted.append(_("a second year of gdp for its growth, and four years for its volatility"))
    if not has["gdp"]:
        wanted.append(_("gdp for its level and growth"))
    if "mean_income" not in figures and not has["mean_income"]:
        wanted.append(_("mean_income for income per person"))
    if "unemployment_rate" not in figures and not has["unemployment_rate"]:
        wanted.append(_("unemployment_rate for unemployment"))
    return _("The region_economy file could add {columns}.", columns=all_of(wanted)) if wanted else ""


def _for_population(has: dict[str, bool]) -> str:
    """What the population of the regions would show."""
    if has["gdp"] and has["businesses"]:
        return _("population for GDP per capita and business density")
    if has["gdp"]:
        return _("population for GDP per capita")
    return _("population for business density") if has["businesses"] else _("population for the size of each region")
