"""A handful of the files and recipes drawn by chance that `python -m bench.fuzz_intake` builds by the thousand."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.fuzz_intake import faults_of, make


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_whatever_comes_no_line_is_lost_and_nothing_is_left_behind(tmp_path, seed):
    home = tmp_path / "home"
    home.mkdir()
    ends: Counter[str] = Counter()
    assert [fault for number in range(12) for fault in faults_of(seed, number, home, ends)] == []
    assert sum(ends.values()) == 12


def test_a_case_is_the_same_every_time(tmp_path):
    first, second = make(tmp_path / "a", 1, 5), make(tmp_path / "b", 1, 5)
    assert first.files == second.files
