"""Tiers by need: the best clusters there are, the same when a few customers more or less are looked at."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from crm_core.learners import clusters as learner
from crm_core.rooms.tiers.cutting.needs import FEATURES, _features, find_needs
from crm_core.rooms.tiers.needs_in_words import agreement

KINDS = 9
"""More than the clusters asked for: which of them go together, a search may find in many ways."""


@pytest.fixture(scope="module", autouse=True)
def needs_are_found_quickly():
    """They are looked for here as they are for everybody (`conftest.py`)."""


@pytest.fixture
def without_halves(monkeypatch):
    """The clusters alone, not how steady they are: to find them again on five halves takes twice as long, comes after
    them and changes nothing in them. Of `four` it is looked for."""
    monkeypatch.setattr(learner, "RESAMPLES", 0)


@pytest.fixture(scope="module")
def rows():
    generator = np.random.default_rng(4)
    kind = generator.integers(0, KINDS, 5_000)
    use = generator.random((KINDS, 6))
    held = (generator.random((len(kind), 6)) < use[kind]).astype(float)
    sizes = np.exp(generator.normal(generator.normal(4, 2, (KINDS, 3))[kind], 0.6))
    table = pd.DataFrame(np.column_stack([held, sizes]), columns=list(FEATURES))
    return table.assign(contribution=generator.normal(10, 5, len(table)))


@pytest.fixture(scope="module")
def four(rows):
    return find_needs(rows, 4)


def spread(rows, needs):
    standard = (_features(rows) - needs.means) / needs.spreads
    return ((standard[:, None, :] - needs.centres[None, :, :]) ** 2).sum(axis=2).min(axis=1).sum()


@pytest.mark.parametrize("clusters", [3, 4, 5])
def test_no_beginning_of_many_finds_better_clusters(rows, four, clusters, without_halves):
    needs = four if clusters == 4 else find_needs(rows, clusters)
    standard = (_features(rows) - needs.means) / needs.spreads
    with threadpool_limits(limits=1, user_api="openmp"):
        best = KMeans(clusters, n_init=150, random_state=9).fit(standard).inertia_
    assert spread(rows, needs) <= best * (1 + 1e-5)


def test_five_customers_fewer_move_next_to_nobody(rows, four, without_halves):
    for seed in range(2):
        fewer = rows.drop(index=np.random.default_rng(seed).choice(len(rows), 5, replace=False)).reset_index(drop=True)
        moved = find_needs(fewer, 4).tiers(rows) != four.tiers(rows)
        assert moved.mean() <= 0.005


def test_the_same_customers_give_the_same_clusters_in_any_number_of_tries(rows, four):
    again = find_needs(rows, 4)
    assert (again.centres == four.centres).all()
    assert again.stability == four.stability


def test_few_different_customers_among_many_equal_ones_are_found(rows, without_halves):
    same = pd.concat([rows.iloc[[0]]] * 9_000 + [rows.iloc[[at]] for at in range(1, 4)], ignore_index=True)
    needs = find_needs(same, 4)
    assert sorted(np.bincount(needs.tiers(same))[1:]) == [1, 1, 1, 9_000]


def test_how_steady_they_are_is_said(rows, four):
    assert f"halves of the customers: {four.stability:.2f} (1 is identical" in agreement(four)
    few = find_needs(rows.head(4), 4)
    assert agreement(few) == "There are too few customers to test how stable these groups are."
