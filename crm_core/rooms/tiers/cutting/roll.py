"""A year's customers held in memory, in narrow columns: whatever is moved, the book is not asked again.

A customer takes some 35 bytes a year, two more once scored, and four for the place on the roll of an earlier year:
75 MB for a million with the year before, 750 MB for ten (decisions 122, 125 and 131).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from crm_core.question import Reader
from crm_core.rooms.tiers.cutting.placing import OPTIONAL
from crm_core.rooms.tiers.cutting.points import Points
from crm_core.rooms.tiers.cutting.ranking import BLOCK, CENTS, Ranking, counted, ranking
from crm_core.rooms.tiers.cutting.shared_out import shared_out
from crm_core.rooms.tiers.questions import ROLL, ROLL_PLACES, ROLL_SIZE
from crm_core.rooms.tiers.scheme.group import BEST_SCORE, TENTHS, By
from crm_core.rooms.tiers.scheme.weights import CRITERIA

MONEY = ("contribution", "balance", "cost_to_serve")
SLICE = 1 << 20
"""Customers who are read at a time."""
MAX_ONE_BY_ONE = 20_000
"""Customers of one step who are looked at one by one; of more, equal amounts are counted together first: a step may
hold millions who bring the same."""
NOT_YET = -1
"""The place on an earlier roll of who was no customer then: before the first, which an array counts as its last."""
_ROUNDING, _DECIMALS = 1e-6, 6
"""What an amount may miss a cut by, in cents: a cut of whole cents is a fraction too. So may a score, in tenths."""
_WHOLE = {"group_id": np.int32, "desk_id": np.int32, "step": np.int16, "gap": np.int8}


@dataclass(frozen=True, eq=False)
class Roll:
    """The customers of a year, of the whole bank: each has the same place in every column, those who contribute most
    come first."""

    groups: np.ndarray
    """The id of region × customer type."""
    desks: np.ndarray
    """The id of region × customer type × branch × manager."""
    depths: np.ndarray
    """The step of contribution, as the marts have it, below 0: rising."""
    money: Mapping[str, np.ndarray]
    """`MONEY`, in whole cents."""
    points: Points

    @classmethod
    def of(cls, read: Reader, back: int) -> Roll:
        """From the book: the year that is `back` years before the scope's. Nobody in it makes an empty roll."""
        size = read(ROLL_SIZE, back=back).iloc[0]
        columns = filled(int(size["customers"]), ("group_id", "desk_id", "step", "gap"), (
            read(ROLL, back=back, first_rank=first, last_rank=first + SLICE - 1)
            for first in range(1, int(size["customers"]) + 1, SLICE)))
        best = {name: int(size[f"{name}_best"]) for name in OPTIONAL}
        return cls(columns["group_id"], columns["desk_id"], -columns["step"], in_cents(columns),
                   Points.of(columns["points"], columns["gap"], best))

    def ranking(self, by: By, rules: Mapping[str, float]) -> Ranking:
        """The ranking by score (`rules` are of `scoring`) or by contribution."""
        if not len(self.groups):
            return ranking(by, np.arange(0), np.arange(0), np.zeros((0, 0, 1 + len(MONEY))), np.zeros((0, 0)))
        best = BEST_SCORE * TENTHS if by == "score" else -int(self.depths[0])
        below_best = best - self.points.scores(rules) if by == "score" else self.depths + best
        shape = (int(below_best.max()) + 1, int(self.groups.max()) + 1)
        sums = counted(below_best, self.groups, shape, self.money.values())
        first = np.count_nonzero(self.money["contribution"] > 0)  # those who contribute nothing, or less, come last
        idle = counted(below_best[first:], self.groups[first:], shape, ())[:, :, 0]
        return ranking(by, best - np.arange(shape[0]), np.arange(shape[1]), sums, idle)

    def tiers(self, by: By, cuts: Sequence[float], rules: Mapping[str, float]) -> np.ndarray:
        """The tier of everybody by these cuts, the highest first: from 1, one more than there are cuts for who reaches
        none. `rules` are of `scoring`."""
        if by == "contribution":  # best first: each tier is all from one place to another
            rising = self.money["contribution"][::-1]
            reach = [len(rising) - bisect_left(rising, cut * CENTS - _ROUNDING) for cut in cuts]
            return np.repeat(np.arange(1, len(cuts) + 2, dtype=np.uint8), np.diff([0, *reach, len(rising)]))
        in_tenths = np.clip(np.round(np.array(cuts) * TENTHS, _DECIMALS), 0, BEST_SCORE * TENTHS + 1)
        are_whole = bool((in_tenths == np.rint(in_tenths)).all())  # but for margins of parts of a tenth
        scores = self.points.scores(rules) if are_whole else self.points.fractions(rules)
        below = in_tenths.astype(scores.dtype)
        tiers = np.ones(len(scores), dtype=np.uint8)
        for first in range(0, len(scores), BLOCK):
            block = slice(first, first + BLOCK)
            for cut in below:
                tiers[block] += scores[block] < cut
        return tiers

    def amounts(self, step: int, many: int) -> np.ndarray:
        """`Inside.amounts`: what each customer, or each amount of a group, brings in a step that holds so `many`."""
        inside = slice(*np.searchsorted(self.depths, np.array([-step, 1 - step], dtype=self.depths.dtype)))
        rows = np.column_stack([self.money["contribution"][inside], self.groups[inside], np.ones(many),
                                *(each[inside] for each in self.money.values())])
        if many > MAX_ONE_BY_ONE:
            rows = _together(rows)
        return rows / _IN_MONEY

    def at_least(self, first_step: int, last_step: int, cut: float) -> np.ndarray:
        """`Inside.at_least`: those from one step to another who bring the cut, in money, or more."""
        start, end = np.searchsorted(self.depths, np.array([-last_step, 1 - first_step], dtype=self.depths.dtype))
        many = np.count_nonzero(self.money["contribution"][start:end] >= round(cut * CENTS))
        inside = slice(start, start + many)
        return np.column_stack([self.groups[inside], np.ones(many),
                                *(each[inside] / CENTS for each in self.money.values())])


@dataclass(frozen=True, eq=False)
class Earlier:
    """Where the customers of a roll stand on that of an earlier year: what is known of them there is not held twice."""

    places: np.ndarray
    """Of each customer the place on the earlier roll; `NOT_YET` of who was no customer then."""
    left: np.ndarray
    """The places on the earlier roll of those who are no customers any more."""

    @classmethod
    def of(cls, read: Reader, back: int, now: Roll, then: Roll) -> Earlier:
        """From the book: the roll of the year in scope, and that of the year `back` years before it."""
        places, has_left = np.full(len(now.groups), NOT_YET, dtype=np.int32), np.ones(len(then.groups), dtype=bool)
        for first in range(1, len(places) + 1, SLICE):
            found = read(ROLL_PLACES, back=back, first_rank=first, last_rank=first + SLICE - 1)
            places[found["place"]] = found["earlier_place"]
            has_left[found["earlier_place"]] = False
        return cls(places, np.flatnonzero(has_left).astype(np.int32))

    def tiers(self, tiers: np.ndarray) -> np.ndarray:
        """The tiers of the customers of the later roll, from those of the earlier one; 0 for who was none."""
        with_nobody = np.append(tiers, np.zeros(1, dtype=tiers.dtype))  # at `NOT_YET`, which is the last place
        return np.concatenate(shared_out(len(self.places), lambda part: with_nobody.take(self.places[part])))


_IN_MONEY = np.array([CENTS, 1, 1, CENTS, CENTS, CENTS])


def _together(rows: np.ndarray) -> np.ndarray:
    """The rows of `Roll.amounts` with those of the same amount and group added up."""
    alike, at = np.unique(rows[:, :2], axis=0, return_inverse=True)
    return np.column_stack([alike, *(np.bincount(at, weights=each) for each in rows[:, 2:].T)])


def filled(size: int, whole: Iterable[str], parts: Iterable[Mapping[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The columns of `parts`, each customer at its place: those of `whole` numbers, `MONEY` in money, and `points`
    [criteria, customers]. Nobody's places hold 0."""
    columns = {name: np.zeros(size, dtype=_WHOLE[name]) for name in whole} | {name: np.zeros(size) for name in MONEY}
    points = np.zeros((len(CRITERIA), size), dtype=np.int16)
    for part in parts:
        for name, column in columns.items():
            column[part["place"]] = part[name]
        for criterion, column in zip(CRITERIA, points, strict=True):
            column[part["place"]] = part[f"{criterion}_points"]
    return columns | {"points": points}


def in_cents(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """`MONEY`, taken out of the columns, in whole cents: in half the memory where no amount is beyond 21 million."""
    taken = {}
    for name in MONEY:
        cents = columns.pop(name)
        cents *= CENTS
        np.rint(cents, out=cents)
        is_small = np.abs(cents).max(initial=0) < np.iinfo(np.int32).max
        taken[name] = cents.astype(np.int32) if is_small else cents
    return taken
