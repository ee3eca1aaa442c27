"""The mix of customers: how far it moved, and whether that is more than chance."""

from __future__ import annotations

import pytest

from crm_core.rooms.demand.drift import chi_square_quantile, drift


def test_the_published_index():
    assert drift([25, 25, 25, 25], [30, 20, 30, 20]).psi == pytest.approx(0.0405465108)


@pytest.mark.parametrize(("customers", "limit"), [
    (200, 0.169189776), (500, 0.0676759104), (5_000, 0.006767591), (100_000, 0.0003383796),
])
def test_the_limit_shrinks_with_the_number_of_customers(customers, limit):
    tenth = [customers / 10] * 10
    assert drift(tenth, tenth).chance == pytest.approx(limit)


def test_a_small_drift_of_many_customers_is_real_and_not_large():
    found = drift([50_000, 50_000], [51_000, 49_000])
    assert found.is_real
    assert not found.is_large


def test_a_large_index_of_few_customers_may_be_chance():
    found = drift([10, 10], [14, 6])
    assert found.is_large
    assert not found.is_real


def test_an_unchanged_mix_has_not_drifted_however_much_it_grew():
    assert drift([1, 2, 3], [100, 200, 300]).psi == pytest.approx(0)


def test_a_new_group_is_a_large_drift_and_not_an_infinite_one():
    found = drift([1_000, 0, 0], [900, 100, 0])
    assert 0.25 < found.psi < 2
    assert found.groups == 2


def test_it_does_not_matter_which_came_first():
    assert drift([5, 9, 20], [8, 8, 8]).psi == pytest.approx(drift([8, 8, 8], [5, 9, 20]).psi)


@pytest.mark.parametrize(("before", "after", "told"), [
    ([1, 2], [1, 2, 3], "2 and 3 groups"), ([0, 0], [1, 2], "somebody"), ([1, -1], [1, 1], "at least nothing"),
])
def test_what_is_no_mix_is_refused(before, after, told):
    with pytest.raises(ValueError, match=told):
        drift(before, after)


@pytest.mark.parametrize(("probability", "freedom", "value"), [
    (0.95, 1, 3.841458820694124), (0.95, 9, 16.918977604620448), (0.5, 3, 2.3659738843753377),
    (0.99, 35, 57.342073433859248),
])
def test_the_chi_square_quantile(probability, freedom, value):
    assert chi_square_quantile(probability, freedom) == pytest.approx(value, rel=1e-12)
