"""What a range and a grade are worth, in words: the sentences that every statement of a Demand carries."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, month, ngettext, pgettext
from crm_core.made_once import made_once
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.selection.grade import MIN_WINDOWS_FOR_ADVICE, Grade


def months_counted(months: int) -> str:
    """So many months: `1 month`, `12 months`."""
    return ngettext("{count} month", "{count} months", months)


def when(result: Demand) -> str:
    """Of which months the forecast is: `in September 2027`, `over the 6 months to March 2027`."""
    last = month(result.period.last_month)
    if not result.is_flow or result.horizon == 1:
        return pgettext("time of a forecast", "in {month}", month=last)
    return ngettext("over the month to {month}", "over the {count} months to {month}", result.horizon, month=last)


def range_in_words(result: Demand, money: Money) -> str:
    """The 80% range of the period: `€1.9M to €2.1M`, with as many digits as tell its ends apart."""
    return ends_in_words(result.period.low_80, result.period.high_80, result, money)


def ends_in_words(low: float, high: float, result: Demand, money: Money) -> str:
    """From one amount to another, with as many digits as tell them apart."""
    words = result.amount_format(money)
    ends = words(low), words(high)
    for decimals in (0, 2):
        if ends[0] == ends[1]:
            ends = (_in_full(low, decimals, result, money), _in_full(high, decimals, result, money))
    if ends[0] == ends[1]:
        return _("{amount}, give or take less than can be shown", amount=ends[0])
    return pgettext("range", "{low} to {high}", low=ends[0], high=ends[1])


def range_finding(result: Demand, money: Money) -> str:
    """The 80% range as a title; one that the record refutes is not called so."""
    ends = range_in_words(result, money)
    return _("Range: {ends}", ends=ends) if result.is_refuted else _("80% range: {ends}", ends=ends)


def _in_full(amount: float, decimals: int, result: Demand, money: Money) -> str:
    return money.full(amount, decimals=decimals) if result.is_money else number(amount, decimals=decimals)


@made_once
def say_coverage(result: Demand) -> str:
    """How often earlier ranges held what came, over how many; or that none could be tested."""
    coverage = result.held_80
    if not coverage.n:
        return _("No earlier range could be tested: this takes two years of data before an earlier month, and actual "
                 "values after it.")
    if result.course == "constant":
        return ngettext("Earlier forecasts were right in {held} of {count} month.",
                        "Earlier forecasts were right in {held} of {count} months.", coverage.n,
                        held=number(coverage.held))
    if result.is_refuted:  # the headline has said how often
        return _("Ranges as wide as today's would have contained {held} of those {tested}.",
                 held=number(result.today_80.held), tested=number(result.today_80.n))
    return ngettext("Earlier 80% ranges contained the actual value in {held} of {count} month ({share}).",
                    "Earlier 80% ranges contained the actual value in {held} of {count} months ({share}).",
                    coverage.n, held=number(coverage.held), share=percent(coverage.rate))


@made_once
def say_refuted(result: Demand) -> str:
    """The record first: how often earlier ranges held what came, against how often they should have."""
    coverage = result.held_80
    return ngettext(
        "Earlier ranges contained the actual value in only {held} of {count} month ({share} instead of {promised}).",
        "Earlier ranges contained the actual value in only {held} of {count} months ({share} instead of {promised}).",
        coverage.n, held=number(coverage.held), share=percent(coverage.rate), promised=percent(LEVELS[0]))


@made_once
def say_grade(result: Demand) -> str:
    """The grade with its evidence: the errors of the forecast and of both rules, and over how many periods."""
    grade = result.grade
    if result.course == "constant":
        return _("It has never changed, so there is no range and no grade: nothing shows how far it could move.")
    if grade is None:
        return _without_grade(result)
    periods, letter = separate_periods(grade), grade.letter
    is_indicative = grade.windows < MIN_WINDOWS_FOR_ADVICE
    graded = _("Grade {letter}, indicative only, based on {periods}.", letter=letter, periods=periods) \
        if is_indicative else _("Grade {letter}, based on {periods}.", letter=letter, periods=periods)
    errors = _("The forecast error was {error} of the actual amount, against {last_year} for last year's value and "
               "{level} for the latest level.", error=percent(grade.error), last_year=percent(grade.rule_error),
               level=percent(grade.level_error))
    has_advice = not is_indicative and letter == "D" and grade.ratio > 1
    return f"{graded} {errors} {_advice(grade)}" if has_advice else f"{graded} {errors}"


def _without_grade(result: Demand) -> str:
    if not result.held_80.n:
        return ""
    missed = result.steps[["error", "rule_error", "level_error"]].max(axis=None)
    if missed > 0:
        return _("There is no grade yet: too few months have followed the earlier forecasts.")
    return _("There is no grade: the simple rules were right too, except for rounding.")


def separate_periods(grade: Grade) -> str:
    """Over what a grade was given: `3 separate periods of 12 months`."""
    return ngettext("{count} separate period of {months}", "{count} separate periods of {months}", grade.windows,
                    months=months_counted(grade.reach))


def _advice(grade: Grade) -> str:
    if grade.rule_error <= grade.level_error:
        return _("For planning, use last year's value instead.")
    return _("For planning, use the latest level instead.")
