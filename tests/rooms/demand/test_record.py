"""The record of a selection: how often its ranges held, and how sure that count is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.selection.record import coverage, coverage_today


@pytest.mark.parametrize(("inside", "n", "low", "high"), [
    (8, 10, 0.4439, 0.9748), (0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (81, 100, 0.7193, 0.8816), (0, 0, 0.0, 1.0),
])
def test_coverage_counts_and_says_how_sure_the_count_is(inside, n, low, high):
    actual = np.where(np.arange(n) < inside, 1.0, 5.0)
    counted = coverage(np.append(actual, np.nan), np.zeros(n + 1), np.full(n + 1, 2.0))
    assert (counted.held, counted.n) == (inside, n)
    assert (counted.low, counted.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert counted.rate == (inside / n if n else None)


def test_todays_range_is_laid_around_every_earlier_forecast():
    ahead = pd.DataFrame({"point": [100.0, 100.0], "low_80": [90.0, 0.0], "high_80": [105.0, 120.0]})
    errors = np.array([[-10.0, -500.0], [6.0, 20.0], [5.0, np.nan]])
    held = coverage_today(errors, ahead, lowest=0.0)
    assert (held.held, held.n) == (4, 5), "a range that reaches down to zero has no lower end"
    assert coverage_today(errors, ahead, lowest=-np.inf).held == 3
