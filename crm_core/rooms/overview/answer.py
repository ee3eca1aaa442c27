"""From the book to an Overview: what is read, and in which order."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.question import Question, Reader
from crm_core.rooms.overview.measure import Overview, overview

TOTALS = Question.from_file(__file__, "totals.sql")
MONTHS = Question.from_file(__file__, "months.sql")
SPAN = Question.from_file(__file__, "span.sql")


Measure = Literal["best", "contribution", "revenue", "balance", "turnover"]


def answer(read: Reader, *, by: Measure = "best") -> Overview:
    """What the scope that `read` is bound to adds up to; `best` is contribution, or what the book can say in its place.

    Raises NobodyInScope when the scope is empty, CannotAnswer when the book says neither money, balance nor turnover.
    """
    span, totals = read(SPAN), read(TOTALS)
    if not totals.loc[totals["years_before"] == 0, "customers"].sum():
        raise NobodyInScope
    months = read(MONTHS)
    if not months["is_asked"].any():
        raise NobodyInScope("The customers in this scope had no business in this year. Choose another.")
    return overview(totals, months, span, by=_best(span.iloc[0]) if by == "best" else by)


def _best(says: pd.Series) -> str:
    for flag, by in (("has_revenue", "contribution"), ("has_balance", "balance"), ("has_turnover", "turnover")):
        if says[flag]:
            return by
    raise CannotAnswer(
        "This book says neither what customers bring nor what they hold: a balance, a turnover or a money column in "
        "the activity file would."
    )
