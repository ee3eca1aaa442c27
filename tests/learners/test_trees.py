"""What is learnt is handed back as arrays, which say what scikit-learn's own models say."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from crm_core.learners.chances import learn_chances
from crm_core.learners.forecasts import learn_amounts
from crm_core.learners.trees import Trees, as_arrays

RNG = np.random.default_rng(0)
ROWS = RNG.normal(size=(17_000, 4)).astype(np.float32)
"""More than are looked at together; of float32, as the rooms' matrices are."""
CAME = (RNG.random(len(ROWS)) < 1 / (1 + np.exp(1 - ROWS[:, 0] - (ROWS[:, 1] > 0) * (ROWS[:, 2] > 0)))).astype(int)
SOME = slice(0, 900)


@pytest.fixture(scope="module")
def learnt():
    return learn_chances(ROWS[SOME], CAME[SOME], seed=0)


def test_one_split_by_hand():
    nodes = np.array([(0, 0.0, 1, 2.5, 1, 2), (1, -1.0, 0, 0, 0, 0), (1, 4.0, 0, 0, 0, 0)], dtype=[
        ("is_leaf", bool), ("value", float), ("feature_idx", int), ("num_threshold", float), ("left", int),
        ("right", int)])
    assert list(Trees(10.0, (nodes, nodes))(np.array([[9, 2.5], [0, 2.6]]))) == [8.0, 18.0]


def test_nobody_and_a_tree_that_never_splits():
    leaf = np.array([(1, 3.0)], dtype=[("is_leaf", bool), ("value", float)])
    assert list(Trees(1.0, (leaf,))(np.zeros((2, 1)))) == [4.0, 4.0]
    assert not len(Trees(1.0, (leaf,))(np.zeros((0, 1))))


def test_amounts_are_those_of_the_library():
    model = HistGradientBoostingRegressor(max_iter=8, early_stopping=False).fit(ROWS[SOME], CAME[SOME] * ROWS[SOME, 3])
    np.testing.assert_array_equal(as_arrays(model)(ROWS), model.predict(ROWS))


def test_log_odds_are_those_of_the_library_at_every_threshold_too():
    model = HistGradientBoostingClassifier(max_iter=8, early_stopping=False).fit(ROWS[SOME], CAME[SOME])
    found = as_arrays(model)
    splits = [node["num_threshold"] for nodes in found.trees for node in nodes if not node["is_leaf"]]
    rows = np.repeat(np.array(splits)[:, None], ROWS.shape[1], axis=1)
    for some in (rows, np.nextafter(rows, np.inf), ROWS):
        np.testing.assert_array_equal(found(some), model.decision_function(some))


def test_chances_are_those_of_the_library(learnt):
    x, y = ROWS[SOME], CAME[SOME]
    logistic, trees = learnt
    theirs = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(x, y)
    np.testing.assert_allclose(logistic.chances(ROWS), theirs.predict_proba(ROWS)[:, 1], atol=1e-6)
    assert trees.chances.slope == pytest.approx(1, abs=0.5), "the sigmoid only corrects what the trees say"
    assert np.corrcoef(trees.chances(x), trees.unseen)[0, 1] > 0.7, "who was likely unseen is likely"
    assert abs(trees.chances(ROWS).mean() - CAME.mean()) < 0.05


def test_what_is_handed_back_needs_no_scikit_learn(learnt):
    for model in (*(each.chances for each in learnt), learn_amounts(ROWS[SOME], ROWS[SOME, 1], 0)):
        sent = pickle.dumps(model)
        assert b"sklearn" not in sent
        np.testing.assert_array_equal(pickle.loads(sent)(ROWS), model(ROWS))
