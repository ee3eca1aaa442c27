"""A Demand in a manager's words: the number, the range, and what its record says it is worth."""

from __future__ import annotations

import pandas as pd

from crm_core.contract import FAMILIES
from crm_core.demand.drift import WATCH
from crm_core.demand.events import MOST_PARTS
from crm_core.demand.kinds import WORDS, written
from crm_core.demand.measure import Demand
from crm_core.demand.together import LEVELS
from crm_core.demand.whatif import WhatIf
from crm_core.house_style import Money, change, count, number, percent
from crm_core.reading import Reading

_HAPPENED = {
    "outlier": "stood apart by", "level shift": "shifted its level by", "trend break": "changed its yearly growth by",
}


def say(result: Demand, money: Money) -> Reading:
    """What will come, between which limits, and how far such a statement can be trusted."""
    period, words = result.period, written(result.by, money)
    of = f" of {_of(result.what)}" if result.what != "all products" else ""
    subject = f"{WORDS[result.by].capitalize()}{of}"
    span = f"{words(period.low_80)} and {words(period.high_80)}"
    if result.is_flow:
        when = f"over the {result.horizon} months to {period.last_month:%B %Y}" if result.horizon > 1 else \
            f"in {period.last_month:%B %Y}"
        verb = "will come to"
    else:
        when, verb = f"in {period.last_month:%B %Y}", "will stand at"
    return Reading(f"{subject} {verb} about {words(period.point)} {when}, between {span} four times in five"
                   f"{_against(result)}.", " ".join(filter(None, (_worth(result), _caution(result)))))


def _of(what: str) -> str:
    return what if what in FAMILIES else f"“{what}”"


def _against(result: Demand) -> str:
    rate = result.period.change
    if rate is None:
        return ""
    if percent(abs(rate)) == percent(0):
        return ", as much as a year before"
    return f", {percent(abs(rate))} {'more' if rate > 0 else 'less'} than a year before"


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


def _caution(result: Demand) -> str:
    """What a reader must know before acting on it."""
    if result.left_out is not None:
        return f"{result.left_out:%B %Y} was still being booked and is left out."
    if result.range_is_a_rule_of_thumb:
        return "The book has less than three years, so the range is a rule of thumb."
    year_ago = result.months["month"].iloc[-1] - pd.DateOffset(months=12)
    recent = result.changes[(result.changes["what"] == result.what) & (result.changes["month"] > year_ago)]
    return "" if recent.empty else f"{told(recent.iloc[0], result)}."


def told(event: pd.Series, result: Demand) -> str:
    """One row of `Demand.changes` in words: `In November 2025 it shifted its level by −13.7 %`."""
    size = number(event["amount"]) if pd.isna(event["size_share"]) else change(event["size_share"])
    who = "it" if event["what"] == result.what else event["what"]
    where = f", {event['where']} of it" if event["where"] == MOST_PARTS else ""
    return f"In {event['month']:%B %Y} {who} {_HAPPENED[event['kind']]} {size}{where}"


def say_record(result: Demand) -> str:
    """The record in a sentence: how many tests, and how often the ranges held."""
    if not len(result.record):
        return "The book must reach back two years before an earlier month for a forecast from it to be tested."
    at_80, at_95 = result.held_80, result.held_95
    judged = "less often than it says" if at_80.high < LEVELS[0] else "more often" if at_80.low > LEVELS[0] else \
        "which fits"
    return (f"Each line was made from what was known then. The 80 % range held {at_80.held} of {at_80.n}, {judged}; "
            f"the 95 % range {at_95.held}.")


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
        return "No year before to compare with"
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


def say_what_if(what_if: WhatIf, extra: pd.DataFrame, result: Demand, money: Money) -> str:
    """What the assumptions add, and what that brings and asks of the bank."""
    words = written(result.by, money)
    end = what_if.months.iloc[-1]
    added = what_if.extra if result.is_flow else end["assumed"] - end["statistical"]
    when = "over the months ahead" if result.is_flow else f"in {end['month']:%B %Y}"
    said = f"With {count(len(what_if.assumptions), 'assumption')}: {_signed(words(added), added)} {when}."
    if extra.empty or result.by == "contribution":
        return said
    brings, work = float(extra["contribution"].sum()), float(extra["transactions"].sum())
    return (f"{said} At the rates of the last 12 months that brings {_signed(money.short(brings), brings)} of "
            f"contribution and asks for {_signed(number(work), work)} transactions.")


def _signed(written_: str, amount: float) -> str:
    return f"+{written_}" if amount > 0 else written_
