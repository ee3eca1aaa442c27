"""What a book can say of customers' worth: contribution, or the best it has in its place."""

from __future__ import annotations

from typing import Literal

from crm_core import CannotAnswer
from crm_core.question import Question, Reader

BestMeasure = Literal["contribution", "balance", "turnover"]
_HELD = Question("measures_held", "select has_revenue, has_balance, has_turnover from book_info")
_FLAGS: dict[BestMeasure, str] = {"contribution": "has_revenue", "balance": "has_balance", "turnover": "has_turnover"}


def known_measures(read: Reader) -> tuple[BestMeasure, ...]:
    """What the book knows of customers' worth, the best first: contribution (of revenue), balances, turnover."""
    flags = read(_HELD).iloc[0]
    return tuple(measure for measure, flag in _FLAGS.items() if bool(flags[flag]))


def best_measure(read: Reader) -> BestMeasure:
    """The first of `known_measures`. Raises CannotAnswer for none."""
    if known := known_measures(read):
        return known[0]
    raise CannotAnswer(
        "This book says neither what customers bring nor what they hold: a balance, a turnover or a money column in "
        "the activity file would."
    )
