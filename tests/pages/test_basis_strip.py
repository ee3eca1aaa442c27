"""The strip below the title, on pages: of the scope there, whole where the page is, calm on a book of before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from crm_core import open_book
from crm_core.basis import basis
from crm_core.chapters import ROOMS
from crm_core.choices import choices
from crm_core.rooms import tiers
from crm_core.scope import Scope, Segment
from pages.frame.saving.downloads import facts_of
from pages.frame.visit.visit import Visit
from tests.intake.quality.holed_bank import Bank, customer, deposit, without_quality
from tests.pages.conftest import app_at


def strip(app: AppTest) -> list[str]:
    """The labels of the parts, and of what opens further down; not Share and Export, which are in the corner."""
    labels = [each.proto.popover.label for each in app.get("popover")]
    start = next(place for place, label in enumerate(labels) if label.startswith("As of"))
    return labels[start:]


@pytest.fixture
def opened(monkeypatch):
    def open_page(folder, page: str = "overview") -> AppTest:
        monkeypatch.setenv("CLIENTELA_DATA", str(folder))
        return app_at(page).run()

    return open_page


def graded() -> Bank:
    """Two regions; in the south nobody has a size, and nowhere is anything assumed."""
    people = [customer(1, size_amount=1000.0), customer(2, size_amount=2000.0), customer(3, region_id="S")]
    return Bank(people, [deposit(n, fee_income=1.0 + n) for n in (1, 2, 3)])


def test_it_follows_the_scope(tmp_path, opened):
    graded().publish(tmp_path)
    app = opened(tmp_path, "tiers")
    whole = next(label for label in strip(app) if "uses is there" in label)
    assert "Income or turnover 66.7%" in whole
    app.multiselect(key="scope.regions").set_value(["N"]).run()
    assert "100% of what this page uses is there" in strip(app)


def test_a_page_about_all_of_the_data_has_no_scope(tmp_path, opened):
    graded().publish(tmp_path)
    assert strip(opened(tmp_path, "quality"))[0] == "As of Jan 2026"


@pytest.mark.parametrize("page", ["overview", "tiers", "data", "quality"])
def test_a_book_of_before_opens_on_every_page(tmp_path, opened, page):
    without_quality(graded().publish(tmp_path, tag="before"))  # answers are kept by what a book is made of
    app = opened(tmp_path, page)
    assert not app.exception
    assert not app.error
    assert strip(app)[0] == "As of Jan 2026"
    assert "uses is there" not in str(strip(app))
    if page == "quality":
        assert "loaded before quality was measured" in app.info[0].value


def test_every_page_that_answers_has_it(tmp_path, opened):
    graded().publish(tmp_path)
    app = opened(tmp_path)
    for page in ROOMS:
        if page != "overview":
            app.switch_page(f"pages/{page}.py").run()
        assert strip(app)[0] == "As of Jan 2026", page


def test_a_file_that_leaves_carries_it(tmp_path):
    graded().publish(tmp_path)
    with open_book(tmp_path) as book:
        offered = choices(book.reader(), book.region_names)
        rests_on = basis(book.reader(), tiers.NEEDS, offered, book.info)
        visit = Visit("tiers", (book, offered), Scope(), basis=rests_on)
        facts = facts_of(visit, tiers)
        of_segment = replace(visit, scope=Scope(segment=Segment("all", "All", None)))
        assert facts_of(of_segment, tiers)["To know"].startswith("Thresholds are those of all customers")
    assert "Thresholds" not in facts["To know"]
    assert facts["Basis"].startswith("As of Jan 2026. ")
    assert "Income or turnover 66.7%." in facts["Basis"]
