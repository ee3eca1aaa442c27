"""A pack as an Excel workbook: contents, a sheet a card with its table and a native chart, and what must be known."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from crm_core.card import Card
from crm_core.house_style import ACCENT, PRINT
from crm_core.language import _
from crm_core.packs.columns import EXCEL_FORMATS, Column, columns
from crm_core.packs.pack import Pack
from crm_core.packs.sheet_chart import FIRST, HEAD, add_chart
from crm_core.spreadsheet_cells import excel_value

_MAX_WIDTH = 44
_SHEET_NAME = 31
_ONE_PAGE = 45
"""Rows that stand with their chart on one printed page."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", ""))


def workbook(pack: Pack) -> bytes:
    """The pack as an .xlsx file. Text is written as text: no cell of a bank's data is ever a formula."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": pack.title, "subject": pack.scope, "author": "Clientela"})
        style = _Style(book)
        contents = book.add_worksheet(_("Contents"))
        names: list[str] = []
        for page, card in pack.cards:
            names.append(_sheet_name(f"{len(names) + 1} {page.title}"))
            _sheet(book, book.add_worksheet(names[-1]), card, pack, style)
        _contents(contents, pack, names, style)
        _about(book.add_worksheet(_("About")), pack, style)
    return buffer.getvalue()


class _Style:
    """The formats of a workbook, made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[str, bool], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": PRINT[ACCENT]})
        self.quiet = book.add_format({"font_color": "#5B6878"})
        self.head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": PRINT[ACCENT],
                                     "text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": PRINT[ACCENT], "underline": 1})

    def of(self, column: Column, *, is_total: bool = False) -> Any:
        """How the figures of a column read."""
        wanted = "0" if column.name == "year" else EXCEL_FORMATS[column.kind]
        key = (wanted, is_total)
        if key not in self._known:
            self._known[key] = self._book.add_format({"num_format": wanted} | (
                {"bold": True, "top": 1} if is_total else {}))
        return self._known[key]


def _sheet(book: Any, sheet: Any, card: Card, pack: Pack, style: _Style) -> None:
    shown = columns(card)
    sheet.write_string(0, 0, card.title, style.title)
    sheet.write_string(1, 0, card.note, style.quiet)
    contents = _("Contents")
    sheet.write_url(2, 0, f"internal:'{contents}'!A1", style.link, contents)
    rows = len(card.table)
    for at, column in enumerate(shown):
        sheet.write_string(HEAD, at, column.heading, style.head)
        for row, value in enumerate(column.values, start=FIRST):
            if value is None:
                continue
            if column.kind == "text":
                sheet.write_string(row, at, excel_value(str(value)))
            elif column.kind in {"month", "day"}:
                sheet.write_datetime(row, at, value, style.of(column))
            else:
                sheet.write(row, at, excel_value(value), style.of(column))
        widest = max([len(column.heading), *(len(column.written(each)) for each in column.values[:200])])
        sheet.set_column(at, at, min(widest + 3, _MAX_WIDTH))
    _totals(sheet, shown, rows, style)
    add_chart(book, sheet, card, pack.money, style.bold)
    _print_set_up(sheet, pack, rows)


def _totals(sheet: Any, shown: list[Column], rows: int, style: _Style) -> None:
    """Sums that follow the cells above them, of what can be added up."""
    if not rows or not any(column.is_total for column in shown):
        return
    for at, column in enumerate(shown):
        if column.is_total:
            span = f"{xl_rowcol_to_cell(FIRST, at)}:{xl_rowcol_to_cell(FIRST + rows - 1, at)}"
            sheet.write_formula(FIRST + rows, at, f"=SUM({span})", style.of(column, is_total=True), column.total)
        elif at == 0:
            sheet.write_string(FIRST + rows, 0, _("Total"), style.bold)


def _print_set_up(sheet: Any, pack: Pack, rows: int) -> None:
    """Landscape, as wide as the page, the head repeated, and a footer that says what it is."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, rows <= _ONE_PAGE)
    sheet.repeat_rows(HEAD)
    if rows > _ONE_PAGE:  # the chart below is never cut in two
        sheet.set_h_pagebreaks([FIRST + rows + 2])
    sheet.freeze_panes(FIRST, 1)
    sheet.print_area(0, 0, FIRST + rows + 26, 11)
    footer = pack.foot.replace("&", "&&")
    sheet.set_footer(f"&L&8{footer[:180]}&R&8&P / &N")


def _contents(sheet: Any, pack: Pack, names: list[str], style: _Style) -> None:
    sheet.write_string(0, 0, pack.title, style.title)
    sheet.write_string(1, 0, pack.scope, style.quiet)
    for at, name in enumerate((_("Page"), _("Finding"))):
        sheet.write_string(3, at, name, style.head)
    for row, (name, (page, card)) in enumerate(zip(names, pack.cards, strict=True), start=4):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", style.link, page.title)
        sheet.write_string(row, 1, card.title, style.wrapped)
    row = 5 + len(names)
    for title, sentence in pack.missing:
        sheet.write_string(row, 0, title, style.bold)
        sheet.write_string(row, 1, sentence, style.wrapped)
        row += 1
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _about(sheet: Any, pack: Pack, style: _Style) -> None:
    """What must be known of the figures, as in the export of a page (crm_core/export.py), page by page."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 110)
    rows = [*pack.facts.items()]
    for page in pack.pages:
        rows += [("", ""), (page.title, ""), *pack.own(page).items()]
    for row, (name, text) in enumerate(rows):
        sheet.write_string(row, 0, name, style.bold)
        sheet.write_string(row, 1, text, style.wrapped)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _sheet_name(title: str) -> str:
    """A title as Excel takes it for a sheet; the number before it tells cards of one page apart."""
    return title.translate(_FORBIDDEN)[:_SHEET_NAME].strip()
