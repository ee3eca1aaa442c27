"""The grade of a record: against both simple rules, over periods that do not overlap."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.rooms.demand.selection.grade import errors_by_step, grade_of, separate_windows

LAST = pd.Timestamp(2026, 6, 1)


def origin(ago: int, *, steps: int | None = None, error: float = 10.0, rule_error: float = 20.0,
           level_error: float = 30.0) -> pd.DataFrame:
    """The record of one origin, `ago` months back: 64 came each month, missed by so much."""
    made_in = LAST - pd.DateOffset(months=ago)
    return pd.DataFrame({"made_in": made_in, "step": range(1, (steps or ago) + 1), "came": 64.0, "said": 64.0 + error,
                         "rule": 64.0 - rule_error, "level": 64.0 + level_error})


def record(*agos: int, **errors: float) -> pd.DataFrame:
    return pd.concat([origin(ago, **errors) for ago in agos], ignore_index=True)


@pytest.mark.parametrize(("error", "letter"), [(10, "A"), (11, "B"), (16, "B"), (17, "C"), (19, "C"), (20, "D")])
def test_each_grade_reaches_up_to_its_limit(error, letter):
    assert grade_of(record(12, error=error), LAST, horizon=12).letter == letter


def test_the_better_of_the_two_rules_is_the_measure():
    for rule_error, level_error in ((20, 90), (90, 20)):
        grade = grade_of(record(12, error=11, rule_error=rule_error, level_error=level_error), LAST, horizon=12)
        assert grade.letter == "B"
        assert grade.best_rule_error == pytest.approx(20 / 64)


def test_months_that_overlap_count_once():
    overlapping = pd.concat([record(12, error=5), record(*range(13, 24), error=300), record(24, error=15)])
    grade = grade_of(overlapping, LAST, horizon=12)
    assert (grade.windows, grade.reach, grade.tests) == (2, 12, 24)
    assert grade.error == pytest.approx(10 / 64)


@pytest.mark.parametrize(("ago", "reach", "windows"), [
    (range(1, 13), 12, [12]), (range(1, 13), 6, [6, 12]), (range(1, 13), 1, list(range(1, 13))),
    ((4, 8, 12, 16, 21, 24, 36), 12, [12, 24, 36]), ((4, 8, 12, 16), 5, [8, 16]), ((1, 2), 3, []),
])
def test_periods_that_do_not_overlap_are_counted_from_the_latest(ago, reach, windows):
    assert separate_windows(pd.Series(list(ago)), reach) == windows


def test_a_level_is_graded_by_the_farther_half_of_its_months():
    near = origin(12, steps=6, error=0)
    far = origin(12, error=30).query("step > 6")
    both = pd.concat([near, far])
    assert grade_of(both, LAST, horizon=12, is_level=True).letter == "D"
    assert grade_of(both, LAST, horizon=12, is_level=True).tests == 6
    assert grade_of(both, LAST, horizon=12).tests == 12


def test_where_no_whole_period_has_come_the_longest_one_counts_from_half_a_year_on():
    assert grade_of(record(*range(1, 9)), LAST, horizon=12).reach == 8
    assert grade_of(record(*range(1, 6)), LAST, horizon=12) is None
    assert grade_of(record(*range(1, 6)), LAST, horizon=3).windows == 1
    assert grade_of(record(1).head(0), LAST, horizon=1) is None


def test_rounding_earns_no_d():
    exact = grade_of(record(12, error=1e-9, rule_error=0, level_error=30), LAST, horizon=12)
    assert exact.letter == "A"
    assert grade_of(record(12, error=0.02, rule_error=0, level_error=0.01), LAST, horizon=12).letter == "A"
    assert grade_of(record(12, error=1, rule_error=0, level_error=30), LAST, horizon=12).letter == "D"


def test_what_never_moved_has_no_grade():
    assert grade_of(record(12, error=1e-12, rule_error=0, level_error=0), LAST, horizon=12) is None


def test_errors_by_step_are_shares_of_what_came_and_rounding_is_none():
    steps = errors_by_step(pd.concat([origin(2, error=8), origin(1, error=24), origin(3, steps=3, error=1e-9)]))
    assert steps["tests"].tolist() == [3, 2, 1]
    assert steps["error"].tolist() == pytest.approx([32 / 192, 8 / 128, 0.0])
    assert steps["error"].iloc[-1] == 0
    assert steps["level_error"].tolist() == pytest.approx([30 / 64] * 3)
