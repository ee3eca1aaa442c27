"""What a budget can be set against: what serving customers cost in the year, and the hours of the staff."""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.amounts import Money, number
from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms.tiers.questions import HOURS, SPENT
from crm_core.rooms.tiers.scheme.group import BudgetIn


@dataclass(frozen=True)
class Means:
    """Of the whole bank, a year; 0 where the data does not say."""

    cost_to_serve: float
    """In currency: what serving all customers of the year in scope cost."""
    staff_hours: float
    """That the managers have for customers today."""


def means(read: Reader) -> Means:
    """Those of the year in the scope of `read`."""
    hours = read(HOURS)["capacity_hours"].sum()
    return Means(float(read(SPENT)["cost_to_serve"].iloc[0]), float(hours))


def means_in_words(there: Means, budget_in: BudgetIn, money: Money) -> str:
    """What a budget of this kind can be set against, in a sentence."""
    if budget_in == "hours":
        if not there.staff_hours:
            return _("The data does not say how many hours the staff has: add a staff file with capacity_hours.")
        return _("The staff has {hours} hours a year for customers.", hours=number(there.staff_hours))
    if not there.cost_to_serve:
        return _("The data does not say what serving customers costs: add cost_to_serve to the activity file.")
    return _("Serving all customers cost {amount} in this year.", amount=money.short(there.cost_to_serve))
