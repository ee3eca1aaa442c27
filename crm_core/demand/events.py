"""What happened in a selection and its parts, as a table."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crm_core.demand.changes import Change, changes
from crm_core.demand.selection import Part
from crm_core.demand.together import Together

COLUMNS = ["what", "month", "kind", "size_share", "amount", "certainty_share"]


def events_of(together: Together, whole: tuple[str, np.ndarray], parts: Mapping[Part, np.ndarray],
              months: pd.DatetimeIndex) -> pd.DataFrame:
    """Changes of the selection (`whole`: its name and cells) and of its parts, judged as one watch.

    `size_share` is the size as a fraction of the level before, NaN for series that pass through zero; `amount` is it in
    the measure's unit: of a shift and an outlier against the month before, of a break what it adds in a year. The
    largest amount first.
    """
    watched = {whole[0]: whole[1]} | {name: weight for (_, _, name), weight in parts.items()}
    rows = np.array([together.history_of(weight) for weight in watched.values()])
    names = list(watched)
    found = pd.DataFrame([
        (names[change.row], months[change.position], change.kind, change.size if change.relative else np.nan,
         _amount(change, rows[change.row]), change.certainty) for change in changes(rows)
    ], columns=COLUMNS)
    order = found["amount"].abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _amount(change: Change, history: np.ndarray) -> float:
    """The size in the measure's unit."""
    if not change.relative:
        return change.size
    before = history[: change.position]
    known = before[~np.isnan(before)]
    level = known[-1] if len(known) else history[change.position]
    return float(level * change.size)
