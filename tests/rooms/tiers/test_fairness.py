"""Who reaches the best tier: what a mix explains, what chance does, and what is called neither."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.rooms import tiers
from crm_core.rooms.tiers.consequences.by_group import by_group, downgraded
from crm_core.rooms.tiers.consequences.fairness import (
    CHANCE,
    MIN_CUSTOMERS,
    Fairness,
    expectation,
    fairness,
    holm,
    wilson,
)
from crm_core.rooms.tiers.fairness_in_words import fairness_in_a_sentence, fairness_notes
from crm_core.scope import Scope
from tests.rooms.tiers.schemes import by_cuts

KINDS = ("individual", "business")
CELLS = st.lists(st.lists(st.integers(0, 60), min_size=2, max_size=2), min_size=2, max_size=5)


def compared(customers: np.ndarray, reached: np.ndarray) -> Fairness:
    """Regions R0, R1 … × kinds of customers."""
    regions, kinds = customers.shape
    return fairness(reached.ravel(), customers.ravel(),
                    pd.Categorical(np.repeat([f"R{at}" for at in range(regions)], kinds)),
                    pd.Categorical([f"K{at}" for at in range(kinds)] * regions))


def test_a_region_of_individuals_is_expected_to_send_fewer_up():
    """8% in Sur against 12% overall; its mix of customers lets expect 10%."""
    found = by_group(np.array([40, 40, 160, 0]), np.array([800, 200, 1000, 0]),
                     pd.Categorical(["SUR", "SUR", "NORTE", "NORTE"]),
                     pd.Categorical(["individual", "business", "business", "individual"]))
    sur = next(each for each in found["region_id"].groups if each.group == "SUR")
    assert (sur.customers, sur.reached, sur.rate) == (1000, 80, 0.08)
    assert sur.expected == pytest.approx((800 * 40 / 800 + 200 * 200 / 1200) / 1000)
    assert {each.expected for each in found["customer_type"].groups} == {None}, "types are held against nothing"


def test_groups_of_fewer_than_thirty_are_left_out_and_counted():
    found = compared(np.array([[100], [29], [30], [0]]), np.array([[20], [9], [9], [0]]))
    assert [each.group for each in found.groups] == ["R0", "R2"]
    assert found.left_out == 1, "a region without customers is none that is left out"
    assert MIN_CUSTOMERS == 30


def test_with_fewer_than_ten_expected_nothing_is_judged():
    found = compared(np.array([[90], [400]]), np.array([[0], [49]]))
    assert [each.group for each in found.judged] == ["R1"], "9 of the 90 are expected"
    assert found.groups[0].expected == 0.1, "shown all the same"


def test_who_has_no_stated_region_is_in_no_comparison():
    found = by_group(np.array([50, 50, 90]), np.array([100, 100, 100]), pd.Categorical(["A", "B", "unstated"]),
                     pd.Categorical(["individual", "individual", "unstated"]))
    assert [each.group for each in found["region_id"].groups] == ["A", "B"]
    assert {each.expected for each in found["region_id"].groups} == {0.5}
    assert [each.group for each in found["customer_type"].groups] == ["individual"]


def test_a_planted_difference_is_found_and_the_mix_is_not():
    customers = np.array([[900, 100], [500, 500], [100, 900]])
    by_mix = np.array([[90, 40], [50, 200], [10, 360]])
    assert not compared(customers, by_mix).outside, "all that differs is the mix"
    fewer = compared(customers, by_mix - np.array([[0, 0], [40, 60], [0, 0]]))
    assert [each.group for each in fewer.flagged] == ["R1"]
    assert next(each for each in fewer.groups if each.group == "R1").verdict == "fewer"


def test_a_small_difference_of_many_customers_is_beyond_chance_and_not_flagged():
    found = compared(np.array([[500_000], [500_000]]), np.array([[98_000], [102_000]]))
    assert [each.verdict for each in found.groups] == ["fewer", "more"]
    assert not found.flagged, "98 of 100 expected is above four fifths"


@settings(max_examples=40, deadline=None)
@given(CELLS, st.randoms(use_true_random=False))
def test_as_many_are_expected_as_reached_it_and_order_does_not_matter(customers, rng):
    many = np.array(customers)
    reached = np.array([[rng.randint(0, each) for each in row] for row in customers])
    assert expectation(many, reached)[0].sum() == pytest.approx(reached.sum())
    turned = list(range(len(many)))[::-1]
    found, other = compared(many, reached), compared(many[turned], reached[turned])
    assert sorted((each.reached, each.verdict) for each in found.groups) == sorted(
        (each.reached, each.verdict) for each in other.groups)
    for each in found.groups:
        assert 0 <= each.low <= each.rate <= each.high <= 1


def test_expected_and_variance_are_those_of_every_way_to_draw():
    """Two kinds of customers in two groups: each draw of those who reach it, counted one by one."""
    customers, hits = np.array([[3, 2], [2, 2]]), (2, 1)
    reached = np.array([[2, 0], [0, 1]])
    ways: dict[int, float] = {}
    for one, other in product(range(hits[0] + 1), range(hits[1] + 1)):
        weight = (math.comb(3, one) * math.comb(2, hits[0] - one) * math.comb(2, other) * math.comb(2, hits[1] - other))
        ways[one + other] = ways.get(one + other, 0) + weight
    total = sum(ways.values())
    mean = sum(count * weight for count, weight in ways.items()) / total
    spread = sum((count - mean) ** 2 * weight for count, weight in ways.items()) / total
    expected, variance = expectation(customers, reached)
    assert (expected[0], variance[0]) == (pytest.approx(mean), pytest.approx(spread))


def test_an_interval_ends_where_the_rate_would_be_at_the_edge_of_chance():
    for reached, customers in ((8, 100), (0, 40), (30, 30), (500, 4_000)):
        low, high = (float(each[0]) for each in wilson(np.array([reached]), np.array([customers])))
        for end in {low, high} - {0.0, 1.0}:
            apart = abs(reached / customers - end) / math.sqrt(end * (1 - end) / customers)
            assert apart == pytest.approx(1.959964, abs=1e-6) or end == pytest.approx(reached / customers)


def test_the_smallest_probability_counts_once_for_each_look():
    assert holm([0.01, 0.04, 0.03]).tolist() == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]).tolist() == []
    assert holm([0.5, 0.9]).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("size", "rates"), [(1_500, (0.15, 0.4)), (120, (0.1, 0.3))])
def test_without_a_bias_one_book_in_twenty_at_most_calls_a_region(size, rates):
    """Who reaches it is drawn blindly within each kind, as the check supposes of chance: 300 books."""
    rng = np.random.default_rng(7)
    books, alarms = 300, 0
    for _ in range(books):
        customers = rng.poisson([[size * 0.8, size * 0.2]] * 12)
        reached = np.column_stack([
            rng.multivariate_hypergeometric(of_kind, round(rate * of_kind.sum()))
            for of_kind, rate in zip(customers.T, rates, strict=True)])
        alarms += bool(compared(customers, reached).outside)
    assert alarms / books <= CHANCE + 0.025, "5%, and two standard deviations of 300 draws"


def test_who_goes_down_is_counted_of_those_who_were_customers_both_times():
    cells = pd.DataFrame([
        (2, 1, "A", 40), (1, 1, "A", 60), (1, 2, "A", 30), (0, 1, "A", 7), (1, 0, "A", 9), (2, 2, "B", 100),
    ], columns=["tier_now", "tier_then", "region_id", "customers"]).assign(customer_type="individual")
    found = downgraded(cells, names_now=("Gold", "Rest"), names_then=("Gold", "Rest"))
    counts = {each.group: (each.reached, each.customers) for each in found["region_id"].groups}
    assert counts == {"A": (40, 130), "B": (0, 100)}
    renamed = downgraded(cells, names_now=("New", "Rest"), names_then=("Gold", "Rest"))
    assert renamed == found, "a tier that was only renamed keeps its place"


def test_one_region_alone_is_compared_with_none_and_not_said_to_be_small(book):
    result = tiers.tiering(book.reader(Scope(regions=("SUR",))), by_cuts(75, 40))
    alone = "Only one region is in scope, and there is no other to compare it with."
    assert fairness_in_a_sentence(result) == alone
    assert tiers.downgrade_note(result) == alone
    assert alone in fairness_notes(result)[0]
    assert "not judged" not in fairness_notes(result)[0]
