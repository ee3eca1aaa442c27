"""In Spanish: chosen by the browser or by hand, and carried by the link."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crm_core import chapters
from tests.browser.conftest import DESK, PATIENCE, POLLING, READY

pytestmark = pytest.mark.browser

@pytest.fixture(scope="module")
def spaniard(browser):
    """The browser of somebody who reads Spanish."""
    context = browser.new_context(viewport=DESK, locale="es-ES", timezone_id="UTC", reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def tab(spaniard):
    """A tab of it that remembers nothing of the one before but the files of the app."""
    page = spaniard.new_page()
    yield page
    page.close()
    spaniard.clear_cookies()


def ready(tab) -> None:
    tab.wait_for_function(READY, polling=POLLING, timeout=PATIENCE)


def opened(tab, url: str) -> None:
    tab.goto(url)
    ready(tab)


def test_a_change_of_language_keeps_the_year_the_filters_and_what_is_picked(server, tab):
    """The run after the change counts as well: it gets from the browser the words that the boxes showed."""
    opened(tab, f"{server}/pareto")
    for label, option in (("12 meses", "oct 2024 – sept 2025"), ("Clientes", "Particulares"),
                          ("Agrupar por", "Productos")):
        box(tab, label).click()
        tab.get_by_role("option", name=option, exact=True).click()
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(500)
        ready(tab)
    for language, question, (year, span), (group, groups), people in (
            ("English", "How much", ("12 months", "Oct 2024 – Sep 2025"), ("Group by", "Products"), "Individuals"),
            ("Español", "¿Qué parte", ("12 meses", "oct 2024 – sept 2025"), ("Agrupar por", "Productos"),
             "Particulares")):
        tab.get_by_text(language, exact=True).click()
        tab.locator("h1", has_text=question).wait_for()
        ready(tab)
        tab.get_by_role("slider").first.press("ArrowRight")
        tab.wait_for_timeout(500)
        ready(tab)
        assert (box(tab, year).input_value(), box(tab, group).input_value()) == (span, groups)
        assert tab.get_by_test_id("stMultiSelect").get_by_text(people, exact=True).is_visible()
        assert not tab.get_by_test_id("stAlert").count()


def box(tab, label: str):
    return tab.get_by_role("combobox", name=label, exact=True)


def test_a_language_is_chosen_changes_at_once_is_in_the_link_and_is_remembered(server, tab):
    opened(tab, f"{server}/pareto")
    assert tab.locator("h1").inner_text().startswith("¿Qué parte")
    assert tab.evaluate("document.documentElement.lang") == "es"
    slider = tab.get_by_role("slider").first
    slider.press("ArrowRight")
    tab.get_by_text("El 21 %").locator("visible=true").first.wait_for()
    tab.get_by_text("English", exact=True).click()
    tab.get_by_text("The top 21%").locator("visible=true").first.wait_for()
    ready(tab)
    assert tab.evaluate("document.documentElement.lang") == "en"
    assert tab.locator("h1").inner_text() == chapters.PAGES["pareto"].question
    link = json.loads(parse_qs(urlsplit(tab.url).query)["link"][0])
    assert (link["lang"], link["set"]["top"]) == ("en", 21)
    opened(tab, server)
    assert tab.locator("h1").inner_text() == "Where do we stand?"
    spanish = json.dumps(link | {"lang": "es"})
    tab.goto(f"{server}/pareto?link={spanish}")
    tab.get_by_text("El 21 %").locator("visible=true").first.wait_for()


def test_a_slider_with_decimals_keeps_its_value_in_both_languages(server, tab):
    """It is a list of words to the browser, which sends back those of the language before."""
    opened(tab, f"{server}/tiers")
    slider = tab.get_by_role("slider", name="Margen de frontera")
    slider.press("ArrowRight")
    tab.get_by_text("1,5 puntos").locator("visible=true").first.wait_for()
    ready(tab)
    tab.get_by_text("English", exact=True).click()
    tab.get_by_text("1.5 points").locator("visible=true").first.wait_for()
    ready(tab)
    assert not tab.get_by_text("1.0 points").count()
