"""Which way of telling who leaves is chosen: the simplest that is within one standard error of the best.

All contestants learn from the earlier year, and are compared on customers of that year whom they did not learn from.
The later year is not looked at: it is for the test.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

Contestant = Literal["average", "logistic", "trees"]
"""From the simplest to the most complex: the average of all, a logistic regression, boosted trees made calibrated."""
CONTESTANTS: tuple[Contestant, ...] = ("average", "logistic", "trees")
FOLDS = 3
MAX_LEARNING = 60_000
"""Customers to learn from, drawn at random of more: beyond, a model of fifteen columns no longer gets better, only
slower."""
_FLOOR = 1e-4
"""No chance is taken for none, and none for certainty."""

Chances = Callable[[np.ndarray], np.ndarray]
"""From the matrix of customers to their chances, 0–1."""


@dataclass(frozen=True, eq=False)
class Contest:
    """How the contestants did on customers of the year they learnt from, and the winner, ready for use."""

    scores: pd.DataFrame
    """contestant, brier (mean squared error of its chances: 0 is best), behind (its distance to the best), error (one
    standard error of that distance)."""
    winner: Contestant
    chances: Chances
    learnt: int
    """Customers learnt from."""


def contest(columns: np.ndarray, outcomes: np.ndarray, *, seed: int = 0) -> Contest:
    """Let the contestants learn which customers (rows of `columns`) had `outcomes` 1.

    Source: Brier, *Mon. Weather Rev.* 78 (1950); one standard error: Breiman et al., *CART* (1984), here of the paired
    distance; chances of the trees by Platt's sigmoid on folds they did not see. Raises ValueError where all outcomes
    are alike.
    """
    if outcomes.min() == outcomes.max():
        raise ValueError("All outcomes are alike: there is nothing to learn.")
    chosen = np.random.default_rng(seed).permutation(len(outcomes))[:MAX_LEARNING]
    x, y = columns[chosen], outcomes[chosen]
    unseen: dict[Contestant, np.ndarray] = {"average": np.full(len(y), y.mean())}
    rate = float(y.mean())
    made: dict[Contestant, Chances] = {"average": lambda rows: np.full(len(rows), rate)}
    with _one_thread():
        unseen["logistic"], made["logistic"] = _logistic(x, y, seed)
        unseen["trees"], made["trees"] = _trees(x, y, seed)
    scores = _scores(unseen, y)
    winner = next(each.contestant for each in scores.itertuples() if each.behind <= each.error)
    return Contest(scores, winner, made[winner], len(y))


def _logistic(x: np.ndarray, y: np.ndarray, seed: int) -> tuple[np.ndarray, Chances]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    unseen = _of_folds(model, x, y, seed, "predict_proba")[:, 1]
    model.fit(x, y)
    return _inside(unseen), lambda rows: _inside(model.predict_proba(rows)[:, 1])


def _trees(x: np.ndarray, y: np.ndarray, seed: int) -> tuple[np.ndarray, Chances]:
    """Small on purpose, and never with weights for the rare outcome: those would overstate every chance."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression

    model = HistGradientBoostingClassifier(max_iter=120, learning_rate=0.05, max_leaf_nodes=4, min_samples_leaf=100,
                                           l2_regularization=1.0, early_stopping=False, random_state=seed)
    log_odds = _of_folds(model, x, y, seed, "decision_function")[:, None]
    sigmoid = LogisticRegression(C=np.inf).fit(log_odds, y)
    model.fit(x, y)

    def chances(rows: np.ndarray) -> np.ndarray:
        with _one_thread():
            return _inside(sigmoid.predict_proba(model.decision_function(rows)[:, None])[:, 1])

    return _inside(sigmoid.predict_proba(log_odds)[:, 1]), chances


def _of_folds(model: Any, x: np.ndarray, y: np.ndarray, seed: int, method: str) -> np.ndarray:
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    return np.asarray(cross_val_predict(model, x, y, cv=folds, method=method))


def _scores(unseen: dict[Contestant, np.ndarray], y: np.ndarray) -> pd.DataFrame:
    losses = {name: (unseen[name] - y) ** 2 for name in CONTESTANTS}
    best = min(losses.values(), key=lambda each: float(each.mean()))
    rows = [(name, loss.mean(), (loss - best).mean(), (loss - best).std() / np.sqrt(len(y)))
            for name, loss in losses.items()]
    return pd.DataFrame(rows, columns=["contestant", "brier", "behind", "error"])


def _inside(chances: np.ndarray) -> np.ndarray:
    return np.clip(chances, _FLOOR, 1 - _FLOOR)


def _one_thread() -> AbstractContextManager[Any]:
    """The sums of the trees come in one order, so the same data makes the same model; and a busy server is not slowed
    down by threads that wait for each other."""
    import sklearn.ensemble  # noqa: F401  a library that is loaded later would not be held to one thread
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)
