"""A handful of the files and recipes drawn by chance that `python -m bench.fuzz_intake` builds by the thousand.

Every day four of each seed, which prove that a lost line would be told; `make proof` takes more of them.
"""

from __future__ import annotations

from collections import Counter

import pytest

from bench.fuzz_intake import faults_of, make
from tests.drawn_cases import cases

CASES = cases(4)


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_whatever_comes_no_line_is_lost_and_nothing_is_left_behind(tmp_path, seed):
    home = tmp_path / "home"
    home.mkdir()
    ends: Counter[str] = Counter()
    assert [fault for number in range(CASES) for fault in faults_of(seed, number, home, ends)] == []
    assert sum(ends.values()) == CASES


def test_a_case_is_the_same_every_time(tmp_path):
    first, second = make(tmp_path / "a", 1, 5), make(tmp_path / "b", 1, 5)
    assert first.files == second.files
