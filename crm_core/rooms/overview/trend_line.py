"""A small line without axes, as the address of a picture: for the trend of one figure beside it."""

from __future__ import annotations

import base64
from collections.abc import Sequence

WIDE, HIGH, MARGIN = 160, 32, 4
"""Its own units; it is drawn as wide as its place."""
MIN_POINTS = 3
"""Two points are a change, which is said in words."""
_COLOUR = "#5B87C0"
"""A picture in a page knows no theme: this blue is 3 to 1 against the light page and the dark one."""


def trend_line(values: Sequence[float]) -> str:
    """The values from left to right, the last with a dot, as a `data:` address of an SVG picture.

    Empty for fewer than `MIN_POINTS` values. Values that are all the same make a level line.
    """
    if len(values) < MIN_POINTS:
        return ""
    low, high = min(values), max(values)
    across, up = (WIDE - 2 * MARGIN) / (len(values) - 1), HIGH - 2 * MARGIN
    spots = [(MARGIN + across * place, MARGIN + up * (1 - (value - low) / (high - low) if high > low else 0.5))
             for place, value in enumerate(values)]
    path, (x, y) = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots), spots[-1]
    drawn = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}">'
             f'<polyline points="{path}" fill="none" stroke="{_COLOUR}" stroke-width="2" stroke-linejoin="round"/>'
             f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_COLOUR}"/></svg>')
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
