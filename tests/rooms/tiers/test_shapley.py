"""The Shapley split: it adds up, it does not depend on order, and idle inputs get nothing."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.rooms.tiers.consequences.shapley import shapley


def test_price_and_volume_share_a_difference_without_a_residue():
    price, volume = (10, 12), (100, 90)
    parts = shapley(2, lambda changed: price[0 in changed] * volume[1 in changed])
    assert parts == (190, -110)


@settings(max_examples=50)
@given(st.integers(1, 4).flatmap(lambda n: st.tuples(
    st.just(n), st.lists(st.integers(-100, 100), min_size=2**n, max_size=2**n))))
def test_it_is_the_mean_step_over_all_orders(game):
    inputs, values = game

    def value(changed) -> float:
        return values[sum(1 << one for one in changed)]

    by_hand = np.zeros(inputs)
    orders = list(permutations(range(inputs)))
    for order in orders:
        for place, one in enumerate(order):
            by_hand[one] += value(frozenset(order[: place + 1])) - value(frozenset(order[:place]))
    parts = shapley(inputs, value)
    assert parts == pytest.approx(by_hand / len(orders))
    assert sum(parts) == pytest.approx(value(frozenset(range(inputs))) - value(frozenset()))


def test_an_input_that_changes_nothing_has_no_part_and_twins_have_the_same():
    parts = shapley(3, lambda changed: 7.0 * ((0 in changed) + (2 in changed)))
    assert parts == pytest.approx((7, 0, 7))


def test_each_setting_is_looked_at_once():
    seen = []
    shapley(5, lambda changed: seen.append(changed) or 0.0)
    assert len(seen) == len(set(seen)) == 2**5


def test_too_many_inputs_are_refused():
    with pytest.raises(ValueError, match="at most 12"):
        shapley(13, lambda changed: 0.0)
