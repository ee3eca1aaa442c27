"""A link is text that anybody may write: it is read whole or refused with a sentence."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.frame.visit.link import MAX_LENGTH, Link, LinkRefused

LINK = Link("8cad53568db7ed7b", dt.date(2026, 9, 1), ("R1",), ("business",), "pareto", "es",
            {"top": 20, "by": "revenue"})
names = st.from_regex(r"[a-z][a-z_]{0,39}", fullmatch=True)
values = st.one_of(st.text(max_size=20), st.integers(-1000, 1000), st.booleans())


def test_a_link_is_one_line_of_json_that_a_person_can_read():
    assert LINK.text() == (
        '{"v":1,"book":"8cad53568db7ed7b","to":"2026-09","regions":["R1"],"types":["business"],"page":"pareto",'
        '"set":{"by":"revenue","top":20},"lang":"es"}'
    )


@given(st.lists(st.text(max_size=10), max_size=5), st.dictionaries(names, values, max_size=5))
def test_what_is_written_is_read(regions, controls):
    link = Link("feed", dt.date(2026, 9, 1), tuple(regions), (), "pareto", "", controls)
    assert Link.read(link.text()) == link


def nested(inner):
    return st.lists(inner) | st.dictionaries(st.text(max_size=5), inner)


@given(st.text(max_size=200) | st.recursive(st.none() | values, nested, max_leaves=5).map(json.dumps))
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(LinkRefused, match=r"usual view\.$"):
        Link.read(text)


@pytest.mark.parametrize("change", [
    {"to": "2026-13"}, {"to": 5}, {"regions": None}, {"regions": [1]}, {"types": {}}, {"set": []}, {"set": {"A b": 1}},
    {"set": {"top": [1]}}, {"set": {"top": None}}, {"book": None}, {"page": 3}, {"v": "1"}, {"v": True},
])
def test_a_part_of_the_wrong_kind_is_refused(change):
    with pytest.raises(LinkRefused, match="damaged"):
        Link.read(json.dumps(json.loads(LINK.text()) | change))


def test_a_missing_part_is_refused():
    for part in json.loads(LINK.text()).keys() - {"lang"}:
        rest = {name: value for name, value in json.loads(LINK.text()).items() if name != part}
        with pytest.raises(LinkRefused):
            Link.read(json.dumps(rest))


def test_a_link_from_before_there_were_languages_is_read():
    before = {name: value for name, value in json.loads(LINK.text()).items() if name != "lang"}
    assert Link.read(json.dumps(before)).language == ""


def test_a_link_of_another_version_says_which():
    with pytest.raises(LinkRefused, match="version 7 and this program reads version 1"):
        Link.read('{"v":7}')


def test_a_link_that_is_too_long_is_not_even_parsed():
    with pytest.raises(LinkRefused, match="longer than 4,000"):
        Link.read(" " * (MAX_LENGTH + 1))


def test_half_a_character_is_refused():
    with pytest.raises(LinkRefused, match="damaged"):
        Link.read(LINK.text().replace("revenue", "\\ud800"))
