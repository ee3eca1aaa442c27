"""The split of a budget: published values, a search over all splits, its corners, and its laws."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from crm_core.amounts import Money
from crm_core.rooms.growth import captions
from crm_core.rooms.growth.groups import GROUPS
from crm_core.rooms.growth.strategy.budget import Curve, split
from crm_core.rooms.growth.strategy.three_ways import Assumptions, three_ways

EUR = Money("EUR")
THREE = (Curve(900, 200), Curve(700, 300), Curve(400, 150))


def test_the_published_split_comes_out():
    found = split(THREE, 500)
    assert found.amounts == pytest.approx([238.622, 160.899, 100.479], abs=5e-4)
    assert found.marginal == pytest.approx(1.364746, abs=5e-7)


@pytest.mark.parametrize("budget", [30, 100, 400])
def test_no_split_in_steps_of_ten_brings_more(budget):
    best = split(THREE, budget).brought.sum()
    for first, second in itertools.product(range(0, budget + 1, 10), repeat=2):
        if first + second <= budget:
            parts = (first, second, budget - first - second)
            assert sum(curve.brings(part) for curve, part in zip(THREE, parts, strict=True)) <= best + 1e-9


def test_the_budget_is_spent_and_the_last_euro_brings_the_same_wherever_there_is_one():
    rng = np.random.default_rng(3)
    for _ in range(50):
        curves = [Curve(*each) for each in rng.uniform(1, 1000, (4, 2))]
        budget = float(rng.uniform(0, 2000))
        found = split(curves, budget)
        assert found.amounts.sum() == pytest.approx(budget)
        for curve, amount in zip(curves, found.amounts, strict=True):
            last = curve.first * math.exp(-amount / curve.scale)
            assert last == pytest.approx(found.marginal) if amount > 0 else curve.first <= found.marginal * (1 + 1e-9)


def test_without_a_budget_nobody_gets_anything_and_the_first_euro_is_told():
    found = split(THREE, 0)
    assert found.amounts.tolist() == [0, 0, 0]
    assert found.marginal == pytest.approx(4.5), "900 / 200"


def test_a_place_that_is_far_better_gets_all_and_one_that_brings_nothing_gets_none():
    assert split((Curve(1e6, 100), Curve(10, 100)), 50).amounts.tolist() == [50, 0]
    assert split((Curve(0, 100), Curve(10, 100)), 50).amounts.tolist() == [0, pytest.approx(50)]
    assert split((Curve(10, 100), Curve(10, 100)), 50).amounts == pytest.approx([25, 25])


@pytest.mark.parametrize(("wrong", "told"), [
    (lambda: Curve(-1, 1), "ceiling is -1"), (lambda: Curve(1, 0), "scale 0"),
    (lambda: split(THREE, -1), "budget is -1"), (lambda: split(THREE, math.nan), "budget is nan"),
    (lambda: split((Curve(0, 1),), 5), "No curve brings anything"),
    (lambda: Assumptions(budget=-5), "budget is -5"), (lambda: Assumptions(keep=2), "keep is 2"),
    (lambda: Assumptions(first_expand=0), "first_expand is 0")])
def test_what_is_no_curve_or_budget_is_refused(wrong, told):
    with pytest.raises(ValueError, match=told):
        wrong()


def groups(**growth: float) -> pd.DataFrame:
    return pd.DataFrame({"group": GROUPS, "contribution": [1000.0, 50, 60, -20, -30],
                         "growth": [growth.get(each, 0.0) for each in GROUPS]})


def test_limits_of_the_three_ways_come_from_the_groups():
    found = three_ways(groups(highest_potential=300, potential=100, general=999), Assumptions(budget=50))
    assert found.ways["ceiling"].tolist() == [50, 400, 200], "5% of 1,000, 300 + 100, half of it"
    assert found.ways["first"].tolist() == pytest.approx([4, 3, 2])
    assert found.ways["amount"].sum() == pytest.approx(50)
    assert found.brought == pytest.approx(found.ways["brought"].sum())


def test_where_nobody_grows_all_goes_to_those_who_are_there():
    found = three_ways(groups(highest_potential=-300), Assumptions(budget=50))
    assert found.ways["amount"].tolist() == pytest.approx([50, 0, 0])
    nothing = three_ways(groups(), Assumptions(budget=50, keep=0))
    assert nothing.ways["amount"].tolist() == [0, 0, 0]
    assert math.isnan(nothing.marginal)


def test_from_where_on_the_last_euro_costs_more_than_it_brings_is_told():
    found = three_ways(groups(highest_potential=300, potential=100), Assumptions(budget=50, first_explore=0.5))
    pays = found.pays_up_to
    assert pays == pytest.approx(50 / 4 * math.log(4) + 400 / 3 * math.log(3)), "exploring never does"
    for budget, marginal in ((pays, 1.0), (pays + 1, 0.99), (pays - 1, 1.01)):
        there = three_ways(groups(highest_potential=300, potential=100), Assumptions(budget=budget, first_explore=0.5))
        assert there.marginal == pytest.approx(marginal, abs=0.005)
        assert ("brings less than €1 in a year" in captions.budget(there, EUR).note) is (marginal < 0.995)
