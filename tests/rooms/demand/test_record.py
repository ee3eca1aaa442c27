"""The record of a selection: how often its ranges held, how sure that count is, and the grade that it earns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from crm_core.rooms.demand.selection.record import coverage, grade_of


@pytest.mark.parametrize(("inside", "n", "low", "high"), [
    (8, 10, 0.4439, 0.9748), (0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (81, 100, 0.7193, 0.8816), (0, 0, 0.0, 1.0),
])
def test_coverage_counts_and_says_how_sure_the_count_is(inside, n, low, high):
    actual = np.where(np.arange(n) < inside, 1.0, 5.0)
    counted = coverage(np.append(actual, np.nan), np.zeros(n + 1), np.full(n + 1, 2.0))
    assert (counted.held, counted.n) == (inside, n)
    assert (counted.low, counted.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert counted.rate == (inside / n if n else None)


def misses(*, step: int = 1, error: float, rule_error: float, count: int = 12) -> pd.DataFrame:
    """A record of `count` months of which 64 came each, missed by so much."""
    row = {"step": step, "came": 64.0, "said": 64.0 + error, "rule": 64.0 - rule_error}
    return pd.DataFrame(row, index=range(count))


@pytest.mark.parametrize(("error", "letter"), [(10, "A"), (11, "B"), (16, "B"), (17, "C"), (19, "C"), (20, "D")])
def test_each_grade_reaches_up_to_its_limit(error, letter):
    assert grade_of(misses(error=error, rule_error=20)).letter == letter


def test_a_level_is_graded_by_the_farther_half_of_its_months():
    record = pd.concat([misses(step=6, error=0, rule_error=20), misses(step=7, error=30, rule_error=20)])
    grade = grade_of(record, beyond=6)
    assert (grade.letter, grade.tests) == ("D", 12)
    assert grade_of(record).tests == 24


def test_with_few_far_months_all_count():
    record = pd.concat([misses(step=6, error=0, rule_error=20), misses(step=7, error=30, rule_error=20, count=11)])
    assert grade_of(record, beyond=6).tests == 23


def test_a_rule_that_never_missed_cannot_be_beaten():
    assert grade_of(misses(error=0, rule_error=0)).letter == "D"
    assert grade_of(misses(error=1, rule_error=0)).letter == "D"
