"""What just changed: shifts of level, breaks of trend and outliers, each with its month, size and certainty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crm_core.rooms.demand.watch.candidates import ChangeKind
from crm_core.rooms.demand.watch.series import Found, Series

FALSE_ALARMS = 0.05
"""The share of watches that may cry wolf when nothing has happened, however many series they watch."""

MIN_MONTHS = 33
"""Below, a sharp month that comes every year has come too seldom to be told from one that stands alone."""

MAX_CERTAINTY = 1 - 1e-6
"""What so few drawn series can be sure of; nothing is certain."""

OPEN_MONTHS = 2
"""A shift that has lasted no longer may still prove to be an outlier."""


@dataclass(frozen=True)
class Change:
    """One change of series `row`. `position` counts months from the start of the series' matrix: of a shift it is the
    first month at the new level, and `other` the month that it may as well be, None where the month is clear.

    `size` is a fraction of the level before (where `relative`): of an outlier how far it stands off, of a shift how far
    the level moved, of a break the change of yearly growth; in the series' own units where it is not all positive.
    `certainty` is 1 less the share of unchanged series that show as much by chance. A shift `is_open` while it has
    lasted `OPEN_MONTHS` at most: it may still pass.
    """

    row: int
    position: int
    kind: ChangeKind
    size: float
    relative: bool
    certainty: float
    is_open: bool = False
    other: int | None = None


def find_changes(values: np.ndarray, *, season: int = 12, false_alarms: float = FALSE_ALARMS) -> list[Change]:
    """The changes of each row of `values` (series × month, flush at the end, NaN before the start and in gaps).

    All rows are one watch: the chance that it reports any change that is none is at most `false_alarms` (0–1), also in
    rows where something else did change (Bonferroni: each row has its part of it, and each further change of a row is
    held against the same limit). Rows of fewer than `MIN_MONTHS` months, and rows that never move, have none. The
    clearest first within a row.
    """
    long_enough = np.flatnonzero((~np.isnan(values)).sum(axis=1) >= MIN_MONTHS)
    watched = [(int(row), series) for row in long_enough if (series := Series.of(values[row], season)) is not None]
    limit = false_alarms / max(len(watched), 1)
    return [_change_of(each, row, series) for row, series in watched for each in series.find_all(limit)]


def _change_of(found: Found, row: int, series: Series) -> Change:
    (kind, at), months = found.change, len(series.y)
    size = found.size * (series.baseline.season if kind == "trend break" else 1)
    if series.in_logs:
        size = float(np.expm1(size))
    elif series.relative:
        size /= float(series.y[max(at - 1, 0)])
    latest = at if found.other is None else max(at, found.other)
    is_open = kind == "level shift" and latest >= months - OPEN_MONTHS
    other = None if found.other is None else series.offset + found.other
    certainty = min(1 - found.p_value, MAX_CERTAINTY)
    return Change(row, series.offset + at, kind, size, series.relative, certainty, is_open, other)
