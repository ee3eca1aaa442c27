"""In Spanish: chosen by the browser or by hand, carried by the link, and no label cut at any width."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crm_core import chapters
from crm_core.language import in_language
from tests.browser.conftest import FITS, PATIENCE, READY, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WIDTHS, LOW = (2560, 1440, 768, 390, 320), 400
"""Widths of a wide screen, a desk, a tablet, a phone and the smallest; a low window, as what lies below it is laid out
and not painted."""
CUT = """() => {
    const labels = '.stMarkdownEllipsis, [data-testid=stMetricLabel], [data-testid=stMetricValue], h1, h2, h3, '
        + 'button p, [data-testid=stWidgetLabel] p, [data-testid=stCaptionContainer] p, '
        + '[data-testid=stButtonGroup] div, [data-testid=stSelectbox] input';
    const isForTheEar = each => Boolean(each) && (getComputedStyle(each).clipPath === 'inset(50%)'
        || isForTheEar(each.parentElement));
    const isCut = each => !isForTheEar(each) && each.offsetParent && each.clientWidth
        && each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible';
    const isBroken = each => [...each.textContent.matchAll(/\\S+/g)].some(word => {
        const range = document.createRange(), text = document.createTreeWalker(each, NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set([...range.getClientRects()].map(part => part.top)).size > 1;
    });
    const main = document.querySelector('[data-testid=stMain]');
    const sidebar = document.querySelector('[data-testid=stSidebar][aria-expanded=true]');
    const broken = [...main.querySelectorAll('[data-testid=stMetricValue]')].filter(isBroken);
    return [main, sidebar].filter(Boolean).flatMap(part => [...part.querySelectorAll(labels)]).filter(isCut)
        .concat(broken).map(each => each.textContent || each.value);
}"""
"""Labels, rows of options and chosen values that are cut or must be scrolled, and figures with a word broken in two.

What stands beside a sign for those who do not see it is clipped on purpose."""


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="es-ES", timezone_id="UTC",
                                  reduced_motion="reduce")
    yield context.new_page()
    context.close()


def opened(tab, url: str) -> None:
    tab.goto(url)
    tab.wait_for_function(READY, timeout=PATIENCE)


def test_no_label_is_cut_at_any_width(server, tab):
    """One visit goes through all pages, and each is measured while the window grows narrower."""
    visitor, cut = Visitor(tab), {}
    opened(tab, server)
    for page in chapters.PAGES.values():
        tab.set_viewport_size({"width": WIDTHS[0], "height": LOW})
        if page.name != "overview":
            with in_language("es"):
                visitor.go(page.title)
                tab.locator("h1", has_text=page.question).wait_for()
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": LOW})
            visitor.ready()
            tab.wait_for_function(FITS)  # charts take the new width a moment later; a page that never fits times out
            if labels := tab.evaluate(CUT):
                cut[page.name, width] = labels
    assert cut == {}


def test_a_change_of_language_keeps_the_year_the_filters_and_what_is_picked(server, tab):
    """The run after the change counts as well: it gets from the browser the words that the boxes showed."""
    opened(tab, f"{server}/pareto")
    for label, option in (("12 meses", "oct 2024 – sept 2025"), ("Clientes", "Particulares"),
                          ("Agrupar por", "Productos")):
        box(tab, label).click()
        tab.get_by_role("option", name=option, exact=True).click()
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(500)
        tab.wait_for_function(READY)
    for language, question, (year, span), (group, groups), people in (
            ("English", "How much", ("12 months", "Oct 2024 – Sep 2025"), ("Group by", "Products"), "Individuals"),
            ("Español", "¿Qué parte", ("12 meses", "oct 2024 – sept 2025"), ("Agrupar por", "Productos"),
             "Particulares")):
        tab.get_by_text(language, exact=True).click()
        tab.locator("h1", has_text=question).wait_for()
        tab.wait_for_function(READY)
        tab.get_by_role("slider").first.press("ArrowRight")
        tab.wait_for_timeout(500)
        tab.wait_for_function(READY)
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
    tab.wait_for_function(READY)
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
    tab.wait_for_function(READY)
    tab.get_by_text("English", exact=True).click()
    tab.get_by_text("1.5 points").locator("visible=true").first.wait_for()
    tab.wait_for_function(READY)
    assert not tab.get_by_text("1.0 points").count()
