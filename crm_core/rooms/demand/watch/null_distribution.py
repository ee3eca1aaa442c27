"""The null distribution: which changes can be tried in a series, and how large the best of them comes out in series
where nothing happened.

A series is trend + season + noise that may last from month to month. Every month is tried as an outlier, a shift of
level and a break of trend. The likeliest account with a change is held against the likeliest without one, and both may
say how much of the noise lasts: so a wandering level is not taken for a shift, nor a shift for a wandering level. What
comes of it is held against the best candidate of noise, so the many candidates raise no false alarms either
(decision 31).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

ChangeKind = Literal["outlier", "level shift", "trend break"]

SHIFT_ROOM, BREAK_ROOM = 3, 6
"""Months needed on either side of a shift and of a break; later it is an outlier until more is known."""

LASTING = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9)
"""How much of a month's noise may last into the next."""

WAVES = (0, 1, 2, 6)
"""Seasons that are tried: none, one or two waves a year, or any pattern of twelve months."""

DRAWS = 1_500
"""Series without season or change that chance is read from. Their noise lasts as much as any may: of all in `LASTING`
that deceives most, so whatever the noise of a series is, it raises no more alarms than it should."""

TAIL = 0.9
"""Where the tail of chance begins."""

_SEED = 77
_NOTHING = 1e-18
"""A part of a series' own size that counts as nothing left to explain: rounding."""
_MIN_LENGTH = 1e-6
"""Length of what is left of a candidate that the baseline explains already."""


@dataclass(frozen=True)
class Baseline:
    """The model without the change that is tried: its months, its waves a year (0 … 6, see `WAVES`), its gaps
    and the changes found so far."""

    months: int
    season: int
    waves: int = 0
    gaps: tuple[int, ...] = ()
    earlier: tuple[tuple[ChangeKind, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Design:
    """The candidates beside the baseline, whitened of noise that lasts: `unit` are their parts that the baseline cannot
    explain, of length 1 once divided by `length`; `residual_maker` turns a series into what the baseline leaves of it;
    `credit` is what the likelihood gives for the whitening and the baseline, whatever the series."""

    candidates: tuple[tuple[ChangeKind, int], ...]
    residual_maker: np.ndarray
    unit: np.ndarray
    length: np.ndarray
    freedom: int
    credit: float

    def likelihoods(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """For each row of `y`: the restricted log-likelihood without a change and with its best candidate, which
        candidate that is, and its size."""
        rest, beside, best, size = self.residuals(y)
        return *(self.credit - self.freedom / 2 * np.log(each) for each in (rest, beside)), best, size

    def residuals(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """For each row of `y`: the squares that the baseline leaves, those left beside its best candidate, which
        candidate that is, and its size."""
        residual = y @ self.residual_maker
        along = residual @ self.unit
        best = np.abs(along).argmax(axis=1)
        along = along[np.arange(len(y)), best]
        rest, rounding = (residual**2).sum(axis=1), _NOTHING * (y**2).sum(axis=1)
        return rest + rounding, np.maximum(rest - along**2, 0) + rounding, best, along / self.length[best]


def best_change(y: np.ndarray, baseline: Baseline) -> tuple[np.ndarray, list[tuple[ChangeKind, int]], np.ndarray]:
    """For each row of `y`: by how much the best change raises the log-likelihood, which change it is, and its size."""
    designs = [design_of(baseline, place) for place in range(len(LASTING))]
    without, beside, best, size = map(np.array, zip(*(each.likelihoods(y) for each in designs), strict=True))
    place, row = beside.argmax(axis=0), np.arange(len(y))
    change = [designs[where].candidates[which] for where, which in zip(place, best[place, row], strict=True)]
    return beside.max(axis=0) - without.max(axis=0), change, size[place, row]


@lru_cache(maxsize=512)
def design_of(baseline: Baseline, lasting: int) -> Design:
    """The design of a baseline whose noise lasts as the place `lasting` in `LASTING` says."""
    n, time = baseline.months, np.arange(baseline.months)
    base = [np.ones(n), time / n, *_season_of(baseline, time)]
    base += [_shape("outlier", at, n) for at in baseline.gaps] + [_shape(kind, at, n) for kind, at in baseline.earlier]
    candidates: list[tuple[ChangeKind, int]] = [("outlier", at) for at in range(n) if at not in baseline.gaps]
    candidates += [("level shift", at) for at in range(SHIFT_ROOM, n - SHIFT_ROOM + 1)]
    candidates += [("trend break", at) for at in range(BREAK_ROOM, n - BREAK_ROOM + 1)]
    part = LASTING[lasting]
    whiten = np.eye(n) - part * np.eye(n, k=-1)
    whiten[0, 0] = np.sqrt(1 - part**2)
    basis, triangle = np.linalg.qr(whiten @ np.array(base).T)
    residual = np.eye(n) - basis @ basis.T
    unit = residual @ whiten @ np.array([_shape(kind, at, n) for kind, at in candidates]).T
    length = np.sqrt((unit**2).sum(axis=0))
    is_new = length > _MIN_LENGTH
    identifiable = tuple(each for each, keep in zip(candidates, is_new, strict=True) if keep)
    credit = float(np.log(whiten[0, 0]) - np.log(np.abs(np.diag(triangle))).sum())
    return Design(identifiable, whiten.T @ residual, unit[:, is_new] / length[is_new], length[is_new],
                  n - basis.shape[1], credit)


def null_scores(baseline: Baseline) -> np.ndarray:
    """How much the best change raises the log-likelihood in series of the baseline's length without any, ascending.

    Read from series of whole seasons, which are at most a little longer, and so have a few more candidates.
    """
    return _null_scores(-(-baseline.months // baseline.season) * baseline.season, baseline.season)


@lru_cache(maxsize=32)
def _null_scores(months: int, season: int) -> np.ndarray:
    """Found as it is found in a real series, so that waves which are only noise mislead here as they do there."""
    y, baseline = _noise(months), Baseline(months, season)
    waves = select_waves(y, baseline)
    return np.sort(np.concatenate([
        best_change(y[waves == each], replace(baseline, waves=each))[0] for each in WAVES if (waves == each).any()
    ]))


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


def _shape(kind: ChangeKind, at: int, n: int) -> np.ndarray:
    since = np.arange(n) - at
    shapes = {"outlier": since == 0, "level shift": since >= 0, "trend break": np.maximum(since + 1, 0)}
    return shapes[kind].astype(float)


def _season_of(baseline: Baseline, time: np.ndarray) -> list[np.ndarray]:
    """The season: so many waves a year, or a column for every month but one when there are as many as can be."""
    if baseline.waves == WAVES[-1]:
        return list(np.eye(baseline.season)[time % baseline.season].T[1:])
    turns = [2 * np.pi * wave * time / baseline.season for wave in range(1, baseline.waves + 1)]
    return [shape(turn) for turn in turns for shape in (np.cos, np.sin)]


def select_waves(y: np.ndarray, baseline: Baseline) -> np.ndarray:
    """The waves that each row of `y` is worth, by Akaike's criterion for small samples; each with its best candidate
    beside it, so that a shift does not drown the season."""
    n, offered = baseline.months, [waves for waves in WAVES if waves <= baseline.season / 2]
    criteria = []
    for waves in offered:
        designs = [design_of(replace(baseline, waves=waves), place) for place in range(len(LASTING))]
        fits = [n * np.log(each.residuals(y)[1] / n) - np.log(1 - part**2)
                for each, part in zip(designs, LASTING, strict=True)]
        spent = n - designs[0].freedom + 3
        criteria.append(np.min(fits, axis=0) + 2 * spent * n / max(n - spent - 1, 1))
    return np.array(offered)[np.argmin(criteria, axis=0)]


@lru_cache(maxsize=32)
def _noise(n: int) -> np.ndarray:
    """Series of nothing but noise that lasts."""
    noise = np.random.default_rng([_SEED, n]).standard_normal((DRAWS, n))
    part = LASTING[-1]
    noise[:, 0] /= np.sqrt(1 - part**2)
    for month in range(1, n):
        noise[:, month] += part * noise[:, month - 1]
    return noise
