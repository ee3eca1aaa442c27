"""Make forecasts add up: what is said of the parts equals what is said of the whole."""

from __future__ import annotations

import numpy as np


def mint(members: np.ndarray, spread: np.ndarray | None = None) -> np.ndarray:
    """The matrix that turns forecasts of all nodes into those of the cells, changing all of them as little as possible.

    `members[node, cell]` is 1 where a cell belongs to a node. Minimum trace reconciliation with a diagonal weight:
    G = (SᵀW⁻¹S)⁻¹SᵀW⁻¹, so any sum of the cells uses what is known at every level. Without `spread` every node weighs
    the same (MinT-OLS): right where parts are of like size. With it, W = `spread` (each node's standard deviation):
    where a bank's largest product is a thousand times its smallest, equal weights hand the large one's rounding to
    the small one and ruin it (decision 16). Source: Wickramasuriya, Athanasopoulos and Hyndman (2019); *fpp3* 11.3.
    """
    weighted = members.T if spread is None else members.T / spread
    return np.linalg.solve(weighted @ members, weighted)


def reconcile(base: np.ndarray, to_cells: np.ndarray, *, at_least: np.ndarray | None = None) -> np.ndarray:
    """The cells' coherent values (first axis) from forecasts of all nodes; further axes as they come.

    `at_least` is the lowest each cell may be: 0 where its history never fell below it. What would be lower is set to
    it and the sums rise with it, so nothing is ever negative in one table and missing in another (Di Fonzo and
    Girolimetto 2023 find this as good as the exact optimum).
    """
    cells = np.tensordot(to_cells, base, axes=1)
    if at_least is None:
        return cells
    return np.maximum(cells, at_least.reshape(-1, *[1] * (cells.ndim - 1)))
