"""What segments are called: by rule, by a person, and what becomes of that name when the clusters move."""

from __future__ import annotations

import json

import numpy as np
import pytest

from crm_core.amounts import Money
from crm_core.segmentation import GivenName, Segmentation, definition, named_segments, proposed_names, shape_of
from crm_core.segmentation.clusters import Clusters

EUR = Money("EUR")
SPREADS = np.array([0.4, 0.4])


def clusters(*shares: tuple[float, float]) -> Segmentation:
    found = Clusters(("loans", "cards"), np.array(shares), np.array([0.2, 0.2]), SPREADS, np.ones(len(shares)))
    return Segmentation("needs", tuple(str(each + 1) for each in range(len(shares))), np.zeros(1, dtype=int), None,
                        "transactions", clusters=found)


TODAY = clusters((0, 0), (1, 0.1), (0.1, 1))


def given(number: int, name: str, found: Segmentation, code: str) -> GivenName:
    return GivenName(number, found.way, code, shape_of(found, code), name, "Ana")


def test_clusters_are_named_after_what_more_of_them_hold_than_of_the_bank():
    assert proposed_names(TODAY) == ("Basic products only", "Loans", "Cards")
    assert proposed_names(clusters((0, 0), (1, 1))) == ("Basic products only", "Loans and cards")


def test_two_clusters_of_one_name_are_told_apart():
    assert proposed_names(clusters((0, 0), (0.1, 0))) == ("Basic products only (1)", "Basic products only (2)")


def test_a_name_stays_with_a_cluster_that_moved_a_little_whatever_its_number():
    then = clusters((1, 0), (0, 0), (0, 1))
    named = named_segments(TODAY, [given(1, "Borrowers", then, "1")])
    assert [each.name for each in named] == ["Basic products only", "Borrowers", "Cards"]


def test_a_name_of_a_cluster_that_moved_too_far_is_offered_and_not_given():
    then = clusters((0.6, 0.6), (0, 0), (1, 1))
    named = named_segments(TODAY, [given(1, "Families", then, "1")])
    assert [each.given for each in named] == [None, None, None]
    assert [each.offered.name for each in named if each.offered] == ["Families"]


def test_the_later_of_two_names_counts_and_every_name_goes_to_one_cluster_at_most():
    named = named_segments(TODAY, [given(1, "Borrowers", TODAY, "2"), given(2, "Home owners", TODAY, "2")])
    assert [each.name for each in named] == ["Basic products only", "Home owners", "Cards"]


@pytest.mark.parametrize("shape", ["", "[1]", "{}", '{"bonds": 1}', "no json"])
def test_a_shape_that_is_none_of_ours_names_nothing(shape):
    assert all(not each.given and not each.offered
               for each in named_segments(TODAY, [GivenName(1, "needs", "1", shape, "X", "Ana")]))


def test_the_name_of_a_rule_stays_with_the_rule():
    rules = Segmentation("life_cycle", ("new", "quiet"), np.zeros(1, dtype=int), None, "transactions")
    named = named_segments(rules, [GivenName(1, "life_cycle", "quiet", "", "Sleepers", "Ana"),
                                   GivenName(2, "needs", "new", "", "Other", "Ana")])
    assert [each.name for each in named] == ["New", "Sleepers"]
    assert shape_of(rules, "new") == ""


def test_a_definition_says_the_shares_or_the_limits():
    assert definition(TODAY, "2", EUR) == (
        "Most like customers of whom these shares hold a product: loans 100% and cards 10%.")
    assert definition(TODAY, "1", EUR) == "Most like customers who hold none of: loans and cards."
    assert json.loads(shape_of(TODAY, "2")) == {"loans": 1.0, "cards": 0.1}
