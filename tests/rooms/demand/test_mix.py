"""The mix of customers: how far it moved, and whether that is more than chance."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.rooms.demand.watch.mix import groups_of, measure_drift, mix_of


def test_the_published_index():
    assert measure_drift([25, 25, 25, 25], [30, 20, 30, 20]).psi == pytest.approx(0.0405465108)


@pytest.mark.parametrize(("customers", "limit"), [
    (200, 0.169189776), (500, 0.0676759104), (5_000, 0.006767591), (100_000, 0.0003383796),
])
def test_the_limit_shrinks_with_the_number_of_customers(customers, limit):
    tenth = [customers / 10] * 10
    assert measure_drift(tenth, tenth).chance == pytest.approx(limit)


def test_a_small_drift_of_many_customers_is_real_and_not_large():
    drift = measure_drift([50_000, 50_000], [51_000, 49_000])
    assert drift.is_real
    assert not drift.is_large


def test_a_large_index_of_few_customers_may_be_chance():
    drift = measure_drift([10, 10], [14, 6])
    assert drift.is_large
    assert not drift.is_real


def test_an_unchanged_mix_has_not_drifted_however_much_it_grew():
    assert measure_drift([1, 2, 3], [100, 200, 300]).psi == pytest.approx(0)


def test_a_new_group_is_a_large_drift_and_not_an_infinite_one():
    drift = measure_drift([1_000, 0, 0], [900, 100, 0])
    assert 0.25 < drift.psi < 2
    assert drift.groups == 2


def test_it_does_not_matter_which_came_first():
    assert measure_drift([5, 9, 20], [8, 8, 8]).psi == pytest.approx(measure_drift([8, 8, 8], [5, 9, 20]).psi)


@pytest.mark.parametrize(("before", "after", "message"), [
    ([1, 2], [1, 2, 3], "2 and 3 groups"), ([0, 0], [1, 2], "somebody"), ([1, -1], [1, 1], "at least nothing"),
])
def test_what_is_no_mix_is_refused(before, after, message):
    with pytest.raises(ValueError, match=message):
        measure_drift(before, after)


def test_what_moved_most_is_the_group_whose_share_of_the_whole_changed_most():
    mix = mix_of(pd.DataFrame({"mix": "region", "name": ["Norte", "Sur", "Este"], "before": [60, 30, 10],
                               "after": [120, 90, 10]}))
    assert mix["moved"].tolist() == ["Sur"]
    assert mix["moved_share"].iloc[0] == pytest.approx(90 / 220 - 0.3)


def test_a_mix_without_anybody_on_one_side_is_left_out():
    assert mix_of(pd.DataFrame({"mix": "region", "name": ["Norte"], "before": [0], "after": [9]})).empty


def test_the_last_month_is_held_against_the_same_month_a_year_before():
    months = pd.Series(pd.date_range("2025-05-01", periods=14, freq="MS"))
    customers = pd.DataFrame({"month": months, "region_id": "N", "customer_type": "individual",
                              "customers": range(1, 15)})
    holders = pd.DataFrame({"month": [months.iloc[-1]], "product_id": ["CARD"], "customers": [5]})
    groups = groups_of(customers, holders, {"region": {"N": "Norte"}}, months).set_index("mix")
    assert groups.loc["region", ["name", "before", "after"]].tolist() == ["Norte", 2, 14]
    assert groups.loc["product", ["name", "before", "after"]].tolist() == ["CARD", 0, 5]
    assert groups_of(customers, holders, {}, months.tail(12)).empty
