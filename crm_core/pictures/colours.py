"""Colours of a picture: the house's placeholders as they are on paper or on a dark page, and shades between two."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from crm_core.house_style import DARK, PRINT
from crm_core.pictures.refusal import CannotDraw

Paint = Callable[[str], str]
"""A figure's colour → that of the picture."""
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def paint(*, dark: bool) -> Paint:
    """What turns placeholders into colours; other colours, such as a bank's own for a tier, stay as they are.

    The function raises CannotDraw for what is neither a placeholder nor `#RRGGBB`, and for placeholders that no figure
    of the house uses.
    """
    theme = DARK if dark else PRINT

    def resolved(colour: str) -> str:
        known = theme.get(colour)
        if known:
            return known
        if not _HEX.fullmatch(colour) or colour.startswith("#0000"):
            raise CannotDraw(f"{colour!r} is no colour of crm_core.house_style and not written as #RRGGBB.")
        return colour.upper()

    return resolved


def shade(part: float, scale: Sequence[Sequence[Any]], resolved: Paint) -> str:
    """The colour at `part` (0 to 1) of a Plotly colour scale, mixed in RGB between its two neighbours."""
    stops = [(float(at), resolved(colour)) for at, colour in scale]
    part = min(max(part, stops[0][0]), stops[-1][0])
    upper = next(place for place, (at, _colour) in enumerate(stops) if part <= at)
    (high, after), (low, before) = stops[upper], stops[max(upper - 1, 0)]
    share = (part - low) / (high - low) if high > low else 1.0
    return "#" + "".join(f"{round(_channel(before, at) + share * (_channel(after, at) - _channel(before, at))):02X}"
                         for at in (1, 3, 5))


def _channel(colour: str, at: int) -> int:
    return int(colour[at : at + 2], 16)
