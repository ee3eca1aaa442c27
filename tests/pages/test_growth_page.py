"""Growth on screen: thresholds move customers, the budget's assumptions move the split, a profile shows the group."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from pages.frame.visit.link import Link
from tests.pages.conftest import ROOT
from tests.rooms.growth.books import publish_planted


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("risers")
    publish_planted(folder)
    return folder


def opened(page: str, **controls: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    app.query_params["link"] = Link("other", dt.date(2026, 9, 1), page=page, controls=controls).text()
    return app.run()


def titles(app: AppTest) -> list[str]:
    return [each.value for each in app.subheader]


def test_thresholds_the_budget_and_the_list_are_moved_and_the_profile_shows_the_group(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    before = opened("customer", customer="P0005")
    assert "Value and growth" not in [each.label for each in before.metric], "nothing is tried out unasked"
    app = opened("growth", top=10, budget=500.0, group="most_valuable", capacity=20)
    assert not app.exception
    assert "most valuable contribute" in app.header[0].value
    shown = titles(app)
    assert any("customers move to another group" in each for each in shown), shown
    assert any("€500 bring" in each for each in shown), shown
    assert any(each.startswith("Most valuable: the first 20 of ") for each in shown), shown
    app.number_input(key="growth.budget").set_value(0.0).run()
    assert any(each.startswith("Without a budget: the first €1 would bring") for each in titles(app)), titles(app)
    profile = opened("customer", customer="P0005")
    metrics = {each.label: each.value for each in profile.metric}
    assert metrics["Value and growth"] in ("Highest growth potential", "Most valuable"), "the number ends in 5"
