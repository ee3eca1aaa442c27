"""A Demand in a manager's words: the number, the range, and what its record says it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from crm_core.contract import FAMILIES
from crm_core.house_style import Money, change, count, number, percent
from crm_core.reading import Reading
from crm_core.rooms.demand.evidence import range_in_words, say_coverage, say_grade, say_refuted
from crm_core.rooms.demand.measure import A_YEAR, Demand
from crm_core.rooms.demand.measures import COUNTS, amount_format
from crm_core.rooms.demand.watch.events import IN_MOST_PARTS, SELECTION
from crm_core.rooms.demand.what_if.assumption import Assumption, WhatIf

STILL = 0.0005
"""A change that would be written as 0%."""

_HAPPENED = {
    "outlier": "stood apart by", "level shift": "shifted its level by", "trend break": "changed its yearly growth by",
}


def say(result: Demand, money: Money) -> Reading:
    """What will come, between which limits, and how far such a statement can be trusted.

    Where the record refutes the ranges, it comes first."""
    words = result.amount_format(money)
    of = f" of {_of(result.what)}" if result.what != "all products" else ""
    verb = "are" if result.by in COUNTS else "is"
    expected = f"{result.measure}{of} {verb} expected at {words(result.period.point)} {_when(result)}"
    if result.course == "constant":
        headline = f"{_first_letter(expected)}, the same as in all {count(len(result.months), 'month')} so far"
    elif result.is_refuted:
        headline = f"{say_refuted(result)}; {expected}, range {range_in_words(result, money)}{_against(result, money)}"
    else:
        headline = (f"{_first_letter(expected)} (80% range {range_in_words(result, money)}){_against(result, money)}"
                    f"{_course(result, money)}")
    return Reading(f"{headline}.", " ".join(filter(None, (
        say_coverage(result), say_grade(result), *_cautions(result, money),
        say_what_if(result.what_if, result, money) if result.what_if else ""))))


def _when(result: Demand) -> str:
    last = f"{result.period.last_month:%B %Y}"
    return f"over the {result.horizon} months to {last}" if result.is_flow and result.horizon > 1 else f"in {last}"


def _course(result: Demand, money: Money) -> str:
    """What it has done in every month, where it always did the same."""
    amounts = result.months["amount"].dropna()
    if result.course is None or result.course == "constant" or len(amounts) < 2:  # noqa: PLR2004
        return ""
    span = (result.months["month"].iloc[amounts.index[-1]] - result.months["month"].iloc[amounts.index[0]])
    steps = round(span.days / 30.4375)
    if result.course == "season":
        return ": it has done the same in every year so far"
    up = amounts.iloc[-1] > amounts.iloc[0]
    size = percent(abs((amounts.iloc[-1] / amounts.iloc[0]) ** (1 / steps) - 1)) if result.course == "growth" else \
        result.amount_format(money)(abs(amounts.iloc[-1] - amounts.iloc[0]) / steps)
    return f": it has {'risen' if up else 'fallen'} by {size} in every month so far"


def _of(what: str) -> str:
    return what if what in FAMILIES else f"“{what}”"


def _against(result: Demand, money: Money) -> str:
    """Against the year before; beyond a year ahead, against the last that is known."""
    period = result.period
    if period.year_before is None:
        return ""
    if result.horizon <= A_YEAR:
        when = "a year before"
    elif result.is_flow:
        when = "at the pace of the last 12 months"
    else:
        when = f"in {pd.Timestamp(period.last_month) - pd.DateOffset(years=2):%B %Y}"
    difference = period.point - period.year_before
    if abs(difference) <= STILL * max(abs(period.point), abs(period.year_before)):
        return f", as much as {when}"
    size = result.amount_format(money)(abs(difference)) if period.change is None else percent(abs(period.change))
    return f", {size} {'more' if difference > 0 else 'less'} than {when}"


def _cautions(result: Demand, money: Money) -> list[str]:
    """What a reader must know before acting on it."""
    cautions = []
    if result.left_out is not None:
        cautions.append(f"{result.left_out:%B %Y} is left out: it is not complete.")
    if result.range_is_a_rule_of_thumb and result.course != "constant":
        cautions.append("There are less than three years of months, so the range is a rule of thumb.")
    recent = latest_changes(result)
    recent = recent[recent["part"] == SELECTION]
    if len(recent):
        cautions.append(f"{say_change(recent.iloc[0], result, money)}.")
    return cautions


def latest_changes(result: Demand) -> pd.DataFrame:
    """The changes of the last 12 months."""
    return result.changes[result.changes["month"] > result.months["month"].iloc[-1] - pd.DateOffset(months=A_YEAR)]


def say_change(event: pd.Series, result: Demand, money: Money) -> str:
    """One row of `Demand.changes` in words: `In November 2025 it shifted its level by −13.7%`."""
    amount = result.amount_format(money)(event["amount"])
    size = change(event["size_share"]) if pd.notna(event["size_share"]) else \
        f"+{amount}" if event["amount"] > 0 else amount
    who = "it" if event["part"] == SELECTION else event["what"]
    where = f", {event['where']} of it" if event["where"] == IN_MOST_PARTS else ""
    lasting = "; whether that lasts is still open" if event["is_open"] else ""
    return f"In {say_months(event, '%B')} {who} {_HAPPENED[event['kind']]} {size}{where}{lasting}"


def say_months(event: pd.Series, name: str) -> str:
    """When it happened, its months named by the format `name`: `November 2025`, `March or April 2026` where the data
    cannot tell which."""
    if pd.isna(event["other_month"]):
        return f"{event['month']:{name} %Y}"
    first, last = sorted([event["month"], event["other_month"]])
    earlier = f"{first:{name}}" if first.year == last.year else f"{first:{name} %Y}"
    return f"{earlier} or {last:{name} %Y}"


def say_what_if(what_if: WhatIf, result: Demand, money: Money) -> str:
    """What the assumptions make of the forecast, and what that brings and asks of the bank."""
    words = result.amount_format(money)
    assumed, statistical = (what_if.months[name] for name in ("assumed", "statistical"))
    comes, instead = (float(each.sum() if result.is_flow else each.iloc[-1]) for each in (assumed, statistical))
    when = f"over the {count(result.horizon, 'month')}" if result.is_flow else f"in {result.period.last_month:%B %Y}"
    sentence = (f"With {count(len(what_if.assumptions), 'assumption')} {result.measure} comes to {words(comes)} "
                f"{when}, {_signed(words(comes - instead), comes - instead)} on the forecast")
    if comes != instead:
        inside = result.period.low_80 <= comes <= result.period.high_80
        sentence += ", inside what is likely without them" if inside else ", outside what is likely without them"
    brings, work, hours = (float(what_if.cells[name].sum()) for name in ("contribution", "transactions", "hours"))
    if result.by != "contribution" and any((brings, work, hours)):
        asks = [f"{_signed(number(work), work)} transactions"] if work else []
        asks += [_hours(what_if, hours)] if hours else []
        work_words = f" and asks for {' and '.join(asks)}" if asks else ""
        sentence += (f". At the rates of the last 12 months that brings {_signed(money.short(brings), brings)} of "
                     f"contribution{work_words}")
    return f"{sentence}."


def _hours(what_if: WhatIf, hours: float) -> str:
    available = float(what_if.staff["hours"].sum())
    of = f", {percent(abs(hours) / available)} of the {number(available)} there are" if available > 0 else ""
    size = number(hours, decimals=0 if abs(hours) >= 10 else 1)  # noqa: PLR2004
    return f"{_signed(size, hours)} staff hours at today's pace{of}"


def say_assumption(assumption: Assumption, products: Mapping[str, str], regions: Mapping[str, str],
                   money: Money, by: str) -> str:
    """One assumption in words: `Loans in Norte grow 3% more a year from October 2026`."""
    of = products.get(assumption.product, assumption.product) if assumption.product else "everything"
    where = f" in {regions.get(assumption.region, assumption.region)}" if assumption.region else ""
    size, month = percent(abs(assumption.size)), f"{assumption.from_month:%B %Y}"
    up = assumption.size > 0
    if assumption.kind == "one_off":
        amount = amount_format(assumption.by or by, money)(abs(assumption.size))
        return f"{amount} {'more' if up else 'less'} of {of}{where}, once, in {month}"
    if assumption.kind == "price":
        return f"{_first_letter(of)}{where}: {size} {'dearer' if up else 'cheaper'} from {month}"
    return f"{_first_letter(of)}{where}: {size} {'more' if up else 'less'} growth a year from {month}"


def say_effect(effect: Mapping[str, Any], by: str, money: Money) -> str:
    """What one assumption adds, a row of `WhatIf.effects`: `adds €500, brings €12 of contribution`."""
    extra, brings, words = effect["extra"], effect["contribution"], amount_format(by, money)
    adds = f"adds {words(extra)}" if extra > 0 else f"takes off {words(-extra)}" if extra else \
        "leaves the amount as it is"
    return adds if by == "contribution" or not brings else f"{adds}, brings {money.short(brings)} of contribution"


def _first_letter(words: str) -> str:
    return words[:1].upper() + words[1:]


def _signed(size: str, amount: float) -> str:
    return f"+{size}" if amount > 0 else size
