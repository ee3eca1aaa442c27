"""What happened in a selection and its parts, as a table: in its sum, and in most of it at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crm_core.rooms.demand.changes import Change, changes
from crm_core.rooms.demand.selection import Part
from crm_core.rooms.demand.together import Together

COLUMNS = ["what", "where", "month", "kind", "size_share", "amount", "certainty_share"]

SUM, MOST_PARTS = "in sum", "in most parts"

LEAST_CELLS = 8
"""Cells that make a typical one: of fewer, one large customer can move the middle."""


def events_of(together: Together, whole: tuple[str, np.ndarray], parts: Mapping[Part, np.ndarray],
              months: pd.DatetimeIndex) -> pd.DataFrame:
    """Changes of the selection (`whole`: its name and cells) and of its parts, judged as one watch.

    Each is watched in its sum, which one large customer can move, and in its typical cell, which only what happens in
    most of its parts at once can. What is found in both is told once, as `in most parts`. `size_share` is the size as
    a fraction of the level before, NaN for series that pass through zero; `amount` is it in the measure's unit: of a
    shift and an outlier against the month before, of a break what it adds in a year. Changes in most parts first, then
    those of a sum, the largest first.
    """
    weights = {whole[0]: whole[1]} | {name: weight for (_, _, name), weight in parts.items()}
    sums = {name: together.history_of(weight) for name, weight in weights.items()}
    watched = [(name, SUM, history) for name, history in sums.items()]
    for name, weight in weights.items():
        middle = typical(together.history[weight > 0])
        if middle is not None:
            watched.append((name, MOST_PARTS, middle))
    rows = [
        (*watched[change.row][:2], months[change.position], change.kind, change.size if change.relative else np.nan,
         _amount(change, sums[watched[change.row][0]]), change.certainty)
        for change in changes(np.array([history for _, _, history in watched]))
    ]
    found = pd.DataFrame(rows, columns=COLUMNS).sort_values("where", kind="stable")
    found = found.drop_duplicates(["what", "month", "kind"])
    return found.assign(size=found["amount"].abs()).sort_values(
        ["where", "size"], ascending=[True, False], kind="stable", ignore_index=True)[COLUMNS]


def typical(cells: np.ndarray) -> np.ndarray | None:
    """The middle of the cells' courses, each against its own mean: what a typical cell did, around 1.

    From cells that are there, above zero, in every month that any is; None when fewer than `LEAST_CELLS` are.
    """
    there = ~np.isnan(cells).all(axis=0)
    with np.errstate(invalid="ignore"):
        whole = (cells[:, there] > 0).all(axis=1)
    if whole.sum() < LEAST_CELLS:
        return None
    courses = np.log(cells[whole][:, there])
    middle = np.full(cells.shape[1], np.nan)
    middle[there] = np.exp(np.median(courses - courses.mean(axis=1, keepdims=True), axis=0))
    return middle


def _amount(change: Change, history: np.ndarray) -> float:
    """The size in the measure's unit, from the sum's level before."""
    if not change.relative:
        return change.size
    before = history[: change.position]
    known = before[~np.isnan(before)]
    level = known[-1] if len(known) else history[change.position]
    return float(level * change.size)
