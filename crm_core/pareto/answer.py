"""From the book to a Concentration: what is read, and in which order.

The curve comes from the value cube, whose buckets are a quarter of a percent wide; the one or two
buckets in which an asked point falls are then opened to exact amounts, so that the answer is exact at
any number of customers and costs the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pandas as pd

from crm_core import CannotAnswer, NobodyInScope
from crm_core.pareto.measure import Concentration, concentration
from crm_core.question import Question

CURVE = Question.beside(__file__, "curve.sql")
EDGES = Question.beside(__file__, "edges.sql")
CARRIES = Question.beside(__file__, "carries.sql")

Measure = Literal["contribution", "revenue", "balance", "turnover"]

_LACKING = {
    "contribution": (
        "has_revenue",
        "net_interest_income or fee_income in the activity file, or a rates file that prices it,",
    ),
    "revenue": ("has_revenue", "net_interest_income or fee_income in the activity file, or a rates file,"),
    "balance": ("has_balance", "a balance column in the activity file"),
    "turnover": ("has_turnover", "a turnover column in the activity file"),
}


def answer(read: Callable[..., pd.DataFrame], *, by: Measure = "contribution", top: float = 0.20,
           cover: float = 0.80) -> Concentration:
    """How much of `by` the top share of customers brings, under the scope that `read` is bound to.

    Raises CannotAnswer when the book lacks the measure, NobodyInScope when the scope is empty,
    ValueError for a `top` or `cover` outside (0, 1].
    """
    if by not in _LACKING:
        raise ValueError(f"Cannot rank by {by!r}; choose one of {', '.join(_LACKING)}.")
    ranked = read(CURVE, by=by)
    if ranked.empty:
        raise NobodyInScope("No customer is in this scope. Choose another year, or widen the regions or types.")
    if not (ranked["amount"] > 0).any():
        _refuse_if_lacking(read, by)
    rough = concentration(ranked, by=by, top=top, cover=cover)
    opened = sorted({_bucket_at(ranked, rank) for rank in (rough.top_customers, rough.cover_customers)
                     if rank is not None})
    exact = read(EDGES, by=by, buckets=tuple(opened))
    refined = pd.concat(
        [ranked.loc[~ranked["bucket"].isin(opened), ["customers", "amount"]], exact[["customers", "amount"]]],
        ignore_index=True,
    )
    return concentration(refined, by=by, top=top, cover=cover)


def _refuse_if_lacking(read: Callable[..., pd.DataFrame], by: Measure) -> None:
    """Nobody brings anything: because the bank did not say? Asked only then, as it costs a read."""
    flag, remedy = _LACKING[by]
    if not bool(read(CARRIES)[flag].iloc[0]):
        raise CannotAnswer(f"This book does not say what customers bring in {by}: {remedy} would.")


def _bucket_at(ranked: pd.DataFrame, rank: float) -> int:
    """The bucket in which the customer of that rank is."""
    cumulative = ranked["customers"].cumsum().to_numpy()
    return int(ranked["bucket"].iloc[min(int(cumulative.searchsorted(rank - 1e-9)), len(ranked) - 1)])
