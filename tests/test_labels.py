"""Names in figures: told apart by their ids, text and never markup, never longer than their room."""

from __future__ import annotations

import html
import re

import pytest

from crm_core.labels import as_written, label_room, names_axis, room_beside, row_pixels, tick_names, told_apart


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
    assert label_room(["CZK 150K"]) > label_room(["4%", "12%"]) > label_room([])
    assert label_room(["4%"], ["A name of two"]) > label_room(["4%"], ["Norte"])
    assert label_room(["<span style='color:#000'>4%</span>"]) == label_room(["4%"])
    assert label_room(["4%"], ["Castilla<br>y León"]) == label_room(["4%"], ["Castilla"]), "the longest line"
    assert label_room(["4%"], ["R&amp;D"]) == label_room(["4%"], ["R&D"])


def test_words_beside_bars_fit_into_the_narrowest_card():
    """Pictures of 280 pixels with names and labels as long as they come: what is written beside fits."""
    names = names_axis(["R"], ["Castilla-La Mancha y Extremadura"])
    label = "13.4%  −1.2 points"
    room = room_beside(names, [{"text": label}])
    bars = 280 - 6.2 * 16
    assert room / (1 + room) * bars >= 6.2 * (len(label) - 1), "at the right of the longest bar"
