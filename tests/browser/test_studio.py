"""The tier studio on one screen: controls, consequences and scenarios in view together, in the keyboard's order."""

from __future__ import annotations

import pytest
from python_calamine import CalamineWorkbook

from crm_core import open_book
from crm_core.rooms.tiers import starting_scheme, to_json
from crm_core.workspace import Workspace, default_url
from tests.browser.accessible import ALL
from tests.browser.conftest import PHONE
from tests.browser.test_app import link_in
from tests.browser.test_every_page import is_whole
from tests.rooms.tiers.schemes import EQUAL

pytestmark = pytest.mark.browser

IN_VIEW = {"the headline": "h2", "the first slider": "[data-testid=stSlider]", "the figures": ".beside table",
           "a scenario": ".st-key-scenario-strip > *", "saving": ".st-key-scenarios [data-testid=stPopover]"}
BOX = "selector => { const at = document.querySelector(selector).getBoundingClientRect();" \
      " return [at.left, at.top, at.right, at.bottom] }"
STOPS = """() => {
    const places = {controls: '.st-key-studio-controls', figures: '.beside', scenarios: '.st-key-scenarios'};
    return Object.entries(places).find(([, place]) => document.activeElement.closest(place))?.[0] ?? '';
}"""


@pytest.fixture
def scenarios(books):
    """Two saved scenarios, taken away afterwards: other tests see the page without any."""
    workspace = Workspace(default_url(books))
    with open_book(books) as book:
        fingerprint = book.fingerprint
    made = [workspace.scenarios.save("tiers", name, to_json(starting_scheme(EQUAL, values=(top, 0.3))), author="Ana",
                                     book_fingerprint=fingerprint) for name, top in (("Tenth", 0.1), ("Quarter", 0.25))]
    yield
    for each in made:
        workspace.scenarios.delete(each.id)


def test_controls_consequences_and_scenarios_share_a_screen_and_the_keyboard_goes_through_them(
        server, visitor, scenarios):
    tab = visitor.page
    visitor.open(f"{server}/tiers")
    for width, height in ((1280, 720), (1440, 900)):
        tab.set_viewport_size({"width": width, "height": height})
        visitor.ready()
        for what, selector in IN_VIEW.items():
            left, top, right, bottom = tab.evaluate(BOX, selector)
            assert 0 <= left < right <= width, f"{what} at {width} × {height}"
            assert 0 <= top < bottom <= height, f"{what} at {width} × {height}"
    slider = tab.locator(".st-key-studio-controls").get_by_role("slider").first
    slider.focus()
    before = tab.locator(".beside").inner_text()
    slider.press("ArrowRight")
    tab.wait_for_function("before => document.querySelector('.beside').innerText !== before", arg=before)
    visitor.ready()
    assert "…" not in tab.locator(".beside").inner_text()
    passed = []
    for _ in range(40):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOPS)
        if stop and stop not in passed:
            passed.append(stop)
    assert [each for each in passed if each != "figures"] == ["controls", "scenarios"]


def test_a_phone_opens_the_studio_whole_and_keeps_a_line_of_the_consequences_in_view(server, visitor):
    visitor.open(f"{server}/tiers", window=PHONE)
    is_whole(visitor, "tiers_opened_by_a_phone", ALL)
    assert visitor.complaints() == []
    line = visitor.page.locator(".studio-line")
    assert "Premium: " in line.inner_text()
    assert line.bounding_box()["y"] + line.bounding_box()["height"] <= visitor.page.viewport_size["height"]


def test_a_key_runs_the_studio_alone_and_everything_around_it_says_what_is_on_the_screen(server, visitor):
    tab = visitor.page
    visitor.open(f"{server}/tiers")
    slider = tab.locator(".st-key-studio-controls").get_by_role("slider").first
    slider.focus()
    before = visitor.headline
    slider.press("ArrowRight")
    tab.wait_for_url(lambda url: link_in(url)["set"]["top"] == 21)
    visitor.ready()
    moved = visitor.headline
    assert moved != before
    tab.get_by_role("button", name="Share", exact=True).click()
    shared = tab.get_by_test_id("stCode")
    shared.wait_for()
    assert link_in(shared.inner_text().strip()) == link_in(tab.url)
    tab.keyboard.press("Escape")
    visitor.ready()
    slider.focus()
    slider.press("ArrowRight")
    tab.wait_for_url(lambda url: link_in(url)["set"]["top"] == 22)
    visitor.ready()
    tab.get_by_role("button", name="Export").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Excel workbook").click()
    workbook = CalamineWorkbook.from_path(str(download.value.path()))
    cells = [str(cell) for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()
             for cell in row]
    assert any("Premium, % of customers: 22" in cell for cell in cells)
    tab.keyboard.press("Escape")
    tab.go_back()
    tab.get_by_role("heading", level=2).filter(has_text=moved).wait_for()
