"""What can be said of customers' worth in a year and scope: contribution, or the best that is known in its place."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from crm_core import CannotAnswer
from crm_core.language import N_, _
from crm_core.question import Question, Reader
from crm_core.vocabulary import measure_label

BestMeasure = Literal["contribution", "balance", "turnover"]
_KNOWN = Question.from_file(__file__, "known_measures.sql")
_FLAGS = {"contribution": "has_revenue", "revenue": "has_revenue", "balance": "has_balance", "turnover": "has_turnover"}
_ORDER: tuple[BestMeasure, ...] = ("contribution", "balance", "turnover")
_UNKNOWN = {
    "contribution": N_("The data does not say what customers contribute. Add net_interest_income or fee_income to the "
                       "activity file, or a rates file that prices it."),
    "revenue": N_("The data holds no revenue. Add net_interest_income or fee_income to the activity file, or a rates "
                  "file."),
    "balance": N_("The data holds no balances. Add a balance column to the activity file."),
    "turnover": N_("The data holds no turnover. Add a turnover column to the activity file."),
}
"""What the data of no year hold, and what would change that."""


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
        raise CannotAnswer(_("The data for this year and these filters hold neither contribution, balances nor "
                             "turnover. Choose another year or other filters."))
    raise CannotAnswer(_("The data holds neither contribution, balances nor turnover. Add a balance, a turnover or a "
                         "money column to the activity file."))


def require_measure(read: Reader, by: str) -> None:
    """Raises CannotAnswer when `by` (contribution, revenue, balance, turnover) is unknown in the year and scope of
    `read`: zeros would be made up. Says what to add or to choose."""
    flags = read(_KNOWN).iloc[0]
    if not bool(flags[_FLAGS[by]]):
        raise CannotAnswer(_unknown(flags, by))


def _unknown(flags: pd.Series, by: str) -> str:
    if bool(flags[f"book_{_FLAGS[by]}"]):
        return _("{measure} is not known for this year and these filters. Choose another year or other filters.",
                 measure=measure_label(by))
    return _(_UNKNOWN[by])
