"""A bank of individuals, as many are: what is cut by customer type leaves the other types' tiers empty."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from crm_core import CannotAnswer, NobodyInScope, open_book
from crm_core.rooms.tiers.answer import proposed
from crm_core.rooms.tiers.answers.tiering import tiering
from crm_core.rooms.tiers.customers.assignment import assignment
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.scope import Scope
from tests.rooms.tiers.bank import publish


@pytest.fixture(scope="module")
def individuals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("individuals")
    publish(folder, types=("individual",))
    with open_book(folder) as opened:
        yield opened


@pytest.mark.parametrize("by", ["score", "contribution"])
@pytest.mark.parametrize("how", ["share", "cuts", "cover", "natural", "budget", "needs"])
def test_every_way_of_cutting_leaves_the_tiers_of_a_type_without_customers_empty(individuals, how, by):
    read = individuals.reader()
    by_type, together = (proposed(read, by=by, how=how, tiers=3, top=0.2, cut=cut, hold=Hold(2.0, 2))
                         for cut in ("by_type", "together"))
    found = tiering(read, by_type)
    cuts = found.cuts[found.cuts["of"] != "individual"]
    assert (cuts["near_customers"] == 0).all()
    if how not in ("cuts", "needs"):
        assert cuts["at_least"].map(math.isinf).all(), "nobody reaches them"
    assert set(found.needs) == ({"individual"} if how == "needs" else set())
    assert found.moves.moved_share is not None
    listed = assignment(read, by_type)
    if how != "budget":  # a type's own promises take other parts of it
        same = replace(together.groups[0], promises=by_type.groups[0].promises)
        as_one = tiering(read, replace(together, groups=(same,)))
        assert found.tiers.equals(as_one.tiers), "individuals alone are the whole bank"
        assert listed["tier"].tolist() == assignment(read, together)["tier"].tolist()
    assert len(listed) == found.customers


def test_nobody_of_a_type_in_scope_is_said(individuals):
    scheme = proposed(individuals.reader(), by="score", how="needs", tiers=3, top=0.2, cut="by_type")
    with pytest.raises(NobodyInScope, match="No customers match these filters"):
        tiering(individuals.reader(Scope(customer_types=("corporate",))), scheme)


def test_the_first_share_is_the_one_asked_for(individuals):
    read = individuals.reader()

    def shares(tiers, top):
        return proposed(read, by="score", how="share", tiers=tiers, top=top).groups[0].values

    assert shares(3, 0.2) == (0.2, 0.25), "the usual ones are whole percents"
    assert shares(4, 0.125) == (0.125, 0.125, 0.25)
    assert shares(2, 0.005) == (0.005,)
    assert shares(3, 0.97) == (0.97, 0.01)
    with pytest.raises(CannotAnswer, match=r"share of customers is 0.99; leave a hundredth for each of the other 2"):
        shares(3, 0.99)
