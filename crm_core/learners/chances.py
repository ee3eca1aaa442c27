"""Models of whether something comes: a logistic regression, and boosted trees made calibrated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit

from crm_core.learners.threads import one_thread
from crm_core.learners.trees import Trees, as_arrays

FOLDS = 3


@dataclass(frozen=True, eq=False)
class Logistic:
    """Chances of rows, 0–1, by columns in standard deviations from their means."""

    means: np.ndarray
    spreads: np.ndarray
    weights: np.ndarray
    constant: float

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """[rows] from [rows, features]."""
        return expit((rows - self.means) / self.spreads @ self.weights + self.constant)


@dataclass(frozen=True, eq=False)
class Calibrated:
    """Chances of rows, 0–1: what trees say, through Platt's sigmoid."""

    trees: Trees
    slope: float
    constant: float

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """[rows] from [rows, features]."""
        return expit(self.slope * self.trees(rows) + self.constant)


@dataclass(frozen=True, eq=False)
class Learnt:
    """A model, and the chances of those it learnt from by models of the other folds, which had not seen them."""

    chances: Callable[[np.ndarray], np.ndarray]
    unseen: np.ndarray


def learn_chances(x: np.ndarray, y: np.ndarray, seed: int) -> tuple[Learnt, Learnt]:
    """Of which rows of `x` it came (`y` is 1): by the regression and by the trees."""
    with one_thread():
        return _logistic(x, y, seed), _trees(x, y, seed)


def _logistic(x: np.ndarray, y: np.ndarray, seed: int) -> Learnt:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    unseen = _of_folds(model, x, y, seed, "predict_proba")[:, 1]
    scaler, regression = (step for _name, step in model.fit(x, y).steps)
    found = Logistic(scaler.mean_, scaler.scale_, regression.coef_[0], float(regression.intercept_[0]))
    return Learnt(found, unseen)


def _trees(x: np.ndarray, y: np.ndarray, seed: int) -> Learnt:
    """Small on purpose, and never with weights for the rare outcome: those would overstate every chance."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression

    model = HistGradientBoostingClassifier(max_iter=120, learning_rate=0.05, max_leaf_nodes=4, min_samples_leaf=100,
                                           l2_regularization=1.0, early_stopping=False, random_state=seed)
    log_odds = _of_folds(model, x, y, seed, "decision_function")[:, None]
    sigmoid = LogisticRegression(C=np.inf).fit(log_odds, y)
    found = Calibrated(as_arrays(model.fit(x, y)), float(sigmoid.coef_[0, 0]), float(sigmoid.intercept_[0]))
    return Learnt(found, sigmoid.predict_proba(log_odds)[:, 1])


def _of_folds(model: Any, x: np.ndarray, y: np.ndarray, seed: int, method: str) -> np.ndarray:
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    return np.asarray(cross_val_predict(model, x, y, cv=folds, method=method))
