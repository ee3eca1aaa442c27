"""One set of cuts: whom it is for, what ranks them, how the cuts are found, and what each tier is promised."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from crm_core.amounts import number, percent
from crm_core.contract import CUSTOMER_TYPES
from crm_core.language import N_, Message, _
from crm_core.rooms.tiers.scheme.refusal import as_set, refuse_unless
from crm_core.rooms.tiers.scheme.service import Promise
from crm_core.vocabulary import measure_label, type_noun, type_plural

By = Literal["score", "contribution"]
How = Literal["share", "cuts", "cover", "natural", "budget", "needs"]
BudgetIn = Literal["cost", "hours"]

EVERYBODY = "everybody"
"""The group of a scheme that cuts all customer types together."""
BEST_SCORE = 100
MAX_AMOUNT = 10**15
"""A cut in money is no higher and no lower: a book counts amounts of sixteen figures before the cents."""
_METHODS: Mapping[How, Message] = {
    "share": N_("Share of customers"), "cuts": N_("Manual"), "cover": N_("Customers that make 80%"),
    "natural": N_("Natural breaks"), "budget": N_("Within a budget"), "needs": N_("Customer needs"),
}
TENTHS = 10
"""Scores are cut in tenths of a point: what is finer, percentile ranks do not tell apart."""


def group_label(of: str) -> str:
    """Whom cuts are for, in a sentence: `all customers`, `corporates`; what is no group of ours as it was given."""
    return _("all customers") if of == EVERYBODY else type_noun(of) if of in CUSTOMER_TYPES else of


def group_heading(of: str) -> str:
    """Whom cuts are for, as a heading: `All customers`, `Corporates`."""
    return _("All customers") if of == EVERYBODY else type_plural(of)


def for_group(label: str, of: str) -> str:
    """A label, with the customer type that it is for unless it is for all: `Premium (Corporates)`."""
    return _("{label} ({types})", label=label, types=type_plural(of)) if of in CUSTOMER_TYPES else label


def how_label(how: How) -> str:
    """How thresholds are found, as a heading: `Share of customers`."""
    return _(_METHODS[how])


def by_label(by: By) -> str:
    """What ranks customers, as a heading: `Score`, `Contribution`."""
    return _("Score") if by == "score" else measure_label(by)


@dataclass(frozen=True)
class Group:
    """Whom one set of cuts is for (`everybody` or a customer type), and what they are promised, best tier first.

    `values` depend on `how`: `share` the share of customers of each tier but the last (0–1); `cuts` the least score
    or contribution of each tier but the last; `cover` the parts of the total that the tiers down to here bring (0–1);
    `budget` one amount a year, in money or in staff hours; `natural` and `needs` nothing.
    Raises SchemeRefused for values that cannot be.
    """

    of: str
    by: By
    how: How
    values: tuple[float, ...]
    promises: tuple[Promise, ...]
    budget_in: BudgetIn = "cost"

    def __post_init__(self) -> None:
        refuse_unless(self.of in (EVERYBODY, *CUSTOMER_TYPES),
                      N_("A scheme has thresholds for {given}; choose one of {known}."), given=self.of,
                      known=", ".join((EVERYBODY, *CUSTOMER_TYPES)))
        for name, kind in (("by", By), ("how", How), ("budget_in", BudgetIn)):
            value = getattr(self, name)
            refuse_unless(value in get_args(kind), N_("'{name}' for {customers} is {given}; choose one of {known}."),
                          name=name, customers=group_label(self.of), given=value, known=", ".join(get_args(kind)))
        given = "; ".join(map(as_set, self.values))
        refuse_unless(all(math.isfinite(each) for each in self.values),
                      N_("The threshold values for {customers} are {given}; they must be numbers."),
                      customers=group_label(self.of), given=given)
        checks = {"share": _check_shares, "cuts": _check_cuts, "cover": _check_cover, "budget": _check_budget}
        if self.how in checks:
            checks[self.how](self, group_label(self.of), given)

    @property
    def values_needed(self) -> int:
        """How many values so many promises ask for."""
        return {"natural": 0, "needs": 0, "budget": 1}.get(self.how, len(self.promises) - 1)


def _check_shares(group: Group, customers: str, given: str) -> None:
    refuse_unless(all(value > 0 for value in group.values),
                  N_("The tier shares for {customers} are {given}; each must be above 0."), customers=customers,
                  given=given)
    refuse_unless(sum(group.values) < 1 - 1e-9,
                  N_("The tier shares for {customers} add up to {total}; lower one of them, so that some customers are "
                     "left for the last tier."), customers=customers, total=percent(sum(group.values), decimals=0))


def _check_cuts(group: Group, customers: str, given: str) -> None:
    def refuse(holds: bool, sentence: Message, **values: object) -> None:
        refuse_unless(holds, sentence, customers=customers, given=given, **values)

    refuse(all(upper > lower for upper, lower in pairwise(group.values)),
           N_("The thresholds for {customers} are {given}; each must be below that of the tier above."))
    if group.by == "contribution":
        refuse(all(abs(value) <= MAX_AMOUNT for value in group.values),
               N_("The thresholds for {customers} are {given}; an amount can be {most} at most."),
               most=number(MAX_AMOUNT))
    if group.by == "score":
        refuse(all(0 <= value <= BEST_SCORE for value in group.values),
               N_("The thresholds for {customers} are {given}; a score is from 0 to 100."))
        refuse(all(math.isclose(value * TENTHS, round(value * TENTHS)) for value in group.values),
               N_("The thresholds for {customers} are {given}; scores have one decimal at most."))


def _check_cover(group: Group, customers: str, given: str) -> None:
    refuse_unless(group.by == "contribution",
                  N_("The smallest group of {customers} is ranked by {measure}; it can only be ranked by "
                     "contribution."), customers=customers, measure=by_label(group.by))
    rising = all(upper < lower for upper, lower in pairwise(group.values))
    refuse_unless(rising and all(0 < value <= 1 for value in group.values),
                  N_("The shares of the total for {customers} are {given}; they must rise, from above 0 up to 1."),
                  customers=customers, given=given)


def _check_budget(group: Group, customers: str, given: str) -> None:
    refuse_unless(all(value > 0 for value in group.values),
                  N_("The budget for {customers} is {given}; it must be above 0."), customers=customers, given=given)
