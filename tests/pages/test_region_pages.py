"""The pages about regions on the demo bank: what they say, what a choice changes, and what a link brings back."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf
from tests.pages.conftest import ROOT

PAGES = ("regions", "market", "economy", "potential", "resources")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    build_demo(Shelf(folder), customers=1_000)
    return folder


@pytest.fixture
def open_page(demo, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(demo))

    def go(page: str, link: str = "") -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.switch_page(f"pages/{page}.py")
        if link:
            app.query_params["link"] = link
        return app.run()

    return go


def address(app: AppTest) -> dict:
    return json.loads(app.session_state["link.written"]["text"])


def said(app: AppTest) -> str:
    assert not app.error
    return app.header[0].value


@pytest.mark.parametrize("page", PAGES)
def test_each_page_answers_first_and_draws_its_evidence(open_page, page):
    app = open_page(page)
    assert said(app)
    assert app.title[0].value.endswith("?")
    assert len(app.get("plotly_chart")) >= 1
    assert not app.exception


def test_choosing_a_region_speaks_of_it_everywhere(open_page):
    app = open_page("regions")
    app.selectbox(key="regions.region").set_value("NORTE").run()
    assert said(app).startswith("Norte: ")
    app = open_page("market")
    everywhere = said(app)
    app.selectbox(key="market.region").set_value("NORTE").run()
    assert said(app) != everywhere
    assert "lower than a year before" in said(app).replace(":blue[", "")


def test_the_region_beside_which_another_stands_may_become_the_chosen_one(open_page):
    app = open_page("regions")
    app.selectbox(key="regions.region").set_value("NORTE").run()
    app.selectbox(key="regions.other").set_value("LEVANTE").run()
    app.selectbox(key="regions.region").set_value("LEVANTE").run()
    assert said(app).startswith("Levante: ")
    assert app.selectbox(key="regions.other").value != "LEVANTE"


def test_a_merger_is_asked_for_and_its_second_bank_is_never_the_first(open_page):
    app = open_page("market")
    app.segmented_control(key="market.kind").set_value("merge").run()
    second = app.selectbox(key="market.second").value
    app.selectbox(key="market.first").set_value(second).run()
    assert app.selectbox(key="market.second").value != second
    assert any("would hold" in each.value for each in app.markdown)
    app.segmented_control(key="market.kind").set_value("leave").run()
    assert any("our share would change by" in each.value for each in app.markdown)
    assert said(app)


def test_weights_travel_in_the_link_and_can_be_made_alike_again(open_page):
    app = open_page("regions")
    app.slider(key="regions.weights.reach").set_value(0).run()
    assert address(app)["set"]["weights"] == "reach=0"
    other = open_page("regions", link=json.dumps(address(app)))
    assert other.slider(key="regions.weights.reach").value == 0
    wrong = open_page("regions", link=json.dumps(address(app) | {"set": {"weights": "reach=many"}}))
    assert any("which is not offered here" in each.value for each in wrong.info)
    other.button(key="regions.weights.forget").click().run()
    assert address(other)["set"]["weights"] == ""


def test_weights_of_nothing_are_answered_with_a_sentence(open_page):
    app = open_page("regions")
    for name in ("own_share", "share_change", "reach", "contribution_per_customer", "cost_share"):
        app.slider(key=f"regions.weights.{name}").set_value(0)
    app.run()
    assert any("All criteria of competitive strength have zero weight" in each.value for each in app.info)
    assert not app.error


def test_moving_hours_is_told_with_its_outcome(open_page):
    app = open_page("resources")
    app.number_input(key="resources.move_hours").set_value(1_000).run()
    assert any("would reduce misallocation to" in each.value for each in app.markdown)
    assert any("would give" in each.value for each in app.subheader)
    other = open_page("resources", link=json.dumps(address(app)))
    assert other.number_input(key="resources.move_hours").value == 1_000
    other.selectbox(key="resources.resource").set_value("branch_cost").run()
    assert other.number_input(key="resources.move_branch_cost").value == 0, "euros are not hours"
    other.selectbox(key="resources.region").set_value("NORTE").run()
    assert said(other).replace(":blue[", "").startswith("Branch costs in Norte")


def test_a_family_and_a_target_share_are_chosen_for_the_potential(open_page):
    app = open_page("potential")
    app.selectbox(key="potential.family").set_value("loans").run()
    app.segmented_control(key="potential.fair").set_value("best").run()
    assert "more in loans" in said(app)
    assert not app.exception


def test_the_market_is_drawn_by_what_is_chosen_and_keeps_all_regions_when_one_is_in_view(open_page):
    app = open_page("market")
    app.selectbox(key="market.by").set_value("hhi").run()
    app.selectbox(key="market.region").set_value("NORTE").run()
    charts = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    shown = [trace["customdata"] for chart in charts for trace in chart["data"] if "customdata" in trace]
    assert [len(regions) for regions in shown] == [12, 12]
    assert not app.exception


def test_every_strength_and_weakness_leads_to_its_figure(open_page):
    app = open_page("regions")
    assert any("Choose a region above" in each.value for each in app.caption)
    assert not app.get("page_link"), "of no region in particular"
    app.selectbox(key="regions.region").set_value("NORTE").run()
    links = [each.proto for each in app.get("page_link")]
    assert len(links) == sum(" on average." in each.value for each in app.caption)
    first = next(each for each in links if each.page == "market")
    link = json.loads(dict(parse_qsl(first.query_string))["link"])
    landed = open_page("market", link=json.dumps(link))
    assert landed.selectbox(key="market.region").value == link["set"]["region"]
    assert not landed.info
