"""Whether many customers are behind a change: the course of a typical one, and how many parts moved with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from crm_core.rooms.demand.hierarchy.joint_forecast import SEASON
from crm_core.rooms.demand.watch.candidates import Baseline, columns_of, shape_of
from crm_core.rooms.demand.watch.changes import Change
from crm_core.rooms.demand.watch.holders import Holders

MIN_CELLS = 8
"""Cells of which most can be spoken of."""

MIN_HOLDINGS = 100
"""Holdings that make a typical one: of fewer, two or three customers who come or go would pass for many."""

SWAY = 8.0
"""What one customer of one product can move in the logarithm of the typical course, times the number of holdings: one
who comes with a thousand times what the typical one has. Of several products, one customer may bring all."""

MOST = 0.5
"""The share of the customers whose parts must move at least half as far for a change to be one of most parts."""

AROUND = 3
"""Months before and after a change that a part's own move is read from."""


def typical_course(holders: Holders, is_in: np.ndarray) -> np.ndarray | None:
    """What the cells that are `is_in` would hold if each customer in them had the typical amount; None when they are
    fewer than `MIN_CELLS`, or hold fewer than `MIN_HOLDINGS` in a month of the book."""
    course = holders.course_of(is_in)
    customers = holders.customers[is_in].sum(axis=0)
    known = customers[~np.isnan(customers)]
    if is_in.sum() < MIN_CELLS or not len(known) or known.min() < MIN_HOLDINGS:
        return None
    return course


def has_spread(change: Change, holders: Holders, is_in: np.ndarray, kinds: Mapping[str, np.ndarray],
               others: Sequence[Change] = ()) -> bool:
    """Whether many customers are behind a change of the typical course of the cells that are `is_in`.

    It must be more than one customer of all products can do; and by each of `kinds` (the `region_id` of each cell, and
    its `product_id`) where there are several of a kind, those in which most customers are must have moved at least half
    as far the same way, `others` that happened to the same course set apart. A trend that turns never counts: that of
    the typical customer bends when a few fade away, which is a matter of the sum.
    """
    if change.kind == "trend break":
        return False
    size = float(np.log1p(change.size))
    products = len(set(kinds["product_id"][is_in])) if "product_id" in kinds else 1
    if abs(size) * np.nanmin(holders.customers[is_in].sum(axis=0)) <= SWAY * products:
        return False
    partitions = [[is_in & (kind == name) for name in sorted(set(kind[is_in]))] for kind in kinds.values()]
    return all(_share_moved(parts, holders, size, change, others) > MOST for parts in partitions if len(parts) > 1)


def _share_moved(parts: Sequence[np.ndarray], holders: Holders, size: float, change: Change,
                 others: Sequence[Change]) -> float:
    """The share of the customers that are in the parts that moved at least half of `size`; 0 when none is known."""
    moves = np.array([_move_of(holders.course_of(part), change, others) for part in parts])
    customers = np.array([np.nanmean(holders.customers[part].sum(axis=0)) for part in parts])
    is_known = ~np.isnan(moves)
    has_moved = is_known & (moves * np.sign(size) >= abs(size) / 2)
    return float(customers[has_moved].sum() / max(customers[is_known].sum(), 1))


def _move_of(course: np.ndarray, change: Change, others: Sequence[Change]) -> float:
    """How far one part moved at the change, in logarithms, from the `AROUND` months before to as many after; its trend,
    its season and the `others` set apart. NaN where too few of its months are known."""
    at, months, known = change.position, len(course), np.flatnonzero(~np.isnan(course))
    shapes = [shape_of((each.kind, each.position), months) for each in (change, *others)]
    columns = np.column_stack([*shapes, columns_of(Baseline(months, SEASON, waves=2))])
    if len(known) < SEASON + columns.shape[1]:
        return np.nan
    level = np.log(course)
    sizes = np.linalg.lstsq(columns[known], level[known], rcond=None)[0]
    rest = level - columns[:, 1:] @ sizes[1:]
    before, after = rest[max(at - AROUND, 0) : at], rest[at : at + AROUND]
    if change.kind == "outlier":
        before, after = np.concatenate([before, after[1:]]), after[:1]
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    return float(after.mean() - before.mean()) if len(before) and len(after) else np.nan
