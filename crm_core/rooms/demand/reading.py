"""A Demand in a manager's words: the number, the range, and what its record says it is worth."""

from __future__ import annotations

import pandas as pd

from crm_core.contract import FAMILIES
from crm_core.house_style import Money, change, percent
from crm_core.reading import Reading
from crm_core.rooms.demand.events import MOST_PARTS
from crm_core.rooms.demand.kinds import WORDS, written
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.plan_reading import say_what_if

STILL = 0.0005
"""A change that would be written as 0 %."""

_HAPPENED = {
    "outlier": "stood apart by", "level shift": "shifted its level by", "trend break": "changed its yearly growth by",
}


def say(result: Demand, money: Money) -> Reading:
    """What will come, between which limits, and how far such a statement can be trusted."""
    period, words = result.period, written(result.by, money)
    of = f" of {_of(result.what)}" if result.what != "all products" else ""
    subject = f"{WORDS[result.by].capitalize()}{of}"
    low, high = words(period.low_80), words(period.high_80)
    span = f"between {low} and {high}" if low != high else "within rounding"
    if result.is_flow:
        when = f"over the {result.horizon} months to {period.last_month:%B %Y}" if result.horizon > 1 else \
            f"in {period.last_month:%B %Y}"
        verb = "will come to"
    else:
        when, verb = f"in {period.last_month:%B %Y}", "will stand at"
    return Reading(f"{subject} {verb} about {words(period.point)} {when}, {span} four times in five"
                   f"{_against(result)}.", " ".join(filter(None, (
                       _worth(result), _caution(result, money),
                       say_what_if(result.what_if, result, money) if result.what_if else ""))))


def _of(what: str) -> str:
    return what if what in FAMILIES else f"“{what}”"


def _against(result: Demand) -> str:
    """Against the year before; beyond a year ahead, against the last that is known."""
    rate = result.period.change
    if rate is None:
        return ""
    if result.horizon <= A_YEAR:
        when = "a year before"
    elif result.is_flow:
        when = "at the pace of the last 12 months"
    else:
        when = f"in {pd.Timestamp(result.period.last_month) - pd.DateOffset(years=2):%B %Y}"
    if abs(rate) < STILL:
        return f", as much as {when}"
    return f", {percent(abs(rate))} {'more' if rate > 0 else 'less'} than {when}"


def _worth(result: Demand) -> str:
    """The grade with its evidence."""
    grade = result.grade
    if grade is None:
        return ("It has no grade: the book must reach back two years before an earlier forecast can be tested, and a "
                "dozen months of such tests.")
    tests = f"over {grade.tests} tests the error was {percent(grade.error)} of what came"
    if grade.letter == "D":
        return (f"Grade D, no better than last year's value: {tests}, and {percent(grade.rule_error)} for last year's "
                "value; plan with that.")
    return (f"Grade {grade.letter}: {tests}, against {percent(grade.rule_error)} for last year's value; "
            f"the range held {result.held_80.held} of {result.held_80.n}.")


def _caution(result: Demand, money: Money) -> str:
    """What a reader must know before acting on it."""
    if result.left_out is not None:
        return f"{result.left_out:%B %Y} was still being booked and is left out."
    if result.range_is_a_rule_of_thumb:
        return "The book has less than three years, so the range is a rule of thumb."
    recent = latest(result)
    recent = recent[recent["what"] == result.what]
    return "" if recent.empty else f"{told(recent.iloc[0], result, money)}."


def latest(result: Demand) -> pd.DataFrame:
    """The changes of the last 12 months."""
    return result.changes[result.changes["month"] > result.months["month"].iloc[-1] - pd.DateOffset(months=A_YEAR)]


def told(event: pd.Series, result: Demand, money: Money) -> str:
    """One row of `Demand.changes` in words: `In November 2025 it shifted its level by −13.7 %`."""
    amount = written(result.by, money)(event["amount"])
    size = change(event["size_share"]) if pd.notna(event["size_share"]) else \
        f"+{amount}" if event["amount"] > 0 else amount
    who = "it" if event["what"] == result.what else event["what"]
    where = f", {event['where']} of it" if event["where"] == MOST_PARTS else ""
    return f"In {event['month']:%B %Y} {who} {_HAPPENED[event['kind']]} {size}{where}"
