"""One set of cuts: whom it is for, what ranks them, how the cuts are found, and what each tier is promised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from crm_core.contract import CUSTOMER_TYPES
from crm_core.rooms.tiers.scheme.refusal import refuse_unless
from crm_core.rooms.tiers.scheme.service import Promise
from crm_core.vocabulary import type_noun

By = Literal["score", "contribution"]
How = Literal["share", "cuts", "cover", "natural", "budget", "needs"]
BudgetIn = Literal["cost", "hours"]

EVERYBODY = "everybody"
"""The group of a scheme that cuts all customer types together."""
BEST_SCORE = 100
MAX_AMOUNT = 10**15
"""A cut in money is no higher and no lower: a book counts amounts of sixteen figures before the cents."""
TENTHS = 10
"""Scores are cut in tenths of a point: what is finer, percentile ranks do not tell apart."""


def group_label(of: str) -> str:
    """Whom cuts are for, in words: `all customers`, `corporates`."""
    return "all customers" if of == EVERYBODY else type_noun(of)


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
        refuse_unless(self.of in (EVERYBODY, *CUSTOMER_TYPES), "A scheme has cuts for", self.of,
                      f"it can be {EVERYBODY}, {', '.join(CUSTOMER_TYPES)}")
        for name, kind in (("by", By), ("how", How), ("budget_in", BudgetIn)):
            value = getattr(self, name)
            refuse_unless(value in get_args(kind), f"'{name}' of {self.of} is", value,
                          f"choose one of {', '.join(get_args(kind))}")
        refuse_unless(all(math.isfinite(each) for each in self.values), f"The values of {self.of} are", self.values,
                      "they must be numbers")
        checks = {"share": _check_shares, "cuts": _check_cuts, "cover": _check_cover, "budget": _check_budget}
        if self.how in checks:
            checks[self.how](self, ", ".join(f"{value:g}" for value in self.values))

    @property
    def values_needed(self) -> int:
        """How many values so many promises ask for."""
        return {"natural": 0, "needs": 0, "budget": 1}.get(self.how, len(self.promises) - 1)


def _check_shares(group: Group, given: str) -> None:
    refuse_unless(all(value > 0 for value in group.values), f"The tiers' shares of {group.of} are", given,
                  "each must be above 0")
    refuse_unless(sum(group.values) < 1 - 1e-9, f"The tiers' shares of {group.of} add up to",
                  f"{sum(group.values):.0%}", "leave some customers for the last tier: lower one of them")


def _check_cuts(group: Group, given: str) -> None:
    refuse_unless(all(upper > lower for upper, lower in pairwise(group.values)), f"The cuts of {group.of} are", given,
                  "each tier's cut must be below that of the tier above")
    if group.by == "contribution":
        refuse_unless(all(abs(value) <= MAX_AMOUNT for value in group.values), f"The cuts of {group.of} are", given,
                      f"money goes up to {MAX_AMOUNT:,}: set them nearer to 0")
    if group.by == "score":
        refuse_unless(all(0 <= value <= BEST_SCORE for value in group.values), f"The cuts of {group.of} are", given,
                      f"a score is from 0 to {BEST_SCORE}")
        refuse_unless(all(math.isclose(value * TENTHS, round(value * TENTHS)) for value in group.values),
                      f"The cuts of {group.of} are", given, "scores are cut in tenths of a point")


def _check_cover(group: Group, given: str) -> None:
    refuse_unless(group.by == "contribution", f"The smallest group of {group.of} is sought by", group.by,
                  "it is found by contribution only")
    rising = all(upper < lower for upper, lower in pairwise(group.values))
    refuse_unless(rising and all(0 < value <= 1 for value in group.values),
                  f"The parts of the total for {group.of} are", given, "they must rise, from above 0 up to 1")


def _check_budget(group: Group, given: str) -> None:
    refuse_unless(all(value > 0 for value in group.values), f"The budget of {group.of} is", given, "it must be above 0")
