"""What a click does, and the way back. A click itself is tried in the browser: AppTest has none."""

from __future__ import annotations

import datetime as dt

from pages.frame.charts.chart import _chosen
from pages.frame.linking.lead import Lead, toggled
from pages.frame.linking.trail import MAX_STEPS, Step, after
from pages.frame.saving.card_files import file_name

OVERVIEW, PARETO = Step("overview", "as it was"), Step("pareto", "top 30")


# what an id does
def test_the_bar_of_all_the_others_leads_nowhere():
    lead = Lead("Click a region to select it.", "region", ids={"N": "North", "S": "South"})
    assert lead.takes("N")
    assert not lead.takes("3 others")
    assert not lead.takes("")
    assert Lead("Click a customer to open the profile.", "customer", "customer").takes("C1")


def test_a_page_is_opened_with_its_control_set_to_the_id_and_the_rest_as_said():
    lead = Lead("Click a manager.", "of", "causes", {"who": "everybody"}, prefix="manager:")
    assert lead.settings("M1") == {"who": "everybody", "of": "manager:M1"}
    assert Lead("Click a page to open it.", page="*").settings("pareto") == {}


def test_choosing_what_stands_alone_already_takes_it_back():
    assert toggled([], "N") == ["N"]
    assert toggled(["N", "S"], "N") == ["N"], "one of two is narrowed to"
    assert toggled(["N"], "N") == []
    assert toggled(["N"], "S") == ["S"]
    assert toggled(["N"], "") == []


def test_a_click_is_known_by_its_trace_and_place():
    ids = [["N", "S"], ["C1"]]
    assert _chosen({"curve_number": 1, "point_index": 0}, ids) == "C1"
    assert _chosen({"curve_number": 0, "point_index": 1}, ids) == "S"
    assert _chosen({"curve_number": 0, "point_index": 2}, ids) == "", "a mark that was drawn before"
    assert _chosen({"curve_number": 2, "point_index": 0}, ids) == ""
    assert _chosen({}, ids) == ""


# the way back
def test_who_comes_by_a_link_can_go_back_to_the_page_as_it_was():
    assert after((), OVERVIEW, "pareto", by_link=True) == (OVERVIEW,)
    assert after((OVERVIEW,), PARETO, "customer", by_link=True) == (OVERVIEW, PARETO)


def test_going_back_shortens_the_way_by_whatever_means():
    assert after((OVERVIEW, PARETO), Step("customer"), "pareto", by_link=True) == (OVERVIEW,)
    assert after((OVERVIEW,), Step("pareto"), "overview", by_link=False) == ()


def test_a_page_opened_from_the_navigation_begins_anew():
    assert after((OVERVIEW,), PARETO, "regions", by_link=False) == ()
    assert after((), None, "regions", by_link=True) == (), "the first page of a session came from nowhere"


def test_a_control_moved_on_the_page_leaves_the_way_alone():
    assert after((OVERVIEW,), Step("pareto"), "pareto", by_link=True) == (OVERVIEW,)


def test_the_way_does_not_grow_for_ever():
    trail = tuple(Step(str(number)) for number in range(MAX_STEPS))
    assert after(trail, PARETO, "customer", by_link=True) == (*trail[1:], PARETO)


# on the page
def test_a_chart_is_shown_as_its_table_and_opened_with_its_files(visit):
    app = visit()
    charts, tables = len(app.get("plotly_chart")), len(app.dataframe)
    shown = next(each for each in app.button if each.label == "Show the table").click().run()
    assert (len(shown.get("plotly_chart")), len(shown.dataframe)) == (charts - 1, tables + 1)
    assert not any("Back to" in str(each) for each in shown.get("page_link"))
    opened = next(each for each in shown.button if each.label == "Full screen and download").click().run()
    files = [each.proto.label for each in opened.get("download_button")]
    assert {name: files.count(name) for name in ("PNG", "SVG", "CSV")} == {"PNG": 1, "SVG": 1, "CSV": 2}, \
        "those of the chart, beside the page's own table"
    assert not opened.exception


def test_a_file_is_named_by_its_finding_in_letters_that_every_system_takes():
    to = dt.date(2026, 9, 1)
    assert file_name("El 20 % de los clientes aporta 1,2 M € a «Bahía»", "pareto", to) == \
        "clientela-el-20-de-los-clientes-aporta-1-2-m-a-bahia-2026-09"
    assert file_name("", "pareto", to) == "clientela-pareto-2026-09"
    assert file_name("палка", "pareto", to) == "clientela-pareto-2026-09"
    assert len(file_name("palabra " * 40, "pareto", to)) < 90
