"""How far a figure moves by noise: by hand, in its direction, and as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.signals.noise import noise
from crm_core.signals.together import any_of, together


def series(changes, *, first=100.0):
    """A figure whose first year is flat and whose later months are those of the year before, changed by `changes`."""
    values = [first] * 12
    for change in changes:
        values.append(values[-12] * (1 + change))
    return np.array(values)


def test_changes_that_alternate_are_noise_around_their_mean():
    found = noise(series([0.02, 0.06] * 6), months=1, is_share=False)
    assert found.centre == pytest.approx(0.04)
    # Not alike: 11 shocks of 0.02 less what was estimated, the mean's own twelfth, and what the likeness may yet be.
    assert found.scale == pytest.approx((0.0004 * 11 / 9 * (1 + 1 / 12) + 0.0004 * (1 / 12 + 2 / 144)) ** 0.5)
    assert (found.freedom, found.changes, found.is_rate) == (9, 12, True)
    assert found.chance_below(0.04) == pytest.approx(0.5)
    assert found.chance_below(-0.05) + found.chance_above(-0.05) == pytest.approx(1)
    assert found.chance_below(-0.05) < 0.01 < found.chance_below(0.0) < 0.1 < found.chance_below(0.02)
    low, high = found.range(0.95)
    assert found.chance_below(low) == pytest.approx(0.025)
    assert found.chance_above(high) == pytest.approx(0.025)


def test_months_together_move_less_than_one_and_wilder_ones_more():
    wild = [0.02, 0.06, -0.03, 0.07, 0.01, 0.05] * 4
    one, quarter = (noise(series(wild), months=months, is_share=False) for months in (1, 3))
    assert quarter.scale < one.scale
    assert noise(series([each * 2 for each in wild]), months=1, is_share=False).chance_below(-0.1) > (
        one.chance_below(-0.1))


def test_where_months_resemble_their_neighbours_the_last_one_counts():
    """Five bad months in a row, the latest of them: bad it stays, or not, by what months did so far."""
    levels = np.repeat([0.05, -0.02, 0.06, -0.03, 0.04, -0.05], 5)
    mixed = np.append(np.random.default_rng(3).permutation(levels[:-1]), levels[-1])
    alike, free = (noise(series(changes), months=1, is_share=False) for changes in (levels, mixed))
    assert alike.centre < -0.02 < 0 < free.centre
    assert alike.scale < free.scale
    longer = noise(series(levels), months=12, is_share=False)
    assert alike.centre < longer.centre, "over a year it comes back towards its mean"
    assert longer.scale > 0.5 * alike.scale


def test_shares_and_amounts_below_zero_change_by_differences():
    shares = np.array([0.3] * 12 + [0.31, 0.33] * 6)
    assert noise(shares, months=1, is_share=True).centre == pytest.approx(0.02)
    assert not noise(shares, months=1, is_share=True).is_rate
    losses = np.array([-100.0] * 12 + [-90.0, -70.0] * 6)
    assert (noise(losses, months=1, is_share=False).centre, noise(losses, months=1, is_share=False).is_rate) == (20, 0)


@pytest.mark.parametrize("changes", [[], [0.01] * 7, [0.0, 0.1] * 3])
def test_of_too_few_months_nothing_is_told(changes):
    assert noise(series(changes), months=1, is_share=False) is None


def test_months_that_are_not_known_do_not_count():
    holed = series([0.02, 0.06] * 6)
    holed[20] = float("nan")
    assert noise(holed, months=1, is_share=False).changes == 11


def test_what_has_never_moved_is_expected_not_to():
    still = noise(series([0.0] * 12), months=1, is_share=False)
    assert (still.chance_below(0.0), still.chance_below(-0.01), still.chance_above(-0.01)) == (0, 0, 1)
    assert still.range(0.95) == (0, 0)


@pytest.mark.parametrize(("likeness", "months", "history"), [(0.0, 1, 23), (0.8, 1, 23), (0.5, 3, 21)])
def test_a_rule_trips_by_noise_about_as_often_as_it_says(likeness, months, history):
    """Of 600 banks in which nothing happens, one change in ten is below where the stated chance is a tenth."""
    draws, said = np.random.default_rng(20), []
    for _ in range(600):
        shocks = draws.normal(size=history + months + 30)
        for place in range(1, len(shocks)):
            shocks[place] += likeness * shocks[place - 1]
        values = series(0.03 + 0.05 * shocks[-history - months:])
        found = noise(values[:-months], months=months, is_share=False)
        if found is not None:
            now, before = values[-months:].sum(), values[-months - 12:len(values) - 12].sum()
            said.append(found.chance_below(now / before - 1))
    assert len(said) == 600
    assert np.mean(np.array(said) < 0.1) == pytest.approx(0.1, abs=0.035)
    assert np.mean(np.array(said) < 0.3) == pytest.approx(0.3, abs=0.05)


def test_several_rules_trip_more_often_than_each():
    found = together([0.1, 0.2, None])
    assert (found.if_independent, found.at_most, found.known, found.unknown) == (
        pytest.approx(0.28), pytest.approx(0.3), 2, 1)
    assert together([0.7, 0.8]).at_most == 1
    assert any_of([0.1, 0.2]) == pytest.approx(0.28)
    assert any_of([0.1, None]) is None
    assert any_of([]) is None
