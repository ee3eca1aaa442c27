"""The nine cells: scores on two axes, the verdict, and how often a region keeps it when the weights vary."""

from __future__ import annotations

import numpy as np
import pandas as pd

POSITIONS = ("build", "hold", "harvest")
LOW, HIGH = 1 / 3, 2 / 3
"""Where the axes are cut: thirds of the way from the worst to the best region."""
_EVEN = 0.5
"""The score of an only region: it beats nobody and nobody beats it."""


def score(values: pd.DataFrame, is_low_good: list[bool]) -> np.ndarray:
    """For each column, the part of the other regions that a region beats, ties half: 0 worst to 1 best.

    NaN where the value is; 0.5 for the only one that is known. A rank, so that one outlier decides nothing.
    """
    ranks = values.rank(method="average").to_numpy()
    ranked = values.notna().sum().to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        beaten = np.where(ranked > 1, (ranks - 1) / (ranked - 1), np.where(np.isnan(ranks), np.nan, _EVEN))
    return np.where(is_low_good, 1 - beaten, beaten)


def weighted(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted means over the criteria that a region has: (draws ×) criteria weights → (draws ×) regions.

    NaN for a region without any criterion that weighs something.
    """
    is_known = ~np.isnan(scores)
    sums, mass = weights @ np.where(is_known, scores, 0.0).T, weights @ is_known.T.astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(mass > 0, sums / mass, np.nan)


def level(scores: np.ndarray) -> np.ndarray:
    """0 below a third, 1 in the middle, 2 from two thirds on; −1 for NaN. A hair below a cut counts as on it."""
    snapped = np.round(scores, 9)
    cuts = (snapped >= round(LOW, 9)).astype(int) + (snapped >= round(HIGH, 9))
    return np.where(np.isnan(scores), -1, cuts)


def verdict(attractiveness: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """0 build, 1 hold, 2 harvest from two levels; −1 where one is missing.

    Build where both are at least in the middle and one is high, harvest where both are at most there and one is low.
    Source: the nine-box matrix of General Electric and McKinsey.
    """
    together = attractiveness + strength
    position = np.where(together >= 3, 0, np.where(together == 2, 1, 2))  # noqa: PLR2004 two and three steps up
    return np.where((attractiveness < 0) | (strength < 0), -1, position)


def draw_weights(weights: np.ndarray, draws: int, generator: np.random.Generator) -> np.ndarray:
    """`draws` weight sets around `weights`: Dirichlet with n · w, so equal weights mean that any set is as likely.

    A criterion of no weight keeps none. Rows sum to 1.
    """
    shares = weights / weights.sum()
    drawn = generator.gamma(shares * (weights > 0).sum(), size=(draws, len(weights)))
    return drawn / drawn.sum(axis=1, keepdims=True)


def stability(attractiveness: tuple[np.ndarray, np.ndarray], strength: tuple[np.ndarray, np.ndarray], *, draws: int,
              seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How regions fare in `draws` weight sets of the two (scores, weights).

    Returns the part of the draws in which each region is build, hold and harvest (regions × 3), and the levels of
    both axes by draw.
    """
    generator = np.random.default_rng(seed)
    levels = [level(weighted(scores, draw_weights(weights, draws, generator)))
              for scores, weights in (attractiveness, strength)]
    drawn = verdict(*levels)
    shares = np.stack([(drawn == position).mean(axis=0) for position in range(len(POSITIONS))], axis=1)
    return shares, levels[0], levels[1]
