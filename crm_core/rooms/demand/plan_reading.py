"""Assumptions in a manager's words: what each says, what they make of the forecast, what that brings and asks."""

from __future__ import annotations

from collections.abc import Mapping

from crm_core.house_style import Money, count, number, percent
from crm_core.rooms.demand.kinds import WORDS, written
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.whatif import Assumption, WhatIf


def say_what_if(what_if: WhatIf, result: Demand, money: Money) -> str:
    """What the assumptions make of the forecast, and what that brings and asks of the bank."""
    words = written(result.by, money)
    assumed, statistical = (what_if.months[name] for name in ("assumed", "statistical"))
    comes, instead = (float(each.sum() if result.is_flow else each.iloc[-1]) for each in (assumed, statistical))
    when = f"over the {count(result.horizon, 'month')}" if result.is_flow else f"in {result.period.last_month:%B %Y}"
    said = (f"With {count(len(what_if.assumptions), 'assumption')} {WORDS[result.by]} comes to {words(comes)} {when}, "
            f"{_signed(words(comes - instead), comes - instead)} on the forecast")
    if comes != instead:
        inside = result.period.low_80 <= comes <= result.period.high_80
        said += ", inside what is likely without them" if inside else ", outside what is likely without them"
    brings, work, hours = (float(what_if.cells[name].sum()) for name in ("contribution", "transactions", "hours"))
    if result.by != "contribution" and any((brings, work, hours)):
        asks = [f"{_signed(number(work), work)} transactions"] if work else []
        asks += [_hours(what_if, hours)] if hours else []
        asked = f" and asks for {' and '.join(asks)}" if asks else ""
        said += (f". At the rates of the last 12 months that brings {_signed(money.short(brings), brings)} of "
                 f"contribution{asked}")
    return f"{said}."


def _hours(what_if: WhatIf, hours: float) -> str:
    there = float(what_if.staff["hours"].sum())
    of = f", {percent(abs(hours) / there)} of the {number(there)} there are" if there > 0 else ""
    size = number(hours, decimals=0 if abs(hours) >= 10 else 1)  # noqa: PLR2004
    return f"{_signed(size, hours)} staff hours at today's pace{of}"


def say_assumption(assumption: Assumption, products: Mapping[str, str], regions: Mapping[str, str],
                   money: Money, by: str) -> str:
    """One assumption in words: `Loans in Norte grow 3 % more a year from October 2026`."""
    of = products.get(assumption.product, assumption.product) if assumption.product else "everything"
    where = f" in {regions.get(assumption.region, assumption.region)}" if assumption.region else ""
    size, month = percent(abs(assumption.size)), f"{assumption.from_month:%B %Y}"
    up = assumption.size > 0
    if assumption.kind == "one_off":
        amount = written(assumption.by or by, money)(abs(assumption.size))
        return f"{amount} {'more' if up else 'less'} of {of}{where}, once, in {month}"
    if assumption.kind == "price":
        return f"{_first_letter(of)}{where}: {size} {'dearer' if up else 'cheaper'} from {month}"
    return f"{_first_letter(of)}{where}: {size} {'more' if up else 'less'} growth a year from {month}"


def _first_letter(words: str) -> str:
    return words[:1].upper() + words[1:]


def _signed(written_: str, amount: float) -> str:
    return f"+{written_}" if amount > 0 else written_
