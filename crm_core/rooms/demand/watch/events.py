"""What happened in a selection and its parts, as a table: in its sum, and in most of it at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crm_core.rooms.demand.hierarchy.joint_forecast import JointForecast
from crm_core.rooms.demand.hierarchy.nodes import Part
from crm_core.rooms.demand.watch.changes import Change, find_changes

COLUMNS = ["what", "where", "month", "kind", "size_share", "amount", "certainty_share"]

IN_SUM, IN_MOST_PARTS = "in sum", "in most parts"

MIN_CELLS = 8
"""Cells that make a typical one: of fewer, one large customer can move the middle (decision 18)."""


def events_of(joint: JointForecast, whole: tuple[str, np.ndarray], parts: Mapping[Part, np.ndarray],
              months: pd.DatetimeIndex) -> pd.DataFrame:
    """Changes of the selection (`whole`: its name and cells) and of its parts, judged as one watch.

    Each is watched in its sum, which one large customer can move, and in its typical cell, which only what happens in
    most of its parts at once can. What is found in both is told once, as `in most parts`. `size_share` is the size as
    a fraction of the level before, NaN for series that pass through zero; `amount` is it in the measure's unit: of a
    shift and an outlier against the month before, of a break what it adds in a year. Changes in most parts first, then
    those of a sum, the largest first.
    """
    weights = {whole[0]: whole[1]} | {name: weight for (_, _, name), weight in parts.items()}
    sums = {name: joint.history_of(weight) for name, weight in weights.items()}
    watched = [(name, IN_SUM, history) for name, history in sums.items()]
    for name, weight in weights.items():
        middle = typical_cell(joint.history[weight > 0])
        if middle is not None:
            watched.append((name, IN_MOST_PARTS, middle))
    rows = [
        (*watched[change.row][:2], months[change.position], change.kind, change.size if change.relative else np.nan,
         _amount(change, sums[watched[change.row][0]]), change.certainty)
        for change in find_changes(np.array([history for _, _, history in watched]))
    ]
    events = pd.DataFrame(rows, columns=COLUMNS).sort_values("where", kind="stable")
    events = events.drop_duplicates(["what", "month", "kind"])
    return events.assign(size=events["amount"].abs()).sort_values(
        ["where", "size"], ascending=[True, False], kind="stable", ignore_index=True)[COLUMNS]


def typical_cell(cells: np.ndarray) -> np.ndarray | None:
    """The middle of the cells' courses, each against its own mean: what a typical cell did, around 1.

    From cells that are there, above zero, in every month that any is; None when fewer than `MIN_CELLS` are.
    """
    has_month = ~np.isnan(cells).all(axis=0)
    with np.errstate(invalid="ignore"):
        is_whole = (cells[:, has_month] > 0).all(axis=1)
    if is_whole.sum() < MIN_CELLS:
        return None
    courses = np.log(cells[is_whole][:, has_month])
    middle = np.full(cells.shape[1], np.nan)
    middle[has_month] = np.exp(np.median(courses - courses.mean(axis=1, keepdims=True), axis=0))
    return middle


def _amount(change: Change, history: np.ndarray) -> float:
    """The size in the measure's unit, from the sum's level before."""
    if not change.relative:
        return change.size
    before = history[: change.position]
    values = before[~np.isnan(before)]
    level = values[-1] if len(values) else history[change.position]
    return float(level * change.size)
