"""The engine on any panel: its contract, its laws, its edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand import forecast
from crm_core.rooms.demand.engine.backtest import earlier_origins, forecast_and_backtest
from crm_core.rooms.demand.engine.intervals import rule_of_thumb
from tests.rooms.demand.panels import figures_of, lively, named, panel

EDGES = {
    "one": [5.0], "two": [1, 100], "three": [1, 2, 4], "constant": [7.0] * 40, "zeros": [0.0] * 40,
    "falling_below_zero": -np.arange(40.0), "around_zero": 10 * np.sin(np.arange(50.0)), "one_sale": [0] * 39 + [1e3],
    "gaps": [1, np.nan, np.nan, 4] * 12, "sparse": [0, 0, 0, 5] * 12, "huge": 1e15 + np.arange(40.0),
    "tiny": 1e-9 * np.arange(1, 41), "late": [0] * 20 + list(range(1, 21)), "two_years": range(24),
}


# contract


def test_it_returns_the_columns_that_it_promises_for_every_series_and_step():
    forecasts = forecast(panel(b=range(1, 40), a=range(1, 30)), horizon=3)
    assert list(forecasts.columns) == ["series", "step", "point", "low_80", "high_80", "low_95", "high_95"]
    assert forecasts["series"].tolist() == ["b"] * 3 + ["a"] * 3
    assert forecasts["step"].tolist() == [1, 2, 3] * 2


def test_levels_name_their_columns_and_come_in_rising_order():
    forecasts = forecast(panel(a=range(40)), horizon=2, levels=(0.975, 0.5))
    assert list(forecasts.columns)[3:] == ["low_50", "high_50", "low_97.5", "high_97.5"]


def test_options_may_be_numpys_own_and_a_level_given_twice_counts_once():
    forecasts = forecast(panel(a=range(40)), horizon=np.int64(2), season=np.int32(12), levels=np.array([0.8, 0.8]))
    assert list(forecasts.columns)[3:] == ["low_80", "high_80"]


@pytest.mark.parametrize(("options", "message"), [
    ({"horizon": 0}, "horizon is 0; it must be a whole number from 1"),
    ({"horizon": 2.5}, "horizon is 2.5"),
    ({"horizon": True}, "horizon is True"),
    ({"horizon": 3, "season": 0}, "season is 0"),
    ({"horizon": 3, "levels": (80,)}, "levels is .80,."),
    ({"horizon": 3, "levels": ()}, "levels is"),
    ({"horizon": 3, "levels": 0.8}, "levels is 0.8; give shares"),
    ({"horizon": 3, "levels": "80"}, "levels is '80'; give shares"),
    ({"horizon": 3, "levels": ("80",)}, "levels is"),
    ({"horizon": 3, "levels": (0.8, float("nan"))}, "levels is"),
    ({"horizon": None}, "horizon is None"),
    ({"horizon": float("nan")}, "horizon is nan"),
    ({"horizon": "3"}, "horizon is '3'"),
    ({"horizon": 3, "season": None}, "season is None"),
])
def test_an_option_out_of_range_is_refused_with_its_name(options, message):
    with pytest.raises(ValueError, match=message):
        forecast(panel(a=[1, 2, 3]), **options)


# findings


def test_a_season_and_a_trend_without_noise_are_continued():
    t = np.arange(72)
    truth = (100 + 2 * t) * (1 + 0.3 * np.cos(2 * np.pi * t / 12))
    forecasts = forecast(panel(a=truth[:60]), horizon=12)
    np.testing.assert_allclose(forecasts["point"], truth[60:], rtol=0.05)


def test_a_season_that_adds_is_continued_through_zero():
    t = np.arange(72)
    truth = 10 * np.cos(2 * np.pi * t / 12)
    forecasts = forecast(panel(a=truth[:60]), horizon=12)
    np.testing.assert_allclose(forecasts["point"], truth[60:], atol=1.0)


def test_noise_is_not_taken_for_a_season():
    noise = 100 + np.random.default_rng(7).normal(0, 5, (20, 48))
    forecasts = forecast(panel(**named(noise)), horizon=12)
    swing = forecasts.groupby("series")["point"].agg(np.ptp)
    assert swing.median() < 2.5


def test_a_missing_month_does_not_move_the_season():
    t = np.arange(60)
    whole = 100 * (1 + 0.3 * np.cos(2 * np.pi * t / 12))
    frame = panel(a=whole)
    gap = frame.drop(index=[40, 41, 52])
    np.testing.assert_allclose(forecast(gap, horizon=12)["point"], forecast(frame, horizon=12)["point"], rtol=0.02)


def test_what_never_fell_below_zero_is_not_forecast_below_it():
    forecasts = forecast(panel(a=np.maximum(30 - np.arange(40), 0), b=100 - 3 * np.arange(33)), horizon=12)
    assert (forecasts[["point", "low_80", "low_95"]] >= 0).all().all()


def test_what_has_been_below_zero_may_go_there_again():
    assert (forecast(panel(a=20.0 - np.arange(40)), horizon=6)["point"] < -19).all()


def test_the_range_leans_towards_past_surprises():
    calm, wild = lively(20, noise=0.01, seed=1), lively(20, noise=0.08, seed=1)
    forecasts = forecast(panel(**named(np.concatenate([calm, wild]))), horizon=6)
    width = (forecasts["high_95"] - forecasts["low_95"]) / forecasts["point"]
    relative = width.to_numpy().reshape(40, 6).mean(axis=1)
    assert relative[20:].min() > relative[:20].max()


def test_ranges_widen_with_the_step():
    forecasts = forecast(panel(**named(lively(30))), horizon=12)
    width = ((forecasts["high_80"] - forecasts["low_80"]) / forecasts["point"]).to_numpy().reshape(30, 12)
    assert width[:, -1].mean() > 1.5 * width[:, 0].mean()


def test_a_panel_without_a_record_has_the_rule_of_thumb_for_a_range():
    one = forecast(panel(a=[10, 12, 11, 13, 12, 14, 13, 15, 13, 14, 12, 13]), horizon=12)
    half = (one["high_80"] - one["point"]).to_numpy()
    assert half[-1] / half[0] > 1
    np.testing.assert_allclose(rule_of_thumb(0.80, 12)[[0, -1]], [1.66, 1.26])
    np.testing.assert_allclose(rule_of_thumb(0.95, 14)[[0, 11, 13]], [2.85, 2.29, 2.29])
    assert 1.66 < rule_of_thumb(0.90, 12)[0] < 2.85


# laws


def test_the_same_panel_gives_the_same_forecast_and_is_left_as_it_was():
    frame = panel(**named(lively(6)))
    original = frame.copy()
    first, second = forecast(frame, horizon=6), forecast(frame, horizon=6)
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(frame, original)


def test_the_order_of_the_rows_does_not_matter():
    frame = panel(**named(lively(8, 50)))
    message = forecast(frame, horizon=6)
    mixed = forecast(frame.sample(frac=1, random_state=9), horizon=6)
    both = message.merge(mixed, on=["series", "step"], suffixes=("", "_mixed"), validate="1:1")
    for name in ("point", "low_95", "high_80"):
        np.testing.assert_allclose(both[name], both[f"{name}_mixed"], rtol=1e-9)


def test_in_cents_it_is_a_hundred_times_the_forecast_in_euros():
    frame = panel(**named(lively(6)))
    cents = frame.assign(value=frame["value"] * 100)
    euros, in_cents = forecast(frame, horizon=6).drop(columns=["series", "step"]), forecast(cents, horizon=6)
    np.testing.assert_allclose(in_cents.drop(columns=["series", "step"]), euros * 100, rtol=1e-9)


def test_the_point_of_a_series_does_not_depend_on_its_neighbours():
    rows = named(lively(6)) | {"s_short": np.array([3.0, 4.0, 5.0, 4.0, 6.0, 5.0])}
    together = forecast(panel(**rows), horizon=6).set_index("series")["point"]
    for name, values in rows.items():
        alone = forecast(panel(**{name: values}), horizon=6)["point"]
        np.testing.assert_allclose(together.loc[name], alone, rtol=1e-12)


def test_a_wider_level_is_never_narrower():
    forecasts = forecast(panel(**EDGES), horizon=8, levels=(0.5, 0.8, 0.9, 0.95))
    highs, lows = forecasts.filter(like="high_").to_numpy(), forecasts.filter(like="low_").to_numpy()
    assert (np.diff(highs, axis=1) >= 0).all()
    assert (np.diff(lows, axis=1) <= 0).all()
    assert (lows[:, 0] <= forecasts["point"]).all()


# edges


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("horizon", [1, 12, 30])
def test_no_series_is_too_odd_for_a_finite_forecast(name, horizon):
    assert np.isfinite(figures_of(forecast(panel(**{name: EDGES[name]}), horizon=horizon))).all()


@pytest.mark.parametrize("season", [1, 4, 7, 12])
def test_odd_series_together_are_finite_too(season):
    forecasts = forecast(panel(**EDGES, **named(lively(3))), horizon=12, season=season)
    assert np.isfinite(figures_of(forecasts)).all()


def test_one_odd_series_does_not_spoil_the_ranges_of_the_others():
    rows = named(lively(20))
    clean = forecast(panel(**rows), horizon=6)
    beside = forecast(panel(**rows, sale=EDGES["one_sale"], flat=EDGES["constant"]), horizon=6).head(len(clean))
    np.testing.assert_allclose(beside["high_95"] - beside["point"], clean["high_95"] - clean["point"], rtol=0.25)


def test_a_series_of_one_value_borrows_the_spread_of_the_panel():
    forecasts = forecast(panel(**named(lively(6)), new=[50.0]), horizon=3).tail(3)
    assert (forecasts["high_80"] - forecasts["low_80"] > 1).all()
    np.testing.assert_allclose(forecasts["point"], 50)


# no leak from the future


def test_what_came_after_an_end_does_not_change_what_was_said_at_it():
    rows = lively(10, 60)
    _, record = forecast_and_backtest(rows, 12, season=12)
    rng = np.random.default_rng(5)
    for position, behind in enumerate(record.ago):
        changed = rows.copy()
        changed[:, 60 - behind :] = rng.permuted(rows[:, 60 - behind :], axis=1) * rng.uniform(0.1, 9)
        _, again = forecast_and_backtest(changed, 12, season=12)
        np.testing.assert_array_equal(record.point[:, position], again.point[:, position])
        np.testing.assert_array_equal(record.sd[:, position], again.sd[:, position])


def test_the_record_is_what_the_cut_panel_would_have_been_told():
    rows = lively(5, 60)
    _, record = forecast_and_backtest(rows, 6, season=12)
    for position, behind in enumerate(record.ago):
        cut = forecast(panel(**named(rows[:, : 60 - behind])), horizon=6)["point"].to_numpy().reshape(5, 6)
        np.testing.assert_allclose(record.point[:, position], cut, rtol=1e-12)
        count_known = min(behind, 6)
        np.testing.assert_array_equal(record.actual[:, position, :count_known], rows[:, 60 - behind :][:, :count_known])
        assert np.isnan(record.actual[:, position, count_known:]).all()


def test_there_are_eight_ends_for_any_horizon():
    assert earlier_origins(18) == (3, 6, 9, 12, 18, 20, 22, 26)
    assert all(len(earlier_origins(horizon)) == 8 for horizon in range(1, 25))
