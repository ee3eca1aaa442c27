"""What can be said of customers' worth in a year and scope: contribution, or the best that is known in its place."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from crm_core import CannotAnswer
from crm_core.question import Question, Reader

BestMeasure = Literal["contribution", "balance", "turnover"]
_KNOWN = Question.from_file(__file__, "known_measures.sql")
_FLAGS = {"contribution": "has_revenue", "revenue": "has_revenue", "balance": "has_balance", "turnover": "has_turnover"}
_ORDER: tuple[BestMeasure, ...] = ("contribution", "balance", "turnover")
_BRINGS = {
    "contribution": "net_interest_income or fee_income in the activity file, or a rates file that prices it,",
    "revenue": "net_interest_income or fee_income in the activity file, or a rates file,",
    "balance": "a balance column in the activity file",
    "turnover": "a turnover column in the activity file",
}


def known_measures(read: Reader) -> tuple[BestMeasure, ...]:
    """What is known of customers' worth in the year and scope of `read`, the best first: contribution (of revenue),
    balances, turnover. A measure that the book holds in other years only is not among them."""
    flags = read(_KNOWN).iloc[0]
    return tuple(measure for measure in _ORDER if bool(flags[_FLAGS[measure]]))


def best_measure(read: Reader) -> BestMeasure:
    """The first of `known_measures`. Raises CannotAnswer for none."""
    flags = read(_KNOWN).iloc[0]
    if known := [measure for measure in _ORDER if bool(flags[_FLAGS[measure]])]:
        return known[0]
    if any(bool(flags[f"book_{flag}"]) for flag in _FLAGS.values()):
        raise CannotAnswer("Of this year and scope the book knows neither what customers bring nor what they hold or "
                           "move. Choose another year or scope.")
    raise CannotAnswer(
        "This book says neither what customers bring nor what they hold: a balance, a turnover or a money column in "
        "the activity file would."
    )


def require_measure(read: Reader, by: str) -> None:
    """Raises CannotAnswer when `by` (contribution, revenue, balance, turnover) is unknown in the year and scope of
    `read`: zeros would be made up. Says what would bring it."""
    flags = read(_KNOWN).iloc[0]
    if not bool(flags[_FLAGS[by]]):
        raise CannotAnswer(_unknown(flags, by))


def _unknown(flags: pd.Series, by: str) -> str:
    if bool(flags[f"book_{_FLAGS[by]}"]):
        return f"Of this year and scope the book does not know {by}. Choose another year or scope."
    return f"This book does not say what customers bring in {by}: {_BRINGS[by]} would."
