"""Work shared out among cores: every customer is in one part, and counts do not hang on how many there are."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core.rooms.tiers.cutting import shared_out as room
from crm_core.rooms.tiers.cutting.ranking import counted
from crm_core.rooms.tiers.cutting.roll import NOT_YET, Earlier
from crm_core.rooms.tiers.cutting.shared_out import shared_out

CORES = 3


@pytest.fixture
def _many_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three cores, and ten customers are worth one."""
    monkeypatch.setattr(room, "LEAST", 10)
    monkeypatch.setattr(room.os, "cpu_count", lambda: CORES)


@pytest.mark.usefixtures("_many_cores")
@pytest.mark.parametrize(("customers", "parts"), [(0, 1), (1, 1), (19, 1), (20, 2), (29, 2), (30, 3), (1_000, 3)])
def test_every_customer_is_in_one_part_in_their_order(customers: int, parts: int) -> None:
    everybody = list(range(customers))
    shared = shared_out(customers, lambda part: everybody[part])
    assert len(shared) == parts
    assert [one for part in shared for one in part] == everybody


def test_a_bank_of_a_million_is_left_to_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.os, "cpu_count", lambda: CORES)
    assert shared_out(1_000_000, lambda part: part) == [slice(0, 1_000_000)]
    assert len(shared_out(10_000_000, lambda part: part)) == CORES


@pytest.mark.usefixtures("_many_cores")
def test_counts_and_money_are_those_of_one_pass() -> None:
    rows, columns = np.array([0, 1, 1, 2, 0] * 7), np.array([1, 0, 0, 1, 1, 0, 0] * 5, dtype=np.int32)
    cents = np.arange(35) ** 2 - 100
    sums = counted(rows, columns, (3, 2), [cents, -cents])
    for row in range(3):
        for column in range(2):
            here = cents[(rows == row) & (columns == column)]
            assert sums[row, column].tolist() == [len(here), here.sum(), -here.sum()]


@pytest.mark.usefixtures("_many_cores")
def test_who_was_no_customer_a_year_before_had_no_tier_then() -> None:
    places = np.array([2, NOT_YET, 0, 1, NOT_YET] * 8, dtype=np.int32)
    tiers = Earlier(places, np.array([], dtype=np.int32)).tiers(np.array([1, 3, 2], dtype=np.uint8))
    assert tiers.tolist() == [2, 0, 1, 3, 0] * 8
