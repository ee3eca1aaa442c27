"""Cells and their sums: every region × product × customer type, and every total of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

EVERYTHING = "all"
"""The label of a dimension that is summed over."""

Part = tuple[str, str, str]
"""A part of a selection of cells that is shown by itself: kind (product, region), id and name."""


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """`cells` has one row a cell (its labels), `nodes` one row a sum (its labels, or `all`), `members[node, cell]` is 1
    where the cell belongs to the sum. The last nodes are the cells themselves, in their order."""

    cells: pd.DataFrame
    nodes: pd.DataFrame
    members: np.ndarray

    def total(self, of_cells: np.ndarray) -> np.ndarray:
        """The nodes' values from the cells' (first axis), whatever the other axes are."""
        return np.tensordot(self.members, of_cells, axes=1)


def cross(cells: pd.DataFrame, dimensions: Sequence[Sequence[str]]) -> Hierarchy:
    """All sums of `cells` over the crossed `dimensions`.

    A dimension lists its columns from coarse to fine: `[["region"], ["family", "product"], ["customer_type"]]`. Sums
    of the same cells (a family of one product) are kept once, under the finest labels. Raises ValueError when two
    rows have the same labels.
    """
    names = [name for dimension in dimensions for name in dimension]
    finest = [dimension[-1] for dimension in dimensions]
    if cells.duplicated(finest).any():
        raise ValueError(f"Two cells have the same {', '.join(finest)}; add them up first.")
    level_labels, rows = [], []
    choices = [[*reversed(dimension), None] for dimension in dimensions]
    for level in itertools.product(*choices):
        labels, members = _sums(cells[names], [name for name in level if name], dimensions)
        level_labels.append(labels)
        rows.append(members)
    nodes, members = pd.concat(level_labels, ignore_index=True), np.concatenate(rows)
    first_of_sum = np.unique(members, axis=0, return_index=True)[1]
    order = np.concatenate([np.sort(first_of_sum[first_of_sum >= len(cells)]), np.arange(len(cells))])
    return Hierarchy(cells[names].reset_index(drop=True), nodes.iloc[order].reset_index(drop=True), members[order])


def _sums(cells: pd.DataFrame, by: list[str], dimensions: Sequence[Sequence[str]]) -> tuple[pd.DataFrame, np.ndarray]:
    """The sums at one level: by the columns `by`, each of another dimension. All cells at the finest level come as
    they stand."""
    group = cells.groupby(by, sort=False).ngroup().to_numpy() if by else np.zeros(len(cells), dtype=int)
    first = np.unique(group, return_index=True)[1]
    labels = cells.iloc[first].reset_index(drop=True)
    for dimension in dimensions:
        depth = next((position for position, name in enumerate(dimension) if name in by), -1)
        labels[list(dimension[depth + 1 :])] = EVERYTHING
    return labels, (group[None, :] == np.arange(len(first))[:, None]).astype(float)
