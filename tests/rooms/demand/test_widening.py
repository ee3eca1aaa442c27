"""A range is as wide as the record of that very selection needs, as far as there is a record."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.engine.intervals import OWN_BELIEF
from crm_core.rooms.demand.hierarchy.joint_forecast import forecast_jointly
from crm_core.rooms.demand.hierarchy.nodes import cross
from crm_core.rooms.demand.selection.period import quantiles_of
from crm_core.rooms.demand.selection.record import clopper_pearson, record_of
from crm_core.rooms.demand.selection.widening import fewest_hits, past_errors, widening_of
from tests.rooms.demand.panels import lively

PATHS = np.random.default_rng(1).normal(0, 1, (4_000, 12))


def half_80(paths: np.ndarray) -> np.ndarray:
    _, low, high, _ = quantiles_of(paths)
    return (high - low) / 2


def test_a_record_that_fits_widens_nothing():
    errors = np.random.default_rng(2).normal(0, 0.8, (12, 12))
    np.testing.assert_array_equal(widening_of(errors, PATHS), 1.0)


QUARTER = np.where(np.arange(12) % 4 == 3, 3.0, 0.5)
"""Three months of four within the range, the fourth missed by three times as much: 75% held."""


def test_twelve_origins_widen_by_their_weight():
    errors = np.tile(QUARTER * half_80(PATHS), (12, 1))
    expected = (12 * 3 + OWN_BELIEF) / (12 + OWN_BELIEF)
    assert widening_of(errors, PATHS)[0] == pytest.approx(expected)


def test_the_more_record_the_more_it_counts():
    miss = QUARTER * half_80(PATHS)
    factors = [widening_of(np.tile(miss, (origins, 1)), PATHS)[0] for origins in (1, 4, 12, 100)]
    assert factors == sorted(factors)
    assert 1 < factors[0] < 1.5
    assert factors[-1] == pytest.approx(3, abs=0.1)


def test_far_months_that_missed_are_not_outvoted_by_near_ones_that_fit():
    """Two months of the far six are a sixth of all, and a third of those that a level is asked for."""
    errors = np.where(np.arange(12) >= 10, 2.0, 0.0) * np.ones((12, 1)) * half_80(PATHS)
    assert widening_of(errors, PATHS)[0] == pytest.approx((12 * 2 + OWN_BELIEF) / (12 + OWN_BELIEF))


def test_however_little_it_weighs_no_range_is_left_that_its_record_refutes():
    """Of 144 months 40% missed by three times the range; by weight alone it would have held too few of them."""
    rng = np.random.default_rng(3)
    errors = np.where(rng.random((12, 12)) < 0.4, rng.uniform(2, 6, (12, 12)), 0.0) * half_80(PATHS)
    factor = widening_of(errors, PATHS)[0]
    held = int((np.abs(errors) <= factor * half_80(PATHS)).sum())
    assert clopper_pearson(held, 144)[1] >= 0.80


@pytest.mark.parametrize(("n", "fewest"), [(1, 1), (2, 1), (10, 5), (78, 55), (144, 106)])
def test_the_fewest_that_may_be_held(n, fewest):
    assert fewest_hits(n, 0.80) == fewest
    assert clopper_pearson(fewest, n)[1] >= 0.80
    assert fewest == 1 or clopper_pearson(fewest - 1, n)[1] < 0.80


def test_without_a_record_or_without_any_width_nothing_is_divided():
    assert widening_of(np.empty((0, 12)), PATHS).tolist() == [1, 1]
    assert widening_of(np.full((3, 12), np.nan), PATHS).tolist() == [1, 1]
    assert widening_of(np.ones((3, 12)), np.zeros((4, 12))).tolist() == [1, 1]


def test_past_errors_are_those_of_the_record():
    cells = pd.DataFrame({"region": ["NORTE", "SUR", "ESTE"]})
    joint = forecast_jointly(lively(3, 48), cross(cells, [["region"]]), 12)
    months, weight = pd.date_range(end="2026-06-01", periods=48, freq="MS"), np.array([1.0, 0.0, 1.0])
    record = record_of(joint, weight, months)
    errors = past_errors(joint, weight)
    np.testing.assert_allclose(np.sort(errors[~np.isnan(errors)]), np.sort(record["came"] - record["said"]))
    assert (record["level"] == [joint.history_of(weight)[months.get_loc(each)] for each in record["made_in"]]).all()
