"""What comes next in each row, and what would have been forecast from earlier origins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crm_core.rooms.demand.engine.course import continue_course
from crm_core.rooms.demand.engine.members import extrapolate, share_of_level
from crm_core.rooms.demand.engine.panel import bridge_gaps, lengths
from crm_core.rooms.demand.engine.seasonality import remove_season

MIN_SEASONS = 2
"""Seasons that must lie behind an earlier origin for its forecast to be tested."""

MIN_VALUES_FOR_SPREAD = 4
"""Rows of fewer values say nothing of their own spread and borrow the panel's."""

ASSUMED_SPREAD = 0.1
"""Spread, as a part of a row's size, where no row of the panel is long enough to lend one."""

MIN_VALUES_TO_LEND = 12
"""Values a row must have to lend its spread."""

MIN_MOVEMENT = 1e-5
"""A row whose spread is this small beside its size has never moved: it teaches nothing about surprises."""

MIN_SPREAD = 0.1
"""The least spread a period ahead, as a part of a row's mean step from one period to the next: what moves is never
known for certain, however regular it was."""

_MIN_FACTOR = 1e-3
"""Keeps the spread of a month that the season all but empties above zero."""

_TINY = 1e-9
"""The spread of what never moved, as a part of its size: nothing, that can still be divided by."""


@dataclass(frozen=True, eq=False)
class PointForecast:
    """`point` and `sd` of each row (first axis) and step (last axis); `is_still` marks rows that never moved."""

    point: np.ndarray
    sd: np.ndarray
    is_still: np.ndarray


@dataclass(frozen=True, eq=False)
class Backtest:
    """Forecasts from earlier origins against what came.

    `ago[k]` says how many periods before the end the k-th forecast was made; `point`, `sd` and `actual` have the axes
    row × origin × step. NaN where a row was too short then, or what came is not known yet; `is_still` has row × origin.
    """

    ago: np.ndarray
    point: np.ndarray
    sd: np.ndarray
    actual: np.ndarray
    is_still: np.ndarray

    @property
    def surprise(self) -> np.ndarray:
        """What came, less what was forecast, in standard deviations; NaN also for rows that had never moved."""
        return np.where(self.is_still[:, :, None], np.nan, (self.actual - self.point) / self.sd)


def point_forecast(values: np.ndarray, horizon: int, *, season: int,
                   made_in: np.ndarray | None = None) -> PointForecast:
    """The next `horizon` periods of each row, as if its last column were the last that is known.

    The mean of Theta and damped Holt, each with the season put back and each kept from falling below zero where the
    row never did, before the mean is taken; far ahead it leans towards the present level where the trend may be chance
    (`share_of_level`). A row that does the same in every period is continued as it is (`continue_course`).

    `made_in` numbers the origin of each row (all the same when left out): a short row borrows its spread only from rows
    of its own origin, which knew nothing of what came later.
    """
    seasonal = remove_season(values, season)
    members = extrapolate(seasonal.adjusted, horizon)
    factor, addend = seasonal.ahead(horizon)
    lowest = np.where(np.nanmin(values, axis=1) >= 0, 0.0, -np.inf)[:, None]
    level = seasonal.adjusted[:, -1:]
    theta, damped, stay = (np.maximum(each * factor + addend, lowest)
                           for each in (members.theta, members.damped, level))
    share = share_of_level(seasonal.adjusted, horizon)
    kind, course = continue_course(values, horizon, season)
    has_course = (kind > 0)[:, None]
    point = np.where(has_course, np.maximum(course, lowest), (1 - share) * (theta + damped) / 2 + share * stay)
    sd = members.sd * np.maximum(np.abs(factor), _MIN_FACTOR)
    size = np.nanmean(np.abs(values), axis=1)
    is_still = (sd[:, 0] < MIN_MOVEMENT * np.where(size > 0, size, 1.0)) | (kind > 0)
    borrowed, count = sd.copy(), lengths(values)
    for block in [np.ones(len(values), dtype=bool)] if made_in is None else [made_in == each for each in set(made_in)]:
        borrowed[block] = _with_borrowed_spread(sd[block], size[block], count[block], is_still[block])
    least = _least_spread(values, horizon)
    steady = np.where(least > 0, least, _TINY * np.where(size > 0, size, 1.0)[:, None])
    return PointForecast(point, np.where(has_course, steady, np.maximum(borrowed, least)), is_still)


def _least_spread(values: np.ndarray, horizon: int) -> np.ndarray:
    """What a row's usual step says that its spread is at the least, by row and step."""
    step = np.abs(np.diff(bridge_gaps(values), axis=1))
    is_known = ~np.isnan(step)
    mean = np.where(is_known, step, 0.0).sum(axis=1) / np.maximum(is_known.sum(axis=1), 1)
    return MIN_SPREAD * mean[:, None] * np.sqrt(np.arange(1, horizon + 1))


def _with_borrowed_spread(sd: np.ndarray, size: np.ndarray, count: np.ndarray, is_still: np.ndarray) -> np.ndarray:
    """Short rows take the median spread of the long ones, relative to size, when theirs is smaller."""
    short = count < MIN_VALUES_FOR_SPREAD
    if not short.any():
        return sd
    lenders = (count >= MIN_VALUES_TO_LEND) & ~is_still & (size > 0)
    steps = np.sqrt(np.arange(1, sd.shape[1] + 1))
    relative = np.median(sd[lenders] / size[lenders, None], axis=0) if lenders.any() else ASSUMED_SPREAD * steps
    return np.where(short[:, None], np.maximum(sd, relative * size[:, None]), sd)


def earlier_origins(horizon: int) -> tuple[int, ...]:
    """Eight origins before the last period, in periods ago: within the horizon, where most is known, and beyond it."""
    origins = {max(1, horizon // 6), max(1, horizon // 3), max(1, horizon // 2), max(1, 2 * horizon // 3), horizon,
               horizon + 2, horizon + 4, horizon + 8}
    further = horizon
    while len(origins) < 8:  # noqa: PLR2004 -- short horizons repeat themselves
        further += 1
        origins.add(further)
    return tuple(sorted(origins))


def forecast_and_backtest(values: np.ndarray, horizon: int, *, season: int, origins: tuple[int, ...] | None = None,
                          min_values: int | None = None) -> tuple[PointForecast, Backtest]:
    """The next `horizon` periods, and the backtest from the `origins` before (periods ago; `earlier_origins` when left
    out).

    Every forecast of the backtest is made from the row cut off at its origin and nothing after it; rows of fewer than
    `min_values` values there (two seasons when left out) have none.
    """
    rows, width = values.shape
    ago = np.array(earlier_origins(horizon) if origins is None else origins, dtype=int)
    ago = ago[ago < width]
    min_values = max(MIN_SEASONS * season, MIN_VALUES_FOR_SPREAD) if min_values is None else min_values
    blocks, owners, count = [values], [np.stack([np.arange(rows), np.full(rows, -1)])], lengths(values)
    for position, behind in enumerate(ago):
        old_enough = (count - behind >= min_values) & ~np.isnan(values[:, width - 1 - behind])
        eligible = np.flatnonzero(old_enough)
        cut = np.full((len(eligible), width), np.nan)
        cut[:, behind:] = values[eligible, : width - behind]
        blocks.append(cut)
        owners.append(np.stack([eligible, np.full(len(eligible), position)]))
    owner = np.concatenate(owners, axis=1)
    forecasts = point_forecast(np.concatenate(blocks), horizon, season=season, made_in=owner[1])
    row, position = owner[:, rows:]
    point, sd, actual = (np.full((rows, len(ago), horizon), np.nan) for _ in range(3))
    is_still = np.ones((rows, len(ago)), dtype=bool)
    point[row, position], sd[row, position] = forecasts.point[rows:], forecasts.sd[rows:]
    is_still[row, position] = forecasts.is_still[rows:]
    for position, behind in enumerate(ago):
        count_known = min(horizon, behind)
        actual[:, position, :count_known] = values[:, width - behind : width - behind + count_known]
    now = PointForecast(forecasts.point[:rows], forecasts.sd[:rows], forecasts.is_still[:rows])
    return now, Backtest(ago, point, sd, actual, is_still)
