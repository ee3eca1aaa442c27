"""The figures and cards of a Demand in words: each title is the finding, each note says what is shown, and `…_alt`
stands for a picture where it cannot be seen."""

from __future__ import annotations

from crm_core.house_style import NOTHING, Money, change, count, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.demand import titles
from crm_core.rooms.demand.evidence import range_in_words, say_coverage, say_refuted
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.reading import latest_changes, say_change
from crm_core.rooms.demand.watch.changes import MIN_MONTHS
from crm_core.rooms.demand.watch.mix import LARGE_DRIFT
from crm_core.rooms.demand.what_if.assumption import WhatIf

COHERENCE = Caption("What it costs to make the parts add up", "Mean error of the record by level, against forecasts "
                    "that do not add up (1.00). Below 1 is better.")
PLANS = Caption("What each plan comes to", "Laid over what is on the screen: its measure, product, months and filters.")


def metrics(result: Demand, money: Money) -> tuple[Metric, ...]:
    """The number, its range, last year and the grade."""
    period, words = result.period, result.amount_format(money)
    return (
        Metric(f"{result.horizon} months together" if result.is_flow and result.horizon > 1
               else f"{period.last_month:%B %Y}",
               words(period.point), "The sum of the months." if result.is_flow else "The level at the end."),
        _range_metric(result, money),
        Metric(f"On {result.year_before}", change(period.change) if period.change is not None else NOTHING,
               "Against the same months of the last year that is known."),
        _grade_metric(result),
    )


def _range_metric(result: Demand, money: Money) -> Metric:
    period, words = result.period, result.amount_format(money)
    if result.course == "constant":
        return Metric("80% range", NOTHING, "It has never moved: nothing shows how far it may.")
    half = (period.high_80 - period.low_80) / 2
    is_small = half <= abs(period.point)
    return Metric("80% range", f"±{percent(half / abs(period.point)) if is_small else words(half)}",
                  f"{range_in_words(result, money)}. {say_coverage(result)}")


def _grade_metric(result: Demand) -> Metric:
    grade = result.grade
    meaning = "From A, at most half the error of the better simple rule, to D, no better than that"
    if grade is None:
        return Metric("Grade", NOTHING, f"{meaning}.")
    return Metric("Grade", grade.letter, f"{meaning}. Over {count(grade.windows, 'separate period')} of "
                                         f"{count(grade.reach, 'month')}.")


def fan(result: Demand, money: Money) -> Caption:
    """The range, and whether last year's value lies in it."""
    note = "What was, what will be with its 80 and 95% ranges, and last year's value dotted."
    if result.course == "constant":
        return Caption("The same in every month so far", "What was, what will be, and last year's value dotted.")
    return Caption(titles.range_title(result, money), f"{note} {say_refuted(result)}." if result.is_refuted else note)


def record(result: Demand) -> Caption:
    """How often the range of the record held what came, and whether as often as it says."""
    if not len(result.record):
        return Caption("Nothing to grade it by yet", "The data must reach back two years before an earlier month for a "
                                                     "forecast from it to be tested.")
    at_80, at_95 = result.held_80, result.held_95
    judged = "less often than it says" if result.is_refuted else "more often than it says" if \
        at_80.low > LEVELS[0] else "which fits"
    separate = f" The months overlap: they come from {count(result.grade.windows, 'separate period')} of " \
               f"{count(result.grade.reach, 'month')}." if result.grade is not None else ""
    return Caption(f"The range held {at_80.held} of {count(at_80.n, 'month')} that we would have forecast",
                   f"Each line was made from what was known then. The 80% range held {percent(at_80.rate)}, {judged}; "
                   f"the 95% range {at_95.held} of {at_95.n}.{separate}")


def reach(result: Demand) -> Caption:
    """How far ahead the forecast is worth more than last year's value and the present level."""
    return Caption(titles.reach_title(result), "Mean error by months ahead, as a share of what came; the simple rules "
                                               "are last year's value and the present level.")


def reach_alt(result: Demand) -> str:
    return f"{titles.reach_title(result)}: errors by months ahead."


def trend(result: Demand) -> Caption:
    """Where the level without its season has gone in the last year that is known."""
    return Caption(titles.trend_title(result), "Without its season: each month in grey, the trend in the accent.")


def trend_alt(result: Demand) -> str:
    return f"{result.measure.capitalize()} without its season, and its trend."


def season(result: Demand) -> Caption:
    """The strongest month."""
    return Caption(titles.season_title(result), "What each calendar month does to the level.")


def season_alt(result: Demand) -> str:
    return f"{titles.season_title(result)}: the calendar months compared."


def parts(result: Demand, kind: str) -> Caption:
    """How many of the parts (`kind`: product or region) are expected above the year before."""
    return Caption(titles.parts_title(result, kind),
                   "Two years behind, and the forecast with its 80% range; largest first.")


def parts_alt(result: Demand, kind: str) -> str:
    return f"{result.measure.capitalize()} of each of the {kind}s, with its forecast."


def gains(result: Demand, kind: str) -> Caption:
    """Which part is expected to gain or fall most."""
    return Caption(titles.gains_title(result, kind), f"Expected gain or fall against {result.year_before}.")


def gains_alt(result: Demand, kind: str) -> str:
    return f"{titles.gains_title(result, kind)}: {kind}s ranked by expected gain or fall."


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
        title = "The data does not reach back a year to compare the mix with"
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


def _what_if_title(assumed: WhatIf | None, money: Money) -> str:
    if assumed is None or not assumed.assumptions:
        return "What if"
    forecast = assumed.months["statistical"]
    base = float(forecast.sum() if assumed.is_flow else forecast.iloc[-1])
    if assumed.extra and base > 0:
        return f"{change(assumed.extra / base)} on the forecast, as assumed"
    brings = money.short(float(assumed.cells["contribution"].sum()))
    return f"As forecast, and {brings} of contribution, as assumed"
