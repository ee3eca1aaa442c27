"""A card in words on a slide: its figures large in a row, its statements below in two columns of like length."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from pptx.util import Inches, Pt

from crm_core.amounts import NOTHING
from crm_core.card import Card
from crm_core.house_style import ACCENT, INK, PRINT, TEXT
from crm_core.packs.slide_chart import rgb
from crm_core.packs.template import BODY, FONT, LEFT, TOP, WIDTH
from crm_core.reading import Metric

_GAP = 0.4
"""Inches between the two columns."""
_FIGURES = 0.85
"""Inches that the row of figures takes."""
_SIZES = (14, 13, 12, 11, 10, 9)
"""Points of the letters: the largest with which everything has room, and never smaller than the last."""
_LETTER, _LINE, _AFTER = 0.47, 1.2, 4
"""Width of a letter and height of a line in parts of its size, and points below a statement."""
_POINTS, _MARGINS = 72, 0.2
"""Points in an inch, and inches of a box beside its words."""

Statement = tuple[str, str]


def add_words(slide: Any, card: Card) -> None:
    """The figures and the statements of a card in words, in the body of the slide."""
    figures = [each for each in card.metrics if each.value != NOTHING]
    top = TOP + (_FIGURES if figures else 0.0)
    if figures:
        _figures(slide, figures)
    told = [(str(aspect), str(statement)) for aspect, statement in card.table.itertuples(index=False)]
    width, height = (WIDTH - _GAP) / 2, BODY - (top - TOP)
    size, split = _fitting(told, width, height)
    for place, part in enumerate((told[:split], told[split:])):
        if part:
            _column(_box(slide, LEFT + place * (width + _GAP), top, width, height), part, size)


def _figures(slide: Any, figures: Sequence[Metric]) -> None:
    width = WIDTH / len(figures)
    for place, each in enumerate(figures):
        frame = _box(slide, LEFT + place * width, TOP - 0.1, width, _FIGURES)
        _write(frame.paragraphs[0], each.value, 24, ACCENT, bold=True)
        _write(frame.add_paragraph(), each.label, 11, TEXT)


def _column(frame: Any, told: Sequence[Statement], size: int) -> None:
    for place, (aspect, statement) in enumerate(told):
        head = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _write(head, aspect, size, ACCENT, bold=True)
        body = frame.add_paragraph()
        _write(body, statement, size, INK)
        body.space_after = Pt(_AFTER)


def _fitting(told: Sequence[Statement], width: float, height: float) -> tuple[int, int]:
    """The largest letters with which both columns have room, and how many statements stand in the first."""
    split = len(told)
    for size in _SIZES:
        tall = [_points(each, width, size) for each in told]
        split = min(range(len(told) + 1), key=lambda at: (max(sum(tall[:at]), sum(tall[at:])), -at))
        if max(sum(tall[:split]), sum(tall[split:])) <= height * _POINTS:
            return size, split
    return _SIZES[-1], split


def _points(told: Statement, width: float, size: int) -> float:
    """How tall a statement is with its heading, in letters of `size` points."""
    letters = int((width - _MARGINS) * _POINTS / (size * _LETTER))
    return (1 + len(textwrap.wrap(told[1], letters))) * size * _LINE + _AFTER


def _box(slide: Any, left: float, top: float, width: float, height: float) -> Any:
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    frame.margin_top = frame.margin_bottom = 0
    return frame


def _write(paragraph: Any, text: str, size: int, colour: str, *, bold: bool = False) -> None:
    paragraph.text = text
    paragraph.font.size, paragraph.font.name, paragraph.font.bold = Pt(size), FONT, bold
    paragraph.font.color.rgb = rgb(PRINT[colour])
