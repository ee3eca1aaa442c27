"""A figure as a picture that says what it is: the finding above it, and below it scope, day and source."""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go

from crm_core.house_style import BG, INK, PRINT, TEXT
from crm_core.pictures.drawing import svg
from crm_core.pictures.image import raster
from crm_core.pictures.lettering import FAMILY, LINE, Run

WIDTH = 960
_MARGIN, _TITLE, _NOTE, _SMALL = 24, 20, 14, 12
"""Pixels around the picture, and of the letters of the title, of the note and below the figure."""


def framed_svg(figure: go.Figure, *, title: str, note: str = "", below: Sequence[str] = (), alt: str = "",
               width: int = WIDTH) -> str:
    """The figure as SVG with `title` and `note` above it and a line or more for each text `below` it.

    The texts are words, no markup; they are broken where the picture ends. Raises CannotDraw as `svg` does.
    """
    room = width - 2 * _MARGIN
    head = [*_lines(title, _TITLE, room, is_bold=True), *_lines(note, _NOTE, room)]
    foot = [line for each in below for line in _lines(each, _SMALL, room)]
    written, top = _written(head, _MARGIN)
    inner = svg(figure, width=room)
    chart_height = float(inner.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()[1])
    placed = inner.replace("<svg ", f'<svg x="{_MARGIN}" y="{top + _MARGIN / 2:g}" ', 1)
    more, end = _written(foot, top + chart_height + _MARGIN)
    height = end + _MARGIN
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" width="{width}" '
            f'height="{height:g}" font-family="{FAMILY}" role="img"><title>{html.escape(alt or title, quote=False)}'
            f'</title><rect width="{width}" height="{height:g}" fill="{PRINT[BG]}"/>{written}{placed}{more}</svg>')


def framed_png(figure: go.Figure, *, title: str, note: str = "", below: Sequence[str] = (),
               width: int = WIDTH, scale: float = 2) -> bytes:
    """The same as PNG, `scale` times as large."""
    return raster(framed_svg(figure, title=title, note=note, below=below, width=width), scale)


Lines = list[tuple[str, int, bool]]


def _lines(text: str, size: int, room: float, *, is_bold: bool = False) -> Lines:
    """The text in lines of at most `room` pixels, broken between words; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and Run(longer, is_bold).width(size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [(line, size, is_bold) for line in lines]


def _written(lines: Lines, top: float) -> tuple[str, float]:
    """The lines as SVG below `top`, and where they end."""
    texts = []
    for line, size, is_bold in lines:
        top += size * LINE
        colour, weight = (PRINT[INK], ' font-weight="bold"') if is_bold else (PRINT[TEXT], "")
        texts.append(f'<text x="{_MARGIN}" y="{top:g}" font-size="{size}" fill="{colour}"{weight}>'
                     f'{html.escape(line, quote=False)}</text>')
    return "".join(texts), top
