"""What a range and a grade are worth, in words: the sentences that every statement of a Demand carries."""

from __future__ import annotations

from crm_core.house_style import Money, count, number, percent
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.selection.grade import MIN_WINDOWS_FOR_ADVICE, Grade


def range_in_words(result: Demand, money: Money) -> str:
    """The 80% range of the period: `€1.9M to €2.1M`, with as many digits as tell its ends apart."""
    low, high = result.period.low_80, result.period.high_80
    words = result.amount_format(money)
    if words(low) != words(high):
        return f"{words(low)} to {words(high)}"
    for decimals in (0, 2):
        ends = [money.full(end, decimals=decimals) if result.is_money else number(end, decimals=decimals)
                for end in (low, high)]
        if ends[0] != ends[1]:
            return f"{ends[0]} to {ends[1]}"
    return f"{ends[0]}, give or take less than can be written"


def say_coverage(result: Demand) -> str:
    """How often earlier ranges held what came, over how many; or that none could be tested."""
    coverage = result.held_80
    if not coverage.n:
        return ("No earlier range could be tested: that takes two years before an earlier month, and months that have "
                "come since.")
    if result.course == "constant":
        return f"Earlier forecasts were right in {coverage.held} of {count(coverage.n, 'month')}."
    if result.is_refuted:  # the headline has said how often
        return f"Ranges as wide as today's would have held {result.today_80.held} of those {result.today_80.n}."
    return f"Earlier 80% ranges held {coverage.held} of {count(coverage.n, 'month')} ({percent(coverage.rate)})."


def say_refuted(result: Demand) -> str:
    """The record first: how often earlier ranges held what came, against how often they should have."""
    coverage = result.held_80
    return (f"Earlier ranges held only {coverage.held} of {count(coverage.n, 'month')} ({percent(coverage.rate)} "
            f"instead of {percent(LEVELS[0])})")


def say_grade(result: Demand) -> str:
    """The grade with its evidence: the errors of the forecast and of both rules, and over how many periods."""
    grade = result.grade
    if result.course == "constant":
        return "It has never moved, so there is no range and no grade: nothing shows how far it may move."
    if grade is None and not result.held_80.n:
        return ""
    if grade is None:
        missed = result.steps[["error", "rule_error", "level_error"]].max(axis=None)
        return "There is no grade yet: too few months have come since." if missed > 0 else \
            "There is no grade: the simple rules were right too, to within rounding."
    over = f"{count(grade.windows, 'separate period')} of {count(grade.reach, 'month')}"
    compared = (f"the error was {percent(grade.error)} of what came, against {percent(grade.rule_error)} for last "
                f"year's value and {percent(grade.level_error)} for the present level")
    if grade.windows < MIN_WINDOWS_FOR_ADVICE:
        return f"Grade {grade.letter}, an indication from only {over}: {compared}."
    advice = f" Plan with {_better_rule(grade)}." if grade.letter == "D" and grade.ratio > 1 else ""
    return f"Grade {grade.letter} over {over}: {compared}.{advice}"


def _better_rule(grade: Grade) -> str:
    return "last year's value" if grade.rule_error <= grade.level_error else "the present level"
