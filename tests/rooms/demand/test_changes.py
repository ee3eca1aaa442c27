"""What happened is found with its month and size; what did not happen is seldom reported."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.rooms.demand.watch.candidates import Baseline, best_change, design_of
from crm_core.rooms.demand.watch.changes import FALSE_ALARMS, find_changes
from crm_core.rooms.demand.watch.null_distribution import null_scores, p_value

MONTHS = np.arange(36)
WAVE = 0.1 * np.sin(2 * np.pi * MONTHS / 12)


def steady(count: int, *, lasting: float = 0.0, months: int = 36, wave: float = 0.1, seed: int = 1) -> np.ndarray:
    """Rows with a trend, a season and noise of 1%."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((count, months))
    noise[:, 0] /= np.sqrt(1 - lasting**2)
    for month in range(1, months):
        noise[:, month] += lasting * noise[:, month - 1]
    t = np.arange(months)
    return 100 * np.exp(0.004 * t + wave * np.sin(2 * np.pi * t / 12) + 0.01 * noise)


def only(rows: np.ndarray):
    changes = find_changes(rows)
    assert changes, "nothing was found"
    return changes[0]


def test_a_level_that_falls_is_found_with_its_month_and_size():
    row = steady(1)
    row[:, 25:] *= 0.82
    change = only(row)
    assert (change.kind, change.position) == ("level shift", 25)
    assert change.size == pytest.approx(-0.18, abs=0.02)
    assert change.certainty > 0.99


def test_a_month_that_stands_alone_is_found_with_its_size():
    row = steady(1, seed=2)
    row[:, 17] *= 1.35
    change = only(row)
    assert (change.kind, change.position) == ("outlier", 17)
    assert change.size == pytest.approx(0.35, abs=0.04)


def test_a_trend_that_turns_is_found_with_the_change_of_yearly_growth():
    row = steady(1, seed=3)
    row[:, 20:] *= np.exp(-0.02 * np.arange(1, 17))
    change = only(row)
    assert change.kind == "trend break"
    assert change.position == pytest.approx(20, abs=1)
    assert change.size == pytest.approx(np.exp(-0.24) - 1, abs=0.04)


def test_two_changes_of_one_series_are_told_apart():
    row = steady(1, seed=4)
    row[:, 12] *= 1.4
    row[:, 25:] *= 0.85
    assert {(each.kind, each.position) for each in find_changes(row)} == {("outlier", 12), ("level shift", 25)}


def test_a_series_that_goes_below_zero_is_told_in_its_own_units():
    rng = np.random.default_rng(6)
    row = rng.normal(0, 1, (1, 36))
    row[:, 20:] += 12
    change = only(row)
    assert (change.kind, change.position, change.relative) == ("level shift", 20, False)
    assert change.size == pytest.approx(12, abs=1.5)


def test_a_sharp_december_every_year_is_a_season_and_no_outlier():
    row = steady(6, seed=7)
    row[:, 11::12] *= 1.3
    assert find_changes(row) == []


def test_a_gap_is_no_change_and_does_not_hide_one():
    row = steady(1, seed=8)
    row[:, 25:] *= 0.82
    row[:, [10, 11]] = np.nan
    changes = find_changes(row)
    assert [(each.kind, each.position) for each in changes] == [("level shift", 25)]


def test_one_real_change_is_found_among_many_steady_series():
    rows = steady(25, seed=9)
    rows[13, 25:] *= 0.85
    assert 13 in {each.row for each in find_changes(rows)}


@pytest.mark.parametrize("lasting", [0.0, 0.4, 0.8])
@pytest.mark.parametrize(("wave", "months"), [(0.0, 36), (0.1, 36), (0.1, 60)])
def test_one_steady_series_in_twenty_at_most_raises_an_alarm(wave, months, lasting):
    rows = steady(200, lasting=lasting, months=months, wave=wave, seed=10)
    alarms = sum(bool(find_changes(row[None, :])) for row in rows)
    chance = 1.645 * np.sqrt(FALSE_ALARMS * (1 - FALSE_ALARMS) / len(rows))
    assert alarms / len(rows) <= FALSE_ALARMS + chance


@pytest.mark.parametrize(("lasting", "power"), [(0.0, 0.75), (0.4, 0.65), (0.8, 0.9)])
def test_a_fall_of_five_times_the_noise_is_found_however_long_noise_lasts(lasting, power):
    rows = steady(60, lasting=lasting, seed=7)
    rows[:, 25:] *= np.exp(-0.05 / np.sqrt(1 - lasting**2))
    changes_by_row = [{(each.kind, each.position) for each in find_changes(row[None, :])} for row in rows]
    detected = [any(kind == "level shift" and abs(at - 25) <= 2 for kind, at in each) for each in changes_by_row]
    assert np.mean(detected) >= power


def test_a_level_that_wanders_is_not_taken_for_one_that_shifts():
    rng = np.random.default_rng(21)
    rows = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, (120, 36)), axis=1))
    assert np.mean([bool(find_changes(row[None, :])) for row in rows]) <= 0.15


def test_a_watch_of_many_steady_series_is_as_quiet_as_one():
    watches = [bool(find_changes(steady(20, seed=seed))) for seed in range(40)]
    assert np.mean(watches) <= FALSE_ALARMS + 1.645 * np.sqrt(FALSE_ALARMS * (1 - FALSE_ALARMS) / 40)


def test_short_still_and_empty_series_are_not_judged():
    assert find_changes(steady(1, months=24)) == []
    assert find_changes(np.full((1, 40), 7.0)) == []
    assert find_changes(np.full((1, 40), np.nan)) == []
    assert find_changes(np.empty((0, 40))) == []


def test_the_same_series_is_judged_the_same_every_time_in_any_currency():
    row = steady(1, seed=2)
    row[:, 17] *= 1.35
    original = row.copy()
    assert find_changes(row) == find_changes(row)
    np.testing.assert_array_equal(row, original)
    first, second = only(row), only(row * 1000)
    assert (first.kind, first.position) == (second.kind, second.position)
    assert first.size == pytest.approx(second.size)


# against the definition


def test_the_restricted_likelihood_is_the_textbook_one():
    """Harville (1974): −½ [(n − k) log RSS + log |V| + log |X′V⁻¹X|], with V the correlation of noise that lasts."""
    n, part, place = 30, 0.6, 3
    y = np.random.default_rng(5).standard_normal(n)
    t = np.arange(n)
    v = part ** np.abs(t[:, None] - t[None, :]) / (1 - part**2)
    x = np.column_stack([np.ones(n), t / n])
    inverse = np.linalg.inv(v)
    left = y - x @ np.linalg.solve(x.T @ inverse @ x, x.T @ inverse @ y)
    expected = -((n - 2) * np.log(left @ inverse @ left) + np.linalg.slogdet(v)[1]
                 + np.linalg.slogdet(x.T @ inverse @ x)[1]) / 2
    without, *_ = design_of(Baseline(n, 12)).likelihoods(y[None, :])
    assert without[place, 0] == pytest.approx(expected, rel=1e-9)


def test_the_best_change_is_the_one_a_plain_search_finds():
    baseline = Baseline(36, 12, waves=1)
    y = np.log(steady(1, seed=3))
    y[:, 20:] -= 0.08
    score, tried, size = best_change(y, baseline)
    assert tried == [("level shift", 20)]
    assert size[0] == pytest.approx(-0.08, abs=0.02)
    assert p_value(float(score[0]), null_scores(baseline)) < 0.001


def test_chance_falls_as_the_score_rises_and_is_one_for_none():
    null = null_scores(Baseline(36, 12))
    chances = [p_value(score, null) for score in np.linspace(0, 30, 200)]
    assert (np.diff(chances) <= 1e-12).all()
    assert chances[0] == pytest.approx(1, abs=0.01)
    assert 0 < chances[-1] < 1e-6
    assert 0.05 < p_value(float(np.quantile(null, 0.95)), null) < 0.07
