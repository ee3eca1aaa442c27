"""What comes next in each row, and what would have been said at earlier ends of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crm_core.rooms.demand.members import extrapolate
from crm_core.rooms.demand.panel import lengths
from crm_core.rooms.demand.seasonality import take_out

LEAST_SEASONS = 2
"""Seasons that must lie behind an earlier end for its forecast to count as a record."""

SHORT = 4
"""Rows of fewer values say nothing of their own spread and borrow the panel's."""

GUESS = 0.1
"""Spread, as a part of a row's size, where no row of the panel is long enough to lend one."""

LENDS = 12
"""Values a row must have to lend its spread."""

STILL = 1e-5
"""A row whose spread is this small beside its size has never moved: it teaches nothing about surprises."""

_LEAST_FACTOR = 1e-3
"""Keeps the spread of a month that the season all but empties above zero."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """`point` and `sd` of each row (first axis) and step (last axis); `is_still` marks rows that never moved."""

    point: np.ndarray
    sd: np.ndarray
    is_still: np.ndarray


@dataclass(frozen=True, eq=False)
class Record:
    """Forecasts from earlier ends against what came.

    `ago[k]` says how many periods before the end the k-th forecast was made; `point`, `sd` and `actual` have the axes
    row × end × step. NaN where a row was too short then, or what came is not known yet; `is_still` has row × end.
    """

    ago: np.ndarray
    point: np.ndarray
    sd: np.ndarray
    actual: np.ndarray
    is_still: np.ndarray

    @property
    def surprise(self) -> np.ndarray:
        """What came, less what was said, in standard deviations; NaN also for rows that had never moved."""
        return np.where(self.is_still[:, :, None], np.nan, (self.actual - self.point) / self.sd)


def ahead(values: np.ndarray, horizon: int, *, season: int) -> Outlook:
    """The next `horizon` periods of each row, as if its last column were the last that is known.

    The mean of Theta and damped Holt, each with the season put back and each kept from falling below zero where the
    row never did, before the mean is taken.
    """
    seasonal = take_out(values, season)
    found = extrapolate(seasonal.adjusted, horizon)
    factor, addend = seasonal.ahead(horizon)
    lowest = np.where(np.nanmin(values, axis=1) >= 0, 0.0, -np.inf)[:, None]
    members = [np.maximum(member * factor + addend, lowest) for member in (found.theta, found.damped)]
    sd = found.sd * np.maximum(np.abs(factor), _LEAST_FACTOR)
    size = np.nanmean(np.abs(values), axis=1)
    is_still = sd[:, 0] < STILL * np.where(size > 0, size, 1.0)
    return Outlook((members[0] + members[1]) / 2, _with_borrowed(sd, size, lengths(values), is_still), is_still)


def _with_borrowed(sd: np.ndarray, size: np.ndarray, count: np.ndarray, is_still: np.ndarray) -> np.ndarray:
    """Short rows take the median spread of the long ones, relative to size, when theirs is smaller."""
    short = count < SHORT
    if not short.any():
        return sd
    lenders = (count >= LENDS) & ~is_still & (size > 0)
    steps = np.sqrt(np.arange(1, sd.shape[1] + 1))
    relative = np.median(sd[lenders] / size[lenders, None], axis=0) if lenders.any() else GUESS * steps
    return np.where(short[:, None], np.maximum(sd, relative * size[:, None]), sd)


def earlier_ends(horizon: int) -> tuple[int, ...]:
    """Eight ends before the last one, in periods ago: within the horizon, where most is known, and beyond it."""
    ends = {max(1, horizon // 6), max(1, horizon // 3), max(1, horizon // 2), max(1, 2 * horizon // 3), horizon,
            horizon + 2, horizon + 4, horizon + 8}
    further = horizon
    while len(ends) < 8:  # noqa: PLR2004 -- short horizons repeat themselves
        further += 1
        ends.add(further)
    return tuple(sorted(ends))


def ahead_and_before(values: np.ndarray, horizon: int, *, season: int, ends: tuple[int, ...] | None = None,
                     least: int | None = None) -> tuple[Outlook, Record]:
    """The next `horizon` periods, and the record of the `ends` before (periods ago; `earlier_ends` when left out).

    Every forecast of the record is made from the row cut off at its end and nothing after it; rows of fewer than
    `least` values there (two seasons when left out) have none.
    """
    rows, width = values.shape
    ago = np.array(earlier_ends(horizon) if ends is None else ends, dtype=int)
    ago = ago[ago < width]
    least = max(LEAST_SEASONS * season, SHORT) if least is None else least
    blocks, owners, count = [values], [np.stack([np.arange(rows), np.full(rows, -1)])], lengths(values)
    for position, behind in enumerate(ago):
        old_enough = (count - behind >= least) & ~np.isnan(values[:, width - 1 - behind])
        kept = np.flatnonzero(old_enough)
        cut = np.full((len(kept), width), np.nan)
        cut[:, behind:] = values[kept, : width - behind]
        blocks.append(cut)
        owners.append(np.stack([kept, np.full(len(kept), position)]))
    said = ahead(np.concatenate(blocks), horizon, season=season)
    row, position = np.concatenate(owners, axis=1)[:, rows:]
    point, sd, actual = (np.full((rows, len(ago), horizon), np.nan) for _ in range(3))
    is_still = np.ones((rows, len(ago)), dtype=bool)
    point[row, position], sd[row, position] = said.point[rows:], said.sd[rows:]
    is_still[row, position] = said.is_still[rows:]
    for position, behind in enumerate(ago):
        known = min(horizon, behind)
        actual[:, position, :known] = values[:, width - behind : width - behind + known]
    now = Outlook(said.point[:rows], said.sd[:rows], said.is_still[:rows])
    return now, Record(ago, point, sd, actual, is_still)
