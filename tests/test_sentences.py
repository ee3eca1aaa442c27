"""The reader of sentences itself: it marks what is wrong and leaves alone what is right."""

from __future__ import annotations

import pytest

from tests.sentences import faults


@pytest.mark.parametrize("text", [
    "1 customers are unprofitable.", "3 customer are unprofitable.", "1 of 1 products are lent.", "They bring €nan.",
    "The balance is – a year.", "That is 4000000000% of it.", "That is 2,006.7% of it.", "They lose €0 together.",
    "from 200m to 400m", "We hold 5% .", "in the  year", "about {region}", "a change of −€0",
])
def test_what_an_editor_would_mark(text):
    assert faults(text)


@pytest.mark.parametrize("text", [
    "1 customer is unprofitable.", "21 customers are.", "1,201 customers are.", "Oct 2025 – Sep 2026 · all regions",
    "They lose €0.40 together.", "€2.1M, 77.5%", "2.1 points", "customer 1", "the 1993–1998 span", "−€0.40",
])
def test_what_is_right_is_left_alone(text):
    assert faults(text) == []
