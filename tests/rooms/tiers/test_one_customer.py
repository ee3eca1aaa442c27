"""One customer's tier is the one the whole assignment gives, at any scheme, and costs one row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm_core.rooms import tiers
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from tests.rooms.tiers.schemes import EQUAL, by_cuts

HELD = replace(by_cuts(75, 40), hold=Hold(5, 2))
WAYS = {"score": (by_cuts(75, 40), 0), "money a year ago": (by_cuts(300, 10, by="contribution"), 1),
        "by type": (starting_scheme(EQUAL, by_type=True, tiers=4), 0),
        "needs": (starting_scheme(EQUAL, how="needs"), 0), "held": (HELD, 0), "held a year ago": (HELD, 1)}


@pytest.mark.parametrize("way", WAYS)
def test_whoever_is_asked_for_stands_where_the_assignment_puts_them(book, way):
    """Every sixth customer under each way: everybody is asked for under one of them."""
    scheme, years_ago = WAYS[way]
    read = book.reader(Scope(years_ago))
    placer = tiers.Placer.of(read, scheme)
    everybody = tiers.assignment(read, scheme).sort_values("customer_id")
    for row in everybody.iloc[list(WAYS).index(way)::len(WAYS)].itertuples():
        found = tiers.tier_of(read, placer, row.customer_id)
        assert (found.tier, found.before, found.reason) == (row.tier, row.previous_tier, row.reason)


def test_a_filter_changes_nothing(book):
    placer = tiers.Placer.of(book.reader(Scope(regions=("SUR",))), by_cuts(75, 40))
    whole = tiers.Placer.of(book.reader(), by_cuts(75, 40))
    for person in tiers.assignment(book.reader(), by_cuts(75, 40))["customer_id"].head(20):
        assert tiers.tier_of(book.reader(Scope(regions=("SUR",))), placer, person) == tiers.tier_of(
            book.reader(), whole, person)


def test_nobody_and_who_left_before_have_no_tier(book):
    read = book.reader()
    placer = tiers.Placer.of(read, by_cuts(75, 40))
    assert tiers.tier_of(read, placer, "nobody") is None
    now, then = (set(tiers.assignment(book.reader(Scope(back)), by_cuts(75, 40))["customer_id"]) for back in (0, 1))
    assert then - now, "the bank has somebody who left"
    assert all(tiers.tier_of(read, placer, person) is None for person in then - now)
