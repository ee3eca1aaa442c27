"""A range is as wide as the record of that very selection needs, as far as there is a record."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.engine.intervals import OWN_BELIEF
from crm_core.rooms.demand.hierarchy.joint_forecast import forecast_jointly
from crm_core.rooms.demand.hierarchy.nodes import cross
from crm_core.rooms.demand.selection.period import quantiles_of
from crm_core.rooms.demand.selection.record import record_of
from crm_core.rooms.demand.selection.widening import past_errors, widening_of
from tests.rooms.demand.panels import lively

PATHS = np.random.default_rng(1).normal(0, 1, (4_000, 12))


def half_80(paths: np.ndarray) -> np.ndarray:
    _, low, high, _ = quantiles_of(paths)
    return (high - low) / 2


def test_a_record_that_fits_widens_nothing():
    errors = np.random.default_rng(2).normal(0, 0.8, (12, 12))
    np.testing.assert_array_equal(widening_of(errors, PATHS), 1.0)


def test_twelve_origins_that_missed_by_three_times_the_range_widen_by_their_weight():
    errors = np.full((12, 12), 3.0) * half_80(PATHS)
    expected = (12 * 3 + OWN_BELIEF) / (12 + OWN_BELIEF)
    assert widening_of(errors, PATHS)[0] == pytest.approx(expected)


def test_the_more_record_the_more_it_counts():
    miss = 3.0 * half_80(PATHS)
    factors = [widening_of(np.tile(miss, (origins, 1)), PATHS)[0] for origins in (1, 4, 12, 100)]
    assert factors == sorted(factors)
    assert 1 < factors[0] < 1.5
    assert factors[-1] == pytest.approx(3, abs=0.1)


def test_far_months_that_missed_are_not_outvoted_by_near_ones_that_fit():
    errors = np.where(np.arange(12) < 6, 0.0, 2.0) * np.ones((12, 1)) * half_80(PATHS)
    assert widening_of(errors, PATHS)[0] == pytest.approx((12 * 2 + OWN_BELIEF) / (12 + OWN_BELIEF))


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
