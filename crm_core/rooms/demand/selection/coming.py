"""The bank's own periods to come: where the month, the quarter and the fiscal year under way will end up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crm_core.periods import Kind, Period, coming
from crm_core.rooms.demand.hierarchy.joint_forecast import JointForecast
from crm_core.rooms.demand.measures import FLOWS, Measure
from crm_core.rooms.demand.selection.period import Period as Outcome
from crm_core.rooms.demand.selection.period import future_months, ranges_of

_KINDS: tuple[Kind, ...] = ("month", "quarter", "year")


@dataclass(frozen=True)
class Coming:
    """One period that ends within the horizon. `known` of its months have come and are as they were; the rest is
    forecast. `outcome` is the sum of all of them for a flow, the last of them for a level."""

    months: Period
    known: int
    outcome: Outcome


def coming_of(joint: JointForecast, weight: np.ndarray, months: pd.DatetimeIndex, by: Measure, *, paths: np.ndarray,
              widening: np.ndarray, fiscal_year_starts: int) -> tuple[Coming, ...]:
    """The month, quarter and year under way, and the year after, as far as they end within the horizon.

    A period of which the book lacks a month is left out. `paths` and `widening` as in `period_of`.
    """
    horizon, last = paths.shape[1], months[-1].date()
    spans = coming(last, horizon=horizon, fiscal_year_starts=fiscal_year_starts, kinds=_KINDS)
    history = pd.Series(joint.history_of(weight), index=months)
    points = pd.Series(weight @ joint.cells, index=future_months(months, horizon))
    lowest = joint.lowest_of(weight)
    found = []
    for span in spans:
        first, end = pd.Timestamp(span.first_month), pd.Timestamp(span.last_month)
        past, ahead = history.loc[first:end], points.loc[first:end]
        if past.isna().any() or len(past) + len(ahead) < span.months:
            continue
        steps = points.index.get_indexer(ahead.index)
        is_flow = by in FLOWS
        known = float(past.sum()) if is_flow else 0.0
        point = float(ahead.sum()) if is_flow else float(ahead.iloc[-1])
        drawn = paths[:, steps].sum(axis=1) if is_flow else paths[:, steps[-1]]
        ranges = ranges_of(drawn[:, None], np.array([point]), widening, lowest=lowest)[:, 0] + known
        before, gross = _before(history, span.before(), is_flow=is_flow)
        low_95, low_80, high_80, high_95 = ranges.tolist()
        found.append(Coming(span, len(past), Outcome(
            span.first_month if is_flow else span.last_month, span.last_month, known + point, low_80, high_80, low_95,
            high_95, before, gross)))
    return tuple(found)


def _before(history: pd.Series, span: Period, *, is_flow: bool) -> tuple[float | None, float | None]:
    """What the same months came to a year before, and without their signs; None where one of them is not known."""
    same = history.reindex(pd.date_range(span.first_month, span.last_month, freq="MS"))
    if not is_flow:
        same = same.iloc[-1:]
    if same.isna().any():
        return None, None
    return float(same.sum()), float(same.abs().sum())
