"""Names beside bubbles, each where no other name and no bubble stands; one without such a place is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_core.house_style import note
from crm_core.labels import as_written, label_room

WIDE, HIGH = 260.0, 320.0
"""Pixels of the plot that names are placed for: those of a phone. What stands apart there does so in a wider one."""
_LETTER, _LINE, _GAP, _MARGIN = 6.2, 15.0, 3.0, 6.0
_SLANT = 0.5**0.5
_WAYS: dict[str, tuple[float, float, dict[str, Any]]] = {
    "top": (0.0, 1.0, {"xanchor": "center", "yanchor": "bottom"}),
    "right": (1.0, 0.0, {"xanchor": "left", "yanchor": "middle"}),
    "bottom": (0.0, -1.0, {"xanchor": "center", "yanchor": "top"}),
    "left": (-1.0, 0.0, {"xanchor": "right", "yanchor": "middle"}),
    "upper right": (1.0, 1.0, {"xanchor": "left", "yanchor": "bottom"}),
    "lower right": (1.0, -1.0, {"xanchor": "left", "yanchor": "top"}),
    "upper left": (-1.0, 1.0, {"xanchor": "right", "yanchor": "bottom"}),
    "lower left": (-1.0, -1.0, {"xanchor": "right", "yanchor": "top"}),
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
          y: tuple[float, float], corners: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """Notes with the names of `bubbles`, placed in `order`: who comes first has the first choice.

    `x` and `y` are the ends of the axes; the notes in the `corners` keep their places.
    """
    spots = [_pixels(each, x, y) for each in bubbles]
    boxes: list[Box] = [(left - one.radius, left + one.radius, low - one.radius, low + one.radius)
                        for one, (left, low) in zip(bubbles, spots, strict=True)]
    boxes += [_corner(each, x, y) for each in corners]
    notes = []
    for position in order:
        one, others = bubbles[position], [box for place, box in enumerate(boxes) if place != position]
        for along, up, anchor in _WAYS.values():
            box = _box(one, spots[position], along, up)
            if _is_inside(box) and not any(_meet(box, other) for other in others):
                boxes.append(box)
                shift = _clear(one, along, up)
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
    middle = spot[0] + along * (_clear(one, along, up) + half)
    height = spot[1] + up * (_clear(one, along, up) + tall)
    return middle - half, middle + half, height - tall, height + tall


def _clear(one: Bubble, along: float, up: float) -> float:
    """Pixels from the bubble's middle to its name, along either axis: on a slant a circle reaches less far on each."""
    return one.radius * (_SLANT if along and up else 1.0) + _GAP


def _corner(words: Mapping[str, Any], x: tuple[float, float], y: tuple[float, float]) -> Box:
    """Where words in a corner stand, which are anchored at a side and at the top or the bottom."""
    left, low = _pixels(Bubble(words["x"], words["y"], 0.0, ""), x, y)
    wide = label_room([words["text"]], words["font"]["size"])
    tall = _LINE * 1.2
    left, low = left - wide * (words["xanchor"] == "right"), low - tall * (words["yanchor"] == "top")
    return left, left + wide, low, low + tall


def _is_inside(box: Box) -> bool:
    """A name may reach a little into the margins."""
    return box[0] >= -_MARGIN and box[1] <= WIDE + _MARGIN and box[2] >= 0 and box[3] <= HIGH


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
