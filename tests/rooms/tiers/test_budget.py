"""Cuts under a budget against every possible placement of a few customers."""

from __future__ import annotations

from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.rooms.tiers.cutting.budget import best_under_budget, least_cost

STEPS = st.lists(st.tuples(st.integers(1, 5), st.integers(-40, 100)), min_size=1, max_size=8)
UNITS = st.lists(st.integers(0, 30), min_size=2, max_size=5).map(lambda unit: sorted(unit, reverse=True))


def placements(customers, worth, unit):
    """Every way to end the tiers: its worth and its cost."""
    n, w = np.concatenate([[0], np.cumsum(customers)]), np.concatenate([[0], np.cumsum(worth)])
    for ends in combinations_with_replacement(range(len(n)), len(unit) - 1):
        sizes = np.diff([0, *n[list(ends)], n[-1]])
        yield sum(w[end] for end in ends), float((sizes * unit).sum())


def best(customers, worth, unit, budget) -> float:
    return max(value for value, cost in placements(customers, worth, unit) if cost <= budget + 1e-9)


def drawn(steps, unit, part):
    """Customers, worth, and a budget that is this part of the way from the least to the dearest."""
    customers, worth = np.array(steps).T
    low = least_cost(customers, np.array(unit))
    return customers, worth, low + part * (customers.sum() * unit[0] - low)


def test_three_customers_and_hours_for_one():
    found = best_under_budget(np.array([1, 1, 1]), np.array([50, 30, 10]), np.array([10, 1]), 13)
    assert (found.ends, found.worth, found.cost) == ((1,), 50, 12)


def test_a_loss_maker_is_not_lifted_however_large_the_budget():
    found = best_under_budget(np.array([1, 1]), np.array([50, -30]), np.array([10, 1]), 1e9)
    assert (found.ends, found.missed_at_most) == ((1,), 0)


@settings(max_examples=200)
@given(STEPS, UNITS, st.floats(0, 1))
def test_nothing_within_the_budget_is_worth_more_than_is_said(steps, unit, part):
    customers, worth, budget = drawn(steps, unit, part)
    found = best_under_budget(customers, worth, np.array(unit), budget)
    assert found.cost <= budget + 1e-6
    assert list(found.ends) == sorted(found.ends)
    assert (found.worth, found.cost) in [pytest.approx(each) for each in placements(customers, worth, unit)]
    assert found.worth + found.missed_at_most >= best(customers, worth, unit, budget) - 1e-6


@settings(max_examples=200)
@given(STEPS, UNITS.filter(lambda unit: len(unit) <= 3), st.floats(0, 1))
def test_two_and_three_tiers_are_cut_best(steps, unit, part):
    customers, worth, budget = drawn(steps, unit, part)
    found = best_under_budget(customers, worth, np.array(unit), budget)
    assert found.worth == pytest.approx(best(customers, worth, unit, budget))
    assert found.missed_at_most == 0


@settings(max_examples=200)
@given(STEPS, UNITS.filter(lambda unit: len(unit) > 3), st.floats(0, 1))
def test_of_more_tiers_no_two_cuts_could_be_set_better(steps, unit, part):
    customers, worth, budget = drawn(steps, unit, part)
    ends = best_under_budget(customers, worth, np.array(unit), budget).ends
    many, running = np.concatenate([[0], np.cumsum(customers)]), np.concatenate([[0], np.cumsum(worth)])
    for other in combinations_with_replacement(range(len(many)), len(ends)):
        cost = float((np.diff([0, *many[list(other)], many[-1]]) * unit).sum())
        if sum(one != another for one, another in zip(ends, other, strict=True)) <= 2 and cost <= budget:
            assert running[list(other)].sum() <= running[list(ends)].sum() + 1e-6


@given(STEPS, UNITS.filter(lambda unit: len(unit) <= 3))
def test_a_larger_budget_is_never_worth_less(steps, unit):
    customers, worth = np.array(steps).T
    low, high = least_cost(customers, np.array(unit)), customers.sum() * unit[0]
    found = [best_under_budget(customers, worth, np.array(unit), budget).worth for budget in np.linspace(low, high, 6)]
    assert (np.diff(found) >= -1e-9).all()


def test_a_budget_below_the_last_tiers_promise_is_refused():
    with pytest.raises(ValueError, match="the last tier alone takes 20"):
        best_under_budget(np.array([10]), np.array([5]), np.array([9, 2]), 19)
    with pytest.raises(ValueError, match="promise it less"):
        best_under_budget(np.array([10]), np.array([5]), np.array([1, 2]), 190)
