"""A selection of cells: its months to come, its season, and its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.demand.engine.seasonality import remove_season
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS, SEASON, JointForecast
from crm_core.rooms.demand.hierarchy.nodes import Part
from crm_core.rooms.demand.measures import FLOWS, Measure

_PART_COLUMNS = ["kind", "id", "name"]


@dataclass(frozen=True)
class Period:
    """The asked months together: their sum for a flow, the last of them for a level; in the measure's unit."""

    first_month: dt.date
    last_month: dt.date
    point: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float
    year_before: float | None
    """The same months of the last year that is known; None when the book lacks one of them."""

    @property
    def change(self) -> float | None:
        """Against the year before, as a fraction of it; None when that is not positive."""
        return self.point / self.year_before - 1 if self.year_before is not None and self.year_before > 0 else None


def period_of(joint: JointForecast, weight: np.ndarray, months: pd.DatetimeIndex, by: Measure,
              paths: np.ndarray) -> Period:
    """The asked months of a selection together; `paths` are its sample paths, path × step."""
    horizon = paths.shape[1]
    history, future = joint.history_of(weight), _future_months(months, horizon)
    before = seasonal_naive(history, horizon)
    if by in FLOWS:
        point, drawn, year_before = float((weight @ joint.cells).sum()), paths.sum(axis=1), float(before.sum())
    else:
        point, drawn, year_before = float((weight @ joint.cells)[-1]), paths[:, -1], float(before[-1])
    low_95, low_80, high_80, high_95 = _ranges(drawn[:, None], np.array([point]), joint.lowest_of(weight))[:, 0].tolist()
    first = future[0] if by in FLOWS else future[-1]
    return Period(first.date(), future[-1].date(), point, low_80, high_80, low_95, high_95,
                  None if np.isnan(year_before) else year_before)


def months_ahead(joint: JointForecast, weight: np.ndarray, months: pd.DatetimeIndex, paths: np.ndarray) -> pd.DataFrame:
    """The months to come of a selection, each with its ranges from its sample `paths`, path × step."""
    point, horizon = weight @ joint.cells, paths.shape[1]
    low_95, low_80, high_80, high_95 = _ranges(paths, point, joint.lowest_of(weight))
    return pd.DataFrame({
        "step": np.arange(1, horizon + 1), "month": _future_months(months, horizon), "point": point, "low_80": low_80,
        "high_80": high_80, "low_95": low_95, "high_95": high_95,
        "year_before": seasonal_naive(joint.history_of(weight), horizon),
    })


def decompose(history: np.ndarray, months: pd.DatetimeIndex) -> tuple[pd.DataFrame, pd.DataFrame, bool]:
    """History and season of a selection, separated: the columns of `Demand.months` and `Demand.season`."""
    begun = int(np.argmax(~np.isnan(history)))
    separated = remove_season(history[None, begun:], SEASON)
    adjusted = np.r_[np.full(begun, np.nan), separated.adjusted[0]]
    relative = bool(separated.multiplies[0])
    trend = pd.Series(adjusted).rolling(7, center=True, min_periods=4).mean().to_numpy()
    table = pd.DataFrame({"month": months, "amount": history, "adjusted": adjusted, "trend": trend}).iloc[begun:]
    following = (months[-1].month + np.arange(SEASON)) % SEASON + 1
    effect = separated.index[0] - 1 if relative else separated.index[0]
    if len(effect) != SEASON:
        effect = np.zeros(SEASON)
    season = pd.DataFrame({"calendar_month": following, "effect": effect}).sort_values("calendar_month")
    return table.reset_index(drop=True), season.reset_index(drop=True), relative


def parts_of(joint: JointForecast, weights: Mapping[Part, np.ndarray], months: pd.DatetimeIndex, by: Measure,
             horizon: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The period of each part, the largest gain first, and its months: `Demand.parts` and `Demand.tracks`.

    `weights` maps each part to its cells.
    """
    rows, tracks = [], []
    every_month = months.append(_future_months(months, horizon))
    none_ahead, none_behind = np.full(horizon, np.nan), np.full(len(months), np.nan)
    every_path = joint.paths_of(np.array(list(weights.values()))) if weights else np.empty((0, horizon, 0))
    for place, (part, weight) in enumerate(weights.items()):
        paths = every_path[:, :, place]
        period = period_of(joint, weight, months, by, paths)
        before = np.nan if period.year_before is None else period.year_before
        rows.append((*part, before, period.point, period.low_80, period.high_80, period.point - before))
        point = weight @ joint.cells
        low, high = _ranges(paths, point, joint.lowest_of(weight))[1:3]
        tracks.append([np.r_[joint.history_of(weight), none_ahead],
                       *(np.r_[none_behind, each] for each in (point, low, high))])
    parts = pd.DataFrame(rows, columns=[*_PART_COLUMNS, "year_before", "point", "low_80", "high_80", "gain"])
    count, length = len(rows), len(every_month)
    drawn = np.array(tracks).transpose(1, 0, 2).reshape(4, count * length) if rows else np.empty((4, 0))
    labels = parts[_PART_COLUMNS].loc[parts.index.repeat(length)].reset_index(drop=True)
    table = labels.assign(month=np.tile(every_month, count) if count else every_month[:0],
                          **dict(zip(("amount", "point", "low_80", "high_80"), drawn, strict=True)))
    return parts.sort_values(["kind", "gain"], ascending=[True, False], ignore_index=True), table


def seasonal_naive(history: np.ndarray, horizon: int) -> np.ndarray:
    """For each step the last known value of the same calendar month, which any forecast must beat; NaN where there is
    none."""
    places = len(history) + np.arange(horizon) % SEASON - SEASON
    return np.where(places >= 0, history[np.maximum(places, 0)], np.nan)


def _future_months(months: pd.DatetimeIndex, horizon: int) -> pd.DatetimeIndex:
    return pd.date_range(months[-1], periods=horizon + 1, freq="MS")[1:]


def _ranges(paths: np.ndarray, point: np.ndarray, lowest: float) -> np.ndarray:
    """low_95, low_80, high_80, high_95 of paths (path × step), never on the wrong side of the point nor below
    `lowest`."""
    shares = [(1 - level) / 2 for level in sorted(LEVELS, reverse=True)]
    low_95, low_80 = np.minimum(np.maximum(np.quantile(paths, shares, axis=0), lowest), point)
    high_95, high_80 = np.maximum(np.quantile(paths, [1 - share for share in shares], axis=0), point)
    return np.stack([low_95, low_80, high_80, high_95])
