"""A target and what came of it, in words."""

from __future__ import annotations

import math

from crm_core.amounts import Money, number, percent, points
from crm_core.figures import FIGURES
from crm_core.language import N_, Message, _, month
from crm_core.targets.attainment import Attainment, Due


def amount_in_words(figure: str, amount: float | None, money: Money) -> str:
    """An amount of a figure in its unit: `€1.2M`, `1,234`, `95%`."""
    unit = FIGURES[figure].unit
    if amount is None or not math.isfinite(amount):
        return number(None)
    return money.short(amount) if unit == "money" else percent(amount) if unit == "share" else number(amount)


def gap_in_words(figure: str, gap: float, money: Money) -> str:
    """The size of a gap: `€0.3M`, `12`, `1.2 points`."""
    return points(abs(gap)).removeprefix("+") if FIGURES[figure].unit == "share" else amount_in_words(
        figure, abs(gap), money)

_ROUNDING = 1e-12
"""How far sums of doubles may miss an amount and be it."""

_STANDINGS: dict[tuple[Due, str], Message] = {
    ("whole", "above"): N_("{actual} to {month}, {gap} above the target of {target}."),
    ("whole", "below"): N_("{actual} to {month}, {gap} below the target of {target}."),
    ("whole", "on"): N_("{actual} to {month}, exactly the target."),
    ("last_year", "above"): N_("{actual} to {through}, {gap} above what falls due by then: {expected} of the target of "
                               "{target} to {month}, by the same months of the year before."),
    ("last_year", "below"): N_("{actual} to {through}, {gap} below what falls due by then: {expected} of the target of "
                               "{target} to {month}, by the same months of the year before."),
    ("last_year", "on"): N_("{actual} to {through}, exactly what falls due by then of the target of {target} to "
                            "{month}, by the same months of the year before."),
    ("evenly", "above"): N_("{actual} to {through}, {gap} above what falls due by then: {expected} of the target of "
                            "{target} to {month}, spread evenly, as the year before cannot tell its course."),
    ("evenly", "below"): N_("{actual} to {through}, {gap} below what falls due by then: {expected} of the target of "
                            "{target} to {month}, spread evenly, as the year before cannot tell its course."),
    ("evenly", "on"): N_("{actual} to {through}, exactly what falls due by then of the target of {target} to {month}, "
                         "spread evenly, as the year before cannot tell its course."),
    ("undivided", "above"): N_("{actual} to {through}, {gap} above the target of {target} for {month}."),
    ("undivided", "below"): N_("{actual} to {through}, {gap} below the target of {target} for {month}."),
    ("undivided", "on"): N_("{actual} to {through}, exactly the target for {month}."),
}


def standing(reached: Attainment, money: Money) -> str:
    """Where the figure stands against its target, in one sentence."""
    figure = reached.target.figure
    values = {"target": amount_in_words(figure, reached.target.amount, money), "month": month(reached.last_month)}
    if reached.through is None:
        return _("The target is {target} to {month}; the data does not reach its period yet.", **values)
    if reached.actual is None or reached.gap is None:
        return _("The target is {target} to {month}; the data does not know the figure in its period.", **values)
    is_on = math.isclose(reached.actual, reached.expected_by_now or 0, rel_tol=_ROUNDING, abs_tol=_ROUNDING)
    side = "on" if is_on else "above" if reached.gap > 0 else "below"
    return _(_STANDINGS[reached.due, side], **values, actual=amount_in_words(figure, reached.actual, money),
             gap=gap_in_words(figure, reached.gap, money), through=month(reached.through),
             expected=amount_in_words(figure, reached.expected_by_now, money))
