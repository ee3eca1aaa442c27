"""Assumptions in words: what each says, what it adds, and what all of them make of the forecast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, month, ngettext
from crm_core.rooms.demand.evidence import when
from crm_core.rooms.demand.measure import Demand
from crm_core.rooms.demand.measures import amount_format
from crm_core.rooms.demand.what_if.assumption import Assumption, WhatIf

_IN_WHOLE_HOURS = 10
"""From so many hours on they are written without a decimal."""


def say_what_if(what_if: WhatIf, result: Demand, money: Money) -> str:
    """What the assumptions make of the forecast, and what that contributes and asks of the bank."""
    words = result.amount_format(money)
    assumed, statistical = (what_if.months[name] for name in ("assumed", "statistical"))
    comes, instead = (float(each.sum() if result.is_flow else each.iloc[-1]) for each in (assumed, statistical))
    difference = comes - instead
    sentences = [ngettext("With {count} assumption, {measure} comes to {amount} {when}, {difference} against the "
                          "forecast.", "With {count} assumptions, {measure} comes to {amount} {when}, {difference} "
                          "against the forecast.", len(what_if.assumptions), measure=result.measure,
                          amount=words(comes), when=when(result), difference=_signed(words(difference), difference))]
    if difference:
        is_inside = result.period.low_80 <= comes <= result.period.high_80
        sentences.append(_("This is within the 80% range of the forecast.") if is_inside else
                         _("This is outside the 80% range of the forecast."))
    return " ".join([*sentences, *(_consequences(what_if, money) if result.by != "contribution" else ())])


def _consequences(what_if: WhatIf, money: Money) -> list[str]:
    """What the difference contributes, and the work it takes; nothing where there is neither."""
    contribution, work, hours = (float(what_if.cells[name].sum()) for name in ("contribution", "transactions", "hours"))
    if not any((contribution, work, hours)):
        return []
    sentences = [_("At the rates of the last 12 months, contribution changes by {amount}.",
                   amount=_signed(money.short(contribution), contribution))]
    needs = [ngettext("{number} transaction", "{number} transactions", round(abs(work)),
                      number=_signed(number(work), work))] if work else []
    needs += [_hours(what_if, hours)] if hours else []
    if needs:
        sentences.append(_("The workload changes by {needs}.", needs=all_of(needs)))
    return sentences


def _hours(what_if: WhatIf, hours: float) -> str:
    available = float(what_if.staff["hours"].sum())
    size = _signed(number(hours, decimals=0 if abs(hours) >= _IN_WHOLE_HOURS else 1), hours)
    if available > 0:
        return _("{hours} staff hours at today's pace ({share} of the {available} available)", hours=size,
                 share=percent(abs(hours) / available), available=number(available))
    return _("{hours} staff hours at today's pace", hours=size)


def say_assumption(assumption: Assumption, products: Mapping[str, str], regions: Mapping[str, str],
                   money: Money, by: str) -> str:
    """One assumption in words: `Loans in Norte: 3% more growth a year from October 2026`."""
    is_up = assumption.size > 0
    values = {"target": _target(assumption, products, regions), "month": month(assumption.from_month)}
    if assumption.kind == "one_off":
        values["amount"] = amount_format(assumption.by or by, money)(abs(assumption.size))
        return _("{target}: {amount} more, once, in {month}", **values) if is_up else \
            _("{target}: {amount} less, once, in {month}", **values)
    values["share"] = percent(abs(assumption.size))
    if assumption.kind == "price":
        return _("{target}: prices {share} higher from {month}", **values) if is_up else \
            _("{target}: prices {share} lower from {month}", **values)
    return _("{target}: {share} more growth a year from {month}", **values) if is_up else \
        _("{target}: {share} less growth a year from {month}", **values)


def _target(assumption: Assumption, products: Mapping[str, str], regions: Mapping[str, str]) -> str:
    """What an assumption is about: `All business`, `Mortgage in Sur`."""
    product = products.get(assumption.product, assumption.product) if assumption.product else _("All business")
    if not assumption.region:
        return product
    return _("{product} in {region}", product=product, region=regions.get(assumption.region, assumption.region))


def say_effect(effect: Mapping[str, Any], by: str, money: Money) -> str:
    """What one assumption adds, a row of `WhatIf.effects`: `Adds €500; contribution +€12`."""
    extra, contribution, words = effect["extra"], effect["contribution"], amount_format(by, money)
    if by == "contribution" or not contribution:
        return _("Adds {amount}", amount=words(extra)) if extra > 0 else \
            _("Takes off {amount}", amount=words(-extra)) if extra else _("Leaves the amount unchanged")
    values = {"amount": words(abs(extra)), "contribution": _signed(money.short(contribution), contribution)}
    if extra > 0:
        return _("Adds {amount}; contribution {contribution}", **values)
    if extra < 0:
        return _("Takes off {amount}; contribution {contribution}", **values)
    return _("Leaves the amount unchanged; contribution {contribution}", contribution=values["contribution"])


def _signed(size: str, amount: float) -> str:
    return f"+{size}" if amount > 0 else size
