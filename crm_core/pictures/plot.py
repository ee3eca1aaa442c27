"""Where a figure's marks are drawn: its margins, its axes by name, settled for a width and a height."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_core.pictures import axes
from crm_core.pictures.clipping import Box
from crm_core.pictures.colours import Paint
from crm_core.pictures.scale import Scale, scale

_NARROWEST = 24.0
"""Pixels that long names leave for what is drawn."""


@dataclass(frozen=True)
class Plot:
    """The picture's size, the rectangle within its margins, and its axes: `x`, `x2`, …, `y`, `y2`, …"""

    width: float
    height: float
    inner: Box
    scales: Mapping[str, Scale]
    paint: Paint

    def axes_of(self, trace: Mapping[str, Any]) -> tuple[Scale, Scale]:
        """The axes of a trace."""
        return self.scales[trace.get("xaxis") or "x"], self.scales[trace.get("yaxis") or "y"]


def pairs(plot_scales: Mapping[str, Scale]) -> list[tuple[Scale, Scale]]:
    """Each x axis with the y axis of the same number: a panel."""
    return [(each, plot_scales["y" + name[1:]]) for name, each in plot_scales.items() if name.startswith("x")]


def box(x: Scale, y: Scale) -> Box:
    """The rectangle of a panel."""
    return Box(min(x.start, x.end), min(y.start, y.end), max(x.start, x.end), max(y.start, y.end))


def scales(layout: Mapping[str, Any]) -> dict[str, Scale]:
    """The axes of a layout by their short names; one of each where it names none."""
    named = {name.replace("axis", ""): options for name, options in layout.items() if name[1:].startswith("axis")}
    return {name: scale(name, options) for name, options in ({"x": {}, "y": {}} | named).items()}


def settled(found: Mapping[str, Scale], layout: Mapping[str, Any], width: float, height: float, paint: Paint) -> Plot:
    """The plot, its axes fixed for a picture of `width` and `height` pixels."""
    margin = {"l": 80.0, "r": 80.0, "t": 100.0, "b": 80.0} | layout.get("margin", {})
    top, bottom = margin["t"], max(height - margin["b"], margin["t"] + 1)
    for name, each in found.items():
        if name.startswith("y"):
            each.settle(bottom, top)
    left = max([margin["l"], *(axes.left_room(each) for name, each in found.items() if name.startswith("y"))])
    right = max(width - margin["r"], left + _NARROWEST)
    for name, each in found.items():
        if name.startswith("x"):
            each.settle(left, right)
    return Plot(width, height, Box(left, top, right, bottom), found, paint)


def per_mark(value: Any, count: int, default: Any = None) -> list[Any]:
    """One value for all marks, or one each, as one each. Raises ValueError when there are fewer than marks."""
    if isinstance(value, (list, tuple)) or hasattr(value, "tolist"):
        many = value.tolist() if hasattr(value, "tolist") else list(value)
        if len(many) < count:
            raise ValueError(f"{len(many)} values for {count} marks.")
        return many[:count]
    return [default if value is None else value] * count


def plain(values: Any) -> list[Any]:
    """A trace's values as a list: of numpy, pandas or Python."""
    return [] if values is None else values.tolist() if hasattr(values, "tolist") else list(values)


def is_number(value: Any) -> bool:
    """True for what has a place: not unknown, not infinite."""
    return value is not None and math.isfinite(value)


def joined(points: Sequence[tuple[float, float]]) -> str:
    """Points as the path of a broken line."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
