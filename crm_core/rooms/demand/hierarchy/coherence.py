"""What it costs, or brings, to make forecasts add up: the record's errors for each way to do it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy.joint_forecast import JointForecast, floor_of
from crm_core.rooms.demand.hierarchy.nodes import EVERYTHING, Hierarchy
from crm_core.rooms.demand.hierarchy.reconciliation import mint, reconcile

COLUMNS = ["level", "sums", "apart", "summed", "equal", "chosen"]


@lru_cache(maxsize=4)
def reconciliation_errors(joint: JointForecast) -> pd.DataFrame:
    """Mean errors of the record by level, as multiples of those of forecasts that do not add up (`apart` = 1).

    `summed` adds up the cells' own forecasts, `equal` reconciles with every sum weighing the same, `chosen` by each
    sum's spread, as it is done here. An error is taken in units of the sum's mean monthly step, so that small and
    large count alike. Empty without a record.
    """
    if not joint.past:
        return pd.DataFrame(columns=COLUMNS)
    hierarchy, count = joint.hierarchy, len(joint.history)
    history = hierarchy.total(np.nan_to_num(joint.history))
    base = np.stack([past.base for past in joint.past], axis=1)
    actual = _actual(history, joint)
    forecasts = {
        "apart": base,
        "summed": hierarchy.total(base[-count:]),
        "equal": hierarchy.total(reconcile(base, mint(hierarchy.members), at_least=floor_of(joint.history))),
        "chosen": hierarchy.total(np.stack([past.cells for past in joint.past], axis=1)),
    }
    step = np.abs(np.diff(history, axis=1)).mean(axis=1)
    moving = step > 0
    errors = pd.DataFrame({
        name: np.nanmean(np.abs(points - actual)[moving], axis=(1, 2)) / step[moving]
        for name, points in forecasts.items()
    }).assign(level=_level(hierarchy)[moving])
    by_level = errors.groupby("level").mean()
    by_level = by_level.div(by_level["apart"], axis=0).assign(sums=errors.groupby("level").size())
    order = by_level.index.to_series().map(lambda level: (level != "everything", len(level.split(" × ")), level))
    return by_level.loc[order.sort_values().index].reset_index()[COLUMNS]


def _actual(history: np.ndarray, joint: JointForecast) -> np.ndarray:
    """What came, node × origin × step; NaN where it is not known yet or the book has no month."""
    nodes, months = history.shape
    history = np.where(np.isnan(joint.history).all(axis=0), np.nan, history)
    horizon = joint.cells.shape[1]
    actual = np.full((nodes, len(joint.past), horizon), np.nan)
    for position, past in enumerate(joint.past):
        count = min(horizon, past.ago)
        actual[:, position, :count] = history[:, months - past.ago : months - past.ago + count]
    return actual


def _level(hierarchy: Hierarchy) -> np.ndarray:
    """Each node's level in words: `everything`, `region`, `region × product` …"""
    names = {"region_id": "region", "product_id": "product", "customer_type": "customer type"}
    levels = []
    for node in hierarchy.nodes.to_dict("records"):
        parts = [word for column, word in names.items() if node[column] != EVERYTHING]
        if node["product_id"] == EVERYTHING and node["family"] != EVERYTHING:
            parts.insert(1 if parts[:1] == ["region"] else 0, "family")
        levels.append(" × ".join(parts) or "everything")
    return np.array(levels)
