"""Retention on screen: nothing is learnt unasked, and once it is, the customer's profile shows it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from crm_core.intake.draft import Terms, drafting
from crm_core.lists.lot import Lot
from crm_core.lists.making import entries
from crm_core.lists.work_list import Origin, Plan
from crm_core.permit import Permit
from crm_core.rooms import tiers
from crm_core.rooms.retention.chances.learning import Learned
from crm_core.warehouse import Shelf
from crm_core.workspace import Workspace
from pages.frame.visit.link import Link
from tests.many_rows import insert
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
    if page != "overview":  # it opens first; at its own name stands the way to it, which a click would lead to again
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
    with monkeypatch.context() as limited:
        limited.setattr("pages.parts.expected.offer.permit", lambda: Permit("executive"))
        assert not [each for each in opened("overview").button if each.key == "overview.expected"]
    app = opened("overview")
    assert not app.exception
    app.button(key="overview.expected").click().run()
    assert not app.exception
    keep = next(each.value for each in app.caption if "In the coming year" in each.value)
    assert keep.endswith("of contribution.")
    assert any("customers with most at risk: €" in each for each in headings(app)), headings(app)
    assert not [each for each in app.button if each.key == "overview.expected"], "there is nothing left to ask"
    assert any("page Growth says why" in each.value for each in app.caption) or any(
        "highest growth potential" in each for each in headings(app))


def test_what_the_latest_year_does_not_tell_is_asked_once(monkeypatch, tmp_path):
    """Revenue was recorded in the first of two years alone: a button that stays would do nothing."""
    months = [dt.date(2024 + (9 + at) // 12, (9 + at) % 12 + 1, 1) for at in range(24)]
    with drafting(Shelf(tmp_path), source="files", terms=Terms("Once")) as draft:
        draft.connection.execute("insert into products values ('SAV', 'Savings', 'deposits')")
        insert(draft.connection, "customers", [{"customer_id": "A", "customer_type": "individual", "region_id": "N"}])
        insert(draft.connection, "activity", [
            {"customer_id": "A", "product_id": "SAV", "month": month, "balance": 100,
             "fee_income": 1 if at < 12 else None} for at, month in enumerate(months)])
        draft.finish("once")
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    app = opened("overview")
    app.button(key="overview.expected").click().run()
    assert not app.exception
    assert not [each for each in app.button if each.key == "overview.expected"]
    assert any("page Growth says why" in each.value for each in app.caption)


def test_a_pilot_is_planned_with_a_list_and_read_a_year_later(folder, monkeypatch, tmp_path):
    """Of the customers whose number ends in 5 nobody leaves, of those in 1 three in five: as if calling kept all."""
    monkeypatch.setenv("CLIENTELA_DATA", str(folder))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    with monkeypatch.context() as drawn:
        drawn.setattr(Lot, "left_out", lambda _lot, ids: frozenset(each for each in ids if each.endswith("1")))
        before = Workspace(now=lambda: dt.datetime(2025, 9, 20, 12, tzinfo=dt.UTC))
        table = pd.DataFrame({"customer_id": [f"P{tens:03}{ends}" for tens in range(40) for ends in (1, 5)],
                              "direction": "at_risk"})
        due = dt.date(2025, 10, 20)
        made = before.lists.draft("Autumn", entries(table, due_on=due), Plan(40, due), author="Ana",
                                  lot=Lot("closed", 0.5, 1))
        elsewhere = before.lists.draft("Elsewhere", entries(table, due_on=due), Plan(40, due), author="Ana",
                                       origin=Origin(book_title="Another bank"), lot=Lot("closed", 0.5, 1))
        for each in (made, elsewhere):
            before.lists.hand_out(each.id, author="Ana")
    app = opened("retention", **VIEW)
    assert not app.exception
    assert "“Autumn” has measured the effect of calling" in headings(app)
    assert any(each.value.startswith("**“Autumn” (40 to be called, 40 left out by lot):** Of 40 who were")
               for each in app.markdown), "a sentence of a table is cut off at its edge"
    assert "Pilots on customers of other data are not read: “Elsewhere” (Another bank)." in [
        each.value for each in app.caption], "ids of two banks may be the same"
    assert any("Measured by the pilot “Autumn”" in each.value for each in app.markdown)
    assert "retention.effect" not in [each.key for each in app.slider], "what is measured is not assumed"
    form = "retention.list.form"
    app.text_input(key=f"{form}.name").set_value("Winter")
    app.text_input(key=f"{form}.author").set_value("Ana")
    app.selectbox(key=f"{form}.left_out").set_value(20)
    app.button(key=f"{form}.make").click().run()
    said = [each.value for each in (*app.markdown, *app.caption, *app.success, *app.info, *app.error)]
    assert any("The list 'Winter' holds 32 customers. 8 are left out by lot." in each for each in said), said
    winter = Workspace().lists.named("Winter")
    assert (winter.customers, winter.plan.to_reach) == (32, 32)
    lists = opened("lists", list=str(winter.id))
    assert not lists.exception
    (card,) = [each for each in lists.expander if "8 customers are left out by lot" in each.label]
    assert not card.dataframe, "pages are printed for those who call"
    monkeypatch.setattr(Learned, "is_useful", False)
    untold = opened("retention", **VIEW)
    assert untold.header[0].value.startswith("No model that was tried")
    assert "“Autumn” has measured the effect of calling" in headings(untold), "what is measured needs no model"


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
    at_risk = opened("retention", view="leave", among="tier")
    assert not at_risk.exception
    assert next(each for each in at_risk.selectbox if each.label == "Sum up by").value == "tier"
    narrowed = opened("retention", segment="life_cycle 5 established")
    said = " ".join(each.value for each in (*narrowed.info, *narrowed.warning, *narrowed.markdown))
    assert "Choose “Who may leave”, or clear the segment." in said, said
