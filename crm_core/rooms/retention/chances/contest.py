"""Which way of telling who leaves is chosen: the simplest that is within one standard error of the best.

All contestants learn from the earlier year, and are compared on customers of that year whom they did not learn from.
The later year is not looked at: it is for the test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from crm_core.learners.chances import learn_chances
from crm_core.learners.own_process import in_own_process

Contestant = Literal["average", "logistic", "trees"]
"""From the simplest to the most complex: the average of all, a logistic regression, boosted trees made calibrated."""
CONTESTANTS: tuple[Contestant, ...] = ("average", "logistic", "trees")
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
    logistic, trees = in_own_process(learn_chances, x, y, seed)
    rate = float(y.mean())
    unseen: dict[Contestant, np.ndarray] = {
        "average": np.full(len(y), rate), "logistic": _inside(logistic.unseen), "trees": _inside(trees.unseen)}
    made: dict[Contestant, Chances] = {
        "average": lambda rows: np.full(len(rows), rate), "logistic": lambda rows: _inside(logistic.chances(rows)),
        "trees": lambda rows: _inside(trees.chances(rows))}
    scores = _scores(unseen, y)
    winner = next(each.contestant for each in scores.itertuples() if each.behind <= each.error)
    return Contest(scores, winner, made[winner], len(y))


def _scores(unseen: dict[Contestant, np.ndarray], y: np.ndarray) -> pd.DataFrame:
    losses = {name: (unseen[name] - y) ** 2 for name in CONTESTANTS}
    best = min(losses.values(), key=lambda each: float(each.mean()))
    rows = [(name, loss.mean(), (loss - best).mean(), (loss - best).std() / np.sqrt(len(y)))
            for name, loss in losses.items()]
    return pd.DataFrame(rows, columns=["contestant", "brier", "behind", "error"])


def _inside(chances: np.ndarray) -> np.ndarray:
    return np.clip(chances, _FLOOR, 1 - _FLOOR)

