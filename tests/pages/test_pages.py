"""Every page, the scope bar, links, and what is said when something cannot be done."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import threading
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from crm_core import chapters
from crm_core.rooms import pareto
from crm_core.warehouse import Shelf
from pages.frame.visit.link import Link
from tests.pages.cards_shown import not_shown
from tests.pages.conftest import REGIONS, ROOT, publish

PAGES = list(chapters.ROOMS)
"""Those that answer; what the page of the import does is in test_import_data.py."""


def words(app: AppTest) -> str:
    """All text of the page."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.error)
    strip = [each.proto.popover.label for each in app.get("popover")]
    return "\n".join([*(each.value for kind in kinds for each in kind), *strip])


def address(app: AppTest) -> str:
    """The link that the app put into the address bar: a script in the browser does it when a page is opened."""
    return app.session_state["link.written"]["text"]


def link_of(app: AppTest) -> Link:
    return Link.read(address(app))


def changed(app: AppTest, **changes) -> str:
    """The app's own link as text, with parts of it changed."""
    return json.dumps(json.loads(address(app)) | changes)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_its_question_answers_it_first_and_can_be_taken_away(visit, page, shelf_folder,
                                                                         every_figure_is_a_picture):
    app = visit(page)
    assert not app.exception
    assert not app.error, words(app)
    assert app.title[0].value.endswith("?")
    assert re.search(r"\d", app.header[0].value), "the headline has no number"
    assert "Demo data" in words(app)
    charts = app.get("plotly_chart")
    assert charts or app.header[0].value.startswith("No customer"), "an empty list has no picture"
    assert all(len(chart.proto.alt) > 20 for chart in charts), "a chart without words for those who cannot see it"
    assert {"Excel workbook", "CSV", "Download the pack"} <= {button.label for button in app.get("download_button")}
    folded = [each.label for each in app.expander]
    assert not_shown(page, shelf_folder, words(app), every_figure_is_a_picture, folded) == []


def test_the_top_slider_changes_the_headline_and_the_link(visit):
    app = visit("pareto")
    assert "top :blue[20%]" in app.header[0].value
    app.slider(key="pareto.top").set_value(40).run()
    assert "top :blue[40%]" in app.header[0].value
    assert link_of(app).controls["top"] == 40


def test_the_scope_is_the_same_on_every_page(visit):
    app = visit("pareto")
    app.multiselect(key="scope.regions").set_value(["S"]).run()
    app.selectbox(key="scope.year").set_value(1).run()
    assert "10 customers" in words(app)
    app.switch_page("pages/overview.py").run()
    assert app.multiselect(key="scope.regions").value == ["S"]
    assert "Apr 2024 – Mar 2025" in words(app)
    assert ":blue[10] customers" in app.header[0].value


def test_controls_keep_their_values_when_one_comes_back(visit):
    app = visit("pareto")
    app.slider(key="pareto.top").set_value(33).run()
    app.switch_page("pages/overview.py").run()
    app.switch_page("pages/pareto.py").run()
    assert app.slider(key="pareto.top").value == 33


def test_a_link_shows_the_same_to_whoever_opens_it(visit):
    app = visit("pareto")
    app.multiselect(key="scope.regions").set_value(["N", "W"]).run()
    app.multiselect(key="scope.types").set_value(["individual"]).run()
    app.segmented_control(key="pareto.by").set_value("revenue").run()
    app.slider(key="pareto.top").set_value(10).run()
    link = address(app)
    other = visit("pareto", link=link)
    assert other.header[0].value == app.header[0].value
    assert address(other) == link
    assert not other.info


def test_a_link_to_an_earlier_month_finds_the_same_year(visit):
    app = visit("pareto")
    again = visit("pareto", link=changed(app, to="2025-03"))
    assert again.selectbox(key="scope.year").value == 1
    assert not again.info


@pytest.fixture(scope="module")
def of_pareto() -> dict[str, Any]:
    return {}


@pytest.fixture
def usual_view(visit, of_pareto):
    """The headline of the Pareto page when nothing is set, and its link; asked of the page once."""
    if not of_pareto:
        app = visit("pareto")
        of_pareto.update(headline=app.header[0].value, link=json.loads(address(app)))
    return of_pareto["headline"], of_pareto["link"]


@pytest.mark.parametrize(("changes", "said"), [
    ({"book": "feedfeedfeedfeed"}, "made with other data"),
    ({"to": "2019-12"}, "asks for the 12 months to December 2019; this data shows those to March 2026"),
    ({"regions": ["N", "ATLANTIS"]}, 'asks for "ATLANTIS", which this data does not have'),
    ({"types": ["martian"]}, 'asks for "martian"'),
    ({"set": {"top": 99}}, "asks for '99' under “Top share of customers”, which is not offered here"),
    ({"set": {"top": "20"}}, "asks for '20'"),
    ({"set": {"by": "luck"}}, "asks for 'luck' under “Rank customers by”"),
    ({"set": {"top": True}}, "asks for 'True' under “Top share of customers”"),
    ({"set": {"page": 99}}, "asks for '99' under “Page”"),
    ({"set": {"frobnicate": 1}}, "sets 'frobnicate', which this page does not have"),
    ({"v": 2}, "of version 2 and this program reads version 1"),
    ({"regions": "N"}, "This link is damaged"),
])
def test_what_a_link_asks_in_vain_is_said(visit, usual_view, changes, said):
    usual, link = usual_view
    again = visit("pareto", link=json.dumps(link | changes))
    assert not again.exception
    assert not again.error
    told = " ".join(info.value for info in again.info).replace("\\", "")
    assert said in told
    if "regions" not in changes:
        assert again.header[0].value == usual


def test_controls_of_another_page_are_nothing_that_this_page_lacks(visit, usual_view):
    usual, link = usual_view
    again = visit("pareto", link=json.dumps(link | {"page": "causes", "set": {"top": 40, "frobnicate": 1}}))
    assert (again.header[0].value, len(again.info)) == (usual, 0)


def test_nonsense_in_the_address_does_no_harm(visit):
    for text in ("", "x", "[]", "[" * 3000, '{"v":1}', '{"v":NaN}', "9" * 5000, '{"v":1,"v":true}'):
        app = visit("pareto", link=text)
        assert not app.exception
        assert not app.error
        assert "usual view" in " ".join(info.value for info in app.info)


def test_an_empty_scope_says_so_and_offers_the_way_out(visit):
    app = visit("pareto")
    app.multiselect(key="scope.types").set_value(["corporate"]).run()
    app.multiselect(key="scope.regions").set_value(["W"]).run()
    assert not app.error
    assert "No customers match" in words(app)
    assert "West · corporates" in words(app)
    assert link_of(app).customer_types == ("corporate",)
    app.button(key="nobody.clear").click().run()
    assert app.multiselect(key="scope.types").value == app.multiselect(key="scope.regions").value == []
    assert "all regions" in words(app)


def test_names_from_a_banks_files_are_shown_as_they_stand(visit):
    app = visit("overview")
    app.multiselect(key="scope.regions").set_value(["N", "S"]).run()
    assert "Norte \\$5, Sur \\*" in words(app)


def test_a_new_book_is_taken_up_while_the_app_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path))
    publish(tmp_path)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert ":blue[30] customers" in app.header[0].value
    app.multiselect(key="scope.regions").set_value(["S", "W"]).run()
    publish(tmp_path, regions={"N": "Norte", "W": "West"}, tag="without the south")
    app.run()
    assert not app.error
    assert ":blue[10] customers" in app.header[0].value
    assert '"S" is not in this data and was removed from the filters' in words(app)


def test_a_failure_is_a_calm_sentence_with_a_number_that_the_log_knows(visit, monkeypatch, caplog):
    def fail(*_, **__):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(pareto, "say", fail)
    with caplog.at_level(logging.ERROR, logger="clientela"):
        app = visit("pareto")
    assert not app.exception
    number = re.search(r"number \*\*([0-9a-f]{8})\*\*", app.error[0].value).group(1)
    assert "secret" not in words(app)
    assert number in caplog.text
    assert "secret detail" in caplog.text


def test_a_book_that_cannot_be_read_is_said_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path))
    (tmp_path / "current").write_text("book-00000000deadbeef.duckdb\n")
    (tmp_path / "book-00000000deadbeef.duckdb").write_bytes(b"nonsense" * 1000)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "cannot be read as a book" in app.info[0].value.replace("\\", "")


def test_a_second_visitor_waits_for_the_first_ones_build(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path))
    shelf, seen = Shelf(tmp_path), {}

    def second_visitor():
        seen["app"] = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    with shelf.building():
        visitor = threading.Thread(target=second_visitor)
        visitor.start()
        visitor.join(2)
        assert visitor.is_alive(), "it neither built nor gave up"
    publish(tmp_path)
    visitor.join(60)
    assert not seen["app"].error
    assert shelf.current() is not None


def test_the_years_offered_are_the_years_the_book_has(visit):
    options = visit().selectbox(key="scope.year").options
    assert options == ["Apr 2025 – Mar 2026, latest", "Apr 2024 – Mar 2025"]


def test_the_regions_are_offered_by_name(visit):
    assert visit().multiselect(key="scope.regions").options == sorted(REGIONS.values())


def test_a_link_is_whole(visit, shelf_folder):
    link = link_of(visit("pareto"))
    assert link.to == dt.date(2026, 3, 1)
    assert link.book in Shelf(shelf_folder).current()
    assert link.page == "pareto"
    assert link.controls == {"by": "contribution", "move": "left", "page": 1, "rank": "regions", "top": 20}


def test_the_overview_leads_to_every_question_that_a_manager_asks_next_with_its_own_answer(visit):
    app = visit("overview")
    assert [link.proto.page for link in app.get("page_link")] == [
        "signals", "changes", "import_data", "potential", "quality", "demand", "resources", "potential", "priorities",
        "pareto", "causes", "dependence", "tiers", "regions", "market"]
    said = {title.value for title in app.subheader}
    assert [button.label for button in app.button if button.key == "overview.forecast"] == ["Forecast now"], (
        "a forecast is asked for, not worked out")
    for page in ("pareto", "causes", "dependence", "tiers", "market"):
        answered = visit(page).header[0].value.replace(":blue[", "").replace("]", "")
        # the Tiers page also says how much of the staff's hours the promise takes
        told = answered.split(" and takes ")[0].rstrip(".")
        assert any(each.startswith(told) for each in said), f"{page}: {told} is not among {said}"


def test_the_most_valuable_things_to_do_are_worth_what_their_pages_say(visit):
    done = [title.value for title in visit("overview").subheader if title.value[:1].isdigit()]
    assert "2. Restore 18 unprofitable customers: €3.2K a year" in done
    link = {"v": 1, "book": "", "to": "2026-03", "regions": [], "types": [], "page": "priorities",
            "set": {"todo": "repair"}}
    answer = visit("priorities", link=json.dumps(link)).header[0].value
    assert answer.startswith(":blue[18] customers produce losses of :blue[€3.2K]")


def test_the_overview_of_a_scope_leads_on_in_that_scope(visit):
    app = visit("overview")
    whole = [each.value for each in app.subheader]
    app.multiselect(key="scope.regions").set_value(["S"]).run()
    links = app.get("page_link")
    assert len(links) >= 7
    assert [each.value for each in app.subheader] != whole
    for link in links:
        asked = parse_qs(link.proto.query_string)["link"][0]
        assert json.loads(asked)["regions"] == ["S"]
