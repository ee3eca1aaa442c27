"""A selection's months to come: last year's value to compare with, and ranges that hold their own point."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.hierarchy.joint_forecast import forecast_jointly
from crm_core.rooms.demand.hierarchy.nodes import cross
from crm_core.rooms.demand.selection.parts import parts_of
from crm_core.rooms.demand.selection.period import Period, months_ahead, period_of, seasonal_naive
from tests.rooms.demand.panels import lively

MONTHS = pd.date_range(end="2026-06-01", periods=40, freq="MS")
BOTH = np.ones(2)


@pytest.fixture(scope="module")
def joint():
    cells = pd.DataFrame({"region": ["NORTE", "SUR"]})
    return forecast_jointly(lively(2, 40), cross(cells, [["region"]]), 6)


def test_beyond_a_year_the_last_year_known_comes_again():
    history = np.arange(1.0, 15.0)
    assert seasonal_naive(history, 14).tolist() == [*history[2:], 3.0, 4.0]


def test_a_young_history_has_no_value_of_a_year_ago_for_its_first_steps():
    np.testing.assert_array_equal(seasonal_naive(np.arange(1.0, 11.0), 4), [np.nan, np.nan, 1.0, 2.0])


@pytest.mark.parametrize("factor", [0.0, 5.0])
def test_a_point_beside_all_its_paths_is_still_within_its_range(joint, factor):
    """Whatever paths it is given: a range never excludes the point beside it."""
    moved = replace(joint, cells=joint.cells * factor)
    ahead = months_ahead(moved, BOTH, MONTHS, paths=joint.paths_of(BOTH), widening=np.ones(2))
    for low, high in (("low_95", "low_80"), ("low_80", "point"), ("point", "high_80"), ("high_80", "high_95")):
        assert (ahead[low] <= ahead[high]).all()


def test_the_period_of_a_flow_is_all_its_months_and_of_a_level_the_last(joint):
    paths = joint.paths_of(BOTH)
    flow, level = (period_of(joint, BOTH, MONTHS, by, paths=paths, widening=np.ones(2))
                   for by in ("turnover", "balance"))
    assert (flow.first_month, flow.last_month) == (pd.Timestamp(2026, 7, 1).date(), pd.Timestamp(2026, 12, 1).date())
    assert level.first_month == level.last_month == flow.last_month
    assert flow.low_95 < flow.low_80 < flow.point < flow.high_80 < flow.high_95
    assert flow.change == pytest.approx(flow.point / joint.history_of(BOTH)[28:34].sum() - 1)


def test_a_part_without_a_year_before_has_no_gain(joint):
    young = replace(joint, history=np.where(np.arange(40) < 35, np.nan, joint.history))
    parts, tracks = parts_of(young, {("region", "NORTE", "North"): np.array([1.0, 0.0])}, MONTHS, "turnover", 6)
    assert parts[["year_before", "gain"]].isna().all(axis=None)
    assert tracks["amount"].notna().sum() == 5
    assert tracks["point"].notna().sum() == 6


def test_widening_stretches_the_range_about_the_point_and_no_further_than_its_floor(joint):
    paths, point = joint.paths_of(BOTH), BOTH @ joint.cells
    narrow, wide, huge = (months_ahead(joint, BOTH, MONTHS, paths=paths, widening=np.array([each, each]))
                          for each in (1.0, 2.0, 1e6))
    np.testing.assert_allclose(wide["high_80"] - point, 2 * (narrow["high_80"] - point))
    np.testing.assert_allclose(wide["point"], narrow["point"])
    assert (huge["low_95"] == 0).all()


@pytest.mark.parametrize(("point", "before", "gross", "rate"), [
    (110.0, 100.0, 0.0, 0.1), (110.0, 100.0, 500.0, None), (-5.0, 100.0, 100.0, None), (5e6, 1.0, 1.0, None),
    (110.0, -1.0, 1.0, None), (110.0, None, None, None), (0.0, 100.0, 100.0, -1.0),
])
def test_a_change_is_a_rate_only_of_a_year_that_amounted_to_something(point, before, gross, rate):
    day = pd.Timestamp(2026, 6, 1).date()
    period = Period(day, day, point, 0.0, 0.0, 0.0, 0.0, before, gross)
    assert period.change == (None if rate is None else pytest.approx(rate))
