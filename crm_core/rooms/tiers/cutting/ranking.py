"""Customers ranked in narrow steps with running sums: any cut is answered without looking at customers again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from crm_core.rooms.tiers.cutting.shared_out import shared_out
from crm_core.rooms.tiers.scheme.group import TENTHS, By

MEASURES = ("customers", "contribution", "balance", "cost_to_serve")
"""What is summed up; money in whole cents, so that sums are exact."""
CENTS = 100
_UNITS = np.array([1, CENTS, CENTS, CENTS])
BLOCK = 1 << 15
"""Customers who are scored or counted at a time: what is made on the way stays in the processor's cache, which takes
half the time of a million at once."""
_STEPS_AN_E = 400
"""A contribution x is in the step floor(asinh(10 x) · 400), as in the marts: a quarter of a percent (decision 4)."""


@dataclass(frozen=True)
class Inside:
    """What a few steps of contribution hold, to the cent: asked of the book when a cut falls inside."""

    amounts: Callable[[int, int], np.ndarray]
    """`amounts(step, many)`: each amount in a step that holds so many customers: amount, group_id and the measures."""
    at_least: Callable[[int, int, float], np.ndarray]
    """`at_least(first_step, last_step, cut)`: group_id and the measures of those who bring the cut or more; it is in
    whole cents."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """One year's customers, best first.

    `steps` are the steps' numbers, falling; `groups` the ids of region × customer type, rising; `running` the sums of
    `MEASURES` over the first steps, from none to all: [steps + 1, groups, measures].
    """

    by: By
    steps: np.ndarray
    groups: np.ndarray
    running: np.ndarray
    idle: np.ndarray
    """Customers who contribute nothing over the first steps: [steps + 1, groups]."""
    _held: dict[tuple[str, bytes], Any] = field(default_factory=dict, repr=False)

    @property
    def total(self) -> np.ndarray:
        """The sums over all steps: [groups, measures]."""
        return self.running[-1]

    @cached_property
    def floors(self) -> np.ndarray:
        """The least score, or contribution in whole cents, that each step can hold."""
        amounts = amount_at(self.by, self.steps)
        return amounts if self.by == "score" else _in_cents(amounts)

    def sums_of(self, members: np.ndarray) -> np.ndarray:
        """The running sums over some of the groups together: [steps + 1, measures]. Worked out once for each choice."""
        return self.once("sums", members, lambda: (
            self.running if members.all() else self.running[:, members]).sum(axis=1))

    def once(self, name: str, members: np.ndarray, make: Callable[[], Any]) -> Any:
        """What `make` gives of some of the groups, whatever the cuts: made once and held with the ranking."""
        key = (name, members.tobytes())
        if key not in self._held:
            self._held[key] = make()
        return self._held[key]

    def above(self, cut: float, inside: Inside) -> np.ndarray:
        """The sums over customers at or above `cut`: [groups, measures]. Exact; a cut in money opens its step."""
        if not np.isfinite(cut):
            return self.running[0]
        if self.by == "score":
            return self.running[int(np.searchsorted(-self.steps, -round(cut * TENTHS), side="right"))]
        step = bucket(cut)  # and its neighbours: the last digit of asinh is not the same everywhere
        whole = int(np.searchsorted(-self.steps, -(step + 1), side="left"))
        return self.sums_with(whole, inside.at_least(step - 1, step + 1, float(_in_cents(cut))))

    def sums_with(self, steps: int, rows: np.ndarray) -> np.ndarray:
        """The sums over so many of the first steps and `rows` (group_id, the measures) besides: [groups, measures]."""
        at, amounts = self.places(rows[:, 0]), measured(rows[:, 1:]).T
        # in fractions, which hold whole cents exactly as far as books go
        sums_by_group = [np.bincount(at, weights=each, minlength=len(self.groups)) for each in amounts]
        return self.running[steps] + np.column_stack(sums_by_group).astype(np.int64)

    def places(self, groups: np.ndarray) -> np.ndarray:
        """Where these groups, by their ids, stand among the ranking's."""
        return self._places[groups.astype(np.intp)]

    @cached_property
    def _places(self) -> np.ndarray:
        """The same for every id: of thousands of rows this is ten times as fast as to search."""
        places = np.zeros(self.groups[-1] + 1, dtype=np.intp)
        places[self.groups] = np.arange(len(self.groups))
        return places


def ranking(by: By, steps: np.ndarray, groups: np.ndarray, sums: np.ndarray, idle: np.ndarray) -> Ranking:
    """The ranking of steps, falling, and groups, rising: `sums` [steps, groups, measures], money in whole cents, and
    those who contribute nothing [steps, groups]. Steps and groups of nobody are left out."""
    is_there = sums[:, :, 0] > 0
    of_steps, of_groups = (np.flatnonzero(is_there.any(axis=axis)) for axis in (1, 0))

    def running(each: np.ndarray) -> np.ndarray:
        """The sums over the first steps, from none to all."""
        there = each if is_there.shape == (len(of_steps), len(of_groups)) else each[np.ix_(of_steps, of_groups)]
        sums_of_first = np.zeros((len(there) + 1, *there.shape[1:]), dtype=np.int64)
        np.cumsum(there, axis=0, out=sums_of_first[1:])
        return sums_of_first

    return Ranking(by, steps[of_steps], groups[of_groups], running(sums), running(idle))


def counted(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int],
            amounts: Iterable[np.ndarray]) -> np.ndarray:
    """[rows, columns, 1 + amounts]: how many customers stand in each row and column, and the sums of their amounts in
    whole cents."""
    amounts = list(amounts)
    sums = np.add.reduce(shared_out(len(rows), lambda part: _counted(
        rows[part], columns[part], shape, [each[part] for each in amounts])))
    return sums.reshape(*shape, -1)


def _counted(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int], amounts: Sequence[np.ndarray]
             ) -> np.ndarray:
    """The same of one part of the customers: [rows × columns, 1 + amounts]."""
    sums = np.zeros((shape[0] * shape[1], 1 + len(amounts)), dtype=np.int64)
    for first in range(0, len(rows), BLOCK):
        block = slice(first, first + BLOCK)
        at = rows[block].astype(np.intp)
        at *= shape[1]
        at += columns[block]
        np.add.at(sums[:, 0], at, 1)
        for place, each in enumerate(amounts, start=1):
            np.add.at(sums[:, place], at, each[block].astype(np.int64))
    return sums


def _in_cents(amounts: np.ndarray | float) -> np.ndarray:
    """The least whole cents that are not below the amounts, still as money."""
    return np.ceil(np.asarray(amounts) * CENTS - 1e-6) / CENTS


def measured(sums: np.ndarray) -> np.ndarray:
    """`MEASURES` [rows, measures] as whole numbers: customers, and money in cents."""
    return np.rint(sums * _UNITS).astype(np.int64)


def amount_at(by: By, steps: np.ndarray) -> np.ndarray:
    """The score or contribution at which each step begins."""
    return steps / TENTHS if by == "score" else np.sinh(steps / _STEPS_AN_E) / 10


def place_of(by: By, amounts: np.ndarray) -> np.ndarray:
    """Where amounts stand on an axis on which all steps are equally wide; scores stand where they are."""
    return np.asarray(amounts, dtype=float) if by == "score" else np.arcsinh(10 * np.asarray(amounts, dtype=float))


def bucket(amount: float) -> int:
    """The step of a contribution."""
    return int(np.floor(np.arcsinh(10 * amount) * _STEPS_AN_E))
