"""How long a pack of 12 cards takes, beside the plainest use of the same libraries on the same tables.

    python -m bench.packs BOOK

The peer writes a title, a default chart or table and nothing else: no notes, formats, colours, words for pictures.
"""

from __future__ import annotations

import dataclasses
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from crm_core import open_book
from crm_core.card import Card
from crm_core.pack_command import FORMATS, Format
from crm_core.packs import Pack, gather, write
from crm_core.packs.native import native
from crm_core.scope import Scope

PAGES = ("overview", "pareto", "causes", "dependence", "market", "outflows")
CARDS, RUNS = 12, 3


def main(book: Path) -> None:
    """Print seconds of clock and processor: the first time, which reads the libraries, and the best of some runs."""
    with open_book(book) as opened:
        begin = time.perf_counter()
        pack = _first(gather(opened, Scope(), PAGES))
    print(f"{len(pack.cards)} cards, answered in {time.perf_counter() - begin:.2f} s")
    for form in FORMATS:
        ours = _best(lambda form=form: write(pack, form))  # type: ignore[misc]
        peer = _best(lambda form=form: _plain(form, [card for _page, card in pack.cards]))  # type: ignore[misc]
        print(f"{form}: the first {ours[3]:.2f} s ({ours[4]:.2f} s of processor), then {ours[0]:.2f} s "
              f"({ours[1]:.2f} s of processor, {ours[2] // 1000} KB); plain use of the library "
              f"{peer[0]:.2f} s ({peer[1]:.2f} s, {peer[2] // 1000} KB)")


def _first(pack: Pack) -> Pack:
    """The pack cut to its first cards."""
    pages, left = [], CARDS
    for page in pack.pages:
        pages.append(dataclasses.replace(page, cards=page.cards[:left]))
        left -= len(pages[-1].cards)
    return dataclasses.replace(pack, pages=tuple(pages))


def _best(make: Callable[[], bytes]) -> tuple[float, float, int, float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    make()
    first = time.perf_counter() - clock, time.process_time() - processor
    runs = []
    for _run in range(RUNS):
        clock, processor = time.perf_counter(), time.process_time()
        size = len(make())
        runs.append((time.perf_counter() - clock, time.process_time() - processor, size))
    return *min(runs), *first


def _plain(form: Format, cards: list[Card]) -> bytes:
    return {"pptx": _slides, "xlsx": _workbook, "html": _web_page, "pdf": _document}[form](cards)


def _slides(cards: list[Card]) -> bytes:
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    show = Presentation()
    for card in cards:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = card.title
        chart = native(card.figure)
        if chart and chart.categories:
            data = CategoryChartData()
            data.categories = list(chart.categories)
            for series in chart.series:
                data.add_series(series.name, series.values)
            slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(8), Inches(5), data)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _workbook(cards: list[Card]) -> bytes:
    import pandas as pd

    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as writer:
        for place, card in enumerate(cards):
            card.table.to_excel(writer, sheet_name=str(place), index=False)
    return buffer.getvalue()


def _web_page(cards: list[Card]) -> bytes:
    drawn = [card.figure.to_html(full_html=False, include_plotlyjs=place == 0) if card.figure else ""
             for place, card in enumerate(cards)]
    return "".join(f"<h2>{card.title}</h2>{picture}{card.table.to_html(index=False)}"
                   for card, picture in zip(cards, drawn, strict=True)).encode()


def _document(cards: list[Card]) -> bytes:
    from fpdf import FPDF

    from crm_core.pictures.lettering import FONTS

    pdf = FPDF(orientation="landscape")
    for style, file in zip(("", "B"), FONTS, strict=True):
        pdf.add_font("Inter", style, str(file))
    pdf.set_font("Inter", size=10)
    for card in cards:
        pdf.add_page()
        pdf.multi_cell(0, 8, card.title, new_x="LMARGIN", new_y="NEXT")
        with pdf.table() as table:
            for row in [list(card.table.columns), *card.table.head(12).values.tolist()]:
                table.row([str(each) for each in row])
    return bytes(pdf.output())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
