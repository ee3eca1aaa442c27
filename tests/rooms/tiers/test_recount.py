"""Counting again: the same sums as from the start, wherever people have moved to."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.rooms.tiers.cutting import recount as room
from crm_core.rooms.tiers.cutting.ranking import counted
from crm_core.rooms.tiers.cutting.recount import Recount

PEOPLE = 400
DESKS = np.arange(PEOPLE, dtype=np.int32) ** 2 % 7
CENTS = (np.arange(PEOPLE) - 150) ** 3
SHAPE = (4, 7)


def steps() -> list[np.ndarray]:
    """Rows of everybody, one after the other: few, none, and many of them move."""
    first = np.arange(PEOPLE, dtype=np.uint8) % 3
    few = first.copy()
    few[[3, 4, 50, 399]] = [3, 0, 1, 3]
    return [first, few, few.copy(), (few + 1) % 4, first]


def test_sums_are_those_of_a_count_from_the_start():
    last = Recount()
    for rows in steps():
        assert np.array_equal(last.counted(rows, DESKS, SHAPE, [CENTS]), counted(rows, DESKS, SHAPE, [CENTS]))


def test_only_those_who_moved_are_counted(monkeypatch):
    seen = []
    monkeypatch.setattr(room, "counted", lambda rows, *rest: seen.append(len(rows)) or counted(rows, *rest))
    last = Recount()
    for rows in steps()[:3]:
        last.counted(rows, DESKS, SHAPE, [CENTS])
    assert seen == [PEOPLE, 4, 4, 0, 0]


@pytest.mark.parametrize(("people", "shape"), [(PEOPLE, (5, 7)), (PEOPLE - 100, SHAPE)])
def test_other_tiers_or_other_customers_are_counted_from_the_start(people, shape):
    last, rows = Recount(), steps()[0]
    last.counted(rows, DESKS, SHAPE, [CENTS])
    assert np.array_equal(last.counted(rows[:people], DESKS[:people], shape, [CENTS[:people]]),
                          counted(rows[:people], DESKS[:people], shape, [CENTS[:people]]))


def test_nobody_changes_sums_that_the_next_count_begins_from():
    last = Recount()
    sums = last.counted(steps()[0], DESKS, SHAPE, [CENTS])
    with pytest.raises(ValueError, match="read-only"):
        sums += 1
