"""The app on books and servers of their own: the smallest book, and none yet."""

from __future__ import annotations

import pytest

from crm_core.chapters import PAGES
from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf
from tests.browser.accessible import OF_PLACES, violations
from tests.browser.conftest import PATIENCE, PHONE, picture, serving
from tests.intake.own_files import build as build_own
from tests.intake.own_files import write

pytestmark = pytest.mark.browser


def test_pages_of_the_smallest_book_fit_and_can_be_used_by_everybody(tmp_path, visitor):
    """Three files and one month: what stands on a page where there is no answer, the columns of a file opened."""
    build_own(write(tmp_path / "bank"), into=tmp_path / "books")
    with serving(tmp_path / "books") as url:
        visitor.open(url)
        for page in ("overview", "market", "demand", "data"):
            if page != "overview":
                visitor.go(PAGES[page].title)
            visitor.page.locator("h1", has_text=PAGES[page].question).wait_for()
            visitor.ready()
            columns = visitor.page.get_by_text("Columns of").locator("visible=true")
            if columns.count():
                columns.first.click()
                visitor.page.get_by_test_id("stDataFrame").first.wait_for()
            assert visitor.fits(), page
            assert violations(visitor.page) == [], page
            picture(visitor, f"smallest_{page}_light")
            with visitor.in_a_window(PHONE):
                assert violations(visitor.page, OF_PLACES) == [], page
                picture(visitor, f"smallest_{page}_phone")
            assert visitor.complaints() == [], page
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
