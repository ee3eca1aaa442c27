"""Names beside bubbles, each where no other name and no bubble stands; one without such a place is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_core.house_style import note
from crm_core.labels import as_written

WIDE, HIGH = 340.0, 320.0
"""Pixels of the picture that names are placed for: narrower than on a desk, wider than on a phone."""
_LETTER, _LINE, _GAP, _MARGIN = 6.0, 14.0, 3.0, 28.0
_WAYS: dict[str, tuple[float, float, dict[str, Any]]] = {
    "top": (0.0, 1.0, {"xanchor": "center", "yanchor": "bottom"}),
    "right": (1.0, 0.0, {"xanchor": "left", "yanchor": "middle"}),
    "bottom": (0.0, -1.0, {"xanchor": "center", "yanchor": "top"}),
    "left": (-1.0, 0.0, {"xanchor": "right", "yanchor": "middle"}),
}
Box = tuple[float, float, float, float]
"""left, right, bottom, top in pixels."""


@dataclass(frozen=True)
class Bubble:
    """One bubble: where it stands on the axes, its radius in pixels, its name."""

    x: float
    y: float
    radius: float
    name: str


def named(bubbles: Sequence[Bubble], order: Sequence[int], x: tuple[float, float],
          y: tuple[float, float]) -> list[dict[str, Any]]:
    """Notes with the names of `bubbles`, placed in `order`: who comes first has the first choice.

    `x` and `y` are the ends of the axes.
    """
    spots = [_pixels(each, x, y) for each in bubbles]
    boxes: list[Box] = [(left - one.radius, left + one.radius, low - one.radius, low + one.radius)
                        for one, (left, low) in zip(bubbles, spots, strict=True)]
    notes = []
    for position in order:
        one, others = bubbles[position], [box for place, box in enumerate(boxes) if place != position]
        for along, up, anchor in _WAYS.values():
            box = _box(one, spots[position], along, up)
            if _is_inside(box) and not any(_meet(box, other) for other in others):
                boxes.append(box)
                shift = one.radius + _GAP
                notes.append(note(one.x, one.y, as_written(one.name), xshift=along * shift, yshift=up * shift,
                                  **anchor))
                break
    return notes


def _pixels(one: Bubble, x: tuple[float, float], y: tuple[float, float]) -> tuple[float, float]:
    across, up = (x[1] - x[0]) or 1.0, (y[1] - y[0]) or 1.0
    return (one.x - x[0]) / across * WIDE, (one.y - y[0]) / up * HIGH


def _box(one: Bubble, spot: tuple[float, float], along: float, up: float) -> Box:
    """Where the name would stand: beside the bubble on the way `along`, `up`."""
    half, tall = len(one.name) * _LETTER / 2, _LINE / 2
    middle = spot[0] + along * (one.radius + _GAP + half)
    height = spot[1] + up * (one.radius + _GAP + tall)
    return middle - half, middle + half, height - tall, height + tall


def _is_inside(box: Box) -> bool:
    """A name may reach a little into the margins, where the picture's width is only guessed."""
    return box[0] >= -_MARGIN and box[1] <= WIDE + _MARGIN and box[2] >= 0 and box[3] <= HIGH


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
