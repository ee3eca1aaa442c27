"""Every page in a real browser: at a desk, in the dark, on paper and in every width.

In Spanish, whose words are longer. One visit goes through all pages: opening each, for each of these looks, would take
longer than looking.
"""

from __future__ import annotations

from typing import Any

import pytest

from crm_core import chapters
from crm_core.language import in_language
from tests.browser.accessible import ALL, OF_COLOURS, OF_PLACES, violations
from tests.browser.conftest import DESK, PHONE, Visitor, picture
from tests.browser.labels import CUT
from tests.browser.paper import prints

pytestmark = pytest.mark.browser

WIDTHS, LOW = (2560, 768, 320), 400
"""Widths of a wide screen, a tablet and the smallest phone, beside a desk and the usual one; a low window, as what lies
below it is laid out and not painted."""
MAX_HEIGHT = 2_600
"""Pixels of a page on a desk, a hundred more than English was held to: what stands further down is not found."""
LONGER = {"demand": 3_750, "growth": 3_050}
"""Pages at which somebody works on a plan and reads below what follows from each setting."""


@pytest.fixture(scope="module")
def spanish(server, visitor):
    """The open app in Spanish."""
    cookies = visitor.page.context
    cookies.add_cookies([{"name": "clientela_language", "value": "es", "url": server}])
    visitor.open(server)
    yield visitor
    cookies.clear_cookies()


@pytest.mark.parametrize("page", chapters.PAGES.values(), ids=chapters.PAGES)
def test_a_page_is_whole_quiet_fits_and_can_be_used_by_everybody(spanish, page):
    tab = spanish.page
    tab.set_viewport_size(DESK)
    with in_language("es"):
        spanish.go(page.title)
        tab.locator("h1", has_text=page.question).wait_for()
    spanish.ready()
    is_whole(spanish, f"{page.name}_light", ALL)
    height = tab.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert height <= LONGER.get(page.name, MAX_HEIGHT), f"{height} pixels: fold evidence of the second rank"
    with spanish.in_the_dark():
        is_whole(spanish, f"{page.name}_dark", OF_COLOURS)
        prints(spanish)
    for width in WIDTHS:
        spanish.resize({"width": width, "height": LOW})
        assert tab.evaluate(CUT) == [], f"{width} pixels wide"
    spanish.resize(PHONE)
    is_whole(spanish, f"{page.name}_phone", OF_PLACES)
    assert spanish.complaints() == []


def test_a_page_that_a_phone_opens_is_whole(server, visitor):
    """In English, at its address, and in its colours too; so is the studio (`test_studio.py`)."""
    visitor.open(f"{server}/overview", window=PHONE)
    is_whole(visitor, "overview_opened_by_a_phone", ALL)
    assert visitor.complaints() == []


def is_whole(visitor: Visitor, name: str, rules: dict[str, Any]) -> None:
    tab = visitor.page
    assert tab.locator("h1").inner_text().endswith("?")
    assert tab.get_by_test_id("stException").count() == 0
    assert tab.get_by_test_id("stAlertContentError").count() == 0
    assert visitor.fits(), "the page or its main part scrolls sideways"
    assert tab.evaluate(CUT) == [], "labels that are cut"
    assert violations(tab, rules) == []
    picture(visitor, name)
