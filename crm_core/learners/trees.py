"""Boosted trees that were learnt, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

_AT_A_TIME = 16_384
"""Rows whose columns, and what the trees say of them, stay in a processor's cache."""


@dataclass(frozen=True, eq=False)
class Trees:
    """The sum of what the trees say of a row, above or below `start`."""

    start: float
    trees: tuple[np.ndarray, ...]
    """Of each tree its nodes, the root first: is_leaf and value, or feature_idx, num_threshold, left and right; at most
    the threshold goes left."""

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        """[rows] from [rows, features], in which nothing is unknown."""
        parts = [self._of(rows[first:first + _AT_A_TIME]) for first in range(0, len(rows), _AT_A_TIME)]
        return np.concatenate(parts) if parts else np.empty(0)

    def _of(self, rows: np.ndarray) -> np.ndarray:
        columns = np.ascontiguousarray(rows.T, dtype=float)
        total = np.full(len(rows), self.start)
        for nodes in self.trees:
            total += _said(nodes, 0, columns)
        return total


def _said(nodes: np.ndarray, at: int, columns: np.ndarray) -> Any:
    node = nodes[at]
    if node["is_leaf"]:
        return node["value"]
    left, right = (_said(nodes, node[side], columns) for side in ("left", "right"))
    return np.where(columns[node["feature_idx"]] <= node["num_threshold"], left, right)


def as_arrays(model: Any) -> Trees:
    """Of a fitted `HistGradientBoosting…` of one output without categories: what it predicts, or of a classifier the
    log-odds. By two private names of scikit-learn, which has no others for it."""
    return Trees(float(model._baseline_prediction.item()), tuple(tree.nodes for tree, in model._predictors))
