"""A selection of cells: its months to come, and its season."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.rooms.demand.engine.seasonality import remove_season
from crm_core.rooms.demand.hierarchy.joint_forecast import LEVELS, SEASON, JointForecast
from crm_core.rooms.demand.measures import FLOWS, Measure

MAX_RATE = 10.0
"""Beyond eleven times the year before, the amounts say more than their ratio."""

MIN_NET = 0.25
"""The part of the gross amounts from which their sum can be compared with."""


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

    gross_before: float | None = None
    """The amounts of the year before without their signs: above it where some were below zero."""

    @property
    def change(self) -> float | None:
        """Against the year before, as a fraction of it; None when that is not positive, little beside what was added
        and taken off in it, or so small beside the point that a rate says nothing."""
        before = self.year_before
        if before is None or not before > MIN_NET * (self.gross_before or 0.0):
            return None
        rate = self.point / before - 1
        return rate if -1 <= rate <= MAX_RATE else None


def period_of(joint: JointForecast, weight: np.ndarray, months: pd.DatetimeIndex, by: Measure, *, paths: np.ndarray,
              widening: np.ndarray) -> Period:
    """The asked months of a selection together; `paths` are its sample paths, path × step, and `widening` how much
    wider its ranges are than theirs, by level."""
    horizon = paths.shape[1]
    history, future = joint.history_of(weight), future_months(months, horizon)
    before = seasonal_naive(history, horizon)
    gross = np.abs(before).sum() if by in FLOWS else np.nanmean(np.abs(history)) if np.nanmin(history) < 0 else 0.0
    if by in FLOWS:
        point, drawn, year_before = float((weight @ joint.cells).sum()), paths.sum(axis=1), float(before.sum())
    else:
        point, drawn, year_before = float((weight @ joint.cells)[-1]), paths[:, -1], float(before[-1])
    ranges = ranges_of(drawn[:, None], np.array([point]), widening, lowest=joint.lowest_of(weight))
    low_95, low_80, high_80, high_95 = ranges[:, 0].tolist()
    first = future[0] if by in FLOWS else future[-1]
    return Period(first.date(), future[-1].date(), point, low_80, high_80, low_95, high_95,
                  None if np.isnan(year_before) else year_before, float(gross) if not np.isnan(gross) else None)


def months_ahead(joint: JointForecast, weight: np.ndarray, months: pd.DatetimeIndex, *, paths: np.ndarray,
                 widening: np.ndarray) -> pd.DataFrame:
    """The months to come of a selection, each with its ranges from its sample `paths`, path × step, and `widening`."""
    point, horizon = weight @ joint.cells, paths.shape[1]
    low_95, low_80, high_80, high_95 = ranges_of(paths, point, widening, lowest=joint.lowest_of(weight))
    return pd.DataFrame({
        "step": np.arange(1, horizon + 1), "month": future_months(months, horizon), "point": point, "low_80": low_80,
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


def seasonal_naive(history: np.ndarray, horizon: int) -> np.ndarray:
    """For each step the last known value of the same calendar month, which any forecast must beat; NaN where there is
    none."""
    places = len(history) + np.arange(horizon) % SEASON - SEASON
    return np.where(places >= 0, history[np.maximum(places, 0)], np.nan)


def future_months(months: pd.DatetimeIndex, horizon: int) -> pd.DatetimeIndex:
    """The `horizon` months after the last of `months`."""
    return pd.date_range(months[-1], periods=horizon + 1, freq="MS")[1:]


def quantiles_of(paths: np.ndarray) -> np.ndarray:
    """The ends of the 95 and 80% ranges of paths (path × step): low_95, low_80, high_80, high_95."""
    shares = [(1 - level) / 2 for level in sorted(LEVELS, reverse=True)]
    return np.quantile(paths, [*shares, *(1 - share for share in reversed(shares))], axis=0)


def ranges_of(paths: np.ndarray, point: np.ndarray, widening: np.ndarray, *, lowest: float) -> np.ndarray:
    """low_95, low_80, high_80, high_95 by step: those of the paths, `widening` (80%, 95%) times as far from the
    point, never on the wrong side of it nor below `lowest`."""
    for_80, for_95 = widening
    factors = np.array([for_95, for_80, for_80, for_95])[:, None]
    low_95, low_80, high_80, high_95 = point + factors * (quantiles_of(paths) - point)
    low_80, high_80 = np.minimum(np.maximum(low_80, lowest), point), np.maximum(high_80, point)
    return np.stack([np.minimum(np.maximum(low_95, lowest), low_80), low_80, high_80, np.maximum(high_95, high_80)])
