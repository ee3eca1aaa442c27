"""Customers by name and desk, told by the rank of their contribution."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.ranked_customers import named_customers, rank_of
from crm_core.scope import Scope
from tests.rooms.retention.books import publish_fates


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fates")
    publish_fates(folder)
    with open_book(folder) as opened:
        yield opened.reader(Scope(regions=("S",)))


def test_they_come_in_the_order_that_was_asked_whatever_the_scope(read):
    ranks = [rank_of(read, each) for each in ("STAYS", "LEFT", "QUIET")]
    assert sorted(ranks) != ranks, "LEFT contributed most"
    named = named_customers(read, ranks)
    assert list(named.index) == [0, 1, 2]
    assert named["customer_id"].tolist() == ["STAYS", "LEFT", "QUIET"]
    assert named["region"].tolist() == ["N", "S", "N"]
    assert named["manager"].isna().all()
    assert named["customer_type"].tolist() == ["Individual"] * 3


def test_nobody_has_a_rank_that_is_not_there(read):
    assert rank_of(read, "NOBODY") is None
    with pytest.raises(KeyError):
        named_customers(read, [99])
