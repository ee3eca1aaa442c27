"""From the book to value and growth: what is read, and in which order."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import get_args

import numpy as np

from crm_core import CannotAnswer, NobodyInScope
from crm_core.amounts import Money, number
from crm_core.availability import Needs
from crm_core.language import _
from crm_core.profit_and_loss import require_contribution
from crm_core.question import Question, Reader
from crm_core.ranked_customers import in_segment
from crm_core.rooms.growth.groups import Group, Thresholds
from crm_core.rooms.growth.listing import MAX_LISTED, by_name, first_of
from crm_core.rooms.growth.measure import Growth, growth
from crm_core.rooms.growth.strategy.three_ways import Assumptions
from crm_core.rooms.growth.trial.learning import Learned, learn
from crm_core.rooms.growth.within import Within

NEEDS = Needs((("revenue",),), better_with=("years", "joined", "cost"),
              uses=("balance", "turnover", "transactions", "size"))
"""What of a book the answer depends on."""

DESKS = Question.from_file(__file__, "desks.sql")
CURRENCY = Question("currency", "select currency from book_info", is_kept=True)


def answer(read: Reader, *, top: float = 0.2, low: float = 0.0, growing: float = 0.2,
           group: Group = "highest_potential", capacity: int = 200, budget: float = 100_000.0, keep: float = 0.05,
           explore: float = 0.5, first_maintain: float = 4.0, first_expand: float = 3.0,
           first_explore: float = 2.0) -> Growth:
    """The paper's five groups of the customers in the scope of `read`, also of a segment: `top` (a part of the
    customers) are most valuable, who contributes `low` (currency a year) or less is low-income, `growing` (a part)
    could grow most. The first `capacity` of `group` are listed. `budget` (currency a year) is split in three, with what
    it is assumed to bring: `keep` and `explore` (parts) bound it, `first_maintain`, `first_expand` and `first_explore`
    are what the first euro brings.

    Raises CannotAnswer where the data does not say what customers contribute, or under an earlier year; NobodyInScope;
    ValueError for an option out of range.
    """
    require_latest_year(read)
    require_contribution(read)
    thresholds = Thresholds(top, low, growing)
    assumed = Assumptions(budget, keep, explore, first_maintain, first_expand, first_explore)
    learned = learn(read)
    return with_list(answer_of(read, learned, thresholds=thresholds, assumed=assumed), read, learned, group=group,
                     capacity=capacity)


def answer_of(read: Reader, learned: Learned, *, thresholds: Thresholds | None = None,
              assumed: Assumptions | None = None) -> Growth:
    """The groups in the scope of `read` by what `learn` has found, without a list; see `answer`."""
    require_latest_year(read)
    return growth(_within(read, learned), thresholds=thresholds or Thresholds(),
                  assumed=assumed or Assumptions())


def with_list(result: Growth, read: Reader, learned: Learned, *, group: Group = "highest_potential",
              capacity: int = 200) -> Growth:
    """`result`, an answer of the same reader, with the first `capacity` customers of `group` by name."""
    if group not in get_args(Group):
        raise ValueError(f"group is {group!r}; choose one of {', '.join(get_args(Group))}.")
    if not 1 <= capacity <= MAX_LISTED:
        raise ValueError(_("capacity is {capacity}; choose from 1 to {most} customers.", capacity=str(capacity),
                           most=number(MAX_LISTED)))
    listed = first_of(learned, _within(read, learned).scoped, result.thresholds, group, capacity)
    return replace(result, group=group, listed=by_name(read, learned, listed,
                                                       Money(read(CURRENCY)["currency"].iloc[0])))


def require_latest_year(read: Reader) -> None:
    """Raises CannotAnswer under an earlier year: what its customers grew by since is known."""
    if read.scope.years_ago:
        raise CannotAnswer(_("Growth expected is of the twelve months after the data ends. Choose the latest year."))


def _within(read: Reader, learned: Learned) -> Within:
    """The customers in scope."""
    if not len(learned.today["desk_id"]):
        raise NobodyInScope
    at_desks = _at_desks(learned, tuple(int(each) for each in read(DESKS)["desk_id"]))
    is_member = in_segment(read, learned.today["contribution_rank"])
    return at_desks if is_member is None else _some(learned, at_desks.scoped & is_member)


@lru_cache(maxsize=4)
def _at_desks(learned: Learned, asked: tuple[int, ...]) -> Within:
    """Held for the scopes asked for last, a byte a customer: a threshold that is moved is of the same customers."""
    held = learned.today["desk_id"]
    is_asked = np.zeros(max(int(held.max()), *asked, 0) + 1, dtype=bool)
    is_asked[list(asked)] = True
    return _some(learned, is_asked[held])


def _some(learned: Learned, scoped: np.ndarray) -> Within:
    if not scoped.any():
        raise NobodyInScope
    return Within(learned, scoped)
