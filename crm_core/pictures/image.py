"""A figure as PNG, by resvg (Rust, in a wheel): no browser, no network, no fonts of the machine."""

from __future__ import annotations

import html
import re

import plotly.graph_objects as go

from crm_core.pictures.drawing import svg
from crm_core.pictures.lettering import FONTS, is_in_font

_TAG = re.compile(r"<[^>]+>")
MAX_PIXELS = 40_000_000
"""As many as a picture may have: a poster, and 160 MB while it is drawn."""


def png(figure: go.Figure, *, width: float, height: float = 0, dark: bool = False, scale: float = 2) -> bytes:
    """The figure as PNG of `scale` times `width` × `height` pixels; a height of 0 is the figure's own.

    Letters that Inter lacks, such as Greek ones, are taken from the machine's fonts, where it has them. Raises
    CannotDraw for what these pictures do not know, and ValueError for more than `MAX_PIXELS`.
    """
    return raster(svg(figure, width=width, height=height, dark=dark), scale)


def raster(text: str, scale: float) -> bytes:
    """An SVG of these pictures as PNG. Raises ValueError for more than `MAX_PIXELS`."""
    import resvg_py

    size = re.search(r'viewBox="0 0 (\S+) (\S+)"', text)
    pixels = scale**2 * float(size[1]) * float(size[2]) if size else 0.0
    if pixels > MAX_PIXELS:
        raise ValueError(f"A picture of {pixels:,.0f} pixels is more than {MAX_PIXELS:,}.")
    words = html.unescape(_TAG.sub("", text))
    return resvg_py.svg_to_bytes(svg_string=text, zoom=scale, font_files=[str(each) for each in FONTS],
                                 skip_system_fonts=is_in_font(words), font_family="Inter", sans_serif_family="Inter")
