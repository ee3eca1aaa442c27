"""The figures and cards of a Demand in words: each title is the finding, each note says what is shown, and `…_alt`
stands for a picture where it cannot be seen."""

from __future__ import annotations

import pandas as pd

from crm_core.house_style import NOTHING, Money, change, count, number, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.reading import STILL, latest_changes, say_change
from crm_core.rooms.demand.watch.changes import MIN_MONTHS
from crm_core.rooms.demand.watch.mix import LARGE_DRIFT
from crm_core.rooms.demand.what_if.assumption import WhatIf

COHERENCE = Caption("What it costs to make the parts add up", "Mean error of the record by level, against forecasts "
                    "that do not add up (1.00). Below 1 is better.")
PLANS = Caption("What each plan comes to", "Laid over what is on the screen: its measure, product, months and filters.")


def metrics(result: Demand, money: Money) -> tuple[Metric, ...]:
    """The number, its range, last year and the grade."""
    period, grade, words = result.period, result.grade, result.amount_format(money)
    half = (period.high_80 - period.low_80) / 2
    return (
        Metric(f"{result.horizon} months together" if result.is_flow and result.horizon > 1
               else f"{period.last_month:%B %Y}",
               words(period.point), "The sum of the months." if result.is_flow else "The level at the end."),
        Metric("80 % range", f"±{percent(half / abs(period.point))}" if period.point else words(period.high_80),
               f"{words(period.low_80)} to {words(period.high_80)}: four times in five, what comes falls inside, if "
               "such forecasts go on as before."),
        Metric(f"On {result.year_before}", change(period.change) if period.change is not None else NOTHING,
               "Against the same months of the last year that is known."),
        Metric("Grade", grade.letter if grade else NOTHING,
               "From A, at most half the error of last year's value, to D, no better than that."),
    )


def fan(result: Demand, money: Money) -> Caption:
    """The range, and whether last year's value lies in it."""
    return Caption(_range_title(result, money),
                   "What was, what will be with its 80 and 95 % ranges, and last year's value dotted.")


def record(result: Demand) -> Caption:
    """How often the range of the record held what came, and whether as often as it says."""
    if not len(result.record):
        return Caption("Nothing to grade it by yet", "The book must reach back two years before an earlier month for a "
                                                     "forecast from it to be tested.")
    at_80, at_95 = result.held_80, result.held_95
    judged = "less often than it says" if at_80.high < LEVELS[0] else "more often than it says" if \
        at_80.low > LEVELS[0] else "which fits"
    return Caption(f"The range held {at_80.held} of {at_80.n} months that we would have forecast",
                   f"Each line was made from what was known then. The 80 % range held {percent(at_80.rate)}, {judged}; "
                   f"the 95 % range {at_95.held} of {at_95.n}.")


def reach(result: Demand) -> Caption:
    """How far ahead the forecast is worth more than last year's value."""
    return Caption(_reach_title(result), "Mean error by months ahead, as a share of what came.")


def reach_alt(result: Demand) -> str:
    return f"{_reach_title(result)}: errors by months ahead."


def trend(result: Demand) -> Caption:
    """Where the level without its season has gone in the last year that is known."""
    return Caption(_trend_title(result), "Without its season: each month in grey, the trend in the accent.")


def trend_alt(result: Demand) -> str:
    return f"{result.measure.capitalize()} without its season, and its trend."


def season(result: Demand) -> Caption:
    """The strongest month."""
    return Caption(_season_title(result), "What each calendar month does to the level.")


def season_alt(result: Demand) -> str:
    return f"{_season_title(result)}: the calendar months compared."


def parts(result: Demand, kind: str) -> Caption:
    """How many of the parts (`kind`: product or region) are expected above the year before."""
    return Caption(_parts_title(result, kind), "Two years behind, and the forecast with its 80 % range; largest first.")


def parts_alt(result: Demand, kind: str) -> str:
    return f"{result.measure.capitalize()} of each of the {kind}s, with its forecast."


def gains(result: Demand, kind: str) -> Caption:
    """Which part is expected to gain or fall most."""
    return Caption(_gains_title(result, kind), f"Expected gain or fall against {result.year_before}.")


def gains_alt(result: Demand, kind: str) -> str:
    return f"{_gains_title(result, kind)}: {kind}s ranked by expected gain or fall."


def changes(result: Demand, money: Money) -> Caption:
    """What has just changed, or that nothing has."""
    recent = latest_changes(result)
    if len(recent):
        title = say_change(recent.iloc[0], result, money)
    elif len(result.months) < MIN_MONTHS:
        title = f"Changes can be told from {MIN_MONTHS} months on"
    else:
        title = "Nothing has changed in the last 12 months beyond chance"
    return Caption(title, "The last 12 months first: what happened to many customers in most parts at once, then what "
                          "moved only a sum, as one large customer can. A shift of the last two months may still prove "
                          "to have been passing. Where nothing has happened, at most one watch in twenty would say "
                          "otherwise.")


def mix(result: Demand) -> Caption:
    """Whether the mix has drifted, and whether that matters."""
    real = result.mix[result.mix["psi"] > result.mix["chance"]]
    large = real[real["psi"] >= LARGE_DRIFT]
    if result.mix.empty:
        title = "The book does not reach back a year to compare the mix with"
    elif len(large):
        title = f"The mix by {large['mix'].iloc[0]} has drifted"
    elif len(real):
        title = f"The mix by {real['mix'].iloc[0]} has moved beyond chance, but little"
    else:
        title = "The customer mix is as it was a year ago"
    return Caption(title, "The customer mix of the last month against a year before: the stability index (PSI), what "
                          "chance alone would reach, and the credit industry's convention of 0.10.")


def what_if(assumed: WhatIf | None, money: Money) -> Caption:
    """What the assumptions add, in a few words; None when there are none."""
    return Caption(_what_if_title(assumed, money), "Assumptions of yours laid over the forecast, which stays as it is. "
                                                   "Save them below as a scenario to keep them.")


def _range_title(result: Demand, money: Money) -> str:
    period, words = result.period, result.amount_format(money)
    low, high = words(period.low_80), words(period.high_80)
    title = f"Between {low} and {high}, four times in five" if low != high else f"{high}, give or take rounding"
    before = period.year_before
    if before is None:
        return title
    if period.low_80 <= before <= period.high_80:
        return f"{title}: last year's {words(before)} is inside"
    return f"{title}: {'above' if before < period.low_80 else 'below'} last year's {words(before)}"


def _reach_title(result: Demand) -> str:
    if result.steps.empty:
        return "Not tested yet"
    until, tested = result.better_until, int(result.steps["step"].max())
    if until == 0:
        return "No better than last year's value"
    if until >= tested:
        return f"Better than last year's value up to {count(until, 'month')}"
    return f"Better than last year's value for {count(until, 'month')}, then not"


def _trend_title(result: Demand) -> str:
    level = result.months.set_index("month")["trend"].dropna()
    if len(level) <= A_YEAR or not level.iloc[-1 - A_YEAR] > 0:
        return "The trend, without the season"
    rate = float(level.iloc[-1] / level.iloc[-1 - A_YEAR] - 1)
    if abs(rate) < STILL:
        return "Without its season it stands where it stood a year ago"
    return f"Without its season it has {'risen' if rate > 0 else 'fallen'} by {percent(abs(rate))} in a year"


def _season_title(result: Demand) -> str:
    strongest = result.season.loc[result.season["effect"].abs().idxmax()]
    month = f"{pd.Timestamp(2000, int(strongest['calendar_month']), 1):%B}"
    if not strongest["effect"]:
        return "No season beyond chance"
    size = change(strongest["effect"]) if result.season_is_relative else number(strongest["effect"])
    return f"{month} stands out by {size}"


def _parts_title(result: Demand, kind: str) -> str:
    compared = _compared_parts(result, kind)
    of = f"{kind}s"
    if compared.empty:
        return f"{of.capitalize()} side by side"
    rising = int((compared["gain"] > 0).sum())
    if rising in (0, len(compared)):
        every = "Both" if len(compared) == 2 else f"All {len(compared)}"  # noqa: PLR2004
        return f"{every} {of} are expected {'above' if rising else 'at or below'} {result.year_before}"
    return f"{rising} of {len(compared)} {of} are expected above {result.year_before}"


def _gains_title(result: Demand, kind: str) -> str:
    compared = _compared_parts(result, kind)
    if compared.empty:
        return f"Nothing known of {result.year_before} to compare with"
    largest = compared.loc[compared["gain"].abs().idxmax()]
    return f"{largest['name']} {'gains' if largest['gain'] > 0 else 'falls'} the most"


def _what_if_title(assumed: WhatIf | None, money: Money) -> str:
    if assumed is None or not assumed.assumptions:
        return "What if"
    forecast = assumed.months["statistical"]
    base = float(forecast.sum() if assumed.is_flow else forecast.iloc[-1])
    if assumed.extra and base > 0:
        return f"{change(assumed.extra / base)} on the forecast, as assumed"
    brings = money.short(float(assumed.cells["contribution"].sum()))
    return f"As forecast, and {brings} of contribution, as assumed"


def _compared_parts(result: Demand, kind: str) -> pd.DataFrame:
    """The parts of a kind whose year before is known."""
    return result.parts[(result.parts["kind"] == kind) & result.parts["gain"].notna()]
