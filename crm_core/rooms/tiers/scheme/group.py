"""One set of cuts: whom it is for, what ranks them, how the cuts are found, and what each tier is promised."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from crm_core.amounts import number, percent
from crm_core.contract import BOOK_TYPES, CUSTOMER_TYPES
from crm_core.language import N_, Message, _
from crm_core.rooms.tiers.scheme.refusal import as_set, refuse_unless
from crm_core.rooms.tiers.scheme.service import Promise
from crm_core.vocabulary import measure_label, type_noun, type_plural

By = Literal["score", "contribution"]
How = Literal["share", "count", "staff", "cuts", "cover", "natural", "budget", "needs"]
BudgetIn = Literal["cost", "hours"]
StaffLimit = Literal["bank", "branch", "manager"]

EVERYBODY = "everybody"
"""The group of a scheme that cuts all customer types together."""
BEST_SCORE = 100
MAX_AMOUNT = 10**15
"""A cut in money is no higher and no lower: a book counts amounts of sixteen figures before the cents."""
_METHODS: Mapping[How, Message] = {
    "share": N_("Share of customers"), "count": N_("Number of customers"),
    "staff": N_("As many as our managers can serve"), "cuts": N_("Manual"), "cover": N_("Customers that make 80%"),
    "natural": N_("Natural breaks"), "budget": N_("Within a budget"), "needs": N_("Customer needs"),
}
_STAFF_LIMITS: Mapping[StaffLimit, Message] = {
    "bank": N_("All staff together"), "branch": N_("No branch over capacity"),
    "manager": N_("No manager over capacity"),
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


def staff_limit_label(limit: StaffLimit) -> str:
    """Whose hours limit the best tier, as a heading: `No branch over capacity`."""
    return _(_STAFF_LIMITS[limit])


def by_label(by: By) -> str:
    """What ranks customers, as a heading: `Score`, `Contribution`."""
    return _("Score") if by == "score" else measure_label(by)


@dataclass(frozen=True)
class Group:
    """Whom one set of cuts is for (`everybody` or a customer type), and what they are promised, best tier first.

    `values` depend on `how`: `share` the share of customers of each tier but the last (0–1); `count` their number;
    `cuts` the least score or contribution of each tier but the last; `cover` the parts of the total that the tiers down
    to here bring (0–1); `budget` one amount a year, in money or in staff hours; `natural` and `needs` nothing.
    `staff`, as many in the best tier as the managers' hours allow, has the shares of customers that the tiers down to
    the second, the third … hold together (0–1): only the second tier gives way to the best, the last of two. Whose
    hours, `staff_limit` says: those of all staff together, and besides of each branch or of each manager.
    Raises SchemeRefused for values that cannot be.
    """

    of: str
    by: By
    how: How
    values: tuple[float, ...]
    promises: tuple[Promise, ...]
    budget_in: BudgetIn = "cost"
    staff_limit: StaffLimit = "bank"

    def __post_init__(self) -> None:
        refuse_unless(self.of in (EVERYBODY, *CUSTOMER_TYPES),
                      N_("A scheme has thresholds for {given}; choose one of {known}."), given=self.of,
                      known=", ".join((EVERYBODY, *CUSTOMER_TYPES)))
        for name, kind in (("by", By), ("how", How), ("budget_in", BudgetIn), ("staff_limit", StaffLimit)):
            value = getattr(self, name)
            refuse_unless(value in get_args(kind), N_("'{name}' for {customers} is {given}; choose one of {known}."),
                          name=name, customers=group_label(self.of), given=value, known=", ".join(get_args(kind)))
        given = "; ".join(map(as_set, self.values))
        refuse_unless(all(math.isfinite(each) for each in self.values),
                      N_("The threshold values for {customers} are {given}; they must be numbers."),
                      customers=group_label(self.of), given=given)
        if self.how in _CHECKS:
            _CHECKS[self.how](self, group_label(self.of), given)

    @property
    def values_needed(self) -> int:
        """How many values so many promises ask for."""
        return {"natural": 0, "needs": 0, "budget": 1, "staff": len(self.promises) - 2}.get(
            self.how, len(self.promises) - 1)


def types_of(group: Group) -> tuple[str, ...]:
    """The customer types that a group's cuts are for."""
    return BOOK_TYPES if group.of == EVERYBODY else (group.of,)


def _check_shares(group: Group, customers: str, given: str) -> None:
    refuse_unless(all(value > 0 for value in group.values),
                  N_("The tier shares for {customers} are {given}; each must be above 0."), customers=customers,
                  given=given)
    refuse_unless(sum(group.values) < 1 - 1e-9,
                  N_("The tier shares for {customers} add up to {total}; lower one of them, so that some customers are "
                     "left for the last tier."), customers=customers, total=percent(sum(group.values), decimals=0))


def _check_counts(group: Group, customers: str, given: str) -> None:
    refuse_unless(all(value >= 1 and value == round(value) for value in group.values),
                  N_("The numbers of customers in the tiers for {customers} are {given}; each must be a whole number "
                     "from 1."), customers=customers, given=given)


def _check_down_to(group: Group, customers: str, given: str) -> None:
    rising = all(upper < lower for upper, lower in pairwise(group.values))
    refuse_unless(rising and all(0 < value < 1 for value in group.values),
                  N_("The shares of {customers} that the upper tiers hold together are {given}; they must rise, from "
                     "above 0% to below 100%."), customers=customers, given=given)


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


_CHECKS: Mapping[How, Callable[[Group, str, str], None]] = {
    "share": _check_shares, "count": _check_counts, "staff": _check_down_to, "cuts": _check_cuts,
    "cover": _check_cover, "budget": _check_budget,
}
