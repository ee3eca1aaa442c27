"""A pack as PowerPoint: 16:9, one message a slide, charts that can be edited, notes with what must be known.

The template is our own, made of python-pptx's empty one: our fonts, our colours, one layout with the footer.
"""

from __future__ import annotations

import io
import textwrap
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from crm_core.card import Card
from crm_core.house_style import ACCENT, INK, PRINT, TEXT
from crm_core.packs.columns import Column, columns, excerpt
from crm_core.packs.native import native
from crm_core.packs.pack import Pack, PackPage
from crm_core.packs.slide_chart import add_chart, rgb
from crm_core.packs.slide_words import add_words
from crm_core.packs.template import BODY, FONT, LEFT, TOP, WIDTH, blank, card_layout, numbered, words
from crm_core.pictures import png

_PICTURE = (640, 396)
"""Pixels of a picture on a slide."""
_MAX_ROWS, _MAX_COLUMNS, _BESIDE = 12, 8, 3
"""Of the table beside a picture; the whole table is in the notes' file, the workbook."""
_ROW, _LETTERS_AN_INCH = 0.36, 12
"""Inches of a row of one line, and letters of 11 points that stand in an inch."""
_LEAST_LETTERS, _MOST_LETTERS, _BOLD_LETTER = 8, 60, 1.4
"""Of a column, as far as its width goes with them; and a letter of a heading, which is bold, against the others."""
_MAX_LINES, _ANSWER, _ONE_LINE = 6, 240, 125
"""Answers that stand on the cover, and letters of each; of more pages only as many as one line has."""
_DEFINITIONS = 2_500
"""Letters of a definition in the notes; PowerPoint shows them on one page."""


def presentation(pack: Pack) -> bytes:
    """The pack as a .pptx file."""
    show = blank(pack)
    if pack.has_cover:
        _cover(show, pack)
    layout = card_layout(show)
    for page, card in pack.cards:
        slide = show.slides.add_slide(layout)
        slide.shapes.title.text = card.title
        if card.note:
            words(slide, textwrap.shorten(card.note, 220, placeholder=" …"), TOP - 0.65, size=12, colour=TEXT)
        if card.in_words:
            add_words(slide, card)
        else:
            _evidence(slide, card, pack)
        slide.notes_slide.notes_text_frame.text = notes(pack, page, card)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def notes(pack: Pack, page: PackPage, card: Card) -> str:
    """What must be known of a slide: answer, scope, data, assumptions, definitions."""
    about = pack.about(page)
    *facts, definitions = (f"{name}: {text}" for name, text in about.items())
    return "\n".join([card.alt, *facts, textwrap.shorten(definitions, _DEFINITIONS, placeholder=" …")])


def _cover(show: Any, pack: Pack) -> None:
    """The scope, and the answers as far as there is room for them; of many pages the beginning of each."""
    slide = show.slides.add_slide(card_layout(show))
    slide.shapes.title.text = pack.title
    words(slide, pack.scope, TOP - 0.55, size=16, colour=TEXT)
    answered = [page for page in pack.pages if page.cards]
    is_long = len(answered) + len(pack.missing) > _MAX_LINES
    room = _ONE_LINE if is_long else _ANSWER
    lines = [textwrap.shorten(f"{page.title}: {page.answer}", room, placeholder=" …") for page in answered]
    lines += [textwrap.shorten(f"{title}: {sentence}", room, placeholder=" …") for title, sentence in pack.missing]
    size = 12 if is_long else 14
    box = words(slide, lines[0], TOP, size=size, height=BODY)
    for line in lines[1:]:
        paragraph = box.add_paragraph()
        paragraph.text = line
        numbered(paragraph, size)
    slide.notes_slide.notes_text_frame.text = "\n".join(f"{name}: {text}" for name, text in pack.facts.items())


def _evidence(slide: Any, card: Card, pack: Pack) -> None:

    chart = native(card.figure)
    shown = columns(card)
    if chart is not None:
        add_chart(slide, chart, card, pack.money)
        return
    left, width = LEFT, WIDTH
    if card.figure is not None:
        content = io.BytesIO(png(card.figure, width=_PICTURE[0], height=_PICTURE[1]))
        picture = slide.shapes.add_picture(content, Inches(LEFT), Inches(TOP), height=Inches(BODY))
        picture._element._nvXxPr.cNvPr.set("descr", card.alt)
        left, width = LEFT + 8.05, WIDTH - 8.05
    _table(slide, shown[:_MAX_COLUMNS if card.figure is None else _BESIDE], card, left, width)


def _table(slide: Any, shown: list[Column], card: Card, left: float, width: float) -> None:

    widths = _widths(shown, width)
    listed = _that_fit(shown, widths)
    rows = len(listed)
    if not rows:
        return
    height = min(BODY, _ROW * (rows + 1))
    frame = slide.shapes.add_table(rows + 1, len(shown), Inches(left), Inches(TOP), Inches(width), Inches(height))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", card.alt)
    table = frame.table
    for at, column in enumerate(shown):
        table.columns[at].width = Inches(widths[at])
        for row in range(rows + 1):
            cell = table.cell(row, at)
            cell.text = column.heading if row == 0 else column.written(column.values[listed[row - 1]])
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.name = Pt(11), FONT
            paragraph.font.bold = row == 0
            paragraph.font.color.rgb = rgb("#FFFFFF" if row == 0 else PRINT[INK])
            if column.is_figure:
                paragraph.alignment = PP_ALIGN.RIGHT
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(PRINT[ACCENT] if row == 0 else "#FFFFFF" if row % 2 else "#F3F5F8")


def _widths(shown: list[Column], width: float) -> list[float]:
    """Inches of each column: more for those with longer words, none so narrow that a word is broken."""
    most = _MOST_LETTERS if width == WIDTH else _MOST_LETTERS // 3
    letters = [min(max(_LEAST_LETTERS, max(map(len, column.heading.split()), default=0) * _BOLD_LETTER,
                       *(len(column.written(each)) for each in column.values[:_MAX_ROWS])), most) for column in shown]
    return [width * each / sum(letters) for each in letters]


def _that_fit(shown: list[Column], widths: list[float]) -> list[int]:
    """The rows that the slide has room for, with as many lines as their longest cell."""
    left, listed = BODY - _ROW * _lines([each.heading for each in shown], widths), []
    order = excerpt(shown, _MAX_ROWS)
    is_end = bool(len(order)) and order[0] > 0
    for place in reversed(order) if is_end else order:
        left -= _ROW * _lines([column.written(column.values[place]) for column in shown], widths)
        if left < 0:
            break
        listed.append(place)
    return listed[::-1] if is_end else listed


def _lines(cells: list[str], widths: list[float]) -> int:
    return max((len(textwrap.wrap(text, max(int(width * _LETTERS_AN_INCH), 4))) for text, width in
                zip(cells, widths, strict=True)), default=1) or 1
