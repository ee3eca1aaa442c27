"""What just changed: shifts of level, breaks of trend and outliers, each with its month, size and certainty."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from crm_core.rooms.demand.engine.panel import bridge_gaps
from crm_core.rooms.demand.watch.null_distribution import (
    Baseline,
    ChangeKind,
    best_change,
    null_scores,
    p_value,
    select_waves,
)

FALSE_ALARMS = 0.05
"""The share of watches that may cry wolf when nothing has happened, however many series they watch."""

MIN_MONTHS = 33
"""Below, a sharp month that comes every year has come too seldom to be told from one that stands alone."""

MAX_CERTAINTY = 1 - 1e-6
"""What so few drawn series can be sure of; nothing is certain."""

MAX_CHANGES = 3
"""Changes looked for in one series, the clearest first."""


@dataclass(frozen=True)
class Change:
    """One change of series `row`. `position` counts months from the start of the series' matrix.

    `size` is a fraction of the level before (where `relative`): of an outlier how far it stands off, of a shift how far
    the level moved, of a break the change of yearly growth; in the series' own units where it is not all positive.
    `certainty` is 1 less the share of unchanged series that show as much by chance.
    """

    row: int
    position: int
    kind: ChangeKind
    size: float
    relative: bool
    certainty: float


def find_changes(values: np.ndarray, *, season: int = 12) -> list[Change]:
    """The changes of each row of `values` (series × month, flush at the end, NaN before the start and in gaps).

    All rows are one watch: where nothing has happened in any of them, the chance of an alarm is `FALSE_ALARMS`; where
    something has, that share of the alarms may be false (Benjamini and Hochberg 1995). Rows of fewer than
    `MIN_MONTHS` months, and rows that never move, have none. The clearest first within a row.
    """
    watched = [(row, series) for row, each in enumerate(values) if (series := _Series.of(each, season)) is not None]
    first_candidates = [(row, series, series.find()) for row, series in watched]
    limit = _p_value_limit([first.p_value for _, _, first in first_candidates])
    return [change for row, series, first in first_candidates for change in _row_changes(row, series, first, limit)]


def _p_value_limit(p_values: list[float]) -> float:
    """The p-value up to which a first change counts as one; 0 when none does."""
    allowed = FALSE_ALARMS * np.arange(1, len(p_values) + 1) / max(len(p_values), 1)
    passing = np.sort(p_values) <= allowed
    return float(allowed[passing][-1]) if passing.any() else 0.0


def _row_changes(row: int, series: _Series, first: _Candidate, limit: float) -> list[Change]:
    """The row's changes, one after the other, each beside those found before it."""
    row_changes: list[Change] = []
    change = first
    while change.p_value <= limit and len(row_changes) < MAX_CHANGES:
        row_changes.append(series.change_of(change, row))
        series = series.with_(change)
        change = series.find()
    return row_changes


@dataclass(frozen=True)
class _Candidate:
    kind: ChangeKind
    at: int
    size: float
    p_value: float


@dataclass(frozen=True, eq=False)
class _Series:
    """One series from its first month to its last, its gaps bridged and excused; in logarithms where `relative`."""

    y: np.ndarray
    offset: int
    relative: bool
    baseline: Baseline

    @classmethod
    def of(cls, values: np.ndarray, season: int) -> _Series | None:
        known_at = np.flatnonzero(~np.isnan(values))
        if len(known_at) < MIN_MONTHS or np.ptp(values[known_at]) == 0:
            return None
        span = values[known_at[0] : known_at[-1] + 1]
        relative = bool(np.nanmin(span) > 0)
        filled = bridge_gaps(span[None, :])[0]
        gaps = tuple(int(place) for place in np.flatnonzero(np.isnan(span)))
        y = np.log(filled) if relative else filled
        baseline = Baseline(len(y), season, gaps=gaps)
        return cls(y, int(known_at[0]), relative, replace(baseline, waves=int(select_waves(y[None, :], baseline)[0])))

    def find(self) -> _Candidate:
        """The change that explains most beside those already found, and how likely chance does as much."""
        score, best, size = best_change(self.y[None, :], self.baseline)
        kind, at = best[0]
        return _Candidate(kind, at, float(size[0]), p_value(float(score[0]), null_scores(self.baseline)))

    def with_(self, change: _Candidate) -> _Series:
        earlier = (*self.baseline.earlier, (change.kind, change.at))
        return replace(self, baseline=replace(self.baseline, earlier=earlier))

    def change_of(self, change: _Candidate, row: int) -> Change:
        a_year = self.baseline.season if change.kind == "trend break" else 1
        size = float(np.expm1(change.size * a_year)) if self.relative else change.size * a_year
        return Change(row, self.offset + change.at, change.kind, size, self.relative,
                      min(1 - change.p_value, MAX_CERTAINTY))
