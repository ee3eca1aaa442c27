"""One watched series: its scale, its season and trend, and the changes that are found in it, one beside the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from crm_core.rooms.demand.engine.panel import bridge_gaps
from crm_core.rooms.demand.watch.candidates import (
    Baseline,
    Candidate,
    best_change,
    columns_of,
    criteria_of,
    is_bent_rather,
    log_likelihoods,
    select_baselines,
    shape_of,
)
from crm_core.rooms.demand.watch.dating import NEIGHBOURS, date_shift, outlier_at
from crm_core.rooms.demand.watch.null_distribution import null_scores, p_value

MAX_CHANGES = 3
"""Changes looked for in one series, the clearest first."""

LEAST_NOISE = 5e-4
"""A part of the level that moves without telling anything: where less moves, a bend in an exact line, or the rounding
of its amounts, would pass for a change."""

LOGS_MARGIN = 6.0
"""By how much plain amounts must better the criterion of their logarithms to be watched as they are: what grows by the
same amount every month is straight only there."""

_MIN_GAIN = 1e-6
"""A gain in likelihood that is not rounding."""

_MAX_PASSES = 3
"""Rounds in which the changes of a series are each looked for again beside the others."""


@dataclass(frozen=True)
class Found:
    """A change that was found: its size in the unit of the series (of a break a month), how likely chance does as
    much, 0–1, and the other month that a shift may be of, None where its month is clear."""

    change: Candidate
    size: float
    p_value: float
    other: int | None = None


@dataclass(frozen=True, eq=False)
class Series:
    """One series from its first month to its last, its gaps bridged and excused; in logarithms where `in_logs`.
    `least` is the noise that is taken for granted in it."""

    y: np.ndarray
    offset: int
    relative: bool
    in_logs: bool
    least: float
    baseline: Baseline

    @classmethod
    def of(cls, values: np.ndarray, season: int) -> Series | None:
        """The series of one row of values, NaN where unknown; None when it never moves."""
        known_at = np.flatnonzero(~np.isnan(values))
        if np.ptp(values[known_at]) == 0:
            return None
        span = values[known_at[0] : known_at[-1] + 1]
        filled = bridge_gaps(span[None, :])[0]
        plain = cls(filled, int(known_at[0]), bool(np.nanmin(span) > 0), False,
                    LEAST_NOISE * float(np.abs(filled).mean()),
                    Baseline(len(filled), season, gaps=tuple(int(place) for place in np.flatnonzero(np.isnan(span)))))
        offered = [plain]
        if plain.relative:
            offered.insert(0, replace(plain, y=np.log(filled), in_logs=True, least=LEAST_NOISE))
        judged = criteria_of(np.stack([each.y for each in offered]), plain.baseline,
                             np.array([each.least for each in offered]))
        # What the logarithms stretch or squeeze is part of their likelihood.
        costs = [criterion + (2 * each.y.sum() if each.in_logs else LOGS_MARGIN)
                 for each, (criterion, _baseline) in zip(offered, judged, strict=True)]
        likeliest = int(np.argmin(costs))
        return replace(offered[likeliest], baseline=judged[likeliest][1])

    def find_all(self, limit: float) -> list[Found]:
        """The changes that chance does as well as with a probability of `limit` at most; after each, those found before
        are looked for again beside it, so that one does not bend the month of another."""
        found: list[Found] = []
        while len(found) < MAX_CHANGES:
            series = self._beside(tuple(each.change for each in found)) if found else self
            more = min([*found, series._find()], series._outlier_beside_a_shift(found),
                       key=lambda each: each[-1].p_value)
            if more[-1].p_value > limit:
                break
            found = series._settle(more)
        if not found:
            return []
        found = self._beside(tuple(each.change for each in found))._dated(found)
        shifted = {each.change[1] for each in found if each.change[0] == "level shift"}
        # What the first month at a new level is beside it, is no second event.
        return [each for each in found if each.p_value <= limit
                and not (each.change[0] == "outlier" and each.change[1] in shifted)]

    def _find(self) -> Found:
        """The change that explains most beside those already found, and how likely chance does as much."""
        score, best, size = best_change(self.y[None, :], self.baseline, self.least)
        if best[0][0] == "trend break" and not self.baseline.is_bent and is_bent_rather(self.y, self.baseline,
                                                                                        self.least):
            return replace(self, baseline=replace(self.baseline, is_bent=True))._find()
        return Found(best[0], float(size[0]), self._chance(float(score[0])))

    def _outlier_beside_a_shift(self, found: list[Found]) -> list[Found]:
        """The likeliest that comes of it when a shift among those found may move a little and take an outlier beside
        it: each hides the month of the other, so neither would be seen to be wrong alone."""
        changes, score = self._with_outlier([each.change for each in found])
        return _renamed([*found, Found(changes[-1], 0.0, self._chance(score))], changes)

    def _with_outlier(self, before: list[Candidate]) -> tuple[list[Candidate], float]:
        """The likeliest changes with one more, an outlier beside a shift, and what it gains."""
        choices = [[*before[:place], shift, *before[place + 1 :], outlier]
                   for place, (kind, at) in enumerate(before) if kind == "level shift"
                   for shift, outlier in _around(at, len(self.y))]
        if not choices:
            return [*before, ("outlier", 0)], 0.0
        likelihoods = self._likelihoods(choices, len(before))
        best = int(likelihoods.argmax())
        return choices[best], float(likelihoods[best] - self._likelihoods([before], len(before))[0])

    def _dated(self, found: list[Found]) -> list[Found]:
        """The changes with the month of each shift judged beside an outlier that may be too small to be told."""
        beside: list[Candidate] = []
        for place in [place for place, each in enumerate(found) if each.change[0] == "level shift"]:
            changes = [each.change for each in found]
            dating = date_shift(self.y, self._with(()).baseline, changes, place, self.least)
            at, outlier = changes[place][1], dating.outlier
            if outlier is not None and outlier_at(outlier, len(self.y)) not in changes:
                beside.append(outlier_at(outlier, len(self.y)))
            if dating.month != at:
                changes[place] = ("level shift", dating.month)
                near = [where for where, (kind, month) in enumerate(changes)
                        if kind == "outlier" and abs(month - at) <= NEIGHBOURS]
                if near and beside and beside[-1][1] == outlier:
                    changes[near[0]] = beside.pop()
            found = _renamed(found, changes)
            found[place] = replace(found[place], other=dating.other)
        sizes = self._sizes([*(each.change for each in found), *beside])
        return [replace(each, size=size) for each, size in zip(found, sizes, strict=False)]

    def _settle(self, found: list[Found]) -> list[Found]:
        for _ in range(_MAX_PASSES):
            before = [each.change for each in found]
            for place in range(len(found)):
                others = tuple(each.change for each in found[:place] + found[place + 1 :])
                found[place] = self._with(others)._find()
            found = self._pairs_moved(found)
            if [each.change for each in found] == before:
                break
        return self._dated_apart(found)

    def _pairs_moved(self, found: list[Found]) -> list[Found]:
        """The same number of changes, a shift and an outlier beside it moved to where both together explain most."""
        for place, other in product(range(len(found)), range(len(found))):
            (kind, at), (beside, where) = found[place].change, found[other].change
            if kind != "level shift" or beside != "outlier" or abs(at - where) > NEIGHBOURS:
                continue
            changes = [each.change for each in found]
            moved = [[{place: shift, other: outlier}.get(here, each) for here, each in enumerate(changes)]
                     for shift, outlier in _around(at, len(self.y))]
            likelihoods = self._likelihoods([changes, *moved], len(found))
            if likelihoods.max() > likelihoods[0] + _MIN_GAIN:
                found = _renamed(found, [changes, *moved][int(likelihoods.argmax())])
        return found

    def _likelihoods(self, choices: list[list[Candidate]], beside: int) -> np.ndarray:
        """Of each choice of changes, for comparison beside so many."""
        plain = self._with(()).baseline
        freedom = plain.months - columns_of(plain).shape[1] - beside
        return log_likelihoods(self.y, plain, choices, freedom, self.least)

    def _chance(self, score: float) -> float:
        return p_value(score, null_scores(self.baseline))

    def _dated_apart(self, found: list[Found]) -> list[Found]:
        """The same changes, each month that stands between two levels judged: an outlier in the month of a shift, one
        in the month before, and shifts in two months running say the same of every month in other words.

        A month nearer to the new level than half the shift belongs to it, and the shift is of that month. One that fits
        neither level is an outlier, and the shift is of the month after it; only of the last two months, moved the same
        way, both may be new.
        """
        last = len(self.y) - 1
        for at in range(1, last):
            changes = [each.change for each in found]
            before: Candidate = ("level shift", at)
            after: Candidate = ("level shift", at + 1)
            alone: Candidate = ("outlier", at)
            pair = [changes.index(each) for each in (before, after, alone) if each in changes]
            if len(pair) != 2 or not {before, after} & set(changes):  # noqa: PLR2004
                continue
            here, there = pair
            chance = min(found[place].p_value for place in pair if changes[place][0] == "level shift")
            changes[here], changes[there] = after, alone
            shift, apart = (self._sizes(changes)[place] for place in pair)
            if abs(apart - shift) <= abs(shift) / 2:
                changes[here] = before
            if changes[here] == before or at + 1 < last or apart * shift < 0:
                found = _renamed(found, changes)
                found[here] = replace(found[here], p_value=chance)
        return [replace(each, size=size) for each, size in
                zip(found, self._sizes([each.change for each in found]), strict=True)]

    def _sizes(self, changes: list[Candidate]) -> list[float]:
        """How large these changes are, together."""
        shapes = [shape_of(each, len(self.y)) for each in changes]
        columns = np.column_stack([columns_of(self._with(()).baseline), *shapes])
        return [float(size) for size in np.linalg.lstsq(columns, self.y, rcond=None)[0][len(columns.T) - len(changes):]]

    def _with(self, changes: tuple[Candidate, ...]) -> Series:
        return replace(self, baseline=replace(self.baseline, earlier=changes))

    def _beside(self, changes: tuple[Candidate, ...]) -> Series:
        """The series with its season and trend judged beside these changes."""
        asked = self._with(changes)
        return replace(asked, baseline=select_baselines(asked.y[None, :], asked.baseline, asked.least)[0])


def _around(at: int, months: int) -> Iterator[tuple[Candidate, Candidate]]:
    """A shift near the month `at`, and an outlier near it in another month; in the last month both are the same."""
    near = range(at - NEIGHBOURS, at + NEIGHBOURS + 1)
    for shift, outlier in product(near, near):
        if shift != outlier:
            yield ("level shift", shift), outlier_at(outlier, months)


def _renamed(found: list[Found], changes: list[Candidate]) -> list[Found]:
    return [replace(each, change=change) for each, change in zip(found, changes, strict=True)]
