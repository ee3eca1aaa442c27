"""Figures of the page as charts that PowerPoint and Excel draw: what is drawn is what the page shows."""

from __future__ import annotations

import io
import re
import zipfile

import pandas as pd
import pytest
from pptx import Presentation

from crm_core import CannotAnswer
from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.house_style import ACCENT, ALERT, MUTED, SEQ, axis, bars, figure, line, note
from crm_core.labels import names_axis
from crm_core.packs import Pack, PackPage, gather, write
from crm_core.packs.native import native
from crm_core.reading import Caption
from crm_core.scope import Scope

DAYS = ["2026-01-01", "2026-02-01", "2026-03-01"]


def waterfall(bases, lengths):
    ids = [f"step {place}" for place in range(len(bases))]
    labels = [note(base + length, each, f"{length:+g}") for base, length, each in zip(bases, lengths, ids, strict=True)]
    return figure([bars(lengths, ids, [ACCENT] * len(ids), base=bases, orientation="h")], x=axis(),
                  y=names_axis(ids, ids), annotations=labels)


def ends(chart):
    """Where the visible part of each bar lies, as the program stacks it: up from zero and down from zero."""
    found = []
    for place in range(len(chart.categories)):
        sides = {1: 0.0, -1: 0.0}
        lows, highs = [], []
        for series in chart.series:
            value = series.values[place] or 0.0
            side = 1 if value >= 0 else -1
            if value and not series.is_hidden:
                lows.append(min(sides[side], sides[side] + value))
                highs.append(max(sides[side], sides[side] + value))
            sides[side] += value
        found.append((min(lows), max(highs)))
    return found


@pytest.mark.parametrize(("bases", "lengths"), [
    ([0.0, 5.0, 3.0], [5.0, -2.0, 4.0]),
    ([0.0, 5.0, -4.0, 0.0], [5.0, -9.0, 1.5, -2.5]),
    ([-3.0, -7.0], [-4.0, 9.0]),
])
def test_a_waterfall_floats_where_the_page_has_it_above_below_and_across_zero(bases, lengths):
    chart = native(waterfall(bases, lengths))
    assert chart is not None
    assert chart.kind == "stacked"
    assert ends(chart) == [tuple(sorted((base, base + length))) for base, length in zip(bases, lengths, strict=True)]
    assert chart.series[-1].words == tuple(f"{length:+g}" for length in lengths)
    assert [series.is_hidden for series in chart.series] == [True, *[False] * (len(chart.series) - 2), True]


def test_a_range_is_a_line_for_each_of_its_ends():
    band = line(DAYS + DAYS[::-1], [7.0, 8.0, 9.0, 3.0, 2.0, 1.0], SEQ[0], fill="toself", fillcolor=SEQ[0],
                name="80% range")
    middle = line(DAYS, [5.0, 5.5, 6.0], ACCENT, name="Forecast")
    guide = line([DAYS[0], DAYS[0]], [0.0, 9.0], ALERT)
    chart = native(figure([band, middle, guide], x=axis(type="date"), y=axis(range=[1.0, 9.0])))
    assert chart is not None
    assert {series.name: series.values for series in chart.series} == {
        "80% range, high": (7.0, 8.0, 9.0), "80% range, low": (1.0, 2.0, 3.0), "Forecast": (5.0, 5.5, 6.0)}
    assert chart.lowest == 1.0


def test_marks_beside_bars_are_bars_of_their_own_in_the_order_of_the_page():
    names = names_axis(["a", "b"], ["A", "B"])
    marks = {"type": "scatter", "mode": "markers", "x": [0.4, 0.1], "y": ["b", "a"], "name": "Others",
             "marker": {"symbol": "line-ns", "line": {"color": MUTED, "width": 2}}}
    chart = native(figure([bars([0.3, 0.2], ["a", "b"], orientation="h", name="Ours"), marks], x=axis(), y=names))
    assert chart is not None
    assert {series.name: series.values for series in chart.series} == {"Ours": (0.3, 0.2), "Others": (0.1, 0.4)}


def test_bars_of_several_series_without_names_and_matrices_stay_pictures():
    names = names_axis(["a"], ["A"])
    assert native(figure([bars([1.0], ["a"], orientation="h"), bars([2.0], ["a"], orientation="h")], x=axis(),
                         y=names)) is None
    cells = [{"type": "rect", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]
    assert native(figure([line([0, 1], [0, 1])], x=axis(), y=axis(), shapes=cells)) is None


def test_points_and_stacks_say_the_same_in_both_programs_and_no_name_is_a_reference():
    points = {"type": "scatter", "mode": "markers", "x": [0.5, 2.0], "y": [0.1, 0.3], "name": "Regions",
              "text": ["<b>Sur!A1</b><br>x", "<b>Norte</b>"], "marker": {"color": ACCENT, "size": 9}}
    scatter = figure([points], x=axis(title="Share"), y=axis(title="Growth"))
    table = pd.DataFrame({"region": ["S", "N"], "amount": [1.0, 2.0]})
    cards = (Card(Caption("Points", "", "points"), scatter, table, "points in words", unit="number"),
             Card(Caption("Steps", "", "steps"), waterfall([0.0, 4.0], [4.0, -6.0]), table, "steps in words"))
    page = PackPage("overview", "Overview", "Where?", "Here.", cards, "")
    pack = Pack("Bank", "all", "May 2026", Money("EUR"), "en", {"Scope": "all"}, (page,))
    show = Presentation(io.BytesIO(write(pack, "pptx")))
    first, second = (next(shape.chart for shape in slide.shapes if shape.has_chart) for slide in list(show.slides)[1:])
    assert list(first.plots[0].series[0].iter_values()) == [0.1, 0.3]
    assert first.plots[0].series[0].points[1].data_label.text_frame.text == "Norte"
    assert [list(series.values) for series in second.plots[0].series][:2] == [[0.0, 0.0], [4.0, 0.0]]
    with zipfile.ZipFile(io.BytesIO(write(pack, "xlsx"))) as archive:
        drawn = "".join(archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name)
    assert re.findall("<c:f>[^<]*Sur", drawn) == []
    assert "Sur!\u2060A1" in drawn
    assert "<c:scatterStyle" in drawn
    assert 'grouping val="stacked"' in drawn
    held = [[float(each) for each in re.findall("<c:v>(.*?)</c:v>", values)]
            for values in re.findall("<c:(?:val|yVal)>(.*?)</c:(?:val|yVal)>", drawn)]
    stack = native(cards[1].figure)
    assert stack is not None
    assert held == [[0.1, 0.3], *[pytest.approx(series.values) for series in stack.series]]


def test_the_period_on_screen_is_that_of_the_pages_that_take_one_and_is_told(book):
    made = gather(book, Scope(), ["overview", "pareto"], common={"period": "quarter"})
    overview, pareto = made.pages
    assert "Overview: " in made.scope
    assert "Latest 12 months" in made.scope
    assert "January to March 2026" in made.own(overview)["Settings"]
    assert "Settings" not in made.own(pareto)
    alone = gather(book, Scope(), ["overview"], common={"period": "quarter"})
    assert "Latest 12 months" not in alone.scope
    with pytest.raises(CannotAnswer, match="2019"):
        gather(book, Scope(), ["overview"], common={"period": "2019"})
