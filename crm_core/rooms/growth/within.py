"""The customers of a scope, counted once by the thresholds to start from: of a move only those who change group are
counted again.

Customers stand in order of contribution, and once more in order of score: whom a moved threshold may move stands
between where it was and where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from crm_core.rooms.growth.groups import Counted, Cuts, Thresholds, count, cuts, partition
from crm_core.rooms.growth.trial.learning import Learned

_ANEW = 0.5
"""The part of the customers from which on it is faster to count all of them anew than those who may have moved."""


@dataclass(frozen=True, eq=False)
class Within:
    """The customers `scoped`, a mask over those of `learned`, of whom there are some."""

    learned: Learned
    scoped: np.ndarray

    @cached_property
    def start(self) -> Cuts:
        """The thresholds to start from."""
        return cuts(self.learned, Thresholds())

    @cached_property
    def started(self) -> Counted:
        """Who is in which group by them."""
        places = slice(None) if self._is_whole else self.scoped
        return count(self.learned, partition(self.learned, self.start, places), places)

    def moved(self, at: Cuts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The places of who is in another group by `at`, with their codes by the thresholds to start from and by
        `at`."""
        places = self._between(at)
        before, now = (partition(self.learned, each, places) for each in (self.start, at))
        is_moved = before != now
        if not self._is_whole:
            is_moved &= self.scoped[places]
        if isinstance(places, slice):
            places = np.arange(len(self.scoped), dtype=np.int32)
        return places[is_moved], before[is_moved], now[is_moved]

    def counted(self, moved: tuple[np.ndarray, np.ndarray, np.ndarray]) -> Counted:
        """Who is in which group after `moved`."""
        places, before, now = moved
        if not len(places):
            return self.started
        left, arrived = (count(self.learned, codes, places) for codes in (before, now))
        return self.started.after(left, arrived)

    @cached_property
    def _is_whole(self) -> bool:
        return bool(self.scoped.all())

    def _between(self, at: Cuts) -> np.ndarray | slice:
        """The places of everybody whom `at` may move; of nearly all, all."""
        rising = self.learned.today["contribution"][::-1]
        many = len(rising)
        runs = [sorted(many - int(np.searchsorted(rising, cut, "left"))
                       for cut in (self.start.contribution, at.contribution)),
                sorted(many - int(np.searchsorted(rising, cut, "right")) for cut in (self.start.low, at.low))]
        scores = self.learned.falling[::-1]
        first, last = sorted(len(scores) - int(np.searchsorted(scores, np.float32(cut), "left"))
                             for cut in (self.start.potential, at.potential))
        if sum(end - begin for begin, end in (*runs, (first, last))) > _ANEW * many:
            return slice(None)
        (begin, end), (then, until) = sorted(runs)
        then, until = max(then, end), max(until, end)  # where both moved over the same customers they count once
        by_score = self.learned.by_score[first:last]
        is_told = ((by_score >= begin) & (by_score < end)) | ((by_score >= then) & (by_score < until))
        return np.concatenate([np.arange(begin, end, dtype=np.int32), np.arange(then, until, dtype=np.int32),
                               by_score[~is_told]])
