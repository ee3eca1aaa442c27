"""GeoJSON geometries made ready for a screen: shortened, wound as Plotly wants them, with their bounds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

_DECIMALS = 3
"""A thousandth of a degree is some 100 m: enough for a screen, a third less to send."""
_AIR = 0.02
"""Empty space around the shapes, as a part of their width and height."""


@lru_cache(maxsize=2_000)
def geometry(shape: str) -> dict[str, Any] | None:
    """The geometry in `shape` (GeoJSON text) with shortened coordinates and outer rings clockwise.

    Wound the other way a ring means the rest of the globe. None for text that holds no polygon.
    """
    try:
        content = json.loads(shape)
        many = {"Polygon": False, "MultiPolygon": True}[content["type"]]
        polygons = content["coordinates"] if many else [content["coordinates"]]
        wound = [[_wound(ring, clockwise=place == 0) for place, ring in enumerate(polygon)] for polygon in polygons]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    return {"type": content["type"], "coordinates": wound if many else wound[0]} if any(map(any, wound)) else None


def bounds(geometries: Iterable[dict[str, Any]]) -> tuple[list[float], list[float]]:
    """([west, east], [south, north]) of all shapes together, with a little air around."""
    points = [point for each in geometries for point in _points(each["coordinates"])]
    sides = []
    for axis in (0, 1):
        low, high = min(point[axis] for point in points), max(point[axis] for point in points)
        air = ((high - low) or 1.0) * _AIR
        sides.append([low - air, high + air])
    return sides[0], sides[1]


def _points(nested: list[Any]) -> list[list[float]]:
    return [nested] if not isinstance(nested[0], list) else [point for each in nested for point in _points(each)]


def _wound(ring: list[list[float]], *, clockwise: bool) -> list[list[float]]:
    points = [[round(point[0], _DECIMALS), round(point[1], _DECIMALS)] for point in ring]
    twice_area = sum(first[0] * second[1] - second[0] * first[1] for first, second in pairwise(points))
    return points[::-1] if (twice_area > 0) == clockwise else points
