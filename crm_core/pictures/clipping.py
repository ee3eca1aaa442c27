"""Lines and areas cut at the plot's edges, by numbers: a clip path would need an id, and two pictures of one page may
not share any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle of pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point, room: float = 0.5) -> bool:
        """True within the box, give or take `room` pixels."""
        return (self.left - room <= point[0] <= self.right + room and self.top - room <= point[1] <= self.bottom + room)

    def line(self, points: Sequence[Point]) -> list[list[Point]]:
        """The parts of a broken line that lie within the box."""
        parts: list[list[Point]] = []
        for begin, end in pairwise(points):
            cut = self._segment(begin, end)
            if cut is None:
                continue
            if parts and parts[-1][-1] == cut[0]:
                parts[-1].append(cut[1])
            else:
                parts.append(list(cut))
        return parts

    def area(self, points: Sequence[Point]) -> list[Point]:
        """The part of an area that lies within the box (Sutherland and Hodgman, 1974: edge by edge)."""
        edges: tuple[tuple[Callable[[Point], bool], int, float], ...] = (
            (lambda point: point[0] >= self.left, 0, self.left), (lambda point: point[0] <= self.right, 0, self.right),
            (lambda point: point[1] >= self.top, 1, self.top), (lambda point: point[1] <= self.bottom, 1, self.bottom))
        left = list(points)
        for is_inside, axis, at in edges:
            whole, left = left, []
            for before, point in zip([*whole[-1:], *whole[:-1]], whole, strict=True):
                if is_inside(point) != is_inside(before):
                    left.append(_crossing(before, point, axis, at))
                if is_inside(point):
                    left.append(point)
        return left

    def _segment(self, begin: Point, end: Point) -> tuple[Point, Point] | None:
        """The part of a straight line within the box (Liang and Barsky, 1984), None where there is none."""
        first, last = 0.0, 1.0
        across, down = end[0] - begin[0], end[1] - begin[1]
        for step, room in ((-across, begin[0] - self.left), (across, self.right - begin[0]),
                           (-down, begin[1] - self.top), (down, self.bottom - begin[1])):
            if step == 0:
                if room < 0:
                    return None
            elif step < 0:
                first = max(first, room / step)
            else:
                last = min(last, room / step)
        if first > last:
            return None

        def at(part: float) -> Point:
            return begin[0] + part * across, begin[1] + part * down

        return (begin if first == 0.0 else at(first)), (end if last == 1.0 else at(last))


def _crossing(before: Point, after: Point, axis: int, at: float) -> Point:
    part = (at - before[axis]) / (after[axis] - before[axis])
    return before[0] + part * (after[0] - before[0]), before[1] + part * (after[1] - before[1])
