"""Natural breaks: the classes of a distribution whose members are nearest to their class's mean, found exactly.

Fisher's dynamic programme over the sorted values. The best last break never moves down when the range grows, so each
row is filled by halving (the middle first, its break bounds both sides): k·m·log m steps instead of k·m². Up to 2,048
distinct values are taken as they are, and the classes are the best there are. More are put into that many bins first,
half of equal numbers and half of equal width, and the breaks found are then moved to the nearest best values.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

BINS = 2_048
"""With so many bins the fit is within 1e-5 of the best there is (`python -m bench.tiers`)."""
_MAX_MOVES = 100
"""Each move betters the fit or is the last; a handful is usual."""


@dataclass(frozen=True, eq=False)
class Breaks:
    """Classes, lowest first."""

    lows: np.ndarray
    """The least value of each class but the first: whoever has it or more is in that class or above."""
    sizes: np.ndarray
    """Members of each class."""
    gvf: float
    """Goodness of variance fit: the part of the spread that lies between the classes, 0–1; 1 is perfect."""


def natural_breaks(values: np.ndarray, classes: int, *, counts: np.ndarray | None = None,
                   bins: int = BINS) -> Breaks:
    """The `classes` natural classes of `values`, each of which stands for `counts` members (one without them).

    Fewer classes come back when there are fewer distinct values. Raises ValueError without values or classes.
    Source: Fisher, "On Grouping for Maximum Homogeneity", JASA 53 (1958); Jenks (1967) for maps.
    """
    values = np.asarray(values, dtype=float)
    if classes < 1 or not len(values):
        raise ValueError(f"{classes} classes of {len(values)} values cannot be found; both must be at least 1.")
    values, counts = _distinct(values, counts)
    starts = np.append(_bin_starts(values, counts, bins), len(values))
    centred = values - np.average(values, weights=counts)  # squares of large numbers would swallow small spreads
    running = Running.of(counts, centred)
    cuts = _best_cuts(running.at(starts), min(classes, len(starts) - 1))
    ends = _moved_to_the_best(values, np.average(values, weights=counts), running, starts[cuts])
    whole = float(running.spread(0, len(values)))
    return Breaks(
        lows=values[ends[1:-1]],
        sizes=np.diff(running.members[ends]).astype(np.int64),
        gvf=float(1 - _within(running, ends) / whole) if whole > 0 else 1.0,
    )


def _distinct(values: np.ndarray, counts: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Values in rising order and how many members each has; equal values may still be apart when many."""
    if counts is None:
        return np.sort(values), np.ones(len(values))
    is_filled = np.asarray(counts) > 0
    order = np.argsort(values[is_filled], kind="stable")
    return values[is_filled][order], np.asarray(counts, dtype=float)[is_filled][order]


def _bin_starts(values: np.ndarray, counts: np.ndarray, bins: int) -> np.ndarray:
    """Where each bin begins; equal values are never parted."""
    new = np.flatnonzero(np.concatenate([[True], values[1:] > values[:-1]]))
    if len(new) <= bins:
        return new
    running = np.cumsum(counts)
    by_number = values[np.searchsorted(running, np.linspace(0, running[-1], bins // 2, endpoint=False), side="right")]
    by_width = np.linspace(values[0], values[-1], bins - bins // 2, endpoint=False)
    return np.unique(np.searchsorted(values, np.concatenate([by_number, by_width]), side="left"))


@dataclass(frozen=True, eq=False)
class Running:
    """Running sums over sorted values: the members before each place, their sum and the sum of their squares."""

    members: np.ndarray
    sums: np.ndarray
    squares: np.ndarray

    @classmethod
    def of(cls, counts: np.ndarray, values: np.ndarray) -> Running:
        """Those of `values`, each of them `counts` times."""
        parts = (counts, counts * values, counts * values**2)
        return cls(*(np.concatenate([[0.0], np.cumsum(part)]) for part in parts))

    def at(self, places: np.ndarray) -> Running:
        """The same at some of the places only."""
        return Running(self.members[places], self.sums[places], self.squares[places])

    def spread(self, first: int | np.ndarray, last: int | np.ndarray) -> np.ndarray:
        """Sum of squares about the mean of the members from `first` up to `last`."""
        total = self.sums[last] - self.sums[first]
        members = self.members[last] - self.members[first]
        return np.maximum(self.squares[last] - self.squares[first] - total * total / members, 0.0)


def _within(running: Running, ends: np.ndarray) -> float:
    return sum(float(running.spread(first, last)) for first, last in pairwise(ends))


def _moved_to_the_best(values: np.ndarray, mean: float, running: Running, ends: np.ndarray) -> np.ndarray:
    """Every break halfway between the means of its two classes, again and again, as long as the spread gets less."""
    least = _within(running, ends)
    for _ in range(_MAX_MOVES):
        means = np.diff(running.sums[ends]) / np.diff(running.members[ends]) + mean
        inner = np.searchsorted(values, (means[1:] + means[:-1]) / 2)
        tried = np.concatenate([[0], inner, [len(values)]])
        if (np.diff(tried) < 1).any() or (spread := _within(running, tried)) >= least:
            return ends
        ends, least = tried, spread
    return ends


def _best_cuts(running: Running, classes: int) -> np.ndarray:
    """Where the classes begin and end, in bins, from 0 to all."""
    bins = len(running.members) - 1
    least = np.concatenate([[0.0], running.spread(0, np.arange(1, bins + 1))])
    breaks = []
    for number in range(1, classes):
        least, at = _next_row(least, number, running)
        breaks.append(at)
    cuts = [bins]
    for at in reversed(breaks):
        cuts.append(int(at[cuts[-1]]))
    return np.array([0, *reversed(cuts)], dtype=int)


def _next_row(least: np.ndarray, number: int, running: Running) -> tuple[np.ndarray, np.ndarray]:
    """One class more: the least spread of the first j bins, and where the last class then begins."""
    bins = len(least) - 1
    spread_of, at = np.full(bins + 1, np.inf), np.zeros(bins + 1, dtype=int)
    todo = [(number + 1, bins, number, bins - 1)]
    while todo:
        low, high, from_break, to_break = todo.pop()
        if low > high:
            continue
        middle = (low + high) // 2
        tried = np.arange(max(from_break, number), min(to_break, middle - 1) + 1)
        spreads = least[tried] + running.spread(tried, middle)
        best = int(spreads.argmin())
        spread_of[middle], at[middle] = spreads[best], tried[best]
        todo += [(low, middle - 1, from_break, at[middle]), (middle + 1, high, at[middle], to_break)]
    return spread_of, at
