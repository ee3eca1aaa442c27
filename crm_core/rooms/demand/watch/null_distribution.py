"""The null distribution: how large the best change comes out in series where nothing happened.

What is found in a series is held against the best candidate of noise, so the many candidates raise no false alarms
(decision 31).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from crm_core.rooms.demand.watch.candidates import LASTING, Baseline, best_change, select_baselines

DRAWS = 1_500
"""Series without season or change that chance is read from. Their noise lasts as much as any may: of all in `LASTING`
that deceives most, so whatever the noise of a series is, it raises no more alarms than it should."""

TAIL = 0.9
"""Where the tail of chance begins."""

_SEED = 77


def null_scores(baseline: Baseline) -> np.ndarray:
    """How much the best change raises the log-likelihood in series of the baseline's length without any, ascending.

    Read from series of whole seasons, which are at most a little longer, and so have a few more candidates.
    """
    return _null_scores(-(-baseline.months // baseline.season) * baseline.season, baseline.season)


@lru_cache(maxsize=32)
def _null_scores(months: int, season: int) -> np.ndarray:
    """Found as it is found in a real series, so that waves which are only noise mislead here as they do there."""
    y = _noise(months)
    baselines = np.array(select_baselines(y, Baseline(months, season)), dtype=object)
    return np.sort(np.concatenate([best_change(y[baselines == each], each)[0] for each in set(baselines)]))


def p_value(score: float, null: np.ndarray) -> float:
    """How likely chance scores that much, from its scores in ascending order; two standard errors of so many draws too
    high, so that what the draws do not know raises no alarm.

    Among the best tenth the tail is continued as an exponential: a clear change is then told from a very clear one,
    which mere counting could not with so few draws.
    """
    start = null[int(TAIL * len(null))]
    if score <= start:
        probability = (1 + len(null) - int(np.searchsorted(null, score))) / (1 + len(null))
    else:
        probability = (1 - TAIL) * float(np.exp(-(score - start) / (null[null > start] - start).mean()))
    drawn = max(probability, 1 - TAIL)
    return min(1.0, probability * (1 + 2 * float(np.sqrt((1 - drawn) / drawn / len(null)))))


@lru_cache(maxsize=32)
def _noise(n: int) -> np.ndarray:
    """Series of nothing but noise that lasts."""
    noise = np.random.default_rng([_SEED, n]).standard_normal((DRAWS, n))
    part = LASTING[-1]
    noise[:, 0] /= np.sqrt(1 - part**2)
    for month in range(1, n):
        noise[:, month] += part * noise[:, month - 1]
    return noise
