"""Tenure has no weight for whoever joined nobody knows when: of all at once and one by one alike."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core import open_book
from crm_core.contract import BOOK_TYPES
from crm_core.rooms.tiers.cutting.placing import ranked_by
from crm_core.rooms.tiers.cutting.roll import Roll
from crm_core.rooms.tiers.cutting.scoring import known_criteria, scoring
from crm_core.rooms.tiers.questions import CUSTOMERS
from crm_core.rooms.tiers.scheme.weights import Weights
from tests import odd_books

WEIGHTS = Weights(contribution=20, balance=20, turnover=20, tenure=40, scale=0, reputation=0)


@pytest.mark.parametrize("missing", ["left_out", "middle", "lowest"])
def test_all_at_once_the_undated_score_as_in_the_plain_loop(tmp_path, missing):
    odd_books.books()["some without joined_on"]().publish(tmp_path)
    rules = scoring(WEIGHTS, missing)
    with open_book(tmp_path) as book:
        read = book.reader()
        rows = read(CUSTOMERS, types=BOOK_TYPES, within_scope=0, first_rank=1, last_rank=99, every=1)
        scores = Roll.of(read, 0).points.scores(rules)
    points = ranked_by(rows, "score", rules)
    assert set(np.floor(points * 10 + 1e-6)) == set(scores)


def test_nobody_dated_means_no_weight_for_tenure(tmp_path):
    odd_books.books()["no joined_on"]().publish(tmp_path)
    with open_book(tmp_path) as book:
        assert "tenure" not in known_criteria(book.reader())
