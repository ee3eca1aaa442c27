"""Retention on screen: nothing is learnt unasked, and once it is, the customer's profile shows it."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from crm_core.rooms import tiers
from crm_core.workspace import Workspace
from pages.frame.visit.link import Link
from tests.pages.conftest import ROOT
from tests.pages.test_approved_tiers import SCHEME
from tests.rooms.retention.books import publish_planted
from tests.workspace.approving import approve

VIEW = {"view": "leave", "capacity": 40}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    publish_planted(folder)
    return folder


def opened(page: str, segment: str = "", **controls: object) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    app.query_params["link"] = Link("other", dt.date(2026, 9, 1), page=page, segment=segment, controls=controls).text()
    return app.run()


def test_who_may_leave_is_learnt_when_asked_and_stands_in_the_profile_from_then_on(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    before = opened("customer", customer="P0002")
    assert not before.exception
    assert "Probability of leaving" not in [each.label for each in before.metric]
    assert "Work out now" in [each.label for each in before.button]
    app = opened("retention", **VIEW)
    assert not app.exception
    assert "customers are expected to leave within twelve months" in app.header[0].value
    titles = [each.value for each in app.subheader]
    assert any("40 customers to call" in each for each in titles), titles
    profile = opened("customer", customer="P0002")
    shown = {each.label: each.value for each in profile.metric}
    assert float(shown["Probability of leaving"].rstrip("%")) > 30, "the balance halved this year"


def test_the_overview_offers_what_nobody_has_asked_for_and_shows_the_rest(folder, monkeypatch, tmp_path):
    """Of a bank of this fingerprint the chances are known by now, or are learnt here; growth nobody has asked for."""
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    app = opened("overview")
    assert not app.exception
    assert "Who contributes today, who could grow, and what do we do with each?" in headings(app)
    app.button(key="overview.expected").click().run()
    assert not app.exception
    keep = next(each.value for each in app.caption if "In the coming year" in each.value)
    assert keep.endswith("of contribution.")
    assert any("customers with most at risk: €" in each for each in headings(app)), headings(app)
    assert not [each for each in app.button if each.key == "overview.expected"], "there is nothing left to ask"
    assert any("page Growth says why" in each.value for each in app.caption) or any(
        "highest growth potential" in each for each in headings(app))


def headings(app: AppTest) -> list[str]:
    return [each.value for each in app.subheader]


def test_kinds_are_tiers_where_a_scheme_is_approved_and_a_segment_is_told_why_not(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    kept = Workspace()
    approve(kept, kept.scenarios.save("tiers", "Sixty", tiers.to_json(SCHEME), author="Ana").id)
    app = opened("retention", by="tier")
    assert not app.exception
    assert any("Tiers are those that the approved scheme gives" in each.value for each in app.caption), [
        each.value for each in app.caption]
    narrowed = opened("retention", segment="life_cycle 5 established")
    said = " ".join(each.value for each in (*narrowed.info, *narrowed.warning, *narrowed.markdown))
    assert "Choose “Who may leave”, or clear the segment." in said, said
