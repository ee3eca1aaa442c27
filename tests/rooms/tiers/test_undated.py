"""Tenure has no weight for whoever joined nobody knows when: in the database and one by one alike."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core import open_book
from crm_core.contract import BOOK_TYPES
from crm_core.rooms.tiers.cutting.placing import ranked_by
from crm_core.rooms.tiers.cutting.scoring import known_criteria, scoring
from crm_core.rooms.tiers.questions import CUSTOMERS, STEPS
from crm_core.rooms.tiers.scheme.weights import Weights
from tests import odd_books

WEIGHTS = Weights(contribution=20, balance=20, turnover=20, tenure=40, scale=0, reputation=0)


@pytest.mark.parametrize("missing", ["left_out", "middle", "lowest"])
def test_the_database_scores_the_undated_as_the_plain_loop_does(tmp_path, missing):
    odd_books.books()["some without joined_on"]().publish(tmp_path)
    rules = scoring(WEIGHTS, missing)
    with open_book(tmp_path) as book:
        read = book.reader()
        rows = read(CUSTOMERS, types=BOOK_TYPES, within_scope=0, first_rank=1, last_rank=99, every=1)
        steps = np.asarray(read(STEPS, back=0, by_score=1, **rules))[:, 0]
    points = ranked_by(rows, "score", rules)
    assert set(np.floor(points * 10 + 1e-6)) == set(steps)


def test_nobody_dated_means_no_weight_for_tenure(tmp_path):
    odd_books.books()["no joined_on"]().publish(tmp_path)
    with open_book(tmp_path) as book:
        assert "tenure" not in known_criteria(book.reader())
