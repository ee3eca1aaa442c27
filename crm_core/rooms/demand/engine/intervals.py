"""How wide the range is: learnt from past surprises of the whole panel (conformal), not assumed.

A surprise is what came less what was said, in the model's own standard deviations. Pooled over the panel they say
how wrong the model is about itself at each step; the row's own surprises widen or narrow that for the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

OWN_BELIEF = 3.5
"""Origins of a row's own record that weigh as much as the panel, at the 80% level: a few surprises of one row prove
little. Less still about what is rare: the number grows as the root of how rare (7 at 95%). One number for both levels
made the 95% ranges of short and of quarterly series too narrow, and scored 2% worse (decision 34)."""

TABLE_BELIEF = 8.0
"""Records (row × origin) that weigh as much as the rule of thumb: a panel of one row knows little of itself."""

STEP_BELIEF = 20.0
"""Surprises at one step that weigh half as much as the panel's over all steps; with many more, both count the same."""

MAX_SURPRISE = 6.0
"""A surprise this many times the usual one says no more than that it was large."""

MEMORY = 0.1
"""Weight of a surprise beside one of a year (twelve periods) later: how well a method does changes with the times. On
M1 and Tourism the interval score fell and the 80% ranges came nearer to 80%, from .825 and .853 to .808 and .828."""

_YEAR = 12

_THUMB = {0.80: (1.66, 1.26), 0.95: (2.85, 2.29)}
"""Half-widths in standard deviations at steps 1 and 12 where nothing can be learnt: measured on other panels."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """What past surprises teach: half-widths in standard deviations, `usual` by level × step, and `own` by level × row,
    by how much a row's surprises are larger than the panel's. `records` (row × origin) say how much it was learnt
    from."""

    usual: np.ndarray
    own: np.ndarray
    records: int

    def widths(self, sd: np.ndarray) -> np.ndarray:
        """Half-widths of the ranges of forecasts with these `sd` (row × step): level × row × step."""
        return np.maximum.accumulate(self.usual[:, None, :] * self.own[:, :, None], axis=0) * sd


def calibrate(surprise: np.ndarray, *, levels: tuple[float, ...], ago: np.ndarray | None = None) -> Calibration:
    """Learn from `surprise` (row × origin × step, NaN where not known). `levels` in (0, 1), ascending: a higher level
    is never narrower. `ago` says how many periods ago each origin was: the latest count most; without it all count the
    same. Without any surprise it is the rule of thumb."""
    rows, origins, steps = surprise.shape
    thumb = np.stack([rule_of_thumb(level, steps) for level in levels])
    size = np.abs(surprise)
    is_known = ~np.isnan(size)
    records = int(is_known.any(axis=2).sum())
    if not records:
        return Calibration(thumb, np.ones((len(levels), rows)), 0)
    weight = np.ones(origins) if ago is None else MEMORY ** ((ago - ago.min()) / _YEAR)
    weights = np.broadcast_to(weight[None, :, None], size.shape)
    typical = _typical(size, is_known)
    ratio, own_factors, quantiles = np.minimum(size / typical, MAX_SURPRISE), [], []
    for level in levels:
        of_all, of_all_but_one = _own_factors(ratio, is_known, OWN_BELIEF * float(np.sqrt((1 - 0.80) / (1 - level))))
        own_factors.append(of_all)
        scores = size / typical / of_all_but_one[:, :, None]
        quantiles.append(_quantiles(scores, weights, is_known, level) * typical)
    belief = records / (records + TABLE_BELIEF)
    usual = belief * np.array(quantiles) + (1 - belief) * thumb
    return Calibration(np.maximum.accumulate(usual, axis=0), np.array(own_factors), records)


def rule_of_thumb(level: float, steps: int) -> np.ndarray:
    """Half-widths in standard deviations for rows too short to have a record, by step."""
    lower, upper = sorted(_THUMB)
    normal = {each: NormalDist().inv_cdf((1 + each) / 2) for each in (lower, upper, level)}
    widths = [np.array(_THUMB[each]) / normal[each] for each in (lower, upper)]
    along = (normal[level] - normal[lower]) / (normal[upper] - normal[lower])
    first, twelfth = np.maximum(widths[0] + along * (widths[1] - widths[0]), 0.5) * normal[level]
    return np.interp(np.arange(1, steps + 1), [1, 12], [first, twelfth])


def _typical(size: np.ndarray, is_known: np.ndarray) -> np.ndarray:
    """The mean surprise at each step over the panel, the largest hundredth cut, smoothed over neighbouring steps."""
    mean = np.full(size.shape[2], np.nan)
    for step in np.flatnonzero(is_known.any(axis=(0, 1))):
        sizes = size[:, :, step][is_known[:, :, step]]
        mean[step] = np.minimum(sizes, np.quantile(sizes, 0.99)).mean()
    filled = np.flatnonzero(~np.isnan(mean))
    mean = np.interp(np.arange(len(mean)), filled, mean[filled])
    smooth = np.convolve(np.r_[mean[0], mean, mean[-1]], [0.25, 0.5, 0.25], "valid")
    return np.maximum(smooth, 1e-3)


def _own_factors(ratio: np.ndarray, is_known: np.ndarray, belief: float) -> tuple[np.ndarray, np.ndarray]:
    """Each row's surprises against the usual ones, shrunk towards 1: by all its origins, and by all but each."""
    total, steps = np.where(is_known, ratio, 0.0).sum(axis=2), is_known.sum(axis=2)
    origins = is_known.any(axis=2).sum(axis=1)
    by_all = _shrink(total.sum(axis=1), steps.sum(axis=1), origins, belief)
    by_all_but_one = _shrink(total.sum(axis=1, keepdims=True) - total, steps.sum(axis=1, keepdims=True) - steps,
                             np.maximum(origins[:, None] - 1, 0), belief)
    return by_all, by_all_but_one


def _shrink(total: np.ndarray, steps: np.ndarray, origins: np.ndarray, belief: float) -> np.ndarray:
    ratio = total / np.maximum(steps, 1)
    return (origins * ratio + belief) / (origins + belief)


def _quantiles(scores: np.ndarray, weights: np.ndarray, is_known: np.ndarray, level: float) -> np.ndarray:
    """The level's quantile of the scores: of each step, leaning on that of all steps together."""
    overall = weighted_quantile(scores[is_known], weights[is_known], level)
    quantiles = np.full(scores.shape[2], overall)
    for step in np.flatnonzero(is_known.any(axis=(0, 1))):
        here = is_known[:, :, step]
        of_step = scores[:, :, step][here]
        trust = 0.5 * len(of_step) / (len(of_step) + STEP_BELIEF)
        quantiles[step] = trust * weighted_quantile(of_step, weights[:, :, step][here], level) + (1 - trust) * overall
    return quantiles


def weighted_quantile(scores: np.ndarray, weights: np.ndarray, level: float) -> float:
    """Conformal: one more score than seen is yet to come, so the rank is a little higher than the plain quantile's.

    Scores count by their `weights`; equal ones give the plain quantile of that rank."""
    order = np.argsort(scores)
    scores, weights = scores[order], weights[order]
    count = float(weights.sum() ** 2 / (weights**2).sum())
    place = np.cumsum(weights) - weights / 2
    place = (place - place[0]) / (place[-1] - place[0]) if len(place) > 1 else np.zeros(1)
    return float(np.interp(min(level * (1 + 1 / count), 1.0), place, scores))
