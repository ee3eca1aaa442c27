"""What just changed: shifts of level, breaks of trend and outliers, each with its month, size and certainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from crm_core.rooms.demand.engine.panel import bridge_gaps
from crm_core.rooms.demand.watch.candidates import (
    Baseline,
    Candidate,
    ChangeKind,
    best_change,
    columns_of,
    criteria_of,
    is_bent_rather,
    log_likelihood,
    select_baselines,
    shape_of,
)
from crm_core.rooms.demand.watch.null_distribution import null_scores, p_value

FALSE_ALARMS = 0.05
"""The share of watches that may cry wolf when nothing has happened, however many series they watch."""

MIN_MONTHS = 33
"""Below, a sharp month that comes every year has come too seldom to be told from one that stands alone."""

MAX_CERTAINTY = 1 - 1e-6
"""What so few drawn series can be sure of; nothing is certain."""

MAX_CHANGES = 3
"""Changes looked for in one series, the clearest first."""

OPEN_MONTHS = 2
"""A shift that has lasted no longer may still prove to be an outlier."""

LEAST_NOISE = 5e-4
"""A part of the level that moves without telling anything: where less moves, a bend in an exact line, or the rounding
of its amounts, would pass for a change."""

LOGS_MARGIN = 6.0
"""By how much plain amounts must better the criterion of their logarithms to be watched as they are: what grows by the
same amount every month is straight only there."""

NEIGHBOURS = 2
"""Months around a shift in which an outlier can hide its month."""

DATING_GAIN = 4.0
"""By how much likelier an outlier beside a shift must make a series to move the month of the shift: some three standard
deviations, which the first month of a shift alone seldom stands off."""

_MIN_GAIN = 1e-6
"""A gain in likelihood that is not rounding."""

_MAX_PASSES = 3
"""Rounds in which the changes of a series are each looked for again beside the others."""


@dataclass(frozen=True)
class Change:
    """One change of series `row`. `position` counts months from the start of the series' matrix: of a shift it is the
    first month at the new level.

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


def find_changes(values: np.ndarray, *, season: int = 12, false_alarms: float = FALSE_ALARMS) -> list[Change]:
    """The changes of each row of `values` (series × month, flush at the end, NaN before the start and in gaps).

    All rows are one watch: the chance that it reports any change that is none is at most `false_alarms` (0–1), also in
    rows where something else did change (Bonferroni: each row has its part of it, and each further change of a row is
    held against the same limit). Rows of fewer than `MIN_MONTHS` months, and rows that never move, have none. The
    clearest first within a row.
    """
    watched = [(row, series) for row, each in enumerate(values) if (series := _Series.of(each, season)) is not None]
    limit = false_alarms / max(len(watched), 1)
    return [series.change_of(each, row) for row, series in watched for each in series.find_all(limit)]


@dataclass(frozen=True)
class _Found:
    change: Candidate
    size: float
    p_value: float


@dataclass(frozen=True, eq=False)
class _Series:
    """One series from its first month to its last, its gaps bridged and excused; in logarithms where `in_logs`.
    `least` is the noise that is taken for granted in it."""

    y: np.ndarray
    offset: int
    relative: bool
    in_logs: bool
    least: float
    baseline: Baseline

    @classmethod
    def of(cls, values: np.ndarray, season: int) -> _Series | None:
        known_at = np.flatnonzero(~np.isnan(values))
        if len(known_at) < MIN_MONTHS or np.ptp(values[known_at]) == 0:
            return None
        span = values[known_at[0] : known_at[-1] + 1]
        filled = bridge_gaps(span[None, :])[0]
        plain = cls(filled, int(known_at[0]), bool(np.nanmin(span) > 0), False,
                    LEAST_NOISE * float(np.abs(filled).mean()),
                    Baseline(len(filled), season, gaps=tuple(int(place) for place in np.flatnonzero(np.isnan(span)))))
        if not plain.relative:
            return plain._beside(())
        logs = replace(plain, y=np.log(filled), in_logs=True, least=LEAST_NOISE)
        # What the logarithms stretch or squeeze is part of their likelihood.
        is_plainer = plain._criterion() + LOGS_MARGIN < logs._criterion() + 2 * logs.y.sum()
        return (plain if is_plainer else logs)._beside(())

    def find_all(self, limit: float) -> list[_Found]:
        """The changes that chance does as well as with a probability of `limit` at most; after each, those found before
        are looked for again beside it, so that one does not bend the month of another."""
        found: list[_Found] = []
        while len(found) < MAX_CHANGES:
            series = self._beside(tuple(each.change for each in found))
            more = min(series._one_more(found), series._outlier_beside_a_shift(found), key=lambda each: each[-1].p_value)
            if more[-1].p_value > limit:
                break
            found = series._settle(more)
        found = self._beside(tuple(each.change for each in found))._redated(found)
        return [each for each in found if each.p_value <= limit]

    def _find(self) -> _Found:
        """The change that explains most beside those already found, and how likely chance does as much."""
        score, best, size = best_change(self.y[None, :], self.baseline, self.least)
        if best[0][0] == "trend break" and not self.baseline.is_bent and is_bent_rather(self.y, self.baseline,
                                                                                        self.least):
            return replace(self, baseline=replace(self.baseline, is_bent=True))._find()
        return _Found(best[0], float(size[0]), self._chance(float(score[0])))

    def _one_more(self, found: list[_Found]) -> list[_Found]:
        return [*found, self._find()]

    def _outlier_beside_a_shift(self, found: list[_Found]) -> list[_Found]:
        """The likeliest that comes of it when a shift among those found may move a little and take an outlier beside
        it: each hides the month of the other, so neither would be seen to be wrong alone."""
        changes, score = self._with_outlier([each.change for each in found], range(len(found)))
        return _renamed([*found, _Found(changes[-1], 0.0, self._chance(score))], changes)

    def _with_outlier(self, before: list[Candidate], places: Iterable[int]) -> tuple[list[Candidate], float]:
        """The likeliest changes with one more, an outlier beside a shift at one of the `places`, and what it gains."""
        now, best, gain = self._likelihood(before, len(before)), [*before, ("outlier", 0)], 0.0
        for place in places:
            kind, at = before[place]
            for shift, outlier in _around(at, len(self.y)) if kind == "level shift" else ():
                changes = [*before[:place], shift, *before[place + 1 :], outlier]
                score = self._likelihood(changes, len(before)) - now
                if score > gain:
                    best, gain = changes, score
        return best, gain

    def _redated(self, found: list[_Found]) -> list[_Found]:
        """The changes with the month of each shift judged beside an outlier that may be too small to be told: which
        month it is asks for less evidence than whether there is a change at all."""
        for place in range(len(found)):
            changes, gain = self._with_outlier([each.change for each in found], [place])
            if gain >= DATING_GAIN:
                found = self._dated_apart(_renamed([*found, _Found(changes[-1], 0.0, 1.0)], changes))[:-1]
        return found

    def _settle(self, found: list[_Found]) -> list[_Found]:
        for _ in range(_MAX_PASSES):
            before = [each.change for each in found]
            for place in range(len(found)):
                others = tuple(each.change for each in found[:place] + found[place + 1 :])
                found[place] = self._with(others)._find()
            found = self._pairs_moved(found)
            if [each.change for each in found] == before:
                break
        return self._dated_apart(found)

    def _pairs_moved(self, found: list[_Found]) -> list[_Found]:
        """The same number of changes, a shift and an outlier beside it moved to where both together explain most."""
        for place, other in product(range(len(found)), range(len(found))):
            (kind, at), (beside, where) = found[place].change, found[other].change
            if kind != "level shift" or beside != "outlier" or abs(at - where) > NEIGHBOURS:
                continue
            changes = [each.change for each in found]
            best = self._likelihood(changes, len(found)) + _MIN_GAIN
            for shift, outlier in _around(at, len(self.y)):
                moved = [{place: shift, other: outlier}.get(here, each) for here, each in enumerate(changes)]
                if (likelihood := self._likelihood(moved, len(found))) > best:
                    best, found = likelihood, _renamed(found, moved)
        return found

    def _likelihood(self, changes: list[Candidate], beside: int) -> float:
        """Of these changes, for comparison beside so many."""
        plain = self._with(()).baseline
        freedom = plain.months - columns_of(plain).shape[1] - beside
        return log_likelihood(self.y, plain, changes, freedom, self.least)

    def _chance(self, score: float) -> float:
        return p_value(score, null_scores(self.baseline))

    def _dated_apart(self, found: list[_Found]) -> list[_Found]:
        """The same changes, where a month that fits neither the level before nor the one after is an outlier, and the
        shift is of the month after it. An outlier in the month of the shift, and shifts in two months running, say the
        same of every month in other words. Only of the last two months, moved to the same side, both may be new."""
        last, changes = len(self.y) - 1, [each.change for each in found]
        for kind, at in list(changes):
            twin = next((each for each in (("outlier", at), ("level shift", at + 1)) if each in changes), None)
            if kind == "level shift" and twin is not None and at < last:
                here, there = changes.index((kind, at)), changes.index(twin)
                moved = list(changes)
                moved[here], moved[there] = ("level shift", at + 1), ("outlier", at)
                sizes = self._sizes(moved)
                if at + 1 < last or sizes[here] * sizes[there] < 0:
                    changes = moved
        if len(set(changes)) < len(changes):
            return found
        return [replace(each, change=change, size=size)
                for each, change, size in zip(found, changes, self._sizes(changes), strict=True)]

    def _sizes(self, changes: list[Candidate]) -> list[float]:
        """How large these changes are, together."""
        shapes = [shape_of(each, len(self.y)) for each in changes]
        columns = np.column_stack([columns_of(self._with(()).baseline), *shapes])
        return [float(size) for size in np.linalg.lstsq(columns, self.y, rcond=None)[0][len(columns.T) - len(changes):]]

    def _with(self, changes: tuple[Candidate, ...]) -> _Series:
        return replace(self, baseline=replace(self.baseline, earlier=changes))

    def _beside(self, changes: tuple[Candidate, ...]) -> _Series:
        """The series with its season and trend judged beside these changes."""
        asked = self._with(changes)
        return replace(asked, baseline=select_baselines(asked.y[None, :], asked.baseline, asked.least)[0])

    def _criterion(self) -> float:
        return criteria_of(self.y[None, :], self.baseline, self.least)[0][0]

    def change_of(self, found: _Found, row: int) -> Change:
        (kind, at), size = found.change, found.size * (self.baseline.season if found.change[0] == "trend break" else 1)
        if self.in_logs:
            size = float(np.expm1(size))
        elif self.relative:
            size /= float(self.y[max(at - 1, 0)])
        is_open = kind == "level shift" and at >= len(self.y) - OPEN_MONTHS
        return Change(row, self.offset + at, kind, float(size), self.relative,
                      min(1 - found.p_value, MAX_CERTAINTY), is_open)


def _around(at: int, months: int) -> Iterator[tuple[Candidate, Candidate]]:
    """A shift near the month `at`, and an outlier near it in another month; in the last month both are the same."""
    near = range(at - NEIGHBOURS, at + NEIGHBOURS + 1)
    for shift, outlier in product(near, near):
        if shift != outlier:
            yield ("level shift", shift), ("level shift" if outlier == months - 1 else "outlier", outlier)


def _renamed(found: list[_Found], changes: list[Candidate]) -> list[_Found]:
    return [replace(each, change=change) for each, change in zip(found, changes, strict=True)]
