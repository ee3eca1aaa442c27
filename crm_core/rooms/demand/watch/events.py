"""What happened in a selection and its parts, as a table: in its sum, and in most of it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from crm_core.language import _
from crm_core.rooms.demand.hierarchy.joint_forecast import JointForecast
from crm_core.rooms.demand.hierarchy.nodes import Part
from crm_core.rooms.demand.watch.changes import FALSE_ALARMS, Change, find_changes
from crm_core.rooms.demand.watch.holders import Holders
from crm_core.rooms.demand.watch.spread import has_spread, typical_course

Key = tuple[str, str]
"""Whose change it is: kind and id, as a region and a product may share a name, or an id."""

COLUMNS = ["part", "id", "what", "where", "month", "kind", "size_share", "amount", "certainty_share", "is_open",
           "other_month"]

SELECTION = "selection"
"""The `part` of what happened in the whole selection; that of the others is their kind (product, region)."""

IN_SUM, IN_MOST_PARTS = "in sum", "in most parts"
NOT_SHOWN = "in an extent that is not shown"
"""Where the book does not tell what typical customers have."""

FAMILIES = 2
"""The sums and the typical courses. Each has its half of the false alarms: what is real in the many sums, which a large
customer moves often, does not lower the bar for the others."""


def events_of(joint: JointForecast, whole: tuple[str, np.ndarray], parts: Mapping[Part, np.ndarray],
              months: pd.DatetimeIndex, holders: Holders) -> pd.DataFrame:
    """Changes of the selection (`whole`: its name and cells) and of its parts.

    Each is watched in its sum, which one large customer can move, and in its typical customer, whom only what happens
    to many at once can. What is found in both, in the same month or the next, is told once, as `in most parts`.
    `part` and `id` say whose it is, `what` is its name, with its kind where a part of another kind has that name too.
    `size_share` is the size as a fraction of the level before, NaN for series that pass through zero;
    `amount` is it in the measure's unit: of a shift and an outlier against the last month before that stands for the
    level, of a break what it adds in a year. `is_open` marks a shift that may still pass; `other_month` is the month
    that it may as well be of, NaT where `month` is clear. Changes in most parts first, then those of a sum, the largest
    first.
    """
    names = _names(whole[0], parts)
    weights = {(SELECTION, ""): whole[1]} | {(kind, part_id): weight for (kind, part_id, _), weight in parts.items()}
    sums = {key: joint.history_of(weight) for key, weight in weights.items()}
    typical = {key: typical_course(holders, weight > 0) for key, weight in weights.items()}
    cells = joint.hierarchy.cells
    kinds = {kind: cells[kind].to_numpy() for kind in ("region_id", "product_id") if kind in cells}
    rows = [
        (*key, names[key], where, months[change.position], change.kind, change.size if change.relative else np.nan,
         _amount(change, sums[key], before), change.certainty, change.is_open,
         pd.NaT if change.other is None else months[change.other])
        for where, watched in ((IN_MOST_PARTS, {key: each for key, each in typical.items() if each is not None}),
                               (IN_SUM, sums))
        for key, change, before in _changes_of(watched)
        if where == IN_SUM or has_spread(change, holders, weights[key] > 0, kinds,
                                         [other for other in before if other is not change])
    ]
    if not np.nansum(holders.customers) and np.nansum(np.abs(joint.history_of(whole[1]))):
        rows = [(*row[:3], NOT_SHOWN, *row[4:]) for row in rows]
    events = pd.DataFrame(rows, columns=COLUMNS).astype({"other_month": months.dtype})
    events = events[~_is_told_before(events)]
    return events.assign(size=events["amount"].abs()).sort_values(
        ["where", "size"], ascending=[True, False], kind="stable", ignore_index=True)[COLUMNS]


def _names(whole: str, parts: Iterable[Part]) -> dict[Key, str]:
    """What each is called; a name that a region and a product share, or the selection, has its kind behind it."""
    named = list(parts)
    kinds_of = Counter([whole, *(name for _, _, name in named)])
    return {(SELECTION, ""): whole} | {
        (kind, part_id): _with_kind(kind, name) if kinds_of[name] > 1 else name for kind, part_id, name in named}


def _with_kind(kind: str, name: str) -> str:
    return _("{name} (region)", name=name) if kind == "region" else _("{name} (product)", name=name)


def _changes_of(watched: Mapping[Key, np.ndarray]) -> list[tuple[Key, Change, list[Change]]]:
    """What changed in these series, judged as one family: whose, the change, and all changes of the same series."""
    keys = list(watched)
    changes = find_changes(np.array(list(watched.values())), false_alarms=FALSE_ALARMS / FAMILIES) if keys else []
    return [(keys[each.row], each, [other for other in changes if other.row == each.row]) for each in changes]


def _is_told_before(events: pd.DataFrame) -> np.ndarray:
    """Which rows say of a sum what a row in most parts says of the same selection: in the same month, or a month off,
    as one large customer may have moved earlier or later than most."""
    number = 12 * events["month"].dt.year + events["month"].dt.month if len(events) else pd.Series(dtype=int)
    spread = events["where"] == IN_MOST_PARTS
    return np.array([
        not spread[place] and bool((spread & (events["part"] == row.part) & (events["id"] == row.id)
                                    & (events["kind"] == row.kind) & ((number - number[place]).abs() <= 1)).any())
        for place, row in enumerate(events.itertuples())
    ], dtype=bool)


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
