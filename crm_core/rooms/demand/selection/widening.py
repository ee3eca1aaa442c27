"""How much wider a selection's ranges are than its sample paths say, because its own record needed them so.

The paths know of every sum what its past surprises taught, as far as those of its kind bear it out. A sum of few cells
may still have missed by more than they allow for, and its reader sees that record beside the range.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from crm_core.rooms.demand.engine.intervals import OWN_BELIEF
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS, JointForecast
from crm_core.rooms.demand.selection.period import quantiles_of
from crm_core.rooms.demand.selection.record import clopper_pearson

_ROUNDING = 1e-9
"""So that the last that is to be held is not lost by a hair."""


def past_errors(joint: JointForecast, weight: np.ndarray) -> np.ndarray:
    """By how much each earlier forecast of a selection missed what came, origin × step; NaN where nothing has come."""
    history, horizon = joint.history_of(weight), joint.cells.shape[1]
    errors = np.full((len(joint.past), horizon), np.nan)
    for place, past in enumerate(joint.past):
        count = min(past.ago, horizon)
        origin = len(history) - past.ago
        errors[place, :count] = history[origin : origin + count] - (weight @ past.cells)[:count]
    return errors


def widening_of(errors: np.ndarray, paths: np.ndarray) -> np.ndarray:
    """For each level how many times as wide as those of the `paths` (path × step) the ranges are to be, at least 1.

    The `errors` (origin × step) say how wide they would have had to be: at all steps, and at the far half of them,
    whichever asks for more. They count for as much as they have origins, against `OWN_BELIEF` of them (more where the
    level is rare) for the width as it is; but at least so wide that holding as few of them could still be chance.
    """
    low_95, low_80, high_80, high_95 = quantiles_of(paths)
    missed = np.abs(errors)
    factors = np.ones(len(LEVELS))
    for place, (level, width) in enumerate(zip(LEVELS, (high_80 - low_80, high_95 - low_95), strict=True)):
        needed = np.divide(missed, width / 2, out=np.full_like(missed, np.nan), where=width > 0)
        belief = OWN_BELIEF * np.sqrt((1 - 0.80) / (1 - level))
        for part in (needed, needed[:, needed.shape[1] // 2 :]):
            sizes = part[~np.isnan(part)]
            if len(sizes):
                origins = int((~np.isnan(part)).any(axis=1).sum())
                own = float(np.quantile(sizes, min(level * (1 + 1 / len(sizes)), 1.0)))
                factors[place] = max(factors[place], (origins * own + belief) / (origins + belief))
        sizes = np.sort(needed[~np.isnan(needed)])
        if len(sizes):
            factors[place] = max(factors[place], sizes[fewest_hits(len(sizes), level) - 1] * (1 + _ROUNDING))
    return factors


@lru_cache(maxsize=1_024)
def fewest_hits(n: int, level: float) -> int:
    """The fewest of `n` that a range of this level may hold without being refuted; at least one."""
    return next((hits for hits in range(1, n) if clopper_pearson(hits, n)[1] >= level), n)
