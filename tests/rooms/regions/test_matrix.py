"""Scores, cells and how sure they are: by hand, by law, against a plain loop over the weightings."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.rooms.regions.criteria import CRITERIA, weights
from crm_core.rooms.regions.matrix import draw_weights, level, score, stability, verdict, weighted

BUILD, HOLD, HARVEST, NOWHERE = 0, 1, 2, -1


def test_a_score_is_the_part_of_the_others_beaten_ties_half():
    values = pd.DataFrame({"high": [10.0, 30, 20, 20, np.nan], "low": [1.0, 2, 3, 4, 5]})
    found = score(values, [False, True])
    assert found[:4, 0].tolist() == pytest.approx([0, 1, 0.5, 0.5])
    assert np.isnan(found[4, 0])
    assert found[:, 1].tolist() == pytest.approx([1, 0.75, 0.5, 0.25, 0])


def test_the_only_region_is_in_the_middle():
    assert score(pd.DataFrame({"a": [7.0]}), [False]).tolist() == [[0.5]]


def test_one_outlier_decides_nothing():
    plain, wild = (score(pd.DataFrame({"a": [1.0, 2.0, last]}), [False]) for last in (3.0, 3e9))
    np.testing.assert_array_equal(plain, wild)


@pytest.mark.parametrize(
    ("attractiveness", "strength", "expected"),
    [(2, 2, BUILD), (2, 1, BUILD), (1, 2, BUILD), (1, 1, HOLD), (2, 0, HOLD), (0, 2, HOLD), (1, 0, HARVEST),
     (0, 1, HARVEST), (0, 0, HARVEST), (-1, 2, NOWHERE), (2, -1, NOWHERE)],
)
def test_the_nine_cells_and_what_lies_outside(attractiveness, strength, expected):
    assert verdict(np.array([attractiveness]), np.array([strength]))[0] == expected


def test_the_axes_are_cut_at_thirds():
    assert level(np.array([0, 0.333, 1 / 3, 0.5, 2 / 3 - 1e-12, 0.7, np.nan])).tolist() == [0, 0, 1, 1, 2, 2, -1]


def test_missing_criteria_are_left_out_not_counted_as_bad():
    scores = np.array([[1.0, np.nan], [0.5, 0.0], [np.nan, np.nan]])
    assert weighted(scores, np.array([1.0, 3.0]))[:2].tolist() == pytest.approx([1.0, 0.125])
    assert np.isnan(weighted(scores, np.array([1.0, 3.0]))[2])


def test_draws_are_weightings_around_the_chosen_one_and_keep_zeros():
    drawn = draw_weights(np.array([3.0, 1.0, 0.0]), 20_000, np.random.default_rng(3))
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx([0.75, 0.25, 0], abs=0.01)
    assert (drawn[:, 2] == 0).all()
    even = draw_weights(np.ones(2), 20_000, np.random.default_rng(3))[:, 0]
    assert np.quantile(even, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.02), "any weighting as likely"


def test_how_sure_a_place_is_agrees_with_a_plain_loop():
    rng = np.random.default_rng(5)
    scores, strengths = rng.random((6, 3)), rng.random((6, 2))
    chosen, other = np.array([1.0, 2.0, 1.0]), np.array([1.0, 1.0])
    shares, *_ = stability((scores, chosen), (strengths, other), draws=200, seed=9)
    generator = np.random.default_rng(9)
    drawn, drawn_other = draw_weights(chosen, 200, generator), draw_weights(other, 200, generator)
    counts = np.zeros((6, 3))
    for one, two in zip(drawn, drawn_other, strict=True):
        for region in range(6):
            steps = sum(int(sum(w * s for w, s in zip(each, of[region], strict=True)) >= cut)
                        for each, of in ((one, scores), (two, strengths)) for cut in (1 / 3, 2 / 3))
            counts[region, 0 if steps >= 3 else 1 if steps == 2 else 2] += 1
    np.testing.assert_allclose(shares, counts / 200)
    again, *_ = stability((scores, chosen), (strengths, other), draws=200, seed=9)
    np.testing.assert_array_equal(shares, again)


@settings(max_examples=25)
@given(st.lists(st.lists(st.floats(0, 1), min_size=2, max_size=2), min_size=1, max_size=5), st.integers(1, 99))
def test_the_three_parts_make_a_whole_and_a_sure_winner_stays_one(rows, seed):
    scores = np.array([*rows, [1.0, 1.0], [0.0, 0.0]])
    shares, *_ = stability((scores, np.ones(2)), (scores, np.ones(2)), draws=50, seed=seed)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert shares[-2].tolist() == [1, 0, 0]
    assert shares[-1].tolist() == [0, 0, 1]


def test_weights_are_read_from_words_and_wrong_ones_are_named():
    assert weights("own_share=2, reach=0") == dict.fromkeys((each.name for each in CRITERIA), 1.0) | {
        "own_share": 2.0, "reach": 0.0}
    assert set(weights("").values()) == {1.0}
    with pytest.raises(ValueError, match="no criterion called 'income'; the nearest is mean_income"):
        weights("income=2")
    for wrong in ("reach=-1", "reach=many", "reach", "reach=101", "reach=nan"):
        with pytest.raises(ValueError, match=r"The weight of reach is .*; enter a number from 0 to 100"):
            weights(wrong)
