"""What each picture of a Demand shows, in a sentence: the titles of the page's cards."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import Money, change, count, number, percent
from crm_core.rooms.demand.changes import LEAST_MONTHS
from crm_core.rooms.demand.drift import WATCH
from crm_core.rooms.demand.kinds import written
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.reading import STILL, latest, told
from crm_core.rooms.demand.together import LEVELS


def say_held(result: Demand) -> str:
    """How often the range of the record held, as a title."""
    held = result.held_80
    if not held.n:
        return "Nothing to grade it by yet"
    return f"The range held {held.held} of {held.n} months that we would have forecast"


def say_record(result: Demand) -> str:
    """What the record is, and whether its ranges held as often as they say."""
    if not len(result.record):
        return "The book must reach back two years before an earlier month for a forecast from it to be tested."
    at_80, at_95 = result.held_80, result.held_95
    judged = "less often than it says" if at_80.high < LEVELS[0] else "more often than it says" if \
        at_80.low > LEVELS[0] else "which fits"
    return (f"Each line was made from what was known then. The 80 % range held {percent(at_80.rate)}, {judged}; "
            f"the 95 % range {at_95.held} of {at_95.n}.")


def say_reach(result: Demand) -> str:
    """How far ahead the forecast is worth more than last year's value."""
    if result.steps.empty:
        return "Not tested yet"
    until, tested = result.better_until, int(result.steps["step"].max())
    if until == 0:
        return "No better than last year's value"
    if until >= tested:
        return f"Better than last year's value up to {count(until, 'month')}"
    return f"Better than last year's value for {count(until, 'month')}, then not"


def say_range(result: Demand, money: Money) -> str:
    """The range, and whether last year's value lies in it."""
    period, words = result.period, written(result.by, money)
    low, high = words(period.low_80), words(period.high_80)
    said = f"Between {low} and {high}, four times in five" if low != high else f"{high}, give or take rounding"
    before = period.year_before
    if before is None:
        return said
    if period.low_80 <= before <= period.high_80:
        return f"{said}: last year's {words(before)} is inside"
    return f"{said}: {'above' if before < period.low_80 else 'below'} last year's {words(before)}"


def say_trend(result: Demand) -> str:
    """Where the level without its season has gone in the last year that is known."""
    trend = result.months.set_index("month")["trend"].dropna()
    if len(trend) <= A_YEAR or not trend.iloc[-1 - A_YEAR] > 0:
        return "The trend, without the season"
    rate = float(trend.iloc[-1] / trend.iloc[-1 - A_YEAR] - 1)
    if abs(rate) < STILL:
        return "Without its season it stands where it stood a year ago"
    return f"Without its season it has {'risen' if rate > 0 else 'fallen'} by {percent(abs(rate))} in a year"


def say_parts(result: Demand, kind: str) -> str:
    """How many of the parts are expected above the year before."""
    parts = result.parts[(result.parts["kind"] == kind) & result.parts["gain"].notna()]
    of = f"{kind}s"
    if parts.empty:
        return f"{of.capitalize()} side by side"
    rising = int((parts["gain"] > 0).sum())
    if rising in (0, len(parts)):
        every = "Both" if len(parts) == 2 else f"All {len(parts)}"  # noqa: PLR2004
        return f"{every} {of} are expected {'above' if rising else 'at or below'} {result.year_before}"
    return f"{rising} of {len(parts)} {of} are expected above {result.year_before}"


def say_changes(result: Demand, money: Money) -> str:
    """What has just changed, or that nothing has."""
    recent = latest(result)
    if len(recent):
        return told(recent.iloc[0], result, money)
    if len(result.months) < LEAST_MONTHS:
        return f"Changes can be told from {LEAST_MONTHS} months on"
    return "Nothing has changed in the last 12 months beyond chance"


def say_season(result: Demand) -> str:
    """The strongest month."""
    season = result.season
    strongest = season.loc[season["effect"].abs().idxmax()]
    month = f"{pd.Timestamp(2000, int(strongest['calendar_month']), 1):%B}"
    if not strongest["effect"]:
        return "No season beyond chance"
    size = change(strongest["effect"]) if result.season_is_relative else number(strongest["effect"])
    return f"{month} stands out by {size}"


def say_gains(result: Demand, kind: str) -> str:
    """Which part is expected to gain or fall most."""
    parts = result.parts[(result.parts["kind"] == kind) & result.parts["gain"].notna()]
    if parts.empty:
        return f"Nothing known of {result.year_before} to compare with"
    most = parts.loc[parts["gain"].abs().idxmax()]
    return f"{most['name']} {'gains' if most['gain'] > 0 else 'falls'} the most"


def say_mix(result: Demand) -> str:
    """Whether the mix has drifted, and whether that matters."""
    mix = result.mix
    if mix.empty:
        return "The book does not reach back a year to compare the mix with"
    large, real = mix[(mix["psi"] >= WATCH) & (mix["psi"] > mix["chance"])], mix[mix["psi"] > mix["chance"]]
    if len(large):
        return f"The mix by {large['mix'].iloc[0]} has drifted"
    if len(real):
        return f"The mix by {real['mix'].iloc[0]} has moved beyond chance, but little"
    return "The customer mix is as it was a year ago"
