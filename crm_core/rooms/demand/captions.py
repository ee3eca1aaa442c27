"""The figures and cards of a Demand in words: each title is the finding, each note says what is shown, and `…_alt`
stands for a picture where it cannot be seen."""

from __future__ import annotations

from crm_core.amounts import NOTHING, Money, change, number, percent
from crm_core.language import _, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.demand import titles
from crm_core.rooms.demand.change_statements import latest_changes, say_change
from crm_core.rooms.demand.coming_statements import say_coming
from crm_core.rooms.demand.evidence import range_finding, say_coverage, say_refuted, separate_periods
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.terms import measure_label
from crm_core.rooms.demand.watch.changes import MIN_MONTHS
from crm_core.rooms.demand.watch.events import NOT_SHOWN
from crm_core.rooms.demand.watch.mix import LARGE_DRIFT
from crm_core.rooms.demand.what_if.assumption import WhatIf


@made_once
def metrics(result: Demand, money: Money) -> tuple[Metric, ...]:
    """The number, its range, last year and the grade."""
    period, is_sum = result.period, result.is_flow and result.horizon > 1
    return (
        Metric(ngettext("Total of {count} month", "Total of {count} months", result.horizon) if is_sum
               else month_short(period.last_month),
               result.amount_format(money)(period.point),
               _("The sum of the months.") if result.is_flow else _("The level at the end.")),
        _range_metric(result, money),
        Metric(_("Year on year") if result.horizon <= A_YEAR else _("On last known year"),
               change(period.change) if period.change is not None else NOTHING,
               _("Compared with the same months of the last known year.")),
        _grade_metric(result),
    )


def _range_metric(result: Demand, money: Money) -> Metric:
    label, period = _("80% range"), result.period
    if result.course == "constant":
        return Metric(label, NOTHING, _("It has never changed: nothing shows how far it could move."))
    half = (period.high_80 - period.low_80) / 2
    size = percent(half / abs(period.point)) if half <= abs(period.point) else result.amount_format(money)(half)
    finding = _("{finding}.", finding=range_finding(result, money))
    return Metric(label, f"±{size}", f"{finding} {say_coverage(result)}")


def _grade_metric(result: Demand) -> Metric:
    label = _("Grade")
    meaning = _("From A, at most half the error of the better simple rule, to D, no better than that rule.")
    if result.grade is None:
        return Metric(label, NOTHING, meaning)
    basis = _("Based on {periods}.", periods=separate_periods(result.grade))
    return Metric(label, result.grade.letter, f"{meaning} {basis}")


@named
def fan(result: Demand, money: Money) -> Caption:
    """The range, and whether last year's value lies in it."""
    if result.course == "constant":
        return Caption(_("The same in every month so far"),
                       _("History and forecast; last year's value is dotted."))
    note = _("History and forecast with its 80% and 95% ranges; last year's value is dotted.")
    return Caption(titles.range_title(result, money), f"{note} {say_refuted(result)}" if result.is_refuted else note)


@named
def coming(result: Demand, money: Money) -> Caption:
    """Where the fiscal year, the quarter and the month under way will end up."""
    return say_coming(result, money)


@named
def record(result: Demand) -> Caption:
    """How often the range of the record held what came, and whether as often as it says."""
    if not len(result.record):
        return Caption(_("No earlier forecast to test yet"),
                       _("To test a forecast from an earlier month, the data must reach back two years before it."))
    at_80, at_95 = result.held_80, result.held_95
    title = ngettext("The range contained the actual value in {held} of {count} month tested",
                     "The range contained the actual value in {held} of {count} months tested", at_80.n,
                     held=number(at_80.held))
    notes = [_("Each line is a forecast made from the data known at the time."), _judged(result),
             _("The 95% range contained {held} of {tested}.", held=number(at_95.held), tested=number(at_95.n))]
    if result.grade is not None:
        notes.append(_("The months overlap: they come from {periods}.", periods=separate_periods(result.grade)))
    return Caption(title, " ".join(notes))


def _judged(result: Demand) -> str:
    """Whether the range held as often as it should, by how sure its count is."""
    share = percent(result.held_80.rate)
    if result.is_refuted:
        return _("The 80% range contained {share} of the actual values, significantly less than it should.",
                 share=share)
    if result.held_80.low > LEVELS[0]:
        return _("The 80% range contained {share} of the actual values, significantly more than it should.",
                 share=share)
    return _("The 80% range contained {share} of the actual values, as expected within random variation.",
             share=share)


@named
def reach(result: Demand) -> Caption:
    """How far ahead the forecast is worth more than last year's value and the present level."""
    return Caption(titles.reach_title(result), _("Mean error by months ahead, as a share of the actual amount. The "
                                                 "simple rules are last year's value and the latest level."))


def reach_alt(result: Demand) -> str:
    return _("{title}: errors by months ahead.", title=titles.reach_title(result))


@named
def trend(result: Demand) -> Caption:
    """Where the level without its season has gone in the last year that is known."""
    return Caption(titles.trend_title(result), _("Each month seasonally adjusted in grey, the trend in blue."))


def trend_alt(result: Demand) -> str:
    return _("{measure}, seasonally adjusted, and its trend.", measure=measure_label(result.by))


@named
def season(result: Demand) -> Caption:
    """The strongest month."""
    return Caption(titles.season_title(result), _("Effect of each calendar month on the level."))


def season_alt(result: Demand) -> str:
    return _("{title}: the calendar months compared.", title=titles.season_title(result))


@named
def parts(result: Demand, kind: str) -> Caption:
    """How many of the parts (`kind`: product or region) are expected above the year before."""
    return Caption(titles.parts_title(result, kind),
                   _("The last two years and the forecast with its 80% range; largest first."))


def parts_alt(result: Demand, kind: str) -> str:
    label = measure_label(result.by)
    return _("{measure} by region, with its forecast.", measure=label) if kind == "region" else \
        _("{measure} by product, with its forecast.", measure=label)


@named
def gains(result: Demand, kind: str) -> Caption:
    """Which part is expected to gain or fall most."""
    return Caption(titles.gains_title(result, kind),
                   _("Expected increase or decrease against {reference}.", reference=result.year_before))


def gains_alt(result: Demand, kind: str) -> str:
    title = titles.gains_title(result, kind)
    return _("{title}: regions ranked by expected change.", title=title) if kind == "region" else \
        _("{title}: products ranked by expected change.", title=title)


@named
def changes(result: Demand, money: Money) -> Caption:
    """What has just changed, or that nothing has."""
    recent = latest_changes(result)
    if len(recent):
        title = say_change(recent.iloc[0], result, money)
    elif len(result.months) < MIN_MONTHS:
        title = ngettext("{count} month of data is needed to detect changes",
                         "{count} months of data are needed to detect changes", MIN_MONTHS)
    else:
        title = _("No significant change in the last 12 months")
    if (result.changes["where"] == NOT_SHOWN).any():
        return Caption(title, _(
            "The last 12 months first. Whether many customers changed or one large one is not shown. A shift of the "
            "last two months may still prove temporary. Where nothing has happened, at most one search in twenty "
            "reports a change."))
    return Caption(title, _(
        "The last 12 months first. Widespread: many customers changed at once in most parts. Total only: only the sum "
        "moved, as one large customer can cause. A shift of the last two months may still prove temporary. Where "
        "nothing has happened, at most one search in twenty reports a change."))


@named
def mix(result: Demand) -> Caption:
    """Whether the mix has drifted, and whether that matters."""
    real = result.mix[result.mix["psi"] > result.mix["chance"]]
    large = real[real["psi"] >= LARGE_DRIFT]
    if result.mix.empty:
        title = _("The data does not reach back a year to compare the customer mix with")
    elif len(large):
        title = _mix_title(large["mix"].iloc[0], is_large=True)
    elif len(real):
        title = _mix_title(real["mix"].iloc[0], is_large=False)
    else:
        title = _("The customer mix has not changed significantly in a year")
    return Caption(title, _("The customer mix of the last month against a year before: the population stability index "
                            "(PSI), the range of random variation, and the credit industry's limit of {limit}.",
                            limit=number(LARGE_DRIFT, decimals=2)))


def _mix_title(mix: str, *, is_large: bool) -> str:
    match mix, is_large:
        case "region", True:
            return _("The customer mix by region has shifted")
        case "region", False:
            return _("The customer mix by region has shifted significantly, but little")
        case "product", True:
            return _("The customer mix by product has shifted")
        case "product", False:
            return _("The customer mix by product has shifted significantly, but little")
        case _other, True:
            return _("The customer mix by customer type has shifted")
    return _("The customer mix by customer type has shifted significantly, but little")


@named
def coherence() -> Caption:
    """What it costs that parts and totals agree."""
    return Caption(_("Reconciliation error"),
                   _("Mean error of earlier forecasts by level, relative to forecasts that do not add up (1). Below 1 "
                     "is better."))


@named
def plans() -> Caption:
    """The plans side by side."""
    return Caption(_("Plans compared"),
                   _("Each plan applied to the measure, product, months and filters on the screen."))


@named
def what_if(assumed: WhatIf | None, money: Money) -> Caption:
    """What the assumptions add, in a few words; None when there are none."""
    return Caption(_what_if_title(assumed, money),
                   _("Your assumptions, applied to the forecast, which itself stays unchanged. Save them below as a "
                     "scenario to keep them."))


def _what_if_title(assumed: WhatIf | None, money: Money) -> str:
    if assumed is None or not assumed.assumptions:
        return _("What if")
    forecast = assumed.months["statistical"]
    base = float(forecast.sum() if assumed.is_flow else forecast.iloc[-1])
    if assumed.extra and base > 0:
        return _("{change} against the forecast, as assumed", change=change(assumed.extra / base))
    contribution = money.short(float(assumed.cells["contribution"].sum()))
    return _("As forecast, with {contribution} of contribution as assumed", contribution=contribution)
