"""Who stands where, by hand: shares of the whole, ties by id, and no shares of a loss."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.rooms.pareto.standing import standings


def rows(*amounts: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(amounts, columns=["id", "amount"]).assign(name="somebody", back=0, customers=1)


def test_equals_stand_in_the_order_of_their_ids():
    table = standings(rows(("B", 5.0), ("A", 5.0), ("C", 7.0)), whole=17.0, whole_years={0})
    assert list(table["id"]) == ["C", "A", "B"]


def test_shares_are_of_the_whole_and_not_of_the_rows_listed():
    table = standings(rows(("A", 30.0), ("B", 10.0)), whole=80.0, whole_years={0})
    assert list(table["share"]) == pytest.approx([0.375, 0.125])
    assert list(table["running_share"]) == pytest.approx([0.375, 0.5])


@pytest.mark.parametrize("whole", [-20.0, 0.0])
def test_a_loss_has_no_shares(whole):
    table = standings(rows(("A", 10.0), ("B", -30.0)), whole=whole, whole_years={0})
    assert table[["share", "running_share"]].isna().all(axis=None)
