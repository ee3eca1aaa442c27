"""What happened in a selection and its parts, as a table: in its sum, and in most of it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy.joint_forecast import SEASON, JointForecast
from crm_core.rooms.demand.hierarchy.nodes import Part
from crm_core.rooms.demand.watch.candidates import Baseline, columns_of, shape_of
from crm_core.rooms.demand.watch.changes import FALSE_ALARMS, Change, find_changes
from crm_core.rooms.demand.watch.holders import Holders

COLUMNS = ["what", "where", "month", "kind", "size_share", "amount", "certainty_share", "is_open"]

IN_SUM, IN_MOST_PARTS = "in sum", "in most parts"

MIN_CELLS = 8
"""Cells of which most can be spoken of."""

MIN_CUSTOMERS = 30
"""Customers who make a typical one: what fewer do has not spread."""

SWAY = 8.0
"""What one customer of one product can move in the logarithm of the typical course, times the number of holdings: one
who comes with a thousand times what the typical one has. Of several products, one customer may bring all."""

MOST = 0.5
"""The share of the customers whose parts must move at least half as far for a change to be one of most parts."""

AROUND = 3
"""Months before and after a change that a part's own move is read from."""

FAMILIES = 2
"""The sums and the typical courses: each has its half of the false alarms, so that what is real in the many sums, which a
large customer moves often, does not lower the bar for the others."""


def events_of(joint: JointForecast, whole: tuple[str, np.ndarray], parts: Mapping[Part, np.ndarray],
              months: pd.DatetimeIndex, holders: Holders) -> pd.DataFrame:
    """Changes of the selection (`whole`: its name and cells) and of its parts.

    Each is watched in its sum, which one large customer can move, and in its typical customer, whom only what happens
    to many at once can. What is found in both, in the same month or the next, is told once, as
    `in most parts`. `size_share` is the size as a fraction of the level before, NaN for series that pass through zero;
    `amount` is it in the measure's unit: of a shift and an outlier against the last month before that stands for the
    level, of a break what it adds in a year. `is_open` marks a shift that may still pass. Changes in most parts first,
    then those of a sum, the largest first.
    """
    weights = {whole[0]: whole[1]} | {name: weight for (_, _, name), weight in parts.items()}
    sums = {name: joint.history_of(weight) for name, weight in weights.items()}
    typical = {name: typical_course(holders, weight > 0) for name, weight in weights.items()}
    cells = joint.hierarchy.cells
    kinds = [cells[kind].to_numpy() for kind in ("region_id", "product_id") if kind in cells]
    rows = [
        (name, where, months[change.position], change.kind, change.size if change.relative else np.nan,
         _amount(change, sums[name], before), change.certainty, change.is_open)
        for where, watched in ((IN_MOST_PARTS, {name: each for name, each in typical.items() if each is not None}),
                               (IN_SUM, sums))
        for name, change, before in _changes_of(watched)
        if where == IN_SUM or has_spread(change, holders, weights[name] > 0, kinds,
                                         [other for other in before if other is not change])
    ]
    events = pd.DataFrame(rows, columns=COLUMNS)
    events = events[~_is_told_before(events)]
    return events.assign(size=events["amount"].abs()).sort_values(
        ["where", "size"], ascending=[True, False], kind="stable", ignore_index=True)[COLUMNS]


def _changes_of(watched: Mapping[str, np.ndarray]) -> list[tuple[str, Change, list[Change]]]:
    """What changed in these series, judged as one family: whose, the change, and all changes of the same series."""
    names = list(watched)
    changes = find_changes(np.array(list(watched.values())), false_alarms=FALSE_ALARMS / FAMILIES) if names else []
    return [(names[each.row], each, [other for other in changes if other.row == each.row]) for each in changes]


def _is_told_before(events: pd.DataFrame) -> np.ndarray:
    """Which rows say of a sum what a row in most parts says of the same selection: in the same month, or a month off
    as the one large customer joined in earlier or later."""
    number = 12 * events["month"].dt.year + events["month"].dt.month if len(events) else pd.Series(dtype=int)
    spread = events["where"] == IN_MOST_PARTS
    return np.array([
        not spread[place] and bool((spread & (events["what"] == row.what) & (events["kind"] == row.kind)
                                    & ((number - number[place]).abs() <= 1)).any())
        for place, row in enumerate(events.itertuples())
    ], dtype=bool)


def typical_course(holders: Holders, is_in: np.ndarray) -> np.ndarray | None:
    """What the cells that are `is_in` would hold if each customer in them had the typical amount; None when they are
    fewer than `MIN_CELLS`, or `MIN_CUSTOMERS` customers are not in them in every month of the book."""
    course = holders.course_of(is_in)
    customers = holders.customers[is_in].sum(axis=0)
    known = customers[~np.isnan(customers)]
    if is_in.sum() < MIN_CELLS or not len(known) or known.min() < MIN_CUSTOMERS:
        return None
    return course


def has_spread(change: Change, holders: Holders, is_in: np.ndarray, kinds: Sequence[np.ndarray],
               others: Sequence[Change] = ()) -> bool:
    """Whether many customers are behind a change of the typical course of the cells that are `is_in`.

    It must be more than one customer of all products can do; and by each of `kinds` (the region of each cell, or its
    product) where there are several of a kind, those in which most customers are must have moved at least half as far
    the same way, `others` that happened to the same course set apart. A trend that turns never counts: that of the
    typical customer bends when a few fade away, which is a matter of the sum.
    """
    if change.kind == "trend break":
        return False
    size = float(np.log1p(change.size))
    products = len(set(kinds[-1][is_in])) if kinds else 1
    if abs(size) * np.nanmin(holders.customers[is_in].sum(axis=0)) <= SWAY * products:
        return False
    return all(_share_moved([is_in & (kind == name) for name in sorted(set(kind[is_in]))], holders, size, change, others)
               > MOST for kind in kinds if len(set(kind[is_in])) > 1)


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


def _amount(change: Change, history: np.ndarray, changes: list[Change]) -> float:
    """The size in the measure's unit, from the sum's level before: its last month that stood for it."""
    if not change.relative:
        return change.size
    stood_apart = [each.position for each in changes if each.kind == "outlier" and each.position < change.position]
    before = history[: change.position].copy()
    before[stood_apart] = np.nan
    values = before[~np.isnan(before)]
    level = values[-1] if len(values) else history[change.position]
    return float(level * change.size)
