"""Which changes can be tried in a series, and how likely the series is without one and with its best.

A series is trend + season + noise that may last from month to month. Every month is tried as an outlier, a shift of
level and a break of trend. The likeliest account with a change is held against the likeliest without one, and both may
say how much of the noise lasts: so a wandering level is not taken for a shift, nor a shift for a wandering level
(decision 31).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Literal

import numpy as np

ChangeKind = Literal["outlier", "level shift", "trend break"]

BREAK_ROOM = 6
"""Months needed on either side of a break of trend. A shift needs one: the first month and the last stand alone on
their side, where an outlier and a shift are the same."""

BREAK_HANDICAP = 2.0
"""By how much likelier (in logarithms) a break of trend must be than a shift or an outlier to be preferred: it is the
slower account, and beside a clear step the noise of a few months can look like one."""

LASTING = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9)
"""How much of a month's noise may last into the next."""

WAVES = (0, 1, 2, 6)
"""Seasons that are tried: none, one or two waves a year, or any pattern of twelve months."""

BENDS = (False, True)
"""Trends that are tried: straight, or bent (a cubic)."""

BEND_MARGIN = 10.0
"""By how much a bent trend must better Akaike's criterion of a straight one: noise that lasts looks bent easily."""

BREAK_MARGIN = 2.0
"""By how much likelier a break of trend must be than a bent one: what bends slowly has no month in which it broke."""

_NOTHING = 1e-18
"""A part of a series' own size that counts as nothing left to explain: rounding."""
_MIN_LENGTH = 1e-6
"""Length of what is left of a candidate that the baseline explains already."""
_WHITENING = np.log(1 - np.array(LASTING)[:, None] ** 2)
"""Lasting × 1: what whitening the first month adds to twice the log-likelihood."""

Candidate = tuple[ChangeKind, int]


@dataclass(frozen=True)
class Baseline:
    """The model without the change that is tried: its months, its waves a year (0 … 6, see `WAVES`), whether its trend
    is bent, its gaps and the changes found so far."""

    months: int
    season: int
    waves: int = 0
    is_bent: bool = False
    gaps: tuple[int, ...] = ()
    earlier: tuple[Candidate, ...] = ()


@dataclass(frozen=True, eq=False)
class Design:
    """The candidates beside the baseline, whitened of noise that lasts: once for each of `LASTING`, which is the first
    axis of every array but `is_break`. All at once, as a series is short and what numpy spends on each call is more
    than what it counts.

    `unit` are their parts that the baseline cannot explain (month × candidate), of length 1 once divided by `length`;
    `residual_maker` turns a series into what the baseline leaves of it; `credit` is what the likelihood gives for the
    whitening and the baseline, whatever the series; `is_break` marks the breaks of trend."""

    candidates: tuple[Candidate, ...]
    residual_maker: np.ndarray
    unit: np.ndarray
    length: np.ndarray
    is_break: np.ndarray
    freedom: int
    credit: np.ndarray

    def likelihoods(self, y: np.ndarray, least: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Lasting × row of `y`: the restricted log-likelihood without a change and with its best candidate, which
        candidate that is, and its size. `least` is the noise that is taken for granted, in the unit of `y`."""
        rest, beside, best, size = self.residuals(y, least)
        without, with_best = (self.credit[:, None] - self.freedom / 2 * np.log(each) for each in (rest, beside))
        return without, with_best - BREAK_HANDICAP * self.is_break[best], best, size

    def residuals(self, y: np.ndarray,
                  least: float | np.ndarray = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Lasting × row of `y`: the squares that the baseline leaves, those left beside its best candidate, which
        candidate that is, and its size. `least` is one for all rows or one for each."""
        residual = y @ self.residual_maker
        along = residual @ self.unit
        rest, rounding = (residual**2).sum(axis=-1), _NOTHING * (y**2).sum(axis=1) + self.freedom * least**2
        left = np.maximum(rest[..., None] - along**2, 0) + rounding[:, None]
        # A break must leave less by as much as its handicap says in logarithms.
        best = (left * np.exp(2 * BREAK_HANDICAP / self.freedom * self.is_break)).argmin(axis=-1)[..., None]
        size = np.take_along_axis(along, best, axis=-1) / np.take_along_axis(self.length[:, None], best, axis=-1)
        return rest + rounding, np.take_along_axis(left, best, axis=-1)[..., 0], best[..., 0], size[..., 0]


def best_change(y: np.ndarray, baseline: Baseline,
                least: float = 0.0) -> tuple[np.ndarray, list[Candidate], np.ndarray]:
    """For each row of `y`: by how much the best change raises the log-likelihood, which change it is, and its size.
    `least` is the noise that is taken for granted, in the unit of `y`."""
    design = design_of(baseline)
    without, beside, best, size = design.likelihoods(y, least)
    place, row = beside.argmax(axis=0), np.arange(len(y))
    change = [design.candidates[which] for which in best[place, row]]
    return beside.max(axis=0) - without.max(axis=0), change, size[place, row]


def is_bent_rather(y: np.ndarray, baseline: Baseline, least: float = 0.0) -> bool:
    """Whether a trend that bends explains one series about as well as its best change does."""
    rest, _beside, *_ = design_of(replace(baseline, is_bent=True)).residuals(y[None, :], least)
    _rest, beside, *_ = design_of(replace(baseline, is_bent=False)).residuals(y[None, :], least)
    bent, changed = ((_WHITENING / 2 - baseline.months / 2 * np.log(left)).max() for left in (rest, beside))
    return bool(changed < bent + BREAK_MARGIN)


def log_likelihoods(y: np.ndarray, baseline: Baseline, choices: Sequence[Sequence[Candidate]], freedom: int,
                    least: float = 0.0) -> np.ndarray:
    """How likely one series is with all changes of each of `choices` beside the `baseline`, for comparison with one
    another; minus infinity where one of them cannot be tried or they say the same. All choices are of the same number
    of changes; `freedom` must be that of all that are compared."""
    used = sorted({change for choice in choices for change in choice})
    which = np.array([[used.index(change) for change in choice] for choice in choices])
    design = design_of(baseline)
    place = {change: at for at, change in enumerate(design.candidates) if change in used}
    is_missing = np.array([change not in place for change in used])
    among = design.unit[:, :, [place.get(change, 0) for change in used]]
    beside = among.swapaxes(1, 2)
    residual = y @ design.residual_maker
    strength, axes = np.linalg.eigh((beside @ among)[:, which[:, :, None], which[:, None, :]])
    can_be = (strength[..., 0] > _MIN_LENGTH**2 * strength[..., -1]) & ~is_missing[which].any(axis=1)
    along = np.einsum("lcji,lcj->lci", axes, (beside @ residual[..., None])[..., 0][:, which])
    explained = (along**2 / np.where(can_be[..., None], strength, 1.0)).sum(axis=-1)
    left = np.maximum((residual**2).sum(axis=-1)[:, None] - explained, 0) + _NOTHING * (y @ y) + freedom * least**2
    return np.where(can_be, design.credit[:, None] - freedom / 2 * np.log(left), -np.inf).max(axis=0)


@lru_cache(maxsize=48)  # what the series of one measure ask for; each takes 0.2 MB of three years, 0.7 of five
def design_of(baseline: Baseline) -> Design:
    """The design of a baseline, whatever of its noise lasts."""
    candidates, shapes = _candidates_of(baseline.months, baseline.gaps)
    whiten = _whitening_of(baseline.months)
    basis, triangle = np.linalg.qr(whiten @ columns_of(baseline))
    residual = np.eye(baseline.months) - basis @ basis.swapaxes(1, 2)
    unit = residual @ shapes
    length = np.sqrt((unit**2).sum(axis=1))
    is_new = (length > _MIN_LENGTH).all(axis=0)  # what noise lasts does not decide what is new, but for rounding
    identifiable = tuple(each for each, keep in zip(candidates, is_new, strict=True) if keep)
    is_break = np.array([kind == "trend break" for kind, _ in identifiable])
    credit = _WHITENING[:, 0] / 2 - np.log(np.abs(np.diagonal(triangle, axis1=1, axis2=2))).sum(axis=1)
    length = length[:, is_new]
    return Design(identifiable, whiten.swapaxes(1, 2) @ residual, unit[:, :, is_new] / length[:, None, :], length,
                  is_break, baseline.months - basis.shape[2], credit)


@lru_cache(maxsize=64)
def _whitening_of(months: int) -> np.ndarray:
    """Lasting × month × month: what takes from each month the part of the one before that lasts."""
    whiten = np.eye(months) - np.array(LASTING)[:, None, None] * np.eye(months, k=-1)
    whiten[:, 0, 0] = np.exp(_WHITENING[:, 0] / 2)
    return whiten


@lru_cache(maxsize=64)
def _candidates_of(months: int, gaps: tuple[int, ...]) -> tuple[list[Candidate], np.ndarray]:
    """What can be tried, and what each does once whitened (lasting × month × candidate): no month without a value, and
    the first and last month as a shift alone."""
    known = [at for at in range(1, months) if at not in gaps]
    candidates: list[Candidate] = [("outlier", at) for at in known if at < months - 1]
    candidates += [("level shift", at) for at in known]
    candidates += [("trend break", at) for at in range(BREAK_ROOM, months - BREAK_ROOM + 1)]
    return candidates, _whitening_of(months) @ np.array([shape_of(each, months) for each in candidates]).T


def columns_of(baseline: Baseline) -> np.ndarray:
    """Month × column: level, trend, season, gaps and the changes found so far."""
    n, time = baseline.months, np.arange(baseline.months)
    columns = [np.ones(n), time / n, *_season_of(baseline, time)]
    columns += [(time / n - 0.5) ** power for power in (2, 3)] if baseline.is_bent else []
    columns += [shape_of(("outlier", at), n) for at in baseline.gaps]
    return np.array(columns + [shape_of(each, n) for each in baseline.earlier]).T


def shape_of(change: Candidate, n: int) -> np.ndarray:
    """What a change of size 1 does to each of `n` months."""
    kind, at = change
    since = np.arange(n) - at
    shapes = {"outlier": since == 0, "level shift": since >= 0, "trend break": np.maximum(since + 1, 0)}
    return shapes[kind].astype(float)


def _season_of(baseline: Baseline, time: np.ndarray) -> list[np.ndarray]:
    """The season: so many waves a year, or a column for every month but one when there are as many as can be."""
    if baseline.waves == WAVES[-1]:
        return list(np.eye(baseline.season)[time % baseline.season].T[1:])
    turns = [2 * np.pi * wave * time / baseline.season for wave in range(1, baseline.waves + 1)]
    return [shape(turn) for turn in turns for shape in (np.cos, np.sin)]


def select_baselines(y: np.ndarray, baseline: Baseline, least: float = 0.0) -> list[Baseline]:
    """The season and the trend that each row of `y` is worth, by Akaike's criterion for small samples; each with its
    best candidate beside it, so that a shift does not drown the season nor a break bend the trend."""
    return [each[1] for each in criteria_of(y, baseline, least)]


def criteria_of(y: np.ndarray, baseline: Baseline, least: float | np.ndarray = 0.0) -> list[tuple[float, Baseline]]:
    """As `select_baselines`, each with its criterion: the lower the likelier. `least` is one for all rows or one for
    each."""
    n = baseline.months
    offered = [replace(baseline, waves=waves, is_bent=is_bent) for is_bent, waves in product(BENDS, WAVES)
               if waves <= baseline.season / 2]
    criteria = []
    for each in offered:
        design = design_of(each)
        fits = n * np.log(design.residuals(y, least)[1] / n) - _WHITENING
        spent = n - design.freedom + 3
        criteria.append(fits.min(axis=0) + 2 * spent * n / max(n - spent - 1, 1) + BEND_MARGIN * each.is_bent)
    best = np.argmin(criteria, axis=0)
    return [(float(criteria[place][row]), offered[place]) for row, place in enumerate(best)]
