"""What stands for customers' worth where a book does not know all of it."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core import CannotAnswer
from crm_core.best_measure import best_measure


@pytest.mark.parametrize(("revenue", "balance", "turnover", "best"), [
    (True, True, True, "contribution"), (False, True, True, "balance"), (False, False, True, "turnover"),
])
def test_contribution_goes_before_balances_and_these_before_turnover(revenue, balance, turnover, best):
    held = pd.DataFrame({"has_revenue": [revenue], "has_balance": [balance], "has_turnover": [turnover]})
    assert best_measure(lambda question: held) == best


def test_a_book_that_says_nothing_is_told_what_would_help():
    held = pd.DataFrame({"has_revenue": [False], "has_balance": [False], "has_turnover": [False]})
    with pytest.raises(CannotAnswer, match="a balance, a turnover or a money column"):
        best_measure(lambda question: held)
