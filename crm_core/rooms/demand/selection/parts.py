"""The parts of a selection: products and regions, each with its period, its months and its own record."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy.joint_forecast import JointForecast
from crm_core.rooms.demand.hierarchy.nodes import Part
from crm_core.rooms.demand.measures import Measure
from crm_core.rooms.demand.selection.period import future_months, period_of, ranges_of
from crm_core.rooms.demand.selection.widening import past_errors, widening_of

_PART_COLUMNS = ["kind", "id", "name"]


def parts_of(joint: JointForecast, weights: Mapping[Part, np.ndarray], months: pd.DatetimeIndex, by: Measure,
             horizon: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The period of each part, the largest gain first, and its months: `Demand.parts` and `Demand.tracks`.

    `weights` maps each part to its cells.
    """
    rows, tracks = [], []
    every_month = months.append(future_months(months, horizon))
    none_ahead, none_behind = np.full(horizon, np.nan), np.full(len(months), np.nan)
    every_path = joint.paths_of(np.array(list(weights.values()))) if weights else np.empty((0, horizon, 0))
    for place, (part, weight) in enumerate(weights.items()):
        paths = every_path[:, :, place]
        widening = widening_of(past_errors(joint, weight), paths)
        period = period_of(joint, weight, months, by, paths=paths, widening=widening)
        before = np.nan if period.year_before is None else period.year_before
        rows.append((*part, before, period.point, period.low_80, period.high_80, period.point - before))
        point = weight @ joint.cells
        low, high = ranges_of(paths, point, widening, lowest=joint.lowest_of(weight))[1:3]
        tracks.append([np.r_[joint.history_of(weight), none_ahead],
                       *(np.r_[none_behind, each] for each in (point, low, high))])
    parts = pd.DataFrame(rows, columns=[*_PART_COLUMNS, "year_before", "point", "low_80", "high_80", "gain"])
    count, length = len(rows), len(every_month)
    drawn = np.array(tracks).transpose(1, 0, 2).reshape(4, count * length) if rows else np.empty((4, 0))
    labels = parts[_PART_COLUMNS].loc[parts.index.repeat(length)].reset_index(drop=True)
    table = labels.assign(month=np.tile(every_month, count) if count else every_month[:0],
                          **dict(zip(("amount", "point", "low_80", "high_80"), drawn, strict=True)))
    return parts.sort_values(["kind", "gain"], ascending=[True, False], ignore_index=True), table
