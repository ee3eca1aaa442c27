"""Names in figures: told apart by their ids, text and never markup, never longer than their room."""

from __future__ import annotations

import html
import re

import pytest

from crm_core.house_style import note
from crm_core.labels import (
    as_written,
    beside_ends,
    lengths_axis,
    names_axis,
    room_beside,
    row_pixels,
    tick_names,
    told_apart,
)


def test_namesakes_have_their_ids_behind_them_and_nobody_else_has():
    assert told_apart(["R0", "R1", "R2"], ["Centro", "Centro", "Norte"]) == ["Centro (R0)", "Centro (R1)", "Norte"]
    assert told_apart(["R0", "R1"], ["Centro", "CENTRO"]) == ["Centro (R0)", "CENTRO (R1)"], "in whatever case"
    assert told_apart(["R0", "R0"], ["Centro", "Centro"]) == ["Centro", "Centro"], "one region in two rows"
    assert told_apart(["Norte", "NORTE"], ["Norte", "NORTE"]) == ["Norte", "NORTE"], "a name that is the id"
    assert told_apart(["X", "Y"], ["M\u00e1laga", "Ma\u0301laga"]) == ["M\u00e1laga (X)", "Ma\u0301laga (Y)"]
    assert told_apart([], []) == []


def test_names_and_ids_go_in_pairs():
    with pytest.raises(ValueError, match="zip"):
        told_apart(["R0"], ["Centro", "Norte"])


@pytest.mark.parametrize("name", ["<b>Norte</b>", "R&D", "<a href='x'>Sur</a>", "&lt;", "a < b > c", "&amp;amp;"])
def test_markup_in_a_name_is_read_letter_by_letter(name):
    written = as_written(name)
    assert not re.search("<[^>]*>", written), "no tag is left"
    assert html.unescape(written) == name


def test_a_long_name_takes_two_lines_and_none_is_longer_than_its_room():
    assert tick_names(["R"], ["Castilla-La Mancha y Extremadura"]) == ["Castilla-La<br>Mancha y Extrem…"]
    assert tick_names(["R"], ["Norte"]) == ["Norte"]
    for name in ("Donaudampfschifffahrtsgesellschaft", "a b c d e f g h i j k l m n o p q", " ", "x" * 99):
        assert all(len(line) <= 16 for line in tick_names(["R"], [name])[0].split("<br>")), name


def test_names_cut_to_the_same_are_told_apart_by_their_ids():
    ids, names = ["B1", "B2"], ["Charles Schwab Premier Bank North", "Charles Schwab Premier Bank South"]
    assert len(set(tick_names(ids, names))) == 2
    assert tick_names(ids, names, most=16, lines=1) == ["Charles Sc… (B1)", "Charles Sc… (B2)"]


def test_bars_are_keyed_by_id_and_read_by_name():
    names = names_axis(["R0", "R1"], ["Centro", "Centro"])
    assert (names["type"], names["tickvals"]) == ("category", ["R0", "R1"])
    assert names["ticktext"] == ["Centro (R0)", "Centro (R1)"]
    assert row_pixels(names, 28) == 28
    assert row_pixels(names_axis(["R"], ["Castilla-La Mancha"]), 28) > 31, "two lines of 12 pixels have room"


def test_a_longer_label_takes_more_room_and_markup_takes_none():
    def room(*texts: str) -> int:
        return room_beside([note(1, 1, each) for each in texts])["r"]

    assert room("CZK 150K") > room("4%", "12%") > room()
    assert room("<span style='color:#000'>4%</span>") == room("4%")
    assert room("Castilla<br>y León") == room("Castilla"), "the longest line"
    assert room("R&amp;D") == room("R&D")
    assert room_beside([note(1, 1, "4%", xshift=10)])["r"] == room("4%") + 10, "and what is before it"


def test_labels_have_their_pixels_beside_bars_that_fill_the_rest():
    """In the margin a label takes as many pixels in a wide card as in a narrow one: at a desk bars are long."""
    label = "13.4%  −1.2 points"
    assert room_beside([note(1, 1, label, xshift=6)])["r"] >= 6 * (len(label) + 1)
    low, high = lengths_axis(0.0, 80.0)["range"]
    assert 80.0 < high < 84.0, "no room for labels is taken from the bars"
    assert -4.0 < low < 0.0
    assert lengths_axis(0.0, 0.0)["range"][1] > 0.0, "bars of no length have an axis"


def test_names_beside_the_ends_of_lines_stand_apart_and_inside_the_picture():
    ends = [(12, 0.30, "last year's value", False), (12, 0.301, "present level", False), (12, 0.0, "R&D", True)]
    notes = beside_ends(ends, (0.0, 0.31), 240)
    heights = [value / 0.31 * 240 + each["yshift"] for (_, value, *_), each in zip(ends, notes, strict=True)]
    assert heights[1] - heights[0] >= 33 > heights[2] >= 9, "two lines and a gap, half a line above the axis"
    assert heights[1] <= 240
    assert [each["text"] for each in notes] == ["last year's<br>value", "present<br>level", "<b>R&amp;D</b>"]
    assert beside_ends([(1, 5.0, "flat", False)], (5.0, 5.0), 240)[0]["xanchor"] == "left"
    assert beside_ends([], (0.0, 1.0), 240) == []
