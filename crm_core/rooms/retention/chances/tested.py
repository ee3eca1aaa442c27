"""How well chances held in a year that nobody had looked at, with how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from crm_core.ranks import mean_ranks
from crm_core.rooms.retention.calling.effect import Arm

Z = 1.96
"""Of intervals of 95%."""
TRUSTED = (0.8, 1.25)
"""Expected over observed leavers within which money may be put on chances: a fifth too few, a quarter too many."""
MARKED_SHARE = 0.1
"""The customers that are marked for the plain words: the tenth with the highest probability."""
GROUPS = 10
_ALIKE = 1e-9
_STEPS = 50
"""Newton's, at most; a handful is usual."""
"""Log-odds that differ by less are one."""


@dataclass(frozen=True, eq=False)
class Tested:
    """What became of the chances of one model in a later year. Intervals are of 95%."""

    customers: int
    left: int
    """Customers with the outcome."""
    expected: float
    """The sum of their chances."""
    skill: float
    """1 − the model's Brier score over that of the earlier year's average: 0 is no better than the average, 1
    perfect."""
    skill_low: float
    skill_high: float
    auc: float
    """The probability that of one who left and one who stayed the former had the higher chance; 0.5 is a coin."""
    auc_low: float
    auc_high: float
    slope: float
    """Of outcomes on the log-odds of chances: 1 is calibrated, below 1 probabilities are too extreme; NaN where all are
    alike."""
    slope_low: float
    slope_high: float
    ratio_low: float
    ratio_high: float
    """The interval of expected over observed."""
    marked: int
    marked_left: int
    """Of the tenth with the highest probability, how many there are and how many left."""
    calibration: pd.DataFrame
    """chance (mean), observed, low, high (Wilson), customers: ten groups of like size, from low chances to high."""

    @property
    def ratio(self) -> float:
        """Expected over observed leavers; infinite where nobody left."""
        return self.expected / self.left if self.left else float("inf")

    @property
    def beats_average(self) -> bool:
        """Whether the skill is above 0 beyond chance."""
        return self.skill_low > 0

    @property
    def is_sized(self) -> bool:
        """Whether as many left as expected, near enough to put money on it."""
        return is_near(self.expected, self.left)

    @property
    def marked_rate(self) -> float:
        """The part of the marked that left."""
        return self.marked_left / self.marked

    @property
    def rest_rate(self) -> float:
        """The part of the others that left."""
        return (self.left - self.marked_left) / max(self.customers - self.marked, 1)


def is_near(expected: float, came: float) -> bool:
    """Whether what came is near enough to what was expected to rely on it: within `TRUSTED`."""
    return came > 0 and TRUSTED[0] <= expected / came <= TRUSTED[1]


def test(chances: np.ndarray, outcomes: np.ndarray, average: float) -> Tested:
    """Set `chances` against `outcomes` (1: it came so) of the same customers; `average` is the rate of the year learnt
    from.

    Sources: Brier skill with the paired standard error; AUC: DeLong, DeLong and Clarke-Pearson, *Biometrics* 44 (1988);
    calibration slope: Cox, *Biometrika* 45 (1958). Raises ValueError for arrays of other lengths, or without anybody.
    """
    if len(chances) != len(outcomes) or not len(outcomes):
        raise ValueError(f"{len(chances)} chances cannot be set against {len(outcomes)} outcomes.")
    y = outcomes.astype(float)
    plain = float(((average - y) ** 2).mean())
    gain = (average - y) ** 2 - (chances - y) ** 2
    skill, error = float(gain.mean()) / plain, float(gain.std() / np.sqrt(len(y))) / plain
    auc, auc_error = _auc(chances, y)
    slope, slope_error = _slope(chances, y)
    left, expected = int(y.sum()), float(chances.sum())
    spread = float(np.exp(Z * np.sqrt((1 - y.mean()) / left))) if left else float("inf")
    marked = np.argsort(-chances, kind="stable")[:max(1, int(len(y) * MARKED_SHARE))]
    return Tested(
        customers=len(y), left=left, expected=expected,
        skill=skill, skill_low=skill - Z * error, skill_high=skill + Z * error,
        auc=auc, auc_low=max(auc - Z * auc_error, 0.0), auc_high=min(auc + Z * auc_error, 1.0),
        slope=slope, slope_low=slope - Z * slope_error, slope_high=slope + Z * slope_error,
        ratio_low=expected / left / spread if left else float("inf"),
        ratio_high=expected / left * spread if left else float("inf"),
        marked=len(marked), marked_left=int(y[marked].sum()), calibration=_calibration(chances, y),
    )


def _auc(chances: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The area and its standard error, by the places of leavers among stayers and the reverse."""
    leavers, stayers = chances[y == 1], chances[y == 0]
    if not len(leavers) or not len(stayers):
        return float("nan"), float("nan")
    ranks = mean_ranks(np.concatenate([leavers, stayers]))
    above = (ranks[:len(leavers)] - mean_ranks(leavers)) / len(stayers)
    below = 1 - (ranks[len(leavers):] - mean_ranks(stayers)) / len(leavers)
    variance = above.var() / len(leavers) + below.var() / len(stayers)
    return float(above.mean()), float(np.sqrt(variance))


def _slope(chances: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The slope of a logistic regression of `y` on the log-odds of `chances`, by Newton's steps, and its error.

    Unknown of chances that are all alike, and where a chance parts who left from who stayed: the likelihood then grows
    with the slope for ever (Albert & Anderson 1984, On the existence of maximum likelihood estimates in logistic
    regression models, Biometrika 71).
    """
    log_odds = special.logit(chances)
    if not np.isfinite(log_odds).all() or np.ptp(log_odds) < _ALIKE or _are_parted(log_odds[y == 1], log_odds[y == 0]):
        return float("nan"), float("nan")
    design = np.column_stack([np.ones(len(y)), log_odds])
    weights = np.array([0.0, 1.0])
    for _ in range(_STEPS):
        fitted = special.expit(design @ weights)
        information = design.T @ (design * (fitted * (1 - fitted))[:, None])
        step = np.linalg.solve(information, design.T @ (y - fitted))
        while _likelihood(design, y, weights + step) < _likelihood(design, y, weights) - _ALIKE:
            step = step / 2
        weights = weights + step
        if np.abs(step).max() < _ALIKE:
            break
    return float(weights[1]), float(np.sqrt(np.linalg.inv(information)[1, 1]))


def _are_parted(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether no value of one group lies among those of the other; true where one is empty."""
    return not len(one) or not len(other) or one.max() <= other.min() or other.max() <= one.min()


def _likelihood(design: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    """The logarithm of it."""
    return float(-np.logaddexp(0.0, np.where(y == 1, -1.0, 1.0) * (design @ weights)).sum())


def _calibration(chances: np.ndarray, y: np.ndarray) -> pd.DataFrame:
    """Groups of like size by chance; customers of one chance stay together, so alike chances make one group."""
    order = np.argsort(chances, kind="stable")
    edges = {int(np.searchsorted(chances[order], chances[order][min(int(len(y) * part / GROUPS), len(y) - 1)]))
             for part in range(GROUPS)}
    rows = []
    for first, last in zip(sorted(edges), [*sorted(edges)[1:], len(y)], strict=True):
        group = order[first:last]
        came = Arm(len(group), y[group].sum())
        rows.append((chances[group].mean(), came.rate, *came.interval, len(group)))
    return pd.DataFrame(rows, columns=["chance", "observed", "low", "high", "customers"])
