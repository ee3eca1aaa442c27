"""Pages before an audience: begun by a link or beside the title, turned, and left."""

from __future__ import annotations

import json

from pages.frame.visit.link import Link
from tests.pages.test_pages import address, changed, words


def labels(app) -> list[str]:
    return [button.label for button in app.button if button.key and button.key.startswith("present.")]


def test_a_link_presents_its_pages_and_the_bar_turns_them_under_the_same_scope(visit):
    app = visit("pareto")
    presented = changed(app, present=["pareto", "causes"], regions=["N"])
    app = visit("pareto", link=presented)
    assert labels(app) == ["Back", "Next", "Leave presentation"]
    assert app.button(key="present.back").disabled
    assert "1 / 2" in words(app)
    app.button(key="present.next").click().run()
    assert "lose us money" in app.title[0].value
    assert json.loads(address(app))["present"] == ["pareto", "causes"]
    assert json.loads(address(app))["regions"] == ["N"]
    assert app.button(key="present.next").disabled
    app.button(key="present.leave").click().run()
    assert "Leave presentation" not in labels(app)
    assert "present" not in json.loads(address(app))


def test_a_presentation_begins_beside_the_title_with_the_pages_of_the_chapter(visit):
    app = visit("causes")
    offered = app.multiselect(key="causes.presented")
    assert offered.value == ["pareto", "causes", "dependence", "priorities", "customer", "retention", "growth"]
    offered.set_value(["tiers", "causes"]).run()
    app.button(key="present.start").click().run()
    assert "segment" in app.title[0].value
    assert json.loads(address(app))["present"] == ["tiers", "causes"]


def test_pages_that_are_none_are_left_out_and_a_link_with_no_other_presents_nothing(visit):
    app = visit("pareto")
    some, none = changed(app, present=["nowhere", "causes"]), changed(app, present=["nowhere"])
    assert json.loads(address(visit("pareto", link=some)))["present"] == ["causes"]
    assert "Leave presentation" not in labels(visit("pareto", link=none))


def test_a_link_keeps_what_it_presents():
    text = ('{"v":1,"book":"b","to":"2026-09","regions":[],"types":[],"page":"pareto","set":{},'
            '"present":["pareto","tiers"]}')
    assert Link.read(text).presents == ("pareto", "tiers")
    assert Link.read(text).text() == text
