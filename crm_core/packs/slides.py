"""A pack as PowerPoint: 16:9, one message a slide, charts that can be edited, notes with what must be known.

The template is our own, made of python-pptx's empty one: our fonts, our colours, one layout with the footer.
"""

from __future__ import annotations

import io
import textwrap
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from crm_core.card import Card
from crm_core.house_style import ACCENT, GRID, INK, PRINT, TEXT
from crm_core.language import _
from crm_core.packs.columns import Column, columns, excerpt
from crm_core.packs.native import NativeChart, native, number_format, reach
from crm_core.packs.pack import Pack, PackPage
from crm_core.packs.template import BODY, FONT, LEFT, TOP, WIDTH, blank, card_layout, numbered, words
from crm_core.pictures import png

_PICTURE = (640, 396)
"""Pixels of a picture on a slide."""
_MAX_ROWS, _MAX_COLUMNS = 12, 4
"""Of the table beside a picture; the whole table is in the notes' file, the workbook."""
_DEFINITIONS = 2_500
"""Letters of a definition in the notes; PowerPoint shows them on one page."""
_FEW = 4
"""Bars that would be slabs without more room between them."""
_MAX_NAMES = 24
"""Names below or beside a chart that can all be drawn."""
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def presentation(pack: Pack) -> bytes:
    """The pack as a .pptx file."""
    show = blank(pack)
    _cover(show, pack)
    layout = card_layout(show)
    for page, card in pack.cards:
        slide = show.slides.add_slide(layout)
        slide.shapes.title.text = card.title
        if card.note:
            words(slide, textwrap.shorten(card.note, 220, placeholder=" …"), TOP - 0.65, size=12, colour=TEXT)
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
    slide = show.slides.add_slide(card_layout(show))
    slide.shapes.title.text = pack.title
    words(slide, pack.scope, TOP - 0.55, size=16, colour=TEXT)
    lines = [f"{page.title}: {page.answer}" for page in pack.pages if page.cards]
    lines += [f"{title}: {sentence}" for title, sentence in pack.missing]
    box = words(slide, textwrap.shorten(lines[0], 330, placeholder=" …"), TOP, size=14, height=BODY)
    for line in lines[1:7]:
        paragraph = box.add_paragraph()
        paragraph.text = textwrap.shorten(line, 330, placeholder=" …")
        numbered(paragraph, 14)
    slide.notes_slide.notes_text_frame.text = "\n".join(f"{name}: {text}" for name, text in pack.facts.items())


def _evidence(slide: Any, card: Card, pack: Pack) -> None:

    chart = native(card.figure)
    shown = columns(card)
    if chart is not None:
        _chart(slide, chart, card, pack)
        return
    left, width = LEFT, WIDTH
    if card.figure is not None:
        content = io.BytesIO(png(card.figure, width=_PICTURE[0], height=_PICTURE[1]))
        picture = slide.shapes.add_picture(content, Inches(LEFT), Inches(TOP), height=Inches(BODY))
        picture._element._nvXxPr.cNvPr.set("descr", card.alt)
        left, width = LEFT + 8.05, WIDTH - 8.05
    _table(slide, shown[:_MAX_COLUMNS if card.figure is None else 3], card, left, width)


def _chart(slide: Any, native_chart: NativeChart, card: Card, pack: Pack) -> None:

    kinds = {"bars": XL_CHART_TYPE.BAR_CLUSTERED, "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
             "lines": XL_CHART_TYPE.LINE}
    data = CategoryChartData(number_format="General")
    data.categories = list(native_chart.categories)
    for series in native_chart.series:
        data.add_series(series.name or _("Value"), series.values)
    frame = slide.shapes.add_chart(kinds[native_chart.kind], Inches(LEFT), Inches(TOP), Inches(WIDTH), Inches(BODY),
                                   data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", card.alt)
    chart = frame.chart
    chart.has_title, chart.has_legend = False, False
    chart.font.size, chart.font.name = Pt(12), FONT
    before, _sign, behind = pack.money.with_unit("§").partition("§")
    written = number_format([each for series in native_chart.series for each in series.values], card.unit,
                            (before, behind))
    axis = chart.value_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = written, False
    axis.has_major_gridlines = native_chart.kind != "bars"
    axis.visible = native_chart.kind != "bars"
    if native_chart.kind != "lines":  # a bar is as long as its amount
        low, high = reach([each for series in native_chart.series for each in series.values])
        axis.minimum_scale, axis.maximum_scale = (None if low < 0 else 0.0), (None if high > 0 else 0.0)
    if axis.has_major_gridlines:
        axis.major_gridlines.format.line.color.rgb = _rgb(PRINT[GRID])
    axis.format.line.fill.background()
    chart.category_axis.format.line.color.rgb = _rgb(PRINT[GRID])
    chart.category_axis.has_major_gridlines = False
    _label_low(chart)
    plot = chart.plots[0]
    if native_chart.kind == "lines":
        _lines(plot, native_chart)
        return
    plot.gap_width = 40 if len(native_chart.categories) > _FEW else 140
    for place, colour in enumerate(native_chart.series[0].colours):
        fill = plot.series[0].points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(colour)
    plot.series[0].invert_if_negative = False
    if native_chart.kind == "bars":
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, written, False
        labels.font.size = Pt(12)


def _label_low(chart: Any) -> None:
    """Names stand at the edge, not beside zero in the middle of what is lost and gained; every one is drawn."""

    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if len(chart.plots[0].categories) <= _MAX_NAMES:
        axis = chart.category_axis._element
        after = axis.find(f"{_CHART}noMultiLvlLbl")
        if after is not None:
            after.addprevious(axis.makeelement(f"{_CHART}tickLblSkip", {"val": "1"}))


def _lines(plot: Any, chart: NativeChart) -> None:

    for series, drawn in zip(chart.series, plot.series, strict=True):
        drawn.smooth = False
        drawn.format.line.color.rgb = _rgb(series.colours[0])
        drawn.format.line.width = Pt(1.25 if series.is_quiet else 2.5)
        drawn.marker.style = XL_MARKER_STYLE.NONE
        last = next((at for at in range(len(series.values) - 1, -1, -1) if series.values[at] is not None), None)
        if last is not None and not series.is_quiet:
            label = drawn.points[last].data_label
            label.has_text_frame = True
            label.text_frame.text = series.name
            label.font.bold = True


def _table(slide: Any, shown: list[Column], card: Card, left: float, width: float) -> None:

    listed = excerpt(shown, _MAX_ROWS)
    rows = len(listed)
    if not rows:
        return
    height = min(BODY, 0.36 * (rows + 1))
    frame = slide.shapes.add_table(rows + 1, len(shown), Inches(left), Inches(TOP), Inches(width), Inches(height))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", card.alt)
    table = frame.table
    for at, column in enumerate(shown):
        for row in range(rows + 1):
            cell = table.cell(row, at)
            cell.text = column.heading if row == 0 else column.written(column.values[listed[row - 1]])
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.name = Pt(11), FONT
            paragraph.font.bold = row == 0
            paragraph.font.color.rgb = _rgb("#FFFFFF" if row == 0 else PRINT[INK])
            if column.is_figure:
                paragraph.alignment = PP_ALIGN.RIGHT
            cell.fill.solid()
            cell.fill.fore_color.rgb = _rgb(PRINT[ACCENT] if row == 0 else "#FFFFFF" if row % 2 else "#F3F5F8")


def _rgb(colour: str) -> Any:

    return RGBColor.from_string(colour.lstrip("#"))
