"""The choice of a period: kept in the link and from page to page, and said wherever the page says its scope."""

from __future__ import annotations

import json

from pages.frame.visit.link import Link


def link_of(app) -> dict:
    text = app.query_params["link"]
    return json.loads(text[0] if isinstance(text, list) else text)


def captions(app) -> list[str]:
    return [each.value for each in app.caption]


def test_a_quarter_is_chosen_said_linked_and_kept_on_the_next_page(visit):
    app = visit("regions")
    app.selectbox(key="period.kind").set_value("quarter").run()
    assert "contribution: January to March 2026" in captions(app)[0]
    assert any(each.startswith("Contribution, its change and cause are of January to March 2026.")
               for each in captions(app))
    assert link_of(app)["set"]["period"] == "quarter"
    app.selectbox(key="period.which").set_value("2025-Q3").run()
    assert "contribution: July to September 2025" in captions(app)[0]
    assert link_of(app)["set"]["period"] == "2025-Q3"
    app.switch_page("pages/market.py").run()
    assert captions(app)[0].startswith("July to September 2025 · all regions")
    assert any("No report falls within July to September 2025" in each for each in captions(app))
    assert not app.exception


def test_a_link_to_a_period_opens_it_and_one_that_is_not_held_is_said(visit, shelf_folder):
    opened = Link(*_book(shelf_folder), page="market", controls={"period": "2025"})
    app = visit("market", link=opened.text())
    assert captions(app)[0].startswith("Calendar year 2025 · all regions")
    assert any("the report of 31 December 2025, the last within January to December 2025" in each
               for each in captions(app))
    not_held = Link(*_book(shelf_folder), page="market", controls={"period": "2026"})
    app = visit("market", link=not_held.text())
    assert any("'2026' under “Period”, which is not offered here" in each.value.replace("\\", "") for each in app.info)
    assert captions(app)[0].startswith("Latest 12 months")


def _book(folder):
    from crm_core import open_book

    with open_book(folder) as book:
        return book.fingerprint, book.info["last_month"].date()
