"""The bank of the studio's tests, and its customers one by one."""

from __future__ import annotations

from collections import defaultdict

import pytest

from crm_core import open_book
from crm_core.learners import clusters
from crm_core.question import Question
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.by_hand import add_best_ranks


@pytest.fixture(scope="session")
def bank_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiering")
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def book(bank_folder):
    """Opened anew for each file of tests: what a book holds of earlier answers is its own."""
    with open_book(bank_folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def years(book):
    """years ago → customer → its row of customer_years."""
    found = defaultdict(dict)
    for row in book.read(Question("years", "select * from customer_years")).to_dict("records"):
        found[row["years_ago"]][row["customer_id"]] = row
    for rows in found.values():
        add_best_ranks(rows.values())
    return found


@pytest.fixture(scope="module", autouse=True)
def needs_are_found_quickly():
    """Which clusters are the best is asked in `test_needs.py`, where this is overridden. To all others the clusters of
    one beginning are as good: what they ask is what becomes of them, and whether two ways find the same."""
    before = clusters._STARTS, clusters._SAMPLES, clusters._SAMPLES_OF_HALVES, clusters.RESAMPLES
    clusters._STARTS, clusters._SAMPLES, clusters._SAMPLES_OF_HALVES, clusters.RESAMPLES = 2, 1, 1, 2
    yield
    clusters._STARTS, clusters._SAMPLES, clusters._SAMPLES_OF_HALVES, clusters.RESAMPLES = before
