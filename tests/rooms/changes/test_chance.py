"""What is called more than chance: seldom noise, always what stands out."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.rooms.changes.chance import of_counts, of_months


def noise(lasting: float, months: int, series: int = 300, seed: int = 1) -> np.ndarray:
    """Series of a season and noise of which so much lasts into the next month, and nothing else."""
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((series, months))
    rows[:, 0] /= np.sqrt(1 - lasting**2)
    for month in range(1, months):
        rows[:, month] += lasting * rows[:, month - 1]
    return 1_000 + 50 * np.sin(2 * np.pi * np.arange(months) / 12) + rows


@pytest.mark.parametrize(("lasting", "most"), [(0.0, 0.02), (0.6, 0.06), (0.8, 0.07)])
@pytest.mark.parametrize(("months", "span"), [(24, 12), (36, 12), (36, 3), (36, 1), (60, 12)])
def test_noise_is_seldom_called_news(lasting, most, months, span):
    verdicts = [of_months(row, months=span).verdict for row in noise(lasting, months)]
    assert verdicts.count("beyond chance") <= most * len(verdicts)


@pytest.mark.parametrize("span", [12, 3])
def test_what_grows_or_falls_clearly_is_news(span):
    rows = noise(0.4, 36, 60)
    for change in (0.6 * np.arange(36), -12.0 * (np.arange(36) >= 30 if span == 3 else np.arange(36) >= 24)):
        verdicts = [of_months(row + change, months=span).verdict for row in rows]
        assert verdicts.count("beyond chance") >= 0.75 * len(verdicts)


def test_a_season_is_no_change_and_an_exact_line_is_one():
    season = 100 + 30 * np.sin(2 * np.pi * np.arange(36) / 12)
    assert of_months(np.round(season, 2), months=3).verdict == "chance"
    assert of_months(season + np.arange(36), months=12).verdict == "beyond chance"


def test_the_more_are_looked_at_the_more_each_must_show():
    row = noise(0.4, 36, 1)[0] + 0.2 * np.arange(36)
    one, many = of_months(row, months=12), of_months(row, months=12, looks=50)
    assert many.limit > one.limit > 0


@pytest.mark.parametrize("amounts", [np.ones(20), np.r_[np.ones(9), np.nan, np.ones(20)], np.full(30, np.nan)],
                         ids=["twenty months", "a gap", "nothing known"])
def test_too_few_months_in_a_row_are_not_judged(amounts):
    assert of_months(amounts, months=12).verdict == "unknown"


@pytest.mark.parametrize(("one", "other", "verdict"), [
    (0, 0, "unknown"), (5, 0, "chance"), (6, 0, "beyond chance"), (100, 130, "chance"), (100, 131, "beyond chance")])
def test_joining_and_leaving_are_counted_against_a_coin(one, other, verdict):
    assert of_counts(one, other) == of_counts(other, one) == verdict
    assert of_counts(one, other, looks=20) != "beyond chance"
