"""The app on books and servers of their own: the smallest book, none yet, and a server that nobody has opened."""

from __future__ import annotations

import json
import urllib.parse

import pytest

from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf
from tests.browser.accessible import OF_PLACES, violations
from tests.browser.conftest import PATIENCE, PHONE, picture, serving
from tests.browser.test_app import link_in
from tests.intake.own_files import build as build_own
from tests.intake.own_files import write

pytestmark = pytest.mark.browser


def with_link(url: str, page: str, link: dict) -> str:
    return f"{url}/{page}?{urllib.parse.urlencode({'link': json.dumps(link)})}"


@pytest.fixture(scope="module")
def smallest_server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smallest")
    build_own(write(folder / "bank"), into=folder / "books")
    with serving(folder / "books") as url:
        yield url


@pytest.mark.parametrize("page", ["", "market", "demand", "data"])
def test_pages_of_the_smallest_book_fit_and_can_be_used_by_everybody(smallest_server, visitor, page):
    """Three files and one month: what stands on a page where there is no answer, the columns of a file opened."""
    visitor.open(f"{smallest_server}/{page}")
    columns = visitor.page.get_by_text("Columns of").locator("visible=true")
    if columns.count():
        columns.first.click()
        visitor.page.get_by_test_id("stDataFrame").first.wait_for()
    assert visitor.fits()
    assert violations(visitor.page) == []
    picture(visitor, f"smallest_{page}_light")
    with visitor.in_a_window(PHONE):
        assert violations(visitor.page, OF_PLACES) == []
        picture(visitor, f"smallest_{page}_phone")
    assert visitor.complaints() == []
    visitor.page.goto("about:blank")


def test_a_deep_link_on_a_fresh_server_opens_in_the_frame_with_its_settings(books, visitor):
    book = Shelf(books).current().removeprefix("book-").removesuffix(".duckdb")
    link = {"v": 1, "book": book, "to": "2026-09", "regions": [], "types": ["individual"], "page": "pareto",
            "set": {"top": 35}}
    with serving(books) as fresh:
        visitor.open(with_link(fresh, "pareto", link))
        assert "35%" in visitor.headline
        assert visitor.page.get_by_role("link", name="Overview").count() >= 1, "no navigation"
        assert visitor.page.get_by_text("all regions · individuals").count() == 1
        assert visitor.page.url.startswith(f"{fresh}/pareto?")
        assert link_in(visitor.page.url)["set"]["top"] == 35
        assert visitor.page.get_by_text("made with other data").count() == 0
        assert visitor.complaints() == []
        visitor.page.goto("about:blank")  # leave the server before it is stopped


def test_a_first_visit_builds_the_demo_book_and_a_new_book_is_taken_up(tmp_path, visitor):
    with serving(tmp_path, program="tests.browser.small_first_book") as url:
        visitor.errors.clear()
        visitor.page.goto(url)
        page = visitor.page.get_by_test_id("stMain")
        page.filter(has_text="Welcome to Clientela").filter(has=visitor.page.get_by_role("progressbar")).wait_for(
            timeout=PATIENCE)
        visitor.page.get_by_role("heading", name="Where do we stand").wait_for(timeout=PATIENCE)
        visitor.ready()
        first = visitor.headline
        build_demo(Shelf(tmp_path), customers=1_000, seed=2)
        visitor.go("Pareto")
        visitor.page.get_by_role("heading", name="How much of our profit").wait_for()
        visitor.go("Overview")
        visitor.page.get_by_role("heading", name="Where do we stand").wait_for()
        visitor.ready()
        assert visitor.headline != first
        assert int(visitor.headline.split()[0].replace(",", "")) <= 1_000
        assert visitor.complaints() == []
        visitor.page.goto("about:blank")
