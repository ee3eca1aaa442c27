"""A native chart below a card's table, on figures of its own beside the print area; else a picture of the figure."""

from __future__ import annotations

import io
from typing import Any

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.house_style import GRID, PRINT
from crm_core.language import _
from crm_core.packs.chart import NativeChart, Series, number_format, reach
from crm_core.packs.native import native
from crm_core.pictures import png

_JOINER = "\u2060"
"""Invisible: with it inside, `Sur!A1` is a name and no reference to a cell."""
HEAD, FIRST = 4, 5
"""Rows of the table's headings and its first row, from 0."""
_CHART_COLUMN = 26
"""The column from which a chart's own figures stand: beyond what is printed."""
_SIZE = {"width": 760, "height": 420}
_MAX_NAMES = 24
"""Names below or beside a chart that can all be drawn."""
_KINDS = {"bars": {"type": "bar"}, "columns": {"type": "column"}, "stacked": {"type": "bar", "subtype": "stacked"},
          "lines": {"type": "line"}, "points": {"type": "scatter"},
          "curves": {"type": "scatter", "subtype": "straight"}}


def add_chart(book: Any, sheet: Any, card: Card, money: Money, bold: Any) -> None:
    """The figure of a card, if it has one."""
    if card.figure is None:
        return
    drawn, row = native(card.figure), FIRST + len(card.table) + 3
    if drawn is None:
        picture = png(card.figure, width=_SIZE["width"], height=_SIZE["height"])
        sheet.insert_image(row, 0, "picture.png", {"image_data": io.BytesIO(picture), "x_scale": 0.5, "y_scale": 0.5,
                                                   "description": card.alt})
        return
    sheet.write_string(HEAD, _CHART_COLUMN, _("Chart"), bold)
    chart = book.add_chart(dict(_KINDS[drawn.kind]))
    before, _sign, behind = money.with_unit("§").partition("§")
    written = number_format(drawn.values, "share" if drawn.is_share else card.unit, (before, behind))
    column = _CHART_COLUMN
    if drawn.categories:
        sheet.write_column(FIRST, column, drawn.categories)
    for series in drawn.series:
        column = _add_series(chart, sheet, drawn, series, column=column, written=written, bold=bold)
    chart.set_legend({"position": "bottom"} if drawn.has_legend or (drawn.kind == "lines" and len(drawn.series) > 1)
                     else {"none": True})
    chart.set_title({"none": True})
    _axes(chart, drawn, written)
    chart.set_size(_SIZE)
    sheet.insert_chart(row, 0, chart, {"description": card.alt, "object_position": 2})


def _add_series(chart: Any, sheet: Any, drawn: NativeChart, series: Series, *, column: int, written: str,
                bold: Any) -> int:
    """The figures of a series right of `column`, and the series over them; returns the last column that is used."""
    across = _CHART_COLUMN
    if series.places:
        across = column = column + 1
        sheet.write_string(HEAD, column, drawn.titles[0], bold)
        sheet.write_column(FIRST, column, series.places)
    at, last = column + 1, FIRST + len(series.values) - 1
    sheet.write_string(HEAD, at, series.name or _("Value"), bold)
    for place, value in enumerate(series.values):
        if value is not None:
            sheet.write_number(FIRST + place, at, value)
    labels = {}
    if series.words:  # as words: LibreOffice shows no label that is a reference to a cell
        labels = {"data_labels": {"value": True, "custom": [
            {"value": each.replace("!", f"!{_JOINER}") or " "} for each in series.words],
                                  "position": "right" if series.places else "inside_base"}}
    chart.add_series({"categories": [sheet.name, FIRST, across, last, across],
                      "values": [sheet.name, FIRST, at, last, at], "name": [sheet.name, HEAD, at],
                      **_look(drawn, series, written), **labels})
    return at


def _look(drawn: NativeChart, series: Series, written: str) -> dict[str, Any]:
    if drawn.kind in {"lines", "curves"}:
        dash = {"dash_type": "round_dot"} if series.is_dashed else {}
        return {"line": {"color": f"#{series.colours[0]}", "width": 1.25 if series.is_quiet else 2.5, **dash},
                "marker": {"type": "none"}}
    points = [{"fill": {"color": f"#{each}"}} for each in series.colours]
    if drawn.kind == "points":
        return {"marker": {"type": "circle", "size": 9, "fill": {"color": f"#{series.colours[0]}"},
                           "border": {"none": True}}, "points": points}
    if series.is_hidden:
        return {"fill": {"none": True}, "border": {"none": True}, "gap": 40}
    labels = {"data_labels": {"value": True, "num_format": written}} if drawn.kind == "bars" else {}
    return {"points": points, "fill": {"color": f"#{series.colours[0]}"}, "gap": 40, **labels}


def _axes(chart: Any, drawn: NativeChart, written: str) -> None:
    has_words = drawn.kind == "bars" or any(series.words for series in drawn.series if series.is_hidden)
    along: dict[str, Any] = {"num_format": written, "visible": not has_words, "major_gridlines": {
        "visible": not has_words, "line": {"color": PRINT[GRID]}}}
    low, high = reach([each for series in drawn.series for each in series.values])
    if drawn.is_lying or drawn.kind == "columns":  # a bar is as long as its amount
        along |= ({} if low < 0 else {"min": 0}) | ({} if high > 0 else {"max": 0})
        along |= {"max": 1} if drawn.is_of_a_whole else {}
    if drawn.lowest is not None:
        along |= {"min": drawn.lowest}
    across: dict[str, Any] = {"label_position": "low",
                              "interval_unit": 1 if len(drawn.categories) <= _MAX_NAMES else None}
    if not drawn.categories:
        places = [each for series in drawn.series for each in series.places]
        across = {"label_position": "low", "major_gridlines": {"visible": False},
                  "num_format": number_format(places, "number", ("", ""))}
    for axis, title in zip((across, along), drawn.titles, strict=True):
        if title:
            axis["name"], axis["name_font"] = title, {"bold": False}
    if drawn.is_lying:
        chart.set_y_axis(across)
        chart.set_x_axis(along)
    else:
        chart.set_x_axis(across)
        chart.set_y_axis(along)
