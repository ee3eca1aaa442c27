"""What past surprises teach about the width of ranges, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.rooms.demand.engine.intervals import (
    MAX_SURPRISE,
    MEMORY,
    TABLE_BELIEF,
    calibrate,
    rule_of_thumb,
    weighted_quantile,
)

ONE_STEP = np.arange(1.0, 10.0).reshape(9, 1, 1)
"""Nine rows, each of which was once surprised at the first step: by 1, 2 … 9 standard deviations."""


def test_one_more_surprise_than_seen_is_yet_to_come():
    """Conformal: of nine the 80% rank is taken among ten, so it is 8.1 and not 7.4."""
    learnt = 1 + 8 * 0.8 * 10 / 9
    belief = 9 / (9 + TABLE_BELIEF)
    expected = belief * learnt + (1 - belief) * rule_of_thumb(0.80, 1)[0]
    assert calibrate(ONE_STEP, levels=(0.80,)).usual[0, 0] == pytest.approx(expected)


def test_beyond_the_largest_rank_the_largest_surprise_is_the_limit():
    belief = 9 / (9 + TABLE_BELIEF)
    expected = belief * 9 + (1 - belief) * rule_of_thumb(0.95, 1)[0]
    assert calibrate(ONE_STEP, levels=(0.95,)).usual[0, 0] == pytest.approx(expected)


def test_without_any_surprise_it_is_the_rule_of_thumb():
    nothing = calibrate(np.full((3, 2, 12), np.nan), levels=(0.80, 0.95))
    np.testing.assert_allclose(nothing.usual, [rule_of_thumb(0.80, 12), rule_of_thumb(0.95, 12)])
    np.testing.assert_array_equal(nothing.own, np.ones((2, 3)))
    assert nothing.records == 0


def test_a_row_that_surprises_more_than_others_has_wider_ranges_of_its_own():
    surprise = np.random.default_rng(4).normal(0, 1, (20, 8, 6))
    surprise[0] *= 3
    own = calibrate(surprise, levels=(0.80, 0.95)).own
    assert own[0, 0] == own[0].max() > 1.5
    assert own[0, 1:].max() < own[0, 0] / 1.5
    assert 1 < own[1, 0] < own[0, 0], "what is rare shows seldom in one row, so it counts less at 95%"


def test_one_monstrous_surprise_says_no_more_than_that_it_was_large():
    surprise = np.random.default_rng(5).normal(0, 1, (20, 8, 6))
    surprise[0, 0, 0] = 1e6
    own = calibrate(surprise, levels=(0.80,)).own[0]
    assert own[0] < 1 + MAX_SURPRISE / 6


def test_a_higher_level_is_never_narrower():
    sizes = np.abs(np.random.default_rng(6).standard_t(3, (4, 3, 5)))
    widths = calibrate(sizes, levels=(0.50, 0.80, 0.95)).widths(np.ones((4, 5)))
    assert (np.diff(widths, axis=0) >= 0).all()


def test_the_latest_surprises_count_most():
    surprise = np.random.default_rng(7).normal(0, 1, (40, 2, 6))
    surprise[:, 1] *= 3
    ago = np.array([2, 14])
    calm_lately, wild_lately = (calibrate(surprise[:, order], levels=(0.80,), ago=ago).usual.mean()
                                for order in ([0, 1], [1, 0]))
    alike = calibrate(surprise, levels=(0.80,)).usual.mean()
    assert calm_lately < alike < wild_lately


def test_equal_weights_give_the_plain_quantile_of_the_rank():
    scores = np.random.default_rng(8).exponential(1, 40)
    expected = np.quantile(scores, 0.80 * (1 + 1 / 40))
    assert weighted_quantile(scores, np.full(40, 7.0), 0.80) == pytest.approx(expected)
    assert weighted_quantile(scores[:1], np.ones(1), 0.80) == scores[0]


def test_only_how_much_later_an_origin_is_matters_and_not_how_long_ago_all_are():
    surprise = np.random.default_rng(9).normal(0, 1, (10, 3, 4))
    near, far = (calibrate(surprise, levels=(0.95,), ago=np.array([1, 6, 13]) + shift) for shift in (0, 30))
    np.testing.assert_allclose(near.usual, far.usual)
    assert 0 < MEMORY < 1
