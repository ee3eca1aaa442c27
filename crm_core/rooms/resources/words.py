"""Resources, what they are compared with, and their amounts in words."""

from __future__ import annotations

from crm_core.amounts import Money, number
from crm_core.language import _, ngettext, pgettext
from crm_core.rooms.resources.measure import MONEY, RESOURCES, Against, Parity
from crm_core.vocabulary import line_noun, measure_noun

A_FEW = 10
"""Fewer hours or branches than this are written with a decimal."""


def written(result: Parity, amount: float, money: Money) -> str:
    """An amount of the resource where the resource is named: `4,066`, `€1.2M`."""
    if result.resource in MONEY:
        return money.short(amount)
    return number(amount, decimals=0 if abs(amount) >= A_FEW or amount == round(amount) else 1)


def with_unit(result: Parity, amount: float, money: Money) -> str:
    """An amount of the resource that stands by itself: `4,066 hours`, `2.5 managers`, `€1.2M`."""
    text = written(result, amount, money)
    count = 1 if text == number(1) else 2  # half an hour is of the plural's form in both languages
    match result.resource:
        case "hours":
            return ngettext("{number} hour", "{number} hours", count, number=text)
        case "managers":
            return ngettext("{number} manager", "{number} managers", count, number=text)
        case "branches":
            return ngettext("{number} branch", "{number} branches", count, number=text)
    return text


def resource_label(code: str) -> str:
    """A resource as a heading: `Manager hours`."""
    return _(RESOURCES[code])


def resource_noun(code: str) -> str:
    """A resource in a sentence: `manager hours`, `las horas de los gestores`."""
    match code:
        case "hours":
            return pgettext("noun with article", "manager hours")
        case "managers":
            return pgettext("noun with article", "managers")
        case "branches":
            return pgettext("noun with article", "branches")
        case "branch_cost":
            return pgettext("noun with article", "branch costs")
    return line_noun("cost_to_serve")


def yardstick_noun(code: str) -> str:
    """What stands for value or potential, in a sentence: `revenue`, `el mercado`."""
    match code:
        case "market":
            return pgettext("noun with article", "market volume")
        case "population":
            return pgettext("noun with article", "population")
    return measure_noun(code)


def against_noun(against: Against, yardstick: str) -> str:
    """What a resource is compared with; of potential also by what it is measured: `potential (population)`."""
    if against == "value":
        return yardstick_noun(yardstick)
    if yardstick == "population":
        return pgettext("noun with article", "potential (population)")
    return pgettext("noun with article", "potential (market)")
