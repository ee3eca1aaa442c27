"""A pack as PDF for reading: A4 landscape, Inter inside, charts as vectors whose words can be selected, bookmarks."""

from __future__ import annotations

import io

from fpdf import FPDF
from fpdf.fonts import FontFace

from crm_core.amounts import number
from crm_core.card import Card
from crm_core.house_style import ACCENT, GRID, INK, PRINT, TEXT
from crm_core.language import _
from crm_core.packs.columns import columns, excerpt
from crm_core.packs.pack import Pack
from crm_core.pictures import svg
from crm_core.pictures.lettering import FONTS

_MARGIN, _WIDTH, _BOTTOM = 14.0, 269.0, 16.0
"""Millimetres: left and right, what is between, and below."""
_PIXEL = 0.2646
"""Millimetres of a pixel at 96 to the inch."""
_PICTURE = (900, 400)
_MAX_ROWS, _ROW = 30, 4.6
_MAX_CELL = 400
"""Characters of a cell: a row must fit on a page, in the narrowest column, too."""
"""Rows of a table that stand on a page of their own, and millimetres of one."""
_DEFINITIONS_SIZE = 8.5
_WORDS = (1, 5)
"""How wide a statement is against what it is about."""


class _Pages(FPDF):
    """A document with our fonts, and the scope and page number at the foot of each page."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(orientation="landscape", format="A4")
        self._foot = pack.foot
        for style, file in zip(("", "B"), FONTS, strict=True):
            self.add_font("Inter", style, str(file))
        self.set_font("Inter", size=11)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, _BOTTOM)
        self.set_title(pack.title)
        self.set_subject(pack.scope)
        self.set_author("Clientela")
        self.set_lang(pack.language)
        self.alias_nb_pages()

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font("Inter", size=8)
        self.set_text_color(PRINT[TEXT])
        self.cell(_WIDTH - 30, 5, self._foot)
        self.cell(30, 5, f"{self.page_no()} / {{nb}}", align="R")

    def paragraph(self, text: str, size: float, *, bold: bool = False, colour: str = INK, gap: float = 1.5) -> None:
        """Words across the page."""
        self.set_font("Inter", "B" if bold else "", size)
        self.set_text_color(PRINT[colour])
        self.multi_cell(_WIDTH, size * 0.48, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)


def document(pack: Pack) -> bytes:
    """The pack as a .pdf file."""
    pdf = _Pages(pack)
    if pack.has_cover:
        _cover(pdf, pack)
    for page in pack.pages:
        for place, card in enumerate(page.cards):
            pdf.add_page()
            if place == 0:
                pdf.start_section(page.title)
            pdf.start_section(card.title, level=1)
            _card(pdf, card)
    _about(pdf, pack)
    return bytes(pdf.output())


def _cover(pdf: _Pages, pack: Pack) -> None:
    pdf.add_page()
    pdf.start_section(_("Contents"))
    pdf.paragraph(pack.title, 20, bold=True, colour=ACCENT)
    pdf.paragraph(pack.scope, 11, colour=TEXT, gap=5)
    for page in pack.pages:
        if page.cards:
            pdf.paragraph(page.title, 11, bold=True, gap=0)
            pdf.paragraph(page.answer, 10, gap=2.5)
    for title, sentence in pack.missing:
        pdf.paragraph(f"{title}: {sentence}", 9, colour=TEXT)


def _card(pdf: _Pages, card: Card) -> None:
    pdf.paragraph(card.title, 16, bold=True)
    if card.note:
        pdf.paragraph(card.note, 10, colour=TEXT)
    if card.figure is not None:
        height = min(_PICTURE[1], max(card.figure.layout.height or 0, 240))
        picture = svg(card.figure, width=_PICTURE[0], height=height)
        pdf.image(io.BytesIO(picture.encode()), w=_PICTURE[0] * _PIXEL, h=height * _PIXEL, alt_text=card.alt)
        pdf.ln(3)
    _table(pdf, card)


def _table(pdf: _Pages, card: Card) -> None:
    """The first rows of the table; the workbook has all of them."""
    shown = columns(card)
    if not shown or not len(card.table):
        return
    pdf.set_font("Inter", size=8.5)
    pdf.set_text_color(PRINT[INK])
    pdf.set_draw_color(PRINT[GRID])
    room = int((pdf.h - _BOTTOM - pdf.get_y()) / _ROW) - 3
    listed = excerpt(shown, max(min(room, _MAX_ROWS), 1))
    whole = len(listed) == len(card.table)
    with pdf.table(text_align=tuple("RIGHT" if each.is_figure else "LEFT" for each in shown), line_height=_ROW,
                   col_widths=_WORDS if card.in_words else None, borders_layout="HORIZONTAL_LINES",
                   headings_style=FontFace(emphasis="BOLD", color=PRINT[ACCENT])) as table:
        table.row([each.heading for each in shown])
        for place in listed:
            table.row([_cut(each.written(each.values[place])) for each in shown])
        if whole and any(each.is_total for each in shown):
            table.row([each.written(each.total) if each.is_total else _("Total") * (at == 0)
                       for at, each in enumerate(shown)], style=FontFace(emphasis="BOLD"))
    if not whole:
        pdf.ln(1)
        pdf.paragraph(_("{count} of {total} rows; the Excel pack has all.", count=number(len(listed)),
                        total=number(len(card.table))), 8, colour=TEXT, gap=0)


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_CELL else f"{text[:_MAX_CELL - 1]}…"


def _about(pdf: _Pages, pack: Pack) -> None:
    """What must be known of all figures, then how those of each page are worked out."""
    pdf.add_page()
    pdf.start_section(_("How this is calculated"))
    pdf.paragraph(_("How this is calculated"), 16, bold=True)
    for name, text in pack.facts.items():
        pdf.paragraph(f"{name}: {text}", _DEFINITIONS_SIZE, gap=0.5)
    for page in pack.pages:
        pdf.ln(3)
        pdf.paragraph(page.title, 11, bold=True, gap=0.5)
        for name, text in pack.own(page).items():
            pdf.paragraph(f"{name}: {text}", _DEFINITIONS_SIZE, gap=0.5)
