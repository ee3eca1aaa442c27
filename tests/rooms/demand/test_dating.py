"""A change is of the month in which it happened, also lately and beside an outlier; what never changed has none."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.rooms.demand.watch.changes import find_changes

MONTHS = np.arange(36)


def steady(count: int, *, seed: int = 1) -> np.ndarray:
    """Rows with a trend, a season and noise of 1%."""
    noise = np.random.default_rng(seed).standard_normal((count, len(MONTHS)))
    return 100 * np.exp(0.004 * MONTHS + 0.1 * np.sin(2 * np.pi * MONTHS / 12) + 0.01 * noise)


def found(row: np.ndarray) -> dict[int, str]:
    """Month → kind of the changes of one row."""
    return {each.position: each.kind for each in find_changes(row[None, :])}


def test_a_shift_is_of_its_month_wherever_it_happens():
    rows = steady(len(MONTHS) - 1)
    shifts = []
    for position, row in enumerate(rows, start=1):
        row[position:] *= np.exp(0.06 * (-1) ** position)
        shifts.append([each for each, kind in found(row).items() if kind == "level shift"])
    right = [position in each for position, each in enumerate(shifts, start=1) if each]
    assert len(right) >= 0.9 * len(rows)
    assert np.mean(right) >= 0.95


@pytest.mark.parametrize(("lasted", "is_open"), [(1, True), (2, True), (3, False), (4, False)])
def test_a_shift_of_the_last_two_months_is_still_open(lasted, is_open):
    row = steady(1, seed=5)[0]
    row[-lasted:] *= 0.85
    change, = find_changes(row[None, :])
    assert (change.kind, change.position, change.is_open) == ("level shift", 36 - lasted, is_open)
    assert change.size == pytest.approx(-0.15, abs=0.03)


def test_seven_tenths_lost_two_months_ago_is_no_outlier_of_the_month_before():
    """One customer holds 1,000 give or take 10 for 46 months, then 300."""
    months = np.arange(48)
    row = np.where(months < 46, 1000, 300) + np.random.default_rng(27).normal(0, 10, 48)
    change, = find_changes(row[None, :])
    assert (change.kind, change.position, change.is_open) == ("level shift", 46, True)
    assert change.size == pytest.approx(-0.7, abs=0.02)


def test_a_fall_in_august_is_not_told_of_july():
    """Term deposits of a region, in millions: they had fallen by a seventh in November, and fell again in the last
    months, from 7.87 in July to 4.62 in August."""
    row = np.array([10.2, 10.1, 10.3, 10.2, 10.4, 10.3, 10.5, 10.4, 10.3, 10.5, 10.4, 10.6, 10.5, 10.4, 10.6, 10.5,
                    10.4, 10.6, 10.5, 10.3, 10.5, 10.4, 10.40, 10.30, 10.52, 8.90, 8.92, 8.73, 8.33, 8.10, 7.94, 7.90,
                    7.74, 7.87, 4.62, 4.67])
    changes = [each for each in find_changes(row[None, :]) if each.position > 30]
    assert [(each.kind, each.position, each.is_open) for each in changes] == [("level shift", 34, True)]
    assert changes[0].size == pytest.approx(-0.41, abs=0.04)


@pytest.mark.parametrize("where", [-2, -1, 1, 2])
@pytest.mark.parametrize("size", [-0.2, 0.3])
def test_an_outlier_nearby_does_not_move_the_month_of_a_shift(where, size):
    for position in (10, 20, 31):
        row = steady(1, seed=position)[0]
        row[position:] *= 0.9
        row[position + where] *= 1 + size
        kinds = found(row)
        assert kinds.get(position) == "level shift"
        assert kinds.get(position + where) == "outlier"


def test_a_month_that_fits_neither_level_stands_alone_and_the_shift_is_of_the_next():
    """Down by a third for a month, then a tenth below what it was."""
    row = steady(1, seed=8)[0]
    row[18] *= 0.67
    row[19:] *= 0.9
    assert found(row) == {18: "outlier", 19: "level shift"}


def named(row: np.ndarray) -> list[tuple[int, int | None]]:
    """The month of each shift of one row, and the other month that it may be of."""
    return [(each.position, each.other) for each in find_changes(row[None, :]) if each.kind == "level shift"]


@pytest.mark.parametrize("position", [4, 18, 30, 33, 34, 35])
def test_a_clear_shift_names_one_month(position):
    row = steady(1, seed=position)[0]
    row[position:] *= 0.85
    assert named(row) == [(position, None)]


@pytest.mark.parametrize("halfway", [10.0, -10.0])
def test_a_month_halfway_between_two_levels_may_be_of_either(halfway):
    """The level moves by a fifth; the month before is half of that away from it, so half a shift from both accounts."""
    months = np.arange(48)
    row = 100 + np.random.default_rng(11).normal(0, 1, 48) + 20 * (months > 24)
    row[24] = 120 - halfway if halfway > 0 else 130
    (month, other), = named(row)
    assert {month, other} == {24, 25}


def test_last_month_back_at_the_old_level_may_follow_an_outlier_or_a_shift():
    """Up by a fifth in the last month but one and down by a fifth below the first level in the last: either month may
    be the one that stood apart."""
    row = steady(1, seed=12)[0]
    row[34] *= 1.2
    row[35] *= 0.8
    assert any({34, 35} == set(each) for each in named(row))


@pytest.mark.parametrize("beside", [None, (-1, -2), (-1, 2), (1, -2), (1, 2)],
                         ids=["alone", "before, other way", "before, same way", "after, other way", "after, same way"])
def test_a_shift_of_five_deviations_is_of_a_month_that_is_named(beside):
    """In every second month in turn; the outlier is twice as large (`bench.changes` has more of them)."""
    hits = []
    for position in range(2, 35, 2):
        for row in steady(2, seed=100 + position):
            row[position:] *= np.exp(0.05)
            if beside is not None:
                row[position + beside[0]] *= np.exp(0.05 * beside[1])
            if months := named(row):
                hits.append(any(position in each for each in months))
    assert len(hits) >= 20
    assert np.mean(hits) >= 0.95 - 1.645 * np.sqrt(0.05 * 0.95 / len(hits))


def test_the_size_of_a_shift_beside_an_outlier_is_that_of_the_level():
    row = steady(1, seed=9)[0]
    row[17] *= 1.3
    row[18:] *= 0.8
    shift, = (each for each in find_changes(row[None, :]) if each.kind == "level shift")
    assert shift.size == pytest.approx(-0.2, abs=0.02)


# what never changes

LONG = np.arange(48)


@pytest.mark.parametrize("row", [
    1000.0 - 10 * LONG, 100.0 + LONG, 100 * 1.01**LONG, 5e6 * 0.97**LONG, np.full(48, 500.0),
    1000.0 - 10 * LONG + 100 * 1.01**LONG, 3 * LONG - 70.0, 1000 * 1.02**LONG + 5000 - 100 * LONG,
], ids=["falls", "rises", "grows", "decays", "constant", "line and growth", "through zero", "large line and growth"])
@pytest.mark.parametrize("decimals", [0, 2, 9])
def test_lines_exponentials_and_constants_do_not_change(row, decimals):
    assert find_changes(np.round(row, decimals)[None, :]) == []


def test_a_line_with_noise_breaks_no_more_often_than_chance_allows():
    rng = np.random.default_rng(4)
    rows = 1000 - 10 * LONG + rng.normal(0, 5, (60, 48))
    assert np.mean([bool(find_changes(row[None, :])) for row in rows]) <= 0.1


def test_a_shift_of_a_line_is_found_with_its_share_of_the_level_before():
    row = 1000.0 - 10 * LONG
    row[30:] -= 140
    change, = find_changes(row[None, :])
    assert (change.kind, change.position) == ("level shift", 30)
    assert change.size == pytest.approx(-140 / row[29], rel=0.01)


def test_further_changes_are_held_to_the_same_limit_as_the_first():
    """Rows with one true shift: in one of twenty at most something else is reported."""
    rows = steady(150, seed=33)
    rows[:, 20:] *= 0.8
    extra = [len(find_changes(row[None, :])) > 1 for row in rows]
    assert np.mean(extra) <= 0.05 + 1.645 * np.sqrt(0.05 * 0.95 / len(rows))
