"""The offline map: shapes where there are some, tiles elsewhere, and nothing that fetches from outside."""

from __future__ import annotations

import json
from itertools import pairwise

import pandas as pd
import pytest

from crm_core.amounts import percent
from crm_core.house_style import ALERT, GRID, SEQ
from crm_core.region_map import draw_map
from crm_core.shapes import bounds, geometry

SQUARE = [[14.0, 50.0], [15.0, 50.0], [15.0, 51.0], [14.0, 51.0], [14.0, 50.0]]


def places(**columns) -> pd.DataFrame:
    base = {"region_id": ["N", "S", "W"], "region": ["Norte", "Sur", "Costa Verde"], "map_row": [0, 1, 1],
            "map_column": [1, 1, 0], "shape": [None, None, None]}
    return pd.DataFrame(base | columns)


def polygon(ring) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def test_tiles_stand_where_the_bank_put_them_and_carry_their_region():
    drawn = draw_map(places(), {"N": 0.1, "S": 0.9}, percent, in_scope=("S",))
    marks = drawn.data[0]
    assert list(zip(marks.x, marks.y, strict=True)) == [(1, 0), (1, 1), (0, 1)]
    assert list(marks.customdata) == ["N", "S", "W"]
    assert [tile.fillcolor for tile in drawn.layout.shapes] == [SEQ[0], SEQ[9], GRID]
    assert [tile.line.color == ALERT for tile in drawn.layout.shapes] == [False, True, False]
    assert [note.text for note in drawn.layout.annotations] == [
        "<b>Norte</b><br>10%", "<b>Sur</b><br>90%", "<b>Costa<br>Verde</b><br>"]


def test_what_lies_below_the_floor_is_as_pale_as_the_floor():
    drawn = draw_map(places(), {"N": -5.0, "S": 0.0, "W": 10.0}, str, floor=0.0)
    assert [tile.fillcolor for tile in drawn.layout.shapes] == [SEQ[0], SEQ[0], SEQ[9]]
    assert drawn.layout.annotations[0].text == "<b>Norte</b><br>-5.0", "what is said is the value itself"


@pytest.mark.parametrize("column", [[None, None, None], [1, 1, 1]])
def test_tiles_without_a_cell_of_their_own_are_laid_out_in_order(column):
    drawn = draw_map(places(map_column=column, map_row=column), {}, percent)
    assert list(zip(drawn.data[0].x, drawn.data[0].y, strict=True)) == [(0, 0), (1, 0), (0, 1)]


def test_shapes_are_drawn_behind_an_invisible_point_and_fetch_nothing():
    drawn = draw_map(places(shape=[polygon(SQUARE)] * 3), {"N": 1.0, "S": 2.0}, percent, in_scope=("N",))
    assert [trace.type for trace in drawn.data] == ["scattergeo", "choropleth"], "alone it stays blank offline"
    regions = drawn.data[1]
    assert list(regions.locations) == list(regions.customdata) == ["N", "S", "W"]
    assert regions.z[0] == 0.5
    assert regions.z[1] == 9.5
    assert list(regions.marker.opacity) == [1.0, 1.0, 0.15]
    assert regions.marker.line.color[0] == ALERT
    west, east = drawn.layout.geo.lonaxis.range
    assert west < 14
    assert east > 15
    assert "http" not in drawn.to_json()


def test_a_shape_that_cannot_be_read_leaves_the_others_and_most_unreadable_make_tiles():
    good, bad = polygon(SQUARE), '{"type": "Point", "coordinates": [1, 2]}'
    assert list(draw_map(places(shape=[good, good, bad]), {}, percent).data[1].locations) == ["N", "S"]
    assert draw_map(places(shape=[good, bad, "not json"]), {}, percent).data[0].type == "scatter"


@pytest.mark.parametrize("ring", [SQUARE, SQUARE[::-1]])
def test_outer_rings_are_wound_clockwise(ring):
    found = geometry(polygon(ring))["coordinates"][0]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(found))
    assert area < 0


def test_coordinates_are_shortened_and_bounds_hold_every_shape():
    shape = {"type": "MultiPolygon", "coordinates": [[[[1.23456, 2.0], [3.0, 2.0], [3.0, 4.98765], [1.23456, 2.0]]]]}
    found = geometry(json.dumps(shape))
    assert [1.235, 2.0] in found["coordinates"][0][0]
    (west, east), (south, north) = bounds([found])
    assert (west < 1.235, east > 3, south < 2, north > 4.988) == (True,) * 4


@pytest.mark.parametrize("text", ["", "null", "[]", '{"type": "Polygon"}', '{"type": "Polygon", "coordinates": []}',
                                  '{"type": "Polygon", "coordinates": [[]]}', '{"type": "Polygon", "coordinates": 7}'])
def test_text_that_is_no_shape_is_none(text):
    assert geometry(text) is None


def test_a_single_region_and_no_value_at_all_still_draw():
    one = places().head(1)
    assert len(draw_map(one, {"N": 5.0}, percent).layout.shapes) == 1
    assert len(draw_map(one, {}, percent).layout.shapes) == 1
    assert len(draw_map(one, {"N": float("nan")}, percent).layout.shapes) == 1
