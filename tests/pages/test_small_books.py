"""A bank that brings the three required files and one month: every page answers, or says which file would make it."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from crm_core.contract import TABLES
from tests.intake.own_files import ACTIVITY, PRODUCTS, build, write
from tests.pages.conftest import app_at
from tests.pages.test_pages import PAGES, words

NAMED = {
    "causes": {"activity", "rates"}, "dependence": {"activity", "rates"}, "priorities": {"activity", "rates"},
    "market": {"market"},
    "economy": {"region_economy"}, "potential": {"market"}, "outflows": {"outflows"}, "resources": {"staff"},
    "demand": {"activity"},
}
"""The files that a page without an answer names, and whose columns it shows."""


@pytest.fixture(scope="module")
def smallest(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smallest")
    rows = "C1,SAVINGS,2026-01,100\nC2,LOAN,2026-01,5000\nC2,SAVINGS,2026-01,-20\n"
    build(write(folder / "bank", activity=f"customer_id,product_id,month,balance\n{rows}"), into=folder / "books")
    return folder / "books"


@pytest.fixture
def visit(smallest, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(smallest))

    def go(page: str) -> AppTest:
        return app_at(page).run()

    return go


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_or_names_the_file_that_would_make_it_and_shows_its_columns(visit, page):
    app = visit(page)
    assert not app.exception
    assert not app.error, words(app)
    if page not in NAMED and app.header:
        assert re.search(r"\d", app.header[0].value), "the headline has no number"
        return
    assert not any(re.search(r"\d", title.value) for title in app.header), "a number without its file"
    said = " ".join(each.value for each in (*app.info, *app.markdown))
    named = set(re.findall(r"(\w+) file\b", said.replace("\\", ""))) & set(TABLES)
    assert named >= NAMED.get(page, set())
    assert named, "neither a number nor a file that would bring it"
    shown = {expander.label for expander in app.expander}
    for name in NAMED.get(page, named):
        assert f"Columns of {name}.csv" in shown
        assert any(set(TABLES[name].names) == set(table.value["name"]) for table in app.dataframe)


def test_the_overview_leads_to_what_this_book_can_answer_and_to_nothing_else(visit):
    app = visit("overview")
    led = [link.proto.page for link in app.get("page_link")]
    assert led == ["signals", "quality", "pareto", "tiers", "regions"]
    assert [metric.label for metric in app.metric] == ["Customer file complete"], "what is unknown has no figure"
    assert not any("unprofitable" in title.value for title in app.subheader)


def test_pareto_begins_with_what_the_book_says(visit):
    app = visit("pareto")
    assert "of balance" in app.header[0].value
    assert "cost more" not in app.header[0].value
    assert "pareto.by" not in {control.key for control in app.segmented_control}, "there is nothing else to rank by"


def test_the_data_page_tells_reasons_in_full_and_hands_back_every_table_with_rejected_rows(tmp_path, monkeypatch):
    """Even a table whose reasons are all rarer than the hundred that are listed."""
    strangers = "".join(f"X{number},LOAN,2026-01,1\n" * 2 for number in range(120))
    build(write(tmp_path / "bank", activity=f"{ACTIVITY}{strangers}", products=f"{PRODUCTS}CARD,Card,plastic\n"),
          into=tmp_path / "books")
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "books"))
    app = app_at("data").run()
    assert not app.exception
    assert "customer\\_id 'X0' is not in customers: add it there, or correct it" in words(app)
    assert "There is no regions file" in words(app)
    assert {button.label for button in app.get("download_button")} >= {
        "Rejected rows of activity", "Rejected rows of products"}


def test_the_data_page_lists_earlier_data_and_goes_back_to_it(tmp_path, monkeypatch):
    first = build(write(tmp_path / "bank"), into=tmp_path / "books")
    second = build(write(tmp_path / "bank", products=f"{PRODUCTS}CARD,Card,cards\n"), into=tmp_path / "books")
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "books"))
    app = app_at("data").run()
    assert not app.exception
    assert "1 earlier state of the data is kept" in [each.value for each in app.subheader]
    listed = next(each.value for each in app.dataframe if "state" in each.value)
    assert listed["state"].tolist() == ["In use", first.fingerprint[:8]]
    assert listed["customers"].tolist() == [2, 2]
    app.button(key=f"data.earlier.{first.fingerprint}").click().run()
    assert not app.exception
    assert second.shelf.current() == f"book-{first.fingerprint}.duckdb"
    next(each for each in app.button if each.label == "Undo").click().run()
    assert second.shelf.current() == f"book-{second.fingerprint}.duckdb"
