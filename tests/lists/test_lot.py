"""Who is left out of a list by lot: as many as asked, whoever they are, and the same by the same number."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from crm_core import CannotAnswer
from crm_core.lists.lot import Lot

IDS = [f"C{number:03}" for number in range(50)]


def test_the_number_alone_decides_whatever_the_order():
    drawn = Lot("closed", 0.2, 4711).left_out(IDS)
    assert len(drawn) == 10
    for seed in range(3):
        assert Lot("quiet", 0.2, 4711).left_out(random.Random(seed).sample(IDS, len(IDS))) == drawn
    assert Lot("closed", 0.2, 4712).left_out(IDS) != drawn


def test_more_left_out_by_the_same_number_are_the_same_and_others():
    assert Lot("closed", 0.1, 7).left_out(IDS) < Lot("closed", 0.3, 7).left_out(IDS)


def test_everybody_is_left_out_as_often_as_anybody_else():
    times = Counter(each for seed in range(500) for each in Lot("closed", 0.2, seed).left_out(IDS))
    assert sum(times.values()) == 500 * 10
    assert all(65 <= times[each] <= 140 for each in IDS), "100 each, give or take four standard deviations of 9"


def test_one_is_left_out_and_one_is_called_at_least():
    assert len(Lot("closed", 0.01, 1).left_out(IDS[:3])) == 1
    assert len(Lot("closed", 0.5, 1).left_out(IDS[:2])) == 1
    with pytest.raises(CannotAnswer, match="Of a single customer nobody can be left out by lot"):
        Lot("closed", 0.5, 1).left_out(IDS[:1])


@pytest.mark.parametrize("share", [0.0, 0.51, -0.1])
def test_a_part_out_of_range_is_refused_with_the_rule(share):
    with pytest.raises(CannotAnswer, match="cannot be left out by lot; choose from 1% to 50%"):
        Lot("closed", share, 1)
