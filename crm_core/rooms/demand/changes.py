"""What just changed: shifts of level, breaks of trend and outliers, each with its month, size and certainty."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from crm_core.rooms.demand.chance import Frame, Kind, best_change, by_chance, chance_of, waves_of
from crm_core.rooms.demand.panel import bridged

FALSE_ALARMS = 0.05
"""The share of watches that may cry wolf when nothing has happened, however many series they watch."""

LEAST_MONTHS = 33
"""Below, a sharp month that comes every year has come too seldom to be told from one that stands alone."""

SUREST = 1 - 1e-6
"""What so few drawn series can be sure of; nothing is certain."""

MOST_CHANGES = 3
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
    kind: Kind
    size: float
    relative: bool
    certainty: float


def changes(values: np.ndarray, *, season: int = 12) -> list[Change]:
    """The changes of each row of `values` (series × month, flush at the end, NaN before the start and in gaps).

    All rows are one watch: where nothing has happened in any of them, the chance of an alarm is `FALSE_ALARMS`; where
    something has, that share of the alarms may be false (Benjamini and Hochberg 1995). Rows of fewer than
    `LEAST_MONTHS` months, and rows that never move, have none. The clearest first within a row.
    """
    watched = [(row, series) for row, each in enumerate(values) if (series := _Series.of(each, season)) is not None]
    firsts = [(row, series, series.find()) for row, series in watched]
    limit = _limit([first.chance for _, _, first in firsts])
    return [change for row, series, first in firsts for change in _told(row, series, first, limit)]


def _limit(chances: list[float]) -> float:
    """The chance up to which a first change counts as one; 0 when none does."""
    allowed = FALSE_ALARMS * np.arange(1, len(chances) + 1) / max(len(chances), 1)
    passing = np.sort(chances) <= allowed
    return float(allowed[passing][-1]) if passing.any() else 0.0


def _told(row: int, series: _Series, first: _Try, limit: float) -> list[Change]:
    """The row's changes, one after the other, each beside those found before it."""
    found: list[Change] = []
    change = first
    while change.chance <= limit and len(found) < MOST_CHANGES:
        found.append(series.told(change, row))
        series = series.with_(change)
        change = series.find()
    return found


@dataclass(frozen=True)
class _Try:
    kind: Kind
    at: int
    size: float
    chance: float


@dataclass(frozen=True, eq=False)
class _Series:
    """One series from its first month to its last, its gaps bridged and excused; in logarithms where `relative`."""

    y: np.ndarray
    offset: int
    relative: bool
    frame: Frame

    @classmethod
    def of(cls, values: np.ndarray, season: int) -> _Series | None:
        known = np.flatnonzero(~np.isnan(values))
        if len(known) < LEAST_MONTHS or np.ptp(values[known]) == 0:
            return None
        own = values[known[0] : known[-1] + 1]
        relative = bool(np.nanmin(own) > 0)
        filled = bridged(own[None, :])[0]
        gaps = tuple(int(place) for place in np.flatnonzero(np.isnan(own)))
        y = np.log(filled) if relative else filled
        frame = Frame(len(y), season, gaps=gaps)
        return cls(y, int(known[0]), relative, replace(frame, waves=int(waves_of(y[None, :], frame)[0])))

    def find(self) -> _Try:
        """The change that explains most beside those already taken, and how likely chance does as much."""
        score, tried, size = best_change(self.y[None, :], self.frame)
        return _Try(*tried[0], float(size[0]), chance_of(float(score[0]), by_chance(self.frame)))

    def with_(self, change: _Try) -> _Series:
        taken = (*self.frame.taken, (change.kind, change.at))
        return replace(self, frame=replace(self.frame, taken=taken))

    def told(self, change: _Try, row: int) -> Change:
        a_year = self.frame.season if change.kind == "trend break" else 1
        size = float(np.expm1(change.size * a_year)) if self.relative else change.size * a_year
        return Change(row, self.offset + change.at, change.kind, size, self.relative,
                      min(1 - change.chance, SUREST))
