"""Who stands where, by hand: shares of the whole, ties by id, and no shares of a loss."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.rooms.pareto.standing import stability, standings


def rows(*amounts: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(amounts, columns=["id", "amount"]).assign(name="somebody", back=0, customers=1)


def test_equals_stand_in_the_order_of_their_ids():
    table = standings(rows(("B", 5.0), ("A", 5.0), ("C", 7.0)), whole=17.0, whole_years={0})
    assert list(table["id"]) == ["C", "A", "B"]
    assert list(table["rank"]) == [1, 2, 2], "who brings the same shares a rank"


def test_the_rank_before_does_not_depend_on_the_order_of_the_rows():
    now = rows(("A", 9.0), ("B", 8.0), ("C", 7.0))
    before = rows(("C", 5.0), ("B", 5.0), ("A", 4.0)).assign(back=1)
    tables = [standings(pd.concat([now, each], ignore_index=True), whole=24.0, whole_years={0, 1})
              for each in (before, before.iloc[::-1])]
    for table in tables:
        assert table.set_index("id")["rank_before"].to_dict() == {"A": 3, "B": 1, "C": 1}


def test_shares_are_of_the_whole_and_not_of_the_rows_listed():
    table = standings(rows(("A", 30.0), ("B", 10.0)), whole=80.0, whole_years={0})
    assert list(table["share"]) == pytest.approx([0.375, 0.125])
    assert list(table["running_share"]) == pytest.approx([0.375, 0.5])


@pytest.mark.parametrize("whole", [-20.0, 0.0, 0.01, 1.9])
def test_a_loss_and_a_net_that_is_small_beside_its_gains_have_no_shares(whole):
    table = standings(rows(("A", 10.0), ("B", -30.0)), whole=whole, whole_years={0})
    assert table[["share", "running_share"]].isna().all(axis=None)


def test_the_top_before_is_who_stayed_and_who_left_and_not_who_entered():
    moves = pd.DataFrame(
        [(1, 1, 5, 50.0, 40.0), (1, 0, 3, 30.0, 3.0), (0, 1, 2, 1.0, 20.0), (0, 0, 90, 9.0, 8.0)],
        columns=["is_top", "was_top", "customers", "amount", "amount_before"],
    )
    found = stability(moves, cut_before=7.5)
    assert (found.top_before, found.stayed, found.entered, found.left) == (7, 5, 3, 2)
    assert found.kept_share == pytest.approx(5 / 7)
    assert (found.stayed_amount_before, found.left_amount_before, found.cut_before) == (40.0, 20.0, 7.5)


def test_a_change_is_said_to_the_cent():
    both = pd.concat([rows(("A", 10.256)), rows(("A", 10.0)).assign(back=1)], ignore_index=True)
    table = standings(both, whole=10.256, whole_years={0, 1})
    assert list(table["change"]) == [0.26]
