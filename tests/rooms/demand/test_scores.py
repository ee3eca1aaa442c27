"""The scores of a forecast, by hand and against published values."""

from __future__ import annotations

import numpy as np
import pytest

from bench import forecast_scores as scores

HISTORY = np.array([10.0, 12.0, 9.0, 13.0, 11.0, 14.0])
ACTUAL, SAID = np.array([12.0, 15.0]), np.array([13.0, 11.0])


def test_smape_runs_to_two_hundred_and_forgives_two_zeros():
    assert scores.smape(np.array([1.0, 0.0]), np.array([-1.0, 0.0])) == 100
    assert scores.smape(np.array([100.0]), np.array([110.0])) == pytest.approx(200 * 10 / 210)


def test_mase_and_rmsse_are_in_units_of_last_seasons_value():
    # differences at lag 2: −1, 1, 2, 1
    assert scores.mase(ACTUAL, SAID, HISTORY, season=2) == pytest.approx(2.5 / 1.25)
    assert scores.rmsse(ACTUAL, SAID, HISTORY, season=2) == pytest.approx(np.sqrt(8.5 / 1.75))


def test_a_history_shorter_than_a_season_is_scaled_by_its_steps():
    assert scores.mase(ACTUAL, SAID, HISTORY, season=12) == pytest.approx(2.5 / np.mean([2, 3, 4, 2, 3]))


def test_a_history_that_never_moves_has_no_scale():
    assert np.isnan(scores.mase(ACTUAL, SAID, np.full(30, 5.0)))
    assert np.isnan(scores.mase(ACTUAL, SAID, np.array([5.0])))


def test_published_values():
    assert scores.owa(8, 0.8, 10, 1.0) == pytest.approx(0.8)
    assert scores.pinball(np.array([1.0]), np.array([0.0]), quantile=0.1) == pytest.approx(0.1)
    assert scores.pinball(np.array([0.0]), np.array([1.0]), quantile=0.1) == pytest.approx(0.9)
    score = scores.interval_score(np.array([22.0]), np.array([10.0]), np.array([20.0]), level=0.80)
    assert score == pytest.approx(30)


def test_msis_is_the_interval_score_in_units_of_the_history():
    low, high = np.array([10.0, 10.0]), np.array([14.0, 14.0])
    assert scores.msis(ACTUAL, low, high, HISTORY, level=0.95, season=2) == pytest.approx((4 + 4 + 40) / 2 / 1.25)


def test_the_simple_rules():
    assert scores.naive(HISTORY, 2).tolist() == [14, 14]
    assert scores.seasonal_naive(HISTORY, 5, season=3).tolist() == [13, 11, 14, 13, 11]
    assert scores.seasonal_naive(HISTORY, 2, season=12).tolist() == [14, 14]


def test_naive2_puts_the_season_back():
    pattern = np.tile([0.5, 1.0, 1.5, 1.0], 6) * 100
    np.testing.assert_allclose(scores.naive2(pattern, 6, season=4), [50, 100, 150, 100, 50, 100])
    noise = np.random.default_rng(0).normal(100, 1, 48)
    assert scores.naive2(noise, 3).tolist() == [noise[-1]] * 3
