"""Natural breaks against published classes, every possible partition, and what they must keep to."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.rooms.tiers.cutting.natural_breaks import BINS, natural_breaks

MEMBERS = st.lists(st.integers(-50, 50), min_size=1, max_size=12)


def spread(part) -> float:
    return float(((part - np.mean(part)) ** 2).sum())


def least_spread(values, classes) -> float:
    """Every way to cut the sorted values, one after the other."""
    values = np.sort(np.asarray(values, dtype=float))
    return min(
        sum(spread(part) for part in np.split(values, cuts))
        for cuts in combinations(range(1, len(values)), min(classes, len(values)) - 1)
    )


def spread_of(values, lows) -> float:
    """The spread inside the classes that these lows make."""
    values = np.asarray(values, dtype=float)
    at = np.searchsorted(lows, values, side="right")
    return sum(spread(values[at == place]) for place in set(at))


def test_the_published_example_falls_into_its_three_classes():
    found = natural_breaks(np.array([1, 2, 3, 10, 11, 12, 20, 21, 22]), 3)
    assert list(found.lows) == [10, 20]
    assert list(found.sizes) == [3, 3, 3]
    assert found.gvf == pytest.approx(0.9890510949)


@settings(max_examples=150)
@given(MEMBERS, st.integers(1, 5))
def test_no_partition_is_better(values, classes):
    found = natural_breaks(np.array(values), classes)
    assert found.sizes.sum() == len(values)
    assert (np.diff(found.lows) > 0).all()
    least = least_spread(values, min(classes, len(set(values))))
    assert spread_of(values, found.lows) == pytest.approx(least, abs=1e-7)
    if spread(np.array(values)):
        assert found.gvf == pytest.approx(1 - spread_of(values, found.lows) / spread(np.array(values)))


@given(MEMBERS, st.integers(2, 4))
def test_counts_stand_for_as_many_members(values, classes):
    alone, counts = np.unique(values, return_counts=True)
    one_by_one, counted = natural_breaks(np.array(values), classes), natural_breaks(alone, classes, counts=counts)
    assert counted.gvf == pytest.approx(one_by_one.gvf)
    assert counted.sizes.sum() == one_by_one.sizes.sum()


@given(MEMBERS, st.sampled_from([0.01, 3.0, 1e6]), st.integers(-1000, 1000))
def test_neither_scale_nor_order_nor_origin_matters(values, scale, shift):
    given_values = np.array(values, dtype=float)
    kept = given_values.copy()
    found = natural_breaks(given_values, 3)
    moved = natural_breaks(given_values[::-1] * scale + shift, 3)
    assert (given_values == kept).all()
    assert moved.gvf == pytest.approx(found.gvf, abs=1e-9)


def test_many_distinct_values_lose_less_than_a_hundred_thousandth():
    rng = np.random.default_rng(1)
    values = np.exp(rng.normal(9, 1.6, 30_000))
    assert natural_breaks(values, 4).gvf == pytest.approx(natural_breaks(values, 4, bins=30_000).gvf, abs=1e-5)
    assert len(np.unique(values)) > BINS


def test_alike_values_make_one_class_and_none_are_refused():
    assert list(natural_breaks(np.array([5.0, 5.0, 5.0]), 3).sizes) == [3]
    assert natural_breaks(np.array([5.0]), 2).gvf == 1
    with pytest.raises(ValueError, match="0 values"):
        natural_breaks(np.array([]), 2)
