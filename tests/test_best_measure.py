"""What stands for customers' worth where a book does not know all of it."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core import CannotAnswer
from crm_core.best_measure import best_measure


def held(*flags: bool) -> pd.DataFrame:
    """Revenue, balance and turnover as known in the year and in the book."""
    names = ("has_revenue", "has_balance", "has_turnover")
    return pd.DataFrame({f"{of}{name}": [flag] for of in ("", "book_")
                         for name, flag in zip(names, flags, strict=True)})


@pytest.mark.parametrize(("revenue", "balance", "turnover", "best"), [
    (True, True, True, "contribution"), (False, True, True, "balance"), (False, False, True, "turnover"),
])
def test_contribution_goes_before_balances_and_these_before_turnover(revenue, balance, turnover, best):
    assert best_measure(lambda question: held(revenue, balance, turnover)) == best


def test_a_book_that_says_nothing_is_told_what_would_help():
    with pytest.raises(CannotAnswer, match="a balance, a turnover or a money column"):
        best_measure(lambda question: held(False, False, False))
