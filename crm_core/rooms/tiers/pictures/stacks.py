"""Horizontal bars split by tier, each part in its tier's colour: what pictures of shares and hours are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from crm_core.contrast import contrast
from crm_core.house_style import BG, INK, SEQ, bars
from crm_core.labels import as_written
from crm_core.rooms.tiers.scheme.scheme import Scheme

_DARKEST, _LIGHTEST = 8, 2
"""Steps of the blues for the best tier and the last."""
_TAKES_PALE_WORDS = 5
"""The step of the blues from which words on it have the page's colour."""
_NAMES_A_LINE = 3
_LINE = 18
"""Pixels of a line of names."""
_LETTER = 6.6
"""Pixels of a letter of a label, a little more than in the mean."""
_MARKUP = re.compile(r"<[^>]*>")
ROOM_FOR_WORDS = 0.15
"""The part of the picture's width that a share in words needs."""


def colours(scheme: Scheme) -> list[str]:
    """The colour of each tier, best first: its own, or the house's blue of its place."""
    steps = np.linspace(_DARKEST, _LIGHTEST, len(scheme.tiers)).round().astype(int)
    return [tier.colour or SEQ[step] for tier, step in zip(scheme.tiers, steps, strict=True)]


def parts(widths: np.ndarray, places: Sequence[float] | np.ndarray, scheme: Scheme, *, hover: Sequence[Sequence[str]],
          words: Sequence[Sequence[str]] = (), reach: float = 1.0, thick: float = 0.7) -> dict[str, Any]:
    """The bars as one trace: a trace a tier takes a browser three times as long. `widths` is [bars, tiers], as are
    `hover` and `words` (left out where they have no room on a picture that reaches to `reach`); negative widths go to
    the left."""
    right, left = (np.where(widths * side > 0, widths, 0).cumsum(axis=1) for side in (1, -1))
    ends = np.where(widths < 0, left, right)
    by_tier = colours(scheme)
    text = {}
    if words:
        labels = [each if abs(width) >= ROOM_FOR_WORDS * reach else ""
                  for each, width in zip(np.ravel(words), widths.ravel(), strict=True)]
        text = {"text": labels, "textposition": "inside", "insidetextanchor": "middle", "textangle": 0,
                "constraintext": "none",
                "textfont": {"color": [_words_on(colour) for colour in by_tier] * len(widths), "size": 11}}
    trace = bars(widths.ravel().tolist(), np.repeat(places, widths.shape[1]).tolist(), by_tier * len(widths),
                 orientation="h", width=thick, base=(ends - widths).ravel().tolist(), hover="%{customdata}",
                 customdata=[each for row in hover for each in row], **text)
    del trace["marker"]["cornerradius"]
    return trace


def room_for(labels: Sequence[str]) -> int:
    """Pixels that the longest of these labels needs at the left. Plotly would measure them all, at each move."""
    longest = max((len(_MARKUP.sub("", label)) for label in labels), default=0)
    return round(_LETTER * longest) + 8


def names_above(scheme: Scheme) -> tuple[dict[str, Any], int]:
    """The tiers' names beside their colours, as the title of a picture, and the pixels they need above it."""
    each = [f"<span style='color:{colour}'>■</span> {as_written(tier.label)}"
            for colour, tier in zip(colours(scheme), scheme.tiers, strict=True)]
    lines = ["   ".join(each[at : at + _NAMES_A_LINE]) for at in range(0, len(each), _NAMES_A_LINE)]
    # Plotly sets further lines above the place of a title, so that it is put lower for each
    title = {"text": "<br>".join(lines), "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container",
             "yanchor": "top", "pad": {"t": 4 + _LINE * (len(lines) - 1) / 2, "l": 8},
             "font": {"size": 12, "color": INK}}
    return title, _LINE * len(lines) + 12


def _words_on(colour: str) -> str:
    """The colour of words that can be read on `colour`."""
    if colour in SEQ:
        return BG if SEQ.index(colour) >= _TAKES_PALE_WORDS else INK
    return max("#FFFFFF", "#000000", key=lambda words: contrast(words, colour))
