"""What does the same in every period is continued as it is, and what only nearly does is not."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.rooms.demand import forecast
from crm_core.rooms.demand.engine.course import course_of
from tests.rooms.demand.panels import lively, named, panel

T = np.arange(48.0)
COURSES = {
    "falling line": (1000 - 10 * T, "line", lambda t: 1000 - 10 * t),
    "rising line": (100 + T, "line", lambda t: 100 + t),
    "growth": (100 * 1.01**T, "growth", lambda t: 100 * 1.01**t),
    "shrinking": (5e6 * 0.97**T, "growth", lambda t: 5e6 * 0.97**t),
    "in cents": (np.round(100 * 1.01**T, 2), "growth", lambda t: 100 * 1.01**t),
    "constant": (np.full(48, 70.0), "constant", lambda t: np.full(len(t), 70.0)),
    "below zero": (-30 - 2.5 * T, "line", lambda t: -30 - 2.5 * t),
    "every year": (100 + 10 * np.sin(2 * np.pi * T / 12), "season", lambda t: 100 + 10 * np.sin(2 * np.pi * t / 12)),
    "a step in a billion": (1e9 + T, "line", lambda t: 1e9 + t),
    "nothing": (np.zeros(48), "constant", lambda t: np.zeros(len(t))),
}


@pytest.mark.parametrize("name", COURSES)
def test_a_series_that_does_the_same_in_every_month_goes_on_doing_it(name):
    values, course, truth = COURSES[name]
    assert course_of(values, 12) == course
    ahead = np.arange(48.0, 72.0)
    forecasts = forecast(panel(a=values), horizon=24)
    np.testing.assert_allclose(forecasts["point"], truth(ahead), rtol=1e-4)
    assert (forecasts["low_80"] <= truth(ahead) + 1e-9).all()
    assert (forecasts["high_80"] >= truth(ahead) - 1e-9).all()


@pytest.mark.parametrize("name", [name for name, (_, course, _) in COURSES.items() if course != "constant"])
def test_what_moves_has_a_range_however_regular_it_was(name):
    values = COURSES[name][0]
    forecasts = forecast(panel(a=values), horizon=12)
    width = (forecasts["high_80"] - forecasts["low_80"]).to_numpy()
    assert (width > 0.09 * np.abs(np.diff(values)).mean()).all()
    assert (np.diff(width) > 0).all()


def test_what_never_moved_has_no_range():
    forecasts = forecast(panel(a=np.full(40, 70.0)), horizon=12)
    np.testing.assert_allclose(forecasts["high_95"], 70, rtol=1e-6)


def test_a_gap_hides_no_line():
    values = 1000 - 10 * T
    values[[5, 6, 30]] = np.nan
    assert course_of(values, 12) == "line"
    np.testing.assert_allclose(forecast(panel(a=values), horizon=3)["point"], [520, 510, 500])


def test_a_line_ends_at_zero_where_it_never_was_below():
    forecasts = forecast(panel(a=100 - 2 * T), horizon=12)
    np.testing.assert_allclose(forecasts["point"], [4, 2, 0, *[0] * 9], atol=1e-9)
    assert (forecasts["low_95"] >= 0).all()


@pytest.mark.parametrize("values", [
    1000 - 10 * T + np.where(T == 20, 2, 0), np.r_[np.full(40, 5.0), np.full(8, 6.0)], T[:11],
    100 + np.random.default_rng(1).normal(0, 1, 48), np.tile([1.0, 2.0, 4.0, 3.0, 9.0], 10),
])
def test_a_bend_noise_or_less_than_a_year_is_no_course(values):
    assert course_of(values, 12) is None


def test_neither_order_nor_size_of_the_neighbours_changes_a_line():
    rows = named(lively(5, 48)) | {"line": 1000 - 10 * T, "tiny": 1e-6 * (100 + T)}
    forecasts = forecast(panel(**rows), horizon=6).set_index("series")["point"]
    np.testing.assert_allclose(forecasts["line"], 520 - 10 * np.arange(6))
    np.testing.assert_allclose(forecasts["tiny"], 1e-6 * (148 + np.arange(6)))
