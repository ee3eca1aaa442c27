"""In which month a level shifted, where an outlier beside it may hide it; and the other month, where no one can tell.

Each month around a shift is tried with it, alone and with an outlier in one of the months around (decision 64).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from crm_core.rooms.demand.watch.candidates import Baseline, Candidate, columns_of, log_likelihoods, shape_of

NEIGHBOURS = 2
"""Months around a shift in which an outlier can hide its month."""

OUTLIER_COST = 2.0
"""By how much likelier (in logarithms) an outlier beside a shift must make a series to date the shift: two standard
deviations. Which month it is asks for less evidence than whether there is a change at all."""

MIN_LEAD = 2.0
"""By how much likelier a month must be than the next best to be named alone: seven times."""

_STAYS = 1e-6
"""A lead that is not rounding: of two months that are equally likely, the one found first is kept."""


@dataclass(frozen=True)
class Dating:
    """The month of a shift, the outlier beside it (None where there is none), and the other month that it may be of
    (None where the month is clear)."""

    month: int
    outlier: int | None
    other: int | None


def date_shift(y: np.ndarray, baseline: Baseline, changes: Sequence[Candidate], place: int, least: float) -> Dating:
    """When the shift at this `place` of `changes` happened, the others as they are but for outliers near it."""
    at = changes[place][1]
    others = [each for where, each in enumerate(changes) if where != place
              and not (each[0] == "outlier" and abs(each[1] - at) <= NEIGHBOURS)]
    scores: dict[int, tuple[float, int | None]] = {at: (-np.inf, None)}
    for month, outlier, score in _accounts(y, baseline, others, at, least):
        if score > scores.get(month, (-np.inf, None))[0]:
            scores[month] = (score, outlier)
    best = max(scores, key=lambda month: scores[month][0] + _STAYS * (month == at))
    lead, other = min(((scores[best][0] - scores[month][0], month) for month in scores if month != best),
                      default=(np.inf, None))
    return Dating(best, scores[best][1], other if lead < MIN_LEAD else None)


def _accounts(y: np.ndarray, baseline: Baseline, others: list[Candidate], at: int,
              least: float) -> Iterator[tuple[int, int | None, float]]:
    """Every account of a shift near the month `at`: its month, its outlier, and how likely it makes the series."""
    last = len(y) - 1
    taken = {month for kind, month in others if kind == "level shift"}
    near = [month for month in range(max(at - NEIGHBOURS, 1), min(at + NEIGHBOURS, last) + 1) if month not in taken]
    freedom = baseline.months - columns_of(baseline).shape[1] - len(others) - 2
    alone: list[list[Candidate]] = [[*others, ("level shift", month)] for month in near]
    without = dict(zip(near, log_likelihoods(y, baseline, alone, freedom, least), strict=True))
    yield from ((month, None, score) for month, score in without.items())
    pairs = [(month, outlier) for month, outlier in product(near, near) if month != outlier]
    beside = [[*others, ("level shift", month), outlier_at(outlier, len(y))] for month, outlier in pairs]
    if not pairs:
        return
    scores = log_likelihoods(y, baseline, beside, freedom, least) - OUTLIER_COST
    for (month, outlier), changes, score in zip(pairs, beside, scores, strict=True):
        # The same in other words: the outlier's month was the first at the new level, and went beyond it.
        if outlier == month - 1 and np.isfinite(score):
            apart = _apart(y, baseline, changes, least, is_needed=score > max(without[month], without[outlier]))
            yield month, outlier, score - min(apart, 0) ** 2
            yield outlier, outlier, score - max(apart, 0) ** 2
        # Beside what happened in the last month a shift must be seen itself, not be the noise of a month or two.
        elif outlier != last or score > without[last]:
            yield month, outlier, score


def outlier_at(month: int, months: int) -> Candidate:
    """An outlier in this month; in the last it is the same as a shift."""
    return ("level shift" if month == months - 1 else "outlier", month)


def _apart(y: np.ndarray, baseline: Baseline, changes: list[Candidate], least: float, *, is_needed: bool) -> float:
    """By how many standard errors the outlier that is last of `changes` is further from the new level, which the shift
    before it brings, than half the shift: it stands apart if so, else it belongs to the new level. There is no doubt of
    that in a month that falls short of the level unless an outlier `is_needed`: the month is then told by which of the
    two shifts alone is likelier."""
    columns = np.column_stack([columns_of(baseline), *(shape_of(each, len(y)) for each in changes)])
    sizes = np.linalg.lstsq(columns, y, rcond=None)[0]
    shift, outlier = sizes[-2:] * np.sign(sizes[-2])
    if outlier < shift and not is_needed:
        return float(np.inf if outlier < shift / 2 else -np.inf)
    way = np.array([-1.5, 1.0]) if outlier > shift else np.array([0.5, -1.0])
    noise = max(float(((y - columns @ sizes) ** 2).sum()) / max(len(y) - columns.shape[1], 1), least**2)
    spread = np.linalg.pinv(columns.T @ columns)[-2:, -2:] * noise
    return float(way @ [shift, outlier] / np.sqrt(way @ spread @ way))
