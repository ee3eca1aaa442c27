"""Held against what came: who told it is found, chance is not believed, and every figure is that of a plain loop."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.stats import spearmanr

from crm_core.rooms.growth.trial.alike import few_of_a_type, upper_quartiles
from crm_core.rooms.growth.trial.candidates import gap, momentum
from crm_core.rooms.growth.trial.contest import trial
from crm_core.rooms.growth.trial.expected import TENTHS, expected
from crm_core.rooms.growth.trial.forecast import COLUMNS, learn_forecast


def noise(seed: int, count: int = 2_000) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {name: rng.normal(size=count) for name in ("size", "momentum", "gap", "forecast")}


def grown(seed: int, count: int = 2_000) -> np.ndarray:
    """A few win or lose far more than the others, as in banks."""
    return np.random.default_rng(1_000 + seed).standard_t(2, count) * 100


@pytest.mark.parametrize("winner", ["size", "momentum", "gap", "forecast"])
def test_the_way_that_growth_was_planted_in_is_the_one_that_is_used(winner):
    scores = noise(1)
    found = trial(scores, 60 * scores[winner] + grown(1) / 2)
    assert found.winner == winner
    row = found.scores.set_index("candidate").loc[winner]
    assert row["top"] > 0 > row["rest"]
    assert 0 < row["lift_low"] < row["lift"] < row["lift_high"]
    assert found.scores["beats_chance"].sum() == 1


def test_where_nothing_tells_who_grows_nobody_is_told_apart():
    assert [trial(noise(seed, 800), grown(seed, 800)).winner for seed in range(12)] == [None] * 12


def test_figures_are_those_of_a_plain_loop_and_of_scipy():
    scores, growth = noise(2), grown(2)
    kept = {name: values.copy() for name, values in scores.items()}
    found = trial(scores, growth).scores.set_index("candidate")
    for name, values in scores.items():
        order = sorted(range(len(growth)), key=lambda at, values=values: -values[at])
        top, rest = (np.mean([growth[at] for at in some]) for some in (order[:400], order[400:]))
        assert found.loc[name, ["top", "rest", "lift"]].tolist() == pytest.approx([top, rest, top - rest])
        assert found.loc[name, "rank"] == pytest.approx(spearmanr(values, growth)[0])
        assert np.array_equal(values, kept[name])


def test_intervals_are_as_wide_as_the_spread_of_customers_makes_them():
    scores = {"size": np.random.default_rng(5).normal(size=4_000)}
    growth = np.random.default_rng(6).normal(0, 50, 4_000)
    row = trial(scores, growth).scores.iloc[0]
    error = 50 * np.sqrt(1 / 800 + 1 / 3200)
    assert row["lift_high"] - row["lift_low"] == pytest.approx(2 * 1.96 * error, rel=0.1)
    assert row["rank_high"] - row["rank_low"] == pytest.approx(2 * 1.96 / np.sqrt(4_000), rel=0.1)
    four = trial(noise(5, 4_000), growth).scores.iloc[0]
    assert four["lift_high"] - four["lift_low"] > row["lift_high"] - row["lift_low"], "of four, each is less sure"


def test_who_orders_all_well_and_misses_the_money_is_not_used():
    rng = np.random.default_rng(7)
    growth = rng.normal(0, 1, 3_000)
    score = growth + rng.normal(0, 0.3, 3_000)
    growth[np.argsort(-score)[:30]] = -2_000  # the few that count
    found = trial({"momentum": score, "gap": rng.normal(size=3_000)}, growth)
    assert found.scores.set_index("candidate").loc["momentum", "rank_low"] > 0
    assert found.winner is None


def test_of_two_that_are_as_good_the_simpler_is_used():
    scores = noise(8)
    scores["forecast"] = scores["momentum"]
    assert trial(scores, 60 * scores["momentum"] + grown(8) / 2).winner == "momentum"


def test_a_score_that_all_share_tells_nothing():
    found = trial({"gap": np.zeros(500)}, np.sort(grown(9, 500))[::-1])
    assert found.winner is None
    assert found.scores["rank"].tolist() == [0]
    assert found.scores["lift_low"][0] < 0, "equals are put in order by lot, not as they come"


def test_too_few_customers_are_refused():
    with pytest.raises(ValueError, match="99 customers"):
        trial({"size": np.arange(99.0)}, np.arange(99.0))
    with pytest.raises(ValueError, match="each with a score"):
        trial({"size": np.arange(99.0)}, np.arange(100.0))


# --- similar customers, and the ways -----------------------------------------------------------------------------


def test_similar_customers_are_of_the_same_type_and_of_like_size():
    customers = {"type_code": np.array([0] * 120 + [1] * 29 + [2] * 40),
                 "size_amount": np.array([*range(120), *[5] * 29, *[-1] * 40], dtype=float),
                 "revenue": np.random.default_rng(0).uniform(0, 100, 189)}
    found = upper_quartiles(customers)
    for first in range(0, 120, 30):  # four classes of thirty
        alike = slice(first, first + 30)
        assert found[alike] == pytest.approx([np.quantile(customers["revenue"][alike], 0.75)] * 30)
    assert np.isnan(found[120:149]).all(), "29 are too few"
    assert found[149:] == pytest.approx([np.quantile(customers["revenue"][149:], 0.75)] * 40), "no size is known"
    assert few_of_a_type(customers) == (1,)
    missing = gap(customers, found)
    assert (missing >= 0).all()
    assert (missing[120:149] == 0).all()
    assert (missing > 0).sum() == pytest.approx(0.75 * 160, abs=4)


def test_momentum_is_the_last_half_year_less_the_one_before():
    customers = {"revenue": np.array([100.0, 100.0]), "late_revenue": np.array([70.0, 50.0])}
    assert momentum(customers).tolist() == [40, 0], "70 less 30; 50 less 50"


def test_the_forecast_finds_what_is_planted_and_says_it_twice_alike():
    rng = np.random.default_rng(1)
    columns = rng.normal(size=(3_000, len(COLUMNS))).astype(np.float32)
    rises = (columns[:, 0] > 0.5) & (columns[:, 2] > 0)
    growth = 40 * rises + rng.standard_t(2, 3_000)
    told = learn_forecast(columns[:2_000], growth[:2_000])(columns[2_000:])
    assert told[rises[2_000:]].mean() > 30
    assert abs(told[~rises[2_000:]].mean()) < 4
    assert np.array_equal(told, learn_forecast(columns[:2_000], growth[:2_000])(columns[2_000:]))
    with pytest.raises(ValueError, match="too few to learn from"):
        learn_forecast(columns[:399], growth[:399])


def test_growth_expected_is_what_came_of_those_alike_and_adds_up_to_it():
    rng = np.random.default_rng(4)
    contribution = np.sort(rng.normal(20, 100, 6_000))[::-1]
    scores = rng.normal(size=6_000)
    growth = scores * np.where(contribution > 100, 50, 5) + rng.normal(0, 5, 6_000)
    held = expected(scores, growth, contribution)
    told, pools = held.of(scores, contribution)
    assert [np.unique(told[pools == each]).size for each in np.unique(pools)] == [1] * np.unique(pools).size
    assert (np.diff(held.table, axis=1) <= 1e-9).all(), "a higher tenth never grows less"
    for level in (slice(0, 1_200), slice(1_200, None)):
        assert told[level].sum() == pytest.approx(growth[level].sum(), abs=1)
    top = scores > np.quantile(scores, 0.9)
    assert told[:1_200][top[:1_200]].mean() > 5 * told[1_200:][top[1_200:]].mean(), "the large grow by other amounts"
    assert held.table.shape == (3, TENTHS)
    assert [len(each) for each in held.of(scores[:0], contribution[:0])] == [0, 0]


def test_the_error_of_a_pool_is_that_of_two_means_by_hand():
    growth = np.random.default_rng(5).normal(20, 7, 900)
    held = expected(np.zeros(900), growth, np.full(900, -1.0))
    pools = held.of(np.zeros(10), np.full(10, -1.0))[1]
    assert np.unique(pools).size == 1, "equal scores and contribution: one mean"
    customers = np.bincount(pools, minlength=len(held.tested))
    assert held.error(customers[None])[0] == pytest.approx(growth.std() * np.sqrt(10 + 10 * 10 / 900))
    assert held.error(0 * customers[None])[0] == 0


def test_growth_that_comes_lies_within_its_range_as_often_as_said():
    rng = np.random.default_rng(6)
    contribution = np.sort(rng.normal(20, 100, 3_000))[::-1]
    scores, hits = rng.normal(size=3_000), 0
    group = (contribution < 100) & (scores > 1)
    for _ in range(100):
        tested, came = (scores * 5 + rng.standard_t(4, 3_000) * 30 for _ in range(2))
        held = expected(scores, tested, contribution)
        told, pools = held.of(scores, contribution)
        error = held.error(np.bincount(pools[group], minlength=len(held.tested))[None])[0]
        hits += abs(came[group].sum() - told[group].sum()) <= 1.96 * error
    assert stats.binom.ppf(0.001, 100, 0.95) <= hits, hits
