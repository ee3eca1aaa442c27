"""What is said of the parts adds up to what is said of the whole: points, paths, ranges and records."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.hierarchy.comovement import draw_shocks, scaled_changes
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS, forecast_jointly, origins_within
from crm_core.rooms.demand.hierarchy.nodes import EVERYTHING, cross
from crm_core.rooms.demand.hierarchy.reconciliation import mint, reconcile
from crm_core.rooms.demand.selection.period import months_ahead
from tests.rooms.demand.panels import lively

DIMENSIONS = [["region"], ["family", "product"], ["kind"]]


def bank(regions: int = 3, months: int = 48, seed: int = 5) -> tuple[pd.DataFrame, np.ndarray]:
    """Regions × three products of two families × two kinds; one cell is missing and one began late."""
    products = [("loans", "HOME"), ("loans", "CAR"), ("cards", "CARD")]
    cells = pd.DataFrame([
        (f"R{region}", family, product, kind)
        for region in range(regions) for family, product in products for kind in ("individual", "business")
    ], columns=["region", "family", "product", "kind"])
    rng = np.random.default_rng(seed)
    history = lively(len(cells), months, seed=seed) * rng.lognormal(0, 1.5, (len(cells), 1))
    history[3, :20] = np.nan
    return cells.drop(index=4).reset_index(drop=True), np.delete(history, 4, axis=0)


@pytest.fixture(scope="module")
def bank_forecast():
    cells, history = bank()
    return forecast_jointly(history, cross(cells, DIMENSIONS), 12)


# the sums


def test_every_total_of_the_crossed_dimensions_is_a_node_once():
    hierarchy = cross(bank()[0], DIMENSIONS)
    assert hierarchy.members.shape[1] == 17
    assert len(np.unique(hierarchy.members, axis=0)) == len(hierarchy.members)
    np.testing.assert_array_equal(hierarchy.members[-17:], np.eye(17))
    everything = hierarchy.nodes[(hierarchy.nodes == EVERYTHING).all(axis=1)].index
    assert hierarchy.members[everything].tolist() == [[1] * 17]
    loans = hierarchy.nodes.query("family == 'loans' and product == 'all' and region == 'all' and kind == 'all'").index
    np.testing.assert_array_equal(hierarchy.members[loans[0]] == 1, hierarchy.cells["family"] == "loans")


def test_a_family_of_one_product_is_not_summed_twice():
    nodes = cross(bank()[0], DIMENSIONS).nodes
    assert len(nodes.query("family == 'cards' and region == 'all' and kind == 'all'")) == 1


def test_cells_of_the_same_labels_are_refused():
    cells = bank()[0]
    with pytest.raises(ValueError, match="Two cells have the same region, product, kind"):
        cross(pd.concat([cells, cells.head(1)]), DIMENSIONS)


# reconciliation


def test_the_published_example_of_minimum_trace_with_equal_weights():
    members = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    cells = reconcile(np.array([10.0, 4.0, 5.0]), mint(members))
    np.testing.assert_allclose(members @ cells, [29 / 3, 13 / 3, 16 / 3])


def test_what_adds_up_already_is_left_alone():
    members = cross(bank()[0], DIMENSIONS).members
    cells = np.random.default_rng(2).normal(100, 30, (members.shape[1], 4))
    for spread in (None, np.random.default_rng(3).lognormal(0, 2, len(members))):
        np.testing.assert_allclose(reconcile(members @ cells, mint(members, spread)), cells, rtol=1e-9)


def test_weights_keep_the_small_part_from_paying_for_the_large():
    members = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    base = np.array([1100.0, 1000.0, 1.0])
    equal = reconcile(base, mint(members))
    weighted = reconcile(base, mint(members, np.array([100.0, 100.0, 0.1])))
    assert equal[1] == pytest.approx(34)
    assert weighted[1] == pytest.approx(1.05, abs=0.01)


def test_a_cell_is_never_below_its_floor_and_the_sums_rise_with_it():
    members = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    cells = reconcile(np.array([1.0, 9.0, 0.0]), mint(members), at_least=np.zeros(2))
    assert cells[1] == 0
    assert (members @ cells)[0] == cells[0]


# all cells together


def cells_of(joint):
    """The sample paths of each cell for itself, path × step × cell."""
    return joint.paths_of(np.eye(len(joint.cells)))


def test_points_and_paths_add_up_for_every_sum_of_the_bank(bank_forecast):
    paths = cells_of(bank_forecast)
    for weight in bank_forecast.hierarchy.members:
        apart = paths @ weight
        np.testing.assert_allclose(bank_forecast.paths_of(weight), apart, rtol=1e-9)
    regions = [(bank_forecast.hierarchy.cells["region"] == region).to_numpy(float) for region in ("R0", "R1", "R2")]
    whole = bank_forecast.paths_of(np.ones(17))
    np.testing.assert_allclose(sum(bank_forecast.paths_of(region) for region in regions), whole, rtol=1e-9)
    points = sum(region @ bank_forecast.cells for region in regions)
    np.testing.assert_allclose(points, bank_forecast.cells.sum(axis=0), rtol=1e-9)


def test_nothing_is_negative_where_the_history_is_not(bank_forecast):
    assert (bank_forecast.cells >= 0).all()
    months = pd.date_range("2022-07-01", periods=48, freq="MS")
    for weight in bank_forecast.hierarchy.members:
        ahead = months_ahead(bank_forecast, weight, months, paths=bank_forecast.paths_of(weight), widening=np.ones(2))
        assert (ahead[["low_95", "low_80", "point"]] >= 0).all(axis=None)


def test_a_small_cell_beside_a_wild_one_does_not_fall_below_zero():
    cells, history = bank()
    history[5] = np.nan_to_num(history[5]) + np.random.default_rng(6).gamma(0.3, 5 * np.nanmean(history), 48)
    history[7] = np.where(np.arange(48) % 3 == 0, 30.0, 0.0)
    joint = forecast_jointly(history, cross(cells, DIMENSIONS), 12)
    assert (joint.cells >= 0).all()
    alone = np.eye(17)[7]
    assert (joint.paths_of(alone) < 0).any(), "the floor was never reached, so this proves nothing"
    months = pd.date_range("2022-07-01", periods=48, freq="MS")
    ahead = months_ahead(joint, alone, months, paths=joint.paths_of(alone), widening=np.ones(2))
    assert (ahead["low_95"] >= 0).all()


def test_a_cell_that_stands_at_nothing_today_has_a_range_for_what_came_and_went_in_it():
    """A large loan that was paid back two months ago: its like may come again."""
    cells, history = bank()
    history[7] = np.where(np.arange(48) < 46, 3e5, 0.0) * np.exp(np.random.default_rng(3).normal(0, 0.1, 48))
    joint = forecast_jointly(history, cross(cells, DIMENSIONS), 12)
    alone = np.eye(17)[7]
    paths = joint.paths_of(alone)
    assert np.quantile(paths[:, -1], 0.9) > 5e4


def test_what_has_been_below_zero_may_be_forecast_there():
    cells, history = bank()
    history[7] = -50 - np.arange(48.0)
    assert (forecast_jointly(history, cross(cells, DIMENSIONS), 3).cells[7] < 0).all()


def test_paths_centre_on_the_point(bank_forecast):
    for weight in bank_forecast.hierarchy.members:
        point = weight @ bank_forecast.cells
        np.testing.assert_allclose(bank_forecast.paths_of(weight).mean(axis=0), point, rtol=1e-4)


def test_the_range_of_a_sum_is_narrower_than_the_sum_of_the_ranges(bank_forecast):
    apart = np.diff(np.quantile(cells_of(bank_forecast), [0.1, 0.9], axis=0), axis=0)[0].sum(axis=1)
    whole = np.diff(np.quantile(bank_forecast.paths_of(np.ones(17)), [0.1, 0.9], axis=0), axis=0)[0]
    assert (whole < 0.8 * apart).all()


def test_parts_that_moved_as_one_have_no_spread_to_lose():
    cells, history = bank()
    wave = lively(1, 48, seed=8)[0]
    as_one = np.outer(np.nanmean(history, axis=1) / wave.mean(), wave)
    joint = forecast_jointly(as_one, cross(cells, DIMENSIONS), 6)
    apart = np.diff(np.quantile(cells_of(joint), [0.1, 0.9], axis=0), axis=0)[0].sum(axis=1)
    whole = np.diff(np.quantile(joint.paths_of(np.ones(17)), [0.1, 0.9], axis=0), axis=0)[0]
    np.testing.assert_allclose(whole, apart, rtol=0.02)


def test_it_is_the_same_every_time(bank_forecast):
    cells, history = bank()
    original = history.copy()
    again = forecast_jointly(history, cross(cells, DIMENSIONS), 12)
    np.testing.assert_array_equal(cells_of(again), cells_of(bank_forecast))
    np.testing.assert_array_equal(history, original)


def test_the_oldest_record_of_a_sum_is_what_the_cut_bank_would_have_been_told(bank_forecast):
    cells, history = bank()
    weight = (cells["family"] == "loans").to_numpy(float)
    ago, points, half = bank_forecast.past_of(weight)[-1]
    cut = forecast_jointly(history[:, :-ago], cross(cells, DIMENSIONS), 12)
    np.testing.assert_allclose(points, weight @ cut.cells, rtol=1e-9)
    assert half.shape == (len(LEVELS), 12)
    assert (half[1] > half[0]).all()


def test_what_came_after_an_end_does_not_change_its_record(bank_forecast):
    cells, history = bank()
    for position in (0, len(bank_forecast.past) - 1):
        end = bank_forecast.past[position]
        changed = history.copy()
        changed[:, -end.ago :] = -9 * np.random.default_rng(1).permuted(history[:, -end.ago :], axis=1)
        again = forecast_jointly(changed, cross(cells, DIMENSIONS), 12)
        for before, after in zip(bank_forecast.past_of(np.ones(17))[position], again.past_of(np.ones(17))[position],
                                 strict=True):
            np.testing.assert_array_equal(before, after)


def test_a_missing_month_of_the_book_is_unknown_not_nothing():
    cells, history = bank()
    gap = history.copy()
    gap[:, 40] = np.nan
    joint, whole = (forecast_jointly(each, cross(cells, DIMENSIONS), 12) for each in (gap, history))
    np.testing.assert_allclose(joint.cells.sum(axis=0), whole.cells.sum(axis=0), rtol=0.05)
    assert np.isnan(joint.history_of(np.ones(17))[40])


@pytest.mark.parametrize("months", [1, 3, 13, 25])
def test_a_young_bank_is_forecast_without_a_record(months):
    cells, history = bank(months=48)
    joint = forecast_jointly(np.nan_to_num(history[:, -months:], nan=1.0), cross(cells, DIMENSIONS), 6)
    assert np.isfinite(joint.cells).all()
    assert np.isfinite(cells_of(joint)).all()
    assert len(joint.past) == max(0, months - 24)
    assert (joint.records > 0) == (months > 24), "two years before an earlier origin are enough to learn from it"


def test_earlier_ends_have_two_years_behind_them_and_are_months_the_book_has():
    assert origins_within(np.ones(36, dtype=bool), 12) == tuple(range(1, 13))
    assert origins_within(np.ones(30, dtype=bool), 12) == (1, 2, 3, 4, 5, 6)
    assert origins_within(np.ones(60, dtype=bool), 12) == (2, 4, 6, 8, 10, 11, 12, 14, 16, 20, 24, 36)
    has_month = np.ones(36, dtype=bool)
    has_month[-9] = False
    assert 8 not in origins_within(has_month, 12)


# what moved together


def test_rows_that_rose_in_the_same_months_are_drawn_together():
    one = lively(1, 60, seed=4, season=0)[0]
    rows = np.array([one, 3 * one, 500 - one])
    correlation = scaled_changes(rows, season=12) @ scaled_changes(rows, season=12).T
    np.testing.assert_allclose(correlation[0], [1, 1, -1], atol=0.05)


def test_steady_growth_is_nothing_that_moved_together():
    rng = np.random.default_rng(9)
    growing = 100 + 10 * np.arange(60) + rng.normal(0, 1, (2, 60))
    changes = scaled_changes(growing, season=12)
    np.testing.assert_allclose(changes.sum(axis=1), 0, atol=1e-9)
    np.testing.assert_allclose((changes**2).sum(axis=1), 1)
    assert abs(changes[0] @ changes[1]) < 0.5


@pytest.mark.parametrize("tail", [1.53, 1.7, 1.9])
def test_drawn_shocks_have_the_asked_spread_and_tail(tail):
    shocks = draw_shocks(1, 3, paths=40_000, persistence=0.7, tail=tail, seed=1)[0]
    np.testing.assert_allclose(shocks.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(np.quantile(np.abs(shocks), 0.80, axis=0), 1, atol=0.04)
    np.testing.assert_allclose(np.quantile(np.abs(shocks), 0.95, axis=0), tail, atol=0.08)
