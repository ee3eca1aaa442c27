"""The shifted beta-geometric model: every customer leaves with a probability of their own, the same each period.

Those with a high probability go early, so of a cohort that has been seen for long those remain who stay: the share that
stays rises with time though nobody changes. A formula with one constant rate forgets this.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy import special

VARIES_BY = 2.706
"""Twice the gain in log-likelihood over one constant rate from which rates are taken to vary: the 5% point of half a χ²
with one degree of freedom, as no variation lies at the edge of what the model can say (Self and Liang, JASA 82,
1987)."""
_FURTHEST = 12.0
"""Logarithms of alpha and beta are sought from minus this to this: beyond, nobody's rate differs from another's."""
_STEPS, _NEAR, _FLAT = 200, 1e-9, 1e-12
"""Steps of the search at most; the step, in logarithms, that is too small for another; a curvature that is none."""

_Likelihood = tuple[float, np.ndarray, np.ndarray]
"""The log-likelihood at the logarithms of alpha and beta, its slope [2] and its curvature [2, 2] there."""


@dataclass(frozen=True, eq=False)
class BetaGeometric:
    """The fitted model. Periods are those of the table that it was fitted to."""

    alpha: float
    beta: float
    """Of the beta distribution of the probabilities to leave in a period; the mean is alpha / (alpha + beta)."""
    log_likelihood: float
    covariance: np.ndarray
    """[2, 2] of the logarithms of alpha and beta: the inverse of the Hessian at the optimum."""
    rate: float
    """The one constant rate that fits best: leavers a customer-period."""
    rate_error: float
    """Its standard error."""
    constant_log_likelihood: float

    @property
    def varies(self) -> bool:
        """Whether customers differ beyond chance: else the constant rate says as much."""
        return 2 * (self.log_likelihood - self.constant_log_likelihood) > VARIES_BY


def fit(table: pd.DataFrame) -> BetaGeometric:
    """Fit to `table` (month: periods of life, from 0; at_risk; left), of one cohort or of many that are seen from some
    period on: each period's leavers are drawn from those who could leave in it.

    Source: Fader and Hardie, *J. Interactive Marketing* 21 (2007), whose likelihood this is for a whole cohort. Raises
    ValueError where nobody left or nobody stayed.
    """
    period = table["month"].to_numpy(dtype=float)
    left = table["left"].to_numpy(dtype=float)
    stayed = table["at_risk"].to_numpy(dtype=float) - left
    if not left.sum() or not stayed.sum():
        raise ValueError("A model of leaving needs customers who left and customers who stayed.")

    rate = float(left.sum() / (left.sum() + stayed.sum()))
    likely = partial(_likelihood, period=period, left=left, stayed=stayed)
    logs = _highest(likely, np.log([1.0, max(1 / rate - 1, 0.1)]))
    log_likelihood, _, curve = likely(logs)
    constant = float(left.sum() * math.log(rate) + stayed.sum() * math.log1p(-rate))
    alpha, beta = np.exp(logs)
    return BetaGeometric(
        alpha=float(alpha), beta=float(beta), log_likelihood=log_likelihood,
        covariance=np.linalg.pinv(-curve, hermitian=True),
        rate=rate, rate_error=math.sqrt(rate * (1 - rate) / float(left.sum() + stayed.sum())),
        constant_log_likelihood=constant,
    )


def staying(alpha: float, beta: float, periods: np.ndarray) -> np.ndarray:
    """The part of a cohort that is still there after so many periods of life."""
    return np.exp(special.betaln(alpha, beta + periods) - special.betaln(alpha, beta))


def constant_retention(margin: float, retention: float, discount: float, *, starts_now: bool) -> float:
    """What a customer is worth for ever who stays with one probability from year to year: m·ρ/(1+d−ρ) where the first
    `margin` comes in a year, m·(1+d)/(1+d−ρ) where it comes now.

    Source: Gupta and Lehmann, *J. Interactive Marketing* 17 (2003). Raises ValueError unless 0 ≤ retention ≤ 1 and the
    discount is above 0.
    """
    if not 0 <= retention <= 1 or discount <= 0:
        raise ValueError(f"retention is {retention} (0 to 1), discount {discount} (above 0).")
    return margin * ((1 + discount) if starts_now else retention) / (1 + discount - retention)


def _likelihood(logs: np.ndarray, period: np.ndarray, left: np.ndarray, stayed: np.ndarray) -> _Likelihood:
    alpha, beta = np.exp(logs)
    total, others = alpha + beta + period, beta + period
    value = (left * np.log(alpha / total) + stayed * np.log(others / total)).sum()
    a_customer, twice = ((left + stayed) / total).sum(), ((left + stayed) / total**2).sum()
    slope = np.array([left.sum() - alpha * a_customer, beta * ((stayed / others).sum() - a_customer)])
    curve = np.array([[alpha * (alpha * twice - a_customer), alpha * beta * twice],
                      [alpha * beta * twice, slope[1] + beta**2 * (twice - (stayed / others**2).sum())]])
    return float(value), slope, curve


def _highest(likely: Callable[[np.ndarray], _Likelihood], logs: np.ndarray) -> np.ndarray:
    """Where it is most likely, from `logs`: Newton's steps uphill, halved where they would lead down."""
    logs = np.clip(logs, -_FURTHEST, _FURTHEST)
    for _ in range(_STEPS):
        value, slope, curve = likely(logs)
        step = _inside(logs, slope, curve)
        while likely(after := np.clip(logs + step, -_FURTHEST, _FURTHEST))[0] < value:
            step = step / 2
        if np.abs(after - logs).max() < _NEAR:
            return after
        logs = after
    return logs


def _inside(logs: np.ndarray, slope: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """The step from `logs`, no further than to the edge of where they are sought. One that is there and would go beyond
    stays, and the other goes on alone: cut off, the step of both may lead down however often it is halved."""
    goes = np.full(len(logs), True)
    while True:
        bends, axes = np.linalg.eigh(curve * np.outer(goes, goes))
        step = axes @ (axes.T @ (slope * goes) / np.maximum(np.abs(bends), _FLAT))
        room = np.where(step > 0, _FURTHEST - logs, _FURTHEST + logs)
        stops = (step != 0) & (room < _NEAR)
        if not stops.any():
            return step * np.min(np.minimum(1.0, room) / np.maximum(np.abs(step), 1.0), where=step != 0, initial=1.0)
        goes &= ~stops
