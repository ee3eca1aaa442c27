"""Segments on screen: named by a person, chosen as a filter, and a page that cannot keep to it says so."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.segmentation import shape_of
from pages.frame.saving.segment_filter import _followed, filter_key
from pages.frame.visit import scope_bar
from pages.frame.visit.link import Link
from pages.frame.visit.scope_bar import SEGMENT, SHAPE
from tests.pages.test_pages import address
from tests.segmentation.test_names import clusters

ALL = "recency 0 frequent_large"


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")


def link(page: str, segment: str) -> str:
    return Link("other", dt.date(2026, 3, 1), segment=segment, page=page).text()


def words(app) -> list[str]:
    return [each.value for each in app.caption]


def test_a_page_of_customers_keeps_to_the_segment_of_a_link_and_hands_it_on(visit):
    app = visit("dependence", link=link("dependence", ALL))
    assert not app.exception
    assert any("· segment: Frequent, large" in each for each in words(app))
    assert Link.read(address(app)).segment == ALL
    chosen = app.selectbox(SEGMENT)
    assert (chosen.label, chosen.value) == ("Segment (Recency, frequency, money)", ALL)
    whole = app.header[0].value
    app.selectbox(SEGMENT).set_value("").run()
    assert not any("· segment:" in each for each in words(app))
    assert app.header[0].value != whole


def test_a_page_of_cubes_says_that_it_shows_all_customers(visit):
    app = visit("regions", link=link("regions", ALL))
    assert not app.exception
    assert "The segment “Frequent, large” does not narrow this page: it shows all customers." in words(app)
    assert not any("· segment:" in each for each in words(app))
    assert Link.read(address(app)).segment == ALL, "the next page may keep to it"


@pytest.mark.parametrize(("segment", "remark"), [
    ("needs 3 1", "of other data"), ("needs x 1", "of other data"), ("mood 0 new", "was removed"),
    ("life_cycle 0 rich", "was removed"), ("rubbish", "was removed"), ("channel 0 app", "Add a contacts file")])
def test_a_segment_that_cannot_be_told_is_left_out_and_said(visit, segment, remark):
    app = visit("priorities", link=link("priorities", segment))
    assert not app.exception
    assert any(remark in each.value for each in app.info)
    assert not any("· segment:" in each for each in words(app))


def test_a_cluster_of_a_link_is_followed_in_the_data_that_it_was_found_in_and_in_no_other(monkeypatch):
    state = {SEGMENT: "life_cycle 0 new", SHAPE: ("life_cycle 0 new", "…")}
    monkeypatch.setattr(scope_bar.st, "session_state", state)
    assert scope_bar.choose_segment("needs 3 1", is_same_book=True) == []
    assert state == {SEGMENT: "needs 3 1", SHAPE: ("", "")}
    assert "of other data" in scope_bar.choose_segment("needs 3 1", is_same_book=False)[0]
    assert state[SEGMENT] == "", "nor does what was chosen before stay"
    assert scope_bar.choose_segment(ALL, is_same_book=False) == []
    assert state[SEGMENT] == ALL, "a rule is the same in any data"


def test_a_name_that_a_person_gives_is_shown_as_text_and_taken_back(visit):
    app = visit("segments")
    assert not app.exception
    app.selectbox("segments.names.form.code").set_value("established")
    app.text_input("segments.names.form.name").set_value("**Core** <b>")
    app.text_input("segments.names.form.author").set_value("Ana")
    app.button("segments.names.form.save").click().run()
    assert not app.exception
    assert any(r"\*\*Core\*\* \<b\>" in each.value for each in app.header)
    app.button("segments.names.undo").click().run()
    assert any("Established" in each.value for each in app.header)


def test_the_filter_follows_its_cluster_into_another_year_and_no_other_of_its_number():
    then, now = clusters((0, 0), (1, 0.1), (0.1, 1)), clusters((0, 0), (0.1, 1), (1, 0))
    before = (filter_key(then, "2"), shape_of(then, "2"))
    assert _followed(then, "2", before) == "2"
    assert _followed(now, "2", before) == "3"
    assert _followed(now, "3", before) == "3", "another one was chosen since"
    with pytest.raises(ValueError, match="loans"):
        _followed(clusters((0, 0), (0.6, 0.6), (0.1, 1)), "2", before)
