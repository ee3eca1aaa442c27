"""How well words of one colour can be read on another: the ratio of the Web Content Accessibility Guidelines, 1.4.3."""

from __future__ import annotations

ENOUGH = 4.5
"""The least ratio for words of usual size."""
_STRAIGHT = 0.04045
"""Below it sRGB is a straight line."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours written as `#1D4F91`: 1 for the same, 21 for black and white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _STRAIGHT else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
