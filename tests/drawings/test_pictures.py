"""Figures as pictures: places worked out by hand, what is refused, colours, words and markup."""

from __future__ import annotations

import re
import struct
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from crm_core.house_style import ACCENT, ALERT, BG, DARK, GRID, MUTED, PRINT, SEQ, axis, bars, figure, line, note
from crm_core.labels import names_axis
from crm_core.pictures import CannotDraw, png, svg
from crm_core.pictures.clipping import Box
from crm_core.pictures.lettering import Run, lines_of
from crm_core.region_map import draw_map
from tests.drawings.drawn import check, parsed, words

SQUARE = {"l": 0, "r": 0, "t": 0, "b": 0}
UNSEEN: dict[str, Any] = {"visible": False}


def paths(text: str, colour: str) -> list[list[tuple[float, float]]]:
    """The points of what is filled with or drawn in a colour, path by path."""
    found = re.findall(rf'<path d="([^"]+)"[^>]*(?:fill|stroke)="{colour}"', text)
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", each)] for each in found]


def width_of(points: list[tuple[float, float]]) -> float:
    return max(x for x, _y in points) - min(x for x, _y in points)


def test_horizontal_bars_are_as_long_as_their_amounts_and_the_first_is_at_the_bottom():
    drawn = figure([bars([30, 10], ["A", "B"], [ACCENT, MUTED], orientation="h")], x=axis(range=[0, 40], **UNSEEN),
                   y=axis(type="category", **UNSEEN), height=100, margin=SQUARE, bargap=0.5)
    text = svg(drawn, width=400)
    (first,), (second,) = paths(text, PRINT[ACCENT]), paths(text, PRINT[MUTED])
    assert (width_of(first), width_of(second)) == (300, 100)
    assert (min(y for _x, y in first), max(y for _x, y in first)) == (62.5, 87.5)
    assert max(y for _x, y in second) == 37.5


def test_relative_bars_stack_gains_and_losses_away_from_zero():
    drawn = figure([bars([2, -1], ["A", "B"], ACCENT, orientation="h"), bars([3, -4], ["A", "B"], ALERT,
                                                                           orientation="h")],
                   x=axis(range=[-5, 5], **UNSEEN), y=axis(type="category", **UNSEEN), height=100, margin=SQUARE,
                   barmode="relative")
    ends = [(min(x for x, _y in each), max(x for x, _y in each)) for colour in (ACCENT, ALERT)
            for each in paths(svg(drawn, width=100), PRINT[colour])]
    assert ends == [(50, 70), (40, 50), (70, 100), (0, 40)]


def test_bars_beside_each_other_share_their_place():
    drawn = figure([bars([1], [5], ACCENT, orientation="h"), bars([1], [3], ALERT, orientation="h")],
                   x=axis(**UNSEEN), y=axis(**UNSEEN), height=100, margin=SQUARE, barmode="group")
    first, second = (paths(svg(drawn, width=100), PRINT[colour])[0] for colour in (ACCENT, ALERT))
    assert max(y for _x, y in first) < min(y for _x, y in second) or max(y for _x, y in second) < min(
        y for _x, y in first)


def test_a_line_stops_where_the_figure_is_unknown_and_at_the_edge_of_the_plot():
    drawn = figure([line([0, 1, 2, 3, 4], [1, 3, None, 1, 9], ACCENT)], x=axis(range=[0, 4], **UNSEEN),
                   y=axis(range=[0, 5], **UNSEEN), height=100, margin=SQUARE)
    before, after = paths(svg(drawn, width=400), PRINT[ACCENT])
    assert before == [(0, 80), (100, 40)]
    assert after == [(300, 80), (350, 0)]


def test_an_area_over_the_edge_is_cut_along_it():
    assert sorted(Box(0, 0, 10, 10).area([(-5, -5), (5, -5), (5, 5), (-5, 5)])) == [(0, 0), (0, 5), (5, 0), (5, 5)]
    assert Box(0, 0, 10, 10).area([(20, 20), (30, 20), (30, 30)]) == []
    assert Box(0, 0, 10, 10).line([(-10, 5), (20, 5)]) == [[(0, 5), (10, 5)]]
    assert Box(0, 0, 10, 10).line([(-10, 15), (20, 15)]) == []


def test_dates_and_categories_have_the_places_that_their_axes_say():
    days = figure([line(["2026-01-01", "2026-01-31"], [0, 1])],
                  x=axis(type="date", range=["2026-01-01", "2026-01-31"], tickvals=["2026-01-16"], ticktext=["mid"]),
                  y=axis(**UNSEEN), height=100, margin=SQUARE | {"b": 20})
    mid = parsed(svg(days, width=300)).find(".//{*}text")
    assert mid is not None
    assert (mid.text, mid.attrib["x"]) == ("mid", "150.0")
    numbered = figure([bars([1, 2], ["10", "2"], orientation="h")], x=axis(**UNSEEN), y=names_axis(["10", "2"],
                                                                                                ["Ten", "Two"]))
    assert words(check(numbered)) == ["Ten  ", "Two  "]


def test_names_stay_text_and_markup_becomes_letters():
    drawn = figure([bars([1], ["A"], orientation="h")], x=axis(**UNSEEN), y=names_axis(["A"], ["<b>R&D</b> \"x\""]),
                   annotations=[note(1, "A", "<b>7%</b>  +1 <i>a</i>", xanchor="right")])
    text = svg(drawn, width=500, alt="Profit < loss & \"so\" on")
    assert "<b>" not in text
    assert words(parsed(text))[0].startswith('<b>R&D</b> "x"')
    assert "7%  +1 a" in words(parsed(text))
    assert parsed(text)[0].text == "Profit < loss & \"so\" on"
    assert 'role="img"' in text
    assert 'aria-hidden="true"' in svg(drawn, width=500)


def test_bold_letters_are_wider_and_lines_are_split():
    assert Run("Total", is_bold=True).width(12) > Run("Total").width(12) > 12
    assert [len(each) for each in lines_of("<b>a</b> b<br>c")] == [2, 1]
    with pytest.raises(CannotDraw, match="a tag"):
        lines_of("<sup>2</sup>")


def test_a_dark_picture_has_the_dark_theme_and_no_placeholder_is_left():
    drawn = figure([{"type": "heatmap", "x": [0, 1], "y": [0], "z": [[0, 1]], "colorscale": [[0, SEQ[0]], [1, SEQ[9]]],
                     "showscale": False}], x=axis(**UNSEEN), y=axis(**UNSEEN))
    light, dark = svg(drawn, width=200), svg(drawn, width=200, dark=True)
    assert all(PRINT[colour] in light for colour in (SEQ[0], SEQ[9], BG))
    assert all(DARK[colour] in dark for colour in (SEQ[0], SEQ[9], BG))
    assert not re.search("#0000(0[1-9]|[1-3][0-9])", light + dark)
    assert set(DARK) == set(PRINT)


@pytest.mark.parametrize(("change", "named"), [
    ({"data": [{"type": "pie", "values": [1]}]}, "pie"),
    ({"data": [{"type": "scatter", "x": [1], "y": [1], "stackgroup": "a"}]}, "stackgroup"),
    ({"data": [{"type": "scatter", "x": [1], "y": [1], "fill": "tonexty"}]}, "tonexty"),
    ({"data": [{"type": "scatter", "x": [1], "y": [1], "mode": "markers", "marker": {"color": "red"}}]}, "red"),
    ({"layout": {"xaxis": {"type": "log"}}}, "log"),
    ({"layout": {"showlegend": True}}, "legend"),
    ({"layout": {"sliders": [{}]}}, "sliders"),
    ({"layout": {"shapes": [{"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]}}, "circle"),
    ({"layout": {"annotations": [{"x": 0, "y": 0, "text": "a"}]}}, "arrow"),
])
def test_what_is_not_known_is_refused_by_name(change, named):
    layout = {"showlegend": False, "xaxis": dict(UNSEEN), "yaxis": dict(UNSEEN)} | change.get("layout", {})
    with pytest.raises(CannotDraw, match=named):
        svg(go.Figure({"data": change.get("data", []), "layout": layout}), width=200)


SHAPE = '{"type": "Polygon", "coordinates": [[[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]]}'
EAST = SHAPE.replace("10", "20").replace("[0", "[10")


@pytest.mark.parametrize("shapes", [[SHAPE, EAST], [None, None]], ids=["shapes", "tiles"])
def test_a_map_of_regions_has_every_region_in_its_colour(shapes):
    places = pd.DataFrame({"region_id": ["A", "B"], "region": ["Alba", "Bria"], "map_row": [0, 0], "map_column": [0, 1],
                           "shape": shapes})
    drawn = draw_map(places, {"A": 1.0, "B": 5.0}, str, in_scope=["B"])
    text = svg(drawn, width=400)
    assert all(PRINT[colour] in text for colour in (SEQ[0], SEQ[9], ALERT))
    assert GRID not in text
    if shapes[0]:
        (west,), (east,) = paths(text, PRINT[SEQ[0]]), paths(text, PRINT[SEQ[9]])
        assert max(x for x, _y in west) < max(x for x, _y in east) <= 400
    else:
        assert words(parsed(text)) == ["Alba", "1.0", "Bria", "5.0"]


def test_a_png_needs_no_font_of_the_machine_and_has_the_asked_size():
    drawn = figure([bars([1], ["A"], orientation="h")], x=axis(**UNSEEN), y=names_axis(["A"], ["Ñandú ř €"]), height=90)
    content = png(drawn, width=300)
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (600, 180)
    without = figure([bars([1], ["A"], orientation="h")], x=axis(**UNSEEN), y=names_axis(["A"], [" "]), height=90)
    assert png(without, width=300) != content, "no letter was drawn"
    assert png(drawn, width=300, dark=True) != content
    with pytest.raises(ValueError, match="pixels"):
        png(drawn, width=300, scale=100)
