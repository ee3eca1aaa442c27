"""A small line without axes, as SVG in the colour of the text around it: for the trend of one figure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDE, HIGH, MARGIN = 160, 36, 4
"""Its own units; it is drawn as wide as its place."""
MIN_POINTS = 3
"""Two points are a change, which is said in words."""


def trend_line(values: Sequence[float], words: str) -> str:
    """The values from left to right, the last with a dot; `words` say it where it cannot be seen.

    Empty for fewer than `MIN_POINTS` values. Values that are all the same make a level line.
    """
    if len(values) < MIN_POINTS:
        return ""
    low, high = min(values), max(values)
    across, up = (WIDE - 2 * MARGIN) / (len(values) - 1), HIGH - 2 * MARGIN
    spots = [(MARGIN + across * place, MARGIN + up * (1 - (value - low) / (high - low) if high > low else 0.5))
             for place, value in enumerate(values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    x, y = spots[-1]
    return (f'<svg viewBox="0 0 {WIDE} {HIGH}" width="100%" height="{HIGH}" preserveAspectRatio="none" role="img" '
            f'aria-label="{escape(words)}"><polyline points="{path}" fill="none" stroke="currentColor" '
            f'stroke-width="1.5" vector-effect="non-scaling-stroke"></polyline>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="currentColor"></circle></svg>')
