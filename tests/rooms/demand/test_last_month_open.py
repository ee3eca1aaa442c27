"""Whether the book's last month was still being booked, from the number of holdings by month."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.rooms.demand.cells.last_month_open import is_last_month_open


def months(*holdings: float, ends_after_build: bool = False) -> pd.DataFrame:
    return pd.DataFrame({"holdings": holdings, "ends_after_build": ends_after_build})


@pytest.mark.parametrize(("last", "is_open"), [(89, True), (91, False), (120, False)])
def test_a_tenth_below_the_three_months_before_is_half_booked(last, is_open):
    """Those before, not itself among them: it would pull what is usual down to itself."""
    assert is_last_month_open(months(*[100] * 8, last)) is is_open


def test_a_book_that_has_always_swung_may_swing_again():
    assert not is_last_month_open(months(100, 100, 100, 80, 100, 100, 100, 84))
    assert is_last_month_open(months(100, 100, 100, 80, 100, 100, 100, 65))


def test_growth_that_pauses_is_no_open_month():
    growing = [100 * 1.2**month for month in range(8)]
    assert not is_last_month_open(months(*growing, growing[-2]))


def test_a_book_built_before_the_month_ended_needs_no_comparison():
    assert is_last_month_open(months(100, 100, ends_after_build=True))


def test_few_months_show_nothing_usual():
    assert not is_last_month_open(months(100, 100, 100, 100, 10))
    assert is_last_month_open(months(100, 100, 100, 100, 100, 10))
