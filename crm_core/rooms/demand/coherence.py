"""What it costs, or brings, to make forecasts add up: the record's errors for each way to do it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy import EVERYTHING, Hierarchy
from crm_core.rooms.demand.reconcile import cells_of, mint
from crm_core.rooms.demand.together import Together, floor_of

COLUMNS = ["level", "sums", "apart", "summed", "equal", "chosen"]


@lru_cache(maxsize=4)
def effect(together: Together) -> pd.DataFrame:
    """Mean errors of the record by level, as multiples of those of forecasts that do not add up (`apart` = 1).

    `summed` adds up the cells' own forecasts, `equal` reconciles with every sum weighing the same, `chosen` by each
    sum's spread, as it is done here. An error is taken in units of the sum's mean monthly step, so that small and
    large count alike. Empty without a record.
    """
    if not together.said:
        return pd.DataFrame(columns=COLUMNS)
    hierarchy, count = together.hierarchy, len(together.history)
    history = hierarchy.total(np.nan_to_num(together.history))
    base = np.stack([end.base for end in together.said], axis=1)
    came = _came(history, together)
    ways = {
        "apart": base,
        "summed": hierarchy.total(base[-count:]),
        "equal": hierarchy.total(cells_of(base, mint(hierarchy.members), at_least=floor_of(together.history))),
        "chosen": hierarchy.total(np.stack([end.cells for end in together.said], axis=1)),
    }
    step = np.abs(np.diff(history, axis=1)).mean(axis=1)
    moving = step > 0
    errors = pd.DataFrame({
        name: np.nanmean(np.abs(said - came)[moving], axis=(1, 2)) / step[moving] for name, said in ways.items()
    }).assign(level=_level(hierarchy)[moving])
    found = errors.groupby("level").mean()
    found = found.div(found["apart"], axis=0).assign(sums=errors.groupby("level").size())
    order = found.index.to_series().map(lambda level: (level != "everything", len(level.split(" × ")), level))
    return found.loc[order.sort_values().index].reset_index()[COLUMNS]


def _came(history: np.ndarray, together: Together) -> np.ndarray:
    """What came, node × end × step; NaN where it is not known yet or the book has no month."""
    nodes, months = history.shape
    history = np.where(np.isnan(together.history).all(axis=0), np.nan, history)
    horizon = together.cells.shape[1]
    came = np.full((nodes, len(together.said), horizon), np.nan)
    for position, end in enumerate(together.said):
        known = min(horizon, end.ago)
        came[:, position, :known] = history[:, months - end.ago : months - end.ago + known]
    return came


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
