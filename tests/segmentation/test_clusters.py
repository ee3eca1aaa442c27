"""Segments by need: exact, the same in any order, as many as the rule says, and how far each is found again."""

from __future__ import annotations

import numpy as np
import pytest

from crm_core import CannotAnswer
from crm_core.segmentation.clusters import MIN_CLUSTERS, STEADY, find_clusters
from tests.segmentation.behaviours import behaviour, holding

BANK = behaviour(*holding(count=60), *holding("loans", count=30), *holding("cards", count=20),
                 *holding("loans", "cards", count=2))


@pytest.fixture(scope="module")
def found():
    return find_clusters(BANK)


def test_those_who_hold_the_same_are_together_and_the_largest_comes_first(found):
    places = found.places(BANK)
    assert (places[:60] == 0).all()
    assert found.families == ("loans", "cards")
    assert len(set(places[60:90])) == len(set(places[90:110])) == 1
    sizes = np.bincount(places)
    assert list(sizes) == sorted(sizes, reverse=True)
    assert sizes.sum() == len(BANK)


def test_the_rule_takes_the_largest_number_that_is_stable_and_of_segments_large_enough(found):
    assert len(found.shares) == MIN_CLUSTERS  # a fourth would have 2 of 112 customers
    assert found.steadiness.min() >= STEADY
    assert len(find_clusters(BANK, 4).shares) == 4


def test_the_order_of_customers_does_not_matter_and_neither_does_the_day():
    turned = find_clusters(BANK.iloc[::-1], 4)
    for name in ("shares", "steadiness"):
        np.testing.assert_array_equal(getattr(turned, name), getattr(find_clusters(BANK, 4), name))


def test_centres_are_the_means_of_their_customers_and_nobody_is_nearer_to_another():
    found = find_clusters(BANK, 4)
    places = found.places(BANK)
    for place, row in enumerate(BANK.itertuples()):
        held = np.array([row.loans_held, row.cards_held]) / found.spreads
        away = [float(((held - centre / found.spreads) ** 2).sum()) for centre in found.shares]
        assert away[places[place]] == min(away)
    for each in range(4):
        mine = BANK[places == each]
        np.testing.assert_allclose(found.shares[each], [mine["loans_held"].mean(), mine["cards_held"].mean()])


def test_a_cluster_of_very_few_is_not_stable():
    bank = behaviour(*holding(count=60), *holding("loans", count=40), *holding("cards", count=30),
                     *holding("insurance"))
    found = find_clusters(bank, 4)
    assert np.bincount(found.places(bank)).tolist() == [60, 40, 30, 1]
    assert found.steadiness[3] < STEADY  # in a third of the resamples its only customer is not drawn


def test_too_few_different_holdings_are_refused_with_the_remedy():
    with pytest.raises(CannotAnswer, match=r"2 different combinations.*Choose fewer"):
        find_clusters(behaviour(*holding(count=5), *holding("loans", count=5)))
    with pytest.raises(ValueError, match="choose from 3 to 8"):
        find_clusters(BANK, 2)
