"""A native chart on a slide, as the page shows it: its colours, its labels, its axes; it can be edited."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Inches, Pt

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.house_style import GRID, PRINT
from crm_core.language import _
from crm_core.packs.chart import NativeChart, Series, number_format, reach
from crm_core.packs.template import BODY, FONT, LEFT, TOP, WIDTH

_KINDS = {"bars": XL_CHART_TYPE.BAR_CLUSTERED, "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
          "stacked": XL_CHART_TYPE.BAR_STACKED, "lines": XL_CHART_TYPE.LINE, "points": XL_CHART_TYPE.XY_SCATTER,
          "curves": XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS}
_FEW = 4
"""Bars that would be slabs without more room between them."""
_MAX_NAMES = 24
"""Names below or beside a chart that can all be drawn."""
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def add_chart(slide: Any, drawn: NativeChart, card: Card, money: Money) -> None:
    """The chart, over the whole body of the slide."""
    frame = slide.shapes.add_chart(_KINDS[drawn.kind], Inches(LEFT), Inches(TOP), Inches(WIDTH), Inches(BODY),
                                   _data(drawn))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", card.alt)
    chart = frame.chart
    chart.has_title, chart.has_legend = False, drawn.has_legend
    if drawn.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size, chart.font.name = Pt(12), FONT
    before, _sign, behind = money.with_unit("§").partition("§")
    written = number_format(drawn.values, "share" if drawn.is_share else card.unit, (before, behind))
    _axes(chart, drawn, written)
    plot = chart.plots[0]
    if drawn.is_lying or drawn.kind == "columns":
        plot.gap_width = 40 if len(drawn.categories) > _FEW else 140
    for series, made in zip(drawn.series, plot.series, strict=True):
        _series(made, series, drawn)
        if drawn.kind == "bars":
            labels = made.data_labels
            labels.show_value, labels.number_format, labels.number_format_is_linked = True, written, False
            labels.font.size = Pt(12 if len(drawn.series) == 1 else 9)


def _data(drawn: NativeChart) -> Any:
    if drawn.kind in {"points", "curves"}:
        points = XyChartData(number_format="General")
        for series in drawn.series:
            made = points.add_series(series.name)
            for place, value in zip(series.places, series.values, strict=True):
                if value is not None:
                    made.add_data_point(place, value)
        return points
    data = CategoryChartData(number_format="General")
    data.categories = list(drawn.categories)
    for series in drawn.series:
        data.add_series(series.name or _("Value"), series.values)
    return data


def _axes(chart: Any, drawn: NativeChart, written: str) -> None:
    axis, across = chart.value_axis, chart.category_axis
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = written, False
    has_words = drawn.kind == "bars" or any(series.words for series in drawn.series if series.is_hidden)
    axis.visible, axis.has_major_gridlines = not has_words, not has_words
    if drawn.is_lying or drawn.kind == "columns":  # a bar is as long as its amount
        low, high = reach([each for series in drawn.series for each in series.values])
        axis.minimum_scale, axis.maximum_scale = (None if low < 0 else 0.0), (None if high > 0 else 0.0)
        axis.maximum_scale = 1.0 if drawn.is_of_a_whole else axis.maximum_scale
    if drawn.lowest is not None:
        axis.minimum_scale = drawn.lowest
    if axis.has_major_gridlines:
        axis.major_gridlines.format.line.color.rgb = rgb(PRINT[GRID])
    axis.format.line.fill.background()
    across.format.line.color.rgb = rgb(PRINT[GRID])
    across.has_major_gridlines = False
    for each, title in zip((across, axis), drawn.titles, strict=True):
        if title:
            each.axis_title.text_frame.text = title
            each.axis_title.text_frame.paragraphs[0].font.size = Pt(11)
            each.axis_title.text_frame.paragraphs[0].font.bold = False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # at the edge, not beside zero amid losses and gains
    if drawn.categories and len(drawn.categories) <= _MAX_NAMES:
        after = across._element.find(f"{_CHART}noMultiLvlLbl")
        if after is not None:
            after.addprevious(across._element.makeelement(f"{_CHART}tickLblSkip", {"val": "1"}))
    if not drawn.categories:
        places = number_format([each for series in drawn.series for each in series.places], "number", ("", ""))
        across.tick_labels.number_format, across.tick_labels.number_format_is_linked = places, False


def _series(made: Any, series: Series, drawn: NativeChart) -> None:
    """The look of one series."""
    if drawn.kind in {"lines", "curves"}:
        made.smooth = False
        made.format.line.color.rgb = rgb(series.colours[0])
        made.format.line.width = Pt(1.25 if series.is_quiet else 2.5)
        if series.is_dashed:
            made.format.line.dash_style = MSO_LINE.ROUND_DOT
        made.marker.style = XL_MARKER_STYLE.NONE
        last = next((at for at in range(len(series.values) - 1, -1, -1) if series.values[at] is not None), None)
        if last is not None and not series.is_quiet and not drawn.has_legend:
            _words(made, last, series.name)
        return
    if drawn.kind == "points":
        made.format.line.fill.background()
        made.marker.style, made.marker.size = XL_MARKER_STYLE.CIRCLE, 10
        _fill(made.marker.format.fill, series.colours[0])
        for at, colour in enumerate(series.colours):
            _fill(made.points[at].marker.format.fill, colour)
            made.points[at].marker.format.line.fill.background()
        for at, text in enumerate(series.words):
            _words(made, at, text, is_bold=False, position=XL_LABEL_POSITION.RIGHT)
        return
    made.invert_if_negative = False
    if series.is_hidden:
        made.format.fill.background()
        for at, text in enumerate(series.words):
            _words(made, at, text, is_bold=False, position=XL_LABEL_POSITION.INSIDE_BASE)
        return
    _fill(made.format.fill, series.colours[0])  # what the legend shows
    for at, colour in enumerate(series.colours):
        if colour != series.colours[0]:
            _fill(made.points[at].format.fill, colour)


def _words(made: Any, at: int, text: str, *, is_bold: bool = True, position: Any = None) -> None:
    label = made.points[at].data_label
    label.has_text_frame = True
    label.text_frame.text = text
    label.text_frame.paragraphs[0].font.size = Pt(12 if is_bold else 11)
    label.text_frame.paragraphs[0].font.bold = is_bold
    if position is not None:
        label.position = position


def _fill(fill: Any, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = rgb(colour)


def rgb(colour: str) -> Any:
    """`#1D4F91` as PowerPoint takes it."""
    return RGBColor.from_string(colour.lstrip("#"))
