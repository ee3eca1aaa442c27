"""Chances: what is planted is found, what is not is not, and every figure of the test is that of the libraries."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special
from sklearn.metrics import brier_score_loss, roc_auc_score
from statsmodels.api import Logit, add_constant

from crm_core.rooms.retention.chances.contest import MAX_LEARNING, contest
from crm_core.rooms.retention.chances.factors import COLUMNS, FACTORS, matrix, middle
from crm_core.rooms.retention.chances.reasons import main_reasons, weights
from crm_core.rooms.retention.chances.reasons_in_words import reason
from crm_core.rooms.retention.chances.tested import test as held_against

WEIGHTS = np.zeros(len(COLUMNS))
WEIGHTS[[COLUMNS.index("balance_change"), COLUMNS.index("products"), COLUMNS.index("tenure")]] = -1.1, -0.5, -0.7


def bank(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, len(COLUMNS))).astype(np.float32)


def true_chances(columns: np.ndarray, together: float = 0.0) -> np.ndarray:
    """A straight hazard, and one that works only where two things meet."""
    both = (columns[:, COLUMNS.index("balance_change")] < -1) & (columns[:, COLUMNS.index("contacts")] > 1)
    return special.expit(-2.9 + columns @ WEIGHTS + together * both)


@pytest.mark.parametrize(("together", "count", "winner"), [(0.0, 6_000, "logistic"), (3.0, 8_000, "trees")])
def test_a_planted_hazard_is_found_with_most_of_the_skill_that_can_be_had(together, count, winner):
    earlier, later = bank(count, 1), bank(count, 101)
    rng = np.random.default_rng(1)
    learnt, came = (rng.random(count) < true_chances(each, together) for each in (earlier, later))
    result = contest(earlier, learnt.astype(int))
    ours = held_against(result.chances(later), came.astype(int), learnt.mean())
    oracle = held_against(true_chances(later, together), came.astype(int), learnt.mean())
    assert result.winner == winner
    assert ours.beats_average
    assert ours.skill >= 0.85 * oracle.skill
    assert 0.9 <= ours.slope <= 1.1
    assert ours.is_sized
    assert ours.marked_rate > 3 * ours.rest_rate


def test_on_outcomes_that_nothing_tells_the_average_wins():
    rng = np.random.default_rng(0)
    earlier, later = bank(3_000, 10), bank(3_000, 20)
    kept = earlier.copy()
    learnt, came = ((rng.random(3_000) < 0.05).astype(int) for _ in range(2))
    result = contest(earlier, learnt)
    tested = held_against(result.chances(later), came, learnt.mean())
    assert result.winner == "average" or not tested.beats_average
    assert np.array_equal(earlier, kept)


def test_the_simplest_within_one_standard_error_of_the_best_wins():
    earlier = bank(3_000, 5)
    outcomes = (np.random.default_rng(5).random(3_000) < true_chances(earlier)).astype(int)
    result = contest(earlier, outcomes)
    scores = result.scores.set_index("contestant")
    assert scores["behind"].min() == 0
    within = [name for name, row in scores.iterrows() if row["behind"] <= row["error"]]
    assert result.winner == within[0] == "logistic"
    assert result.learnt == 3_000 < MAX_LEARNING


def test_outcomes_that_are_all_alike_teach_nothing():
    with pytest.raises(ValueError, match="nothing to learn"):
        contest(bank(20, 6), np.zeros(20, dtype=int))


def test_figures_of_the_test_are_those_of_the_libraries():
    rng = np.random.default_rng(7)
    chances = np.round(special.expit(rng.normal(-2, 1, 3_000)), 3)
    came = (rng.random(3_000) < special.expit(0.8 * special.logit(chances))).astype(int)
    found = held_against(chances, came, 0.2)
    assert found.skill == pytest.approx(1 - brier_score_loss(came, chances) / ((came - 0.2) ** 2).mean())
    assert found.auc == pytest.approx(roc_auc_score(came, chances))
    theirs = Logit(came, add_constant(special.logit(chances))).fit(disp=0)
    assert (found.slope, found.slope_high) == pytest.approx((theirs.params[1], theirs.params[1] + 1.96 * theirs.bse[1]))
    assert (found.expected, found.left, found.ratio) == pytest.approx(
        (chances.sum(), came.sum(), chances.sum() / came.sum()))
    assert found.ratio_low < found.ratio < found.ratio_high
    assert found.calibration["customers"].sum() == 3_000
    assert (found.calibration["chance"] * found.calibration["customers"]).sum() == pytest.approx(chances.sum())


@pytest.mark.parametrize(("chances", "came"), [
    ([0.1, 0.2, 0.3, 0.4], [0, 0, 1, 1]), ([0.1, 0.2, 0.3, 0.4], [1, 1, 0, 0]), ([0.1, 0.2, 0.2, 0.4], [0, 0, 1, 1]),
    ([0.1, 0.2, 0.3, 0.4], [1, 1, 1, 1]), ([0.0, 0.2, 0.3, 0.4], [0, 1, 0, 1]),
])
def test_where_a_chance_parts_all_who_left_from_who_stayed_no_slope_is_told(chances, came):
    """It has none: the steeper, the likelier. What came out of it was up to the machine, an error or any number."""
    found = held_against(np.array(chances * 9), np.array(came * 9), 0.5)
    assert np.isnan([found.slope, found.slope_low, found.slope_high]).all()


@pytest.mark.parametrize("scale", [0.5, 3.0, 10.0])
def test_a_slope_is_found_however_far_from_one_it_is(scale):
    rng = np.random.default_rng(8)
    odds = rng.normal(0, 1, 400)
    came = (rng.random(400) < special.expit(odds)).astype(int)
    chances = special.expit(scale * odds)
    theirs = Logit(came, add_constant(special.logit(chances))).fit(disp=0)
    assert held_against(chances, came, 0.5).slope == pytest.approx(theirs.params[1])


def test_one_chance_for_all_makes_one_group_and_has_no_skill_and_no_slope():
    came = np.array([1, 0, 0, 0] * 25)
    found = held_against(np.full(100, 0.25), came, 0.25)
    assert (found.skill, found.auc, len(found.calibration)) == (0, 0.5, 1)
    assert np.isnan(found.slope)
    assert not found.beats_average
    nobody = held_against(np.full(100, 0.25), np.zeros(100), 0.25)
    assert nobody.ratio == float("inf")
    assert not nobody.is_sized
    with pytest.raises(ValueError, match="cannot be set against"):
        held_against(np.full(3, 0.25), came, 0.25)


def test_reasons_of_a_straight_model_are_its_weights_times_the_distance_to_the_middle():
    columns, reference = bank(50, 8), np.zeros(len(COLUMNS), dtype=np.float32)
    found = weights(lambda rows: special.expit(-2 + rows @ WEIGHTS), columns, reference)
    names = list(FACTORS)
    expected = WEIGHTS[COLUMNS.index("balance_change")] * columns[:, COLUMNS.index("balance_change")]
    assert found[:, names.index("balance_change")] == pytest.approx(expected, abs=1e-5)
    assert np.abs(found[:, names.index("size")]).max() < 1e-6
    reasons = main_reasons(found)
    assert max(map(len, reasons)) <= 3
    for row, some in zip(found, reasons, strict=True):
        assert all(row[names.index(each)] > 0.1 for each in some)
        heaviness = [row[names.index(each)] for each in some]
        assert heaviness == sorted(heaviness, reverse=True)


def test_a_gap_in_the_customers_file_is_no_factor():
    features = {name: np.array([1.0, 2.0, 3.0]) for name in (
        "late_balance", "early_balance", "late_turnover", "early_turnover", "late_transactions", "mean_transactions",
        "products_now", "products_before", "contribution", "contacts", "type_code")}
    features |= {"tenure_months": np.array([-1, 12, 36]), "size_amount": np.array([100.0, -1, 300]),
                 "grade_code": np.array([0, 2, 5])}
    columns = matrix(features, middle(features))
    known = {name: columns[:, COLUMNS.index(name)] for name in ("tenure", "size", "grade")}
    assert known["tenure"] == pytest.approx(np.log1p([24, 12, 36]))
    assert known["size"] == pytest.approx(np.log1p([100, 200, 300]))
    assert known["grade"] == pytest.approx([0, 2, 1])


@pytest.mark.parametrize(("late", "early", "words"), [
    (74.0, 100.0, "balance −26% in half a year"), (100.2, 100.0, "balance unchanged in half a year"),
    (0.0, 0.0, "balance unchanged in half a year"), (-5.0, -5.0, "balance unchanged in half a year"),
    (5.0, 0.0, "balance up from nothing in half a year"), (-50.0, 100.0, "balance −100% in half a year")])
def test_a_change_is_said_as_the_model_sees_it(late, early, words):
    facts = {"late_balance": late, "early_balance": early}
    assert reason("balance_change", facts, np.zeros(len(COLUMNS)), np.zeros(len(COLUMNS))) == words
