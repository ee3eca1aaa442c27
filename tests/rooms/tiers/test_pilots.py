"""What a pilot says of who leaves: by hand, and that it says nothing where it measures something else."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crm_core.rooms.tiers.consequences.at_risk import AtRisk
from crm_core.rooms.tiers.consequences.pilots import pilots
from crm_core.rooms.tiers.customers.pilot_in_words import pilots_in_words
from crm_core.rooms.tiers.questions import PILOTS

BY = ["pilot_id", "name", "measure", "started_on", "arm", "branch_id", "customers", "left_since"]
DAY = pd.Timestamp("2026-01-01")


def rows(measure, *branches) -> pd.DataFrame:
    return pd.DataFrame([("P1", "Fewer visits", measure, DAY, arm, f"B{place}", many, left)
                         for place, (arm, many, left) in enumerate(branches)], columns=BY)


FOUR = (("treated", 100, 10), ("treated", 100, 14), ("control", 50, 2), ("control", 200, 4))


def test_branches_of_the_pilot_lose_nine_points_more():
    """12% against 3%; the standard error is √(2² + 1²) points, its Student quantile at 1.47 degrees is 6.2."""
    found, = pilots(rows("left_on", *FOUR))
    assert found.difference == pytest.approx(0.09)
    assert (found.treated, found.control) == (2, 2)
    reach = (found.high - found.low) / 2
    assert 5 < reach / math.sqrt(0.02**2 + 0.01**2) < 8
    words = pilots_in_words([found], AtRisk(10, 700.0, 98.0, 0.05))
    assert "+9 points" in words
    assert "The break-even of 12.3% lies within that interval" in words
    assert pilots_in_words([found], AtRisk(0, 0.0, 0.0, 0.05)).endswith("not only those who would go down.")


def test_a_pilot_with_other_figures_or_one_branch_says_nothing_of_who_leaves():
    for measure, branches in (("fee_income", FOUR), ("left_on", FOUR[1:]), (None, FOUR)):
        found, = pilots(rows(measure, *branches))
        assert not found.says_leaving
    assert pilots_in_words(pilots(rows("fee_income", *FOUR)), AtRisk(1, 1.0, 1.0, 0.0)) == (
        "No pilot in the data has measured who leaves: “Fewer visits” measures Fees.")


def test_branches_that_lose_alike_leave_no_doubt():
    found, = pilots(rows("attrition", ("treated", 100, 10), ("treated", 50, 5), ("control", 100, 0),
                         ("control", 9, 0)))
    assert found.low == found.high == pytest.approx(0.1)
    risk = AtRisk(10, 700.0, 98.0, 0.05)
    assert "All of that interval is below the break-even of 12.3%." in pilots_in_words([found], risk)
    assert "above the break-even of 6.5%" in pilots_in_words([found], AtRisk(10, 700.0, 49.0, 0.05))


def test_a_book_without_pilots_says_so(book):
    found = pilots(book.reader()(PILOTS))
    assert found == ()
    assert pilots_in_words(found, AtRisk(1, 1.0, 1.0, 0.0)).startswith("The data has no pilot")
