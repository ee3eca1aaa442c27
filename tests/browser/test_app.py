"""The app in a real browser, and what a reader does with it."""

from __future__ import annotations

import io
import json
import re
import urllib.parse
from pathlib import Path

import pandas as pd
import pytest

from tests.browser.accessible import ALL, OF_COLOURS, OF_PLACES, violations
from tests.browser.conftest import picture
from tests.browser.labels import CUT

pytestmark = pytest.mark.browser

def link_in(url: str) -> dict:
    return json.loads(urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["link"][0])


def test_what_a_page_must_not_do_would_be_noticed(server, visitor):
    visitor.open(server)
    tab = visitor.page
    tab.evaluate("console.error('broken on purpose')")
    tab.evaluate("setTimeout(() => { throw new Error('thrown on purpose') }, 0)")
    tab.evaluate("fetch('https://fonts.gstatic.com/x').catch(() => null)")
    tab.wait_for_timeout(100)
    assert visitor.outside == ["https://fonts.gstatic.com/x"]
    assert {"broken on purpose", "thrown on purpose"} <= set(visitor.complaints())
    tab.evaluate("""document.querySelector('[data-testid=stMain]').insertAdjacentHTML('afterbegin',
        '<div style="background: #fff"><img src="data:,"><h3 style="color: #ccc; width: 80px; overflow: hidden;'
        + ' white-space: nowrap">Pale and too long to be read in full</h3></div>')""")
    assert "Pale and too long to be read in full" in tab.evaluate(CUT)
    found = [{each.partition(":")[0] for each in violations(tab, rules)} for rules in (ALL, OF_COLOURS, OF_PLACES)]
    assert found == [{"color-contrast", "image-alt"}, {"color-contrast"}, {"image-alt"}]


def test_the_slider_changes_the_headline_and_the_address(server, visitor):
    visitor.open(f"{server}/pareto")
    slider = visitor.page.get_by_role("slider").first
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    visitor.page.get_by_role("heading", level=2).filter(has_text="24%").wait_for()
    visitor.page.wait_for_url(lambda url: link_in(url)["set"]["top"] == 24)
    visitor.ready()
    slider.press("ArrowLeft")
    visitor.page.get_by_role("heading", level=2).filter(has_text="23%").wait_for()
    visitor.page.wait_for_url(lambda url: link_in(url)["set"]["top"] == 23)
    visitor.page.go_back()
    visitor.page.get_by_role("heading", level=2).filter(has_text="24%").wait_for()


_ABOUT_17 = re.compile(r"Premium is (16\.[5-9]|17(\.[0-5])?)%")
"""Customers who tie at the cut stand on one side of it together."""


def test_a_threshold_in_the_hand_changes_the_answer_without_a_flash_and_is_kept_while_elsewhere(server, visitor):
    visitor.open(f"{server}/tiers")
    tab = visitor.page
    slider = tab.get_by_role("slider", name="Premium")
    tab.evaluate("""() => {
        const parts = 'h1, h2, [data-testid=stPlotlyChart], [data-testid=stDataFrame], [data-testid=stMetric]';
        const count = () => { window.fewest = Math.min(window.fewest ?? 1e9, document.querySelectorAll(parts).length);
            window.bare ||= !!document.querySelector('[data-testid=stMain] [data-testid=stSkeleton]'); };
        new MutationObserver(count).observe(document.body, {subtree: true, childList: true});
        count();
    }""")
    parts = tab.evaluate("window.fewest")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowLeft")
    tab.get_by_role("heading", level=2).filter(has_text=_ABOUT_17).wait_for()
    visitor.ready()
    assert tab.evaluate("window.fewest") == parts, "a part of the page was taken away while the slider moved"
    assert not tab.evaluate("window.bare"), "a part of the page was bare while the slider moved"
    visitor.go("Pareto")
    tab.get_by_role("heading", name="How much of our profit").wait_for()
    visitor.ready()
    visitor.go("Tiers")
    tab.get_by_role("heading", level=2).filter(has_text=_ABOUT_17).wait_for()
    assert tab.get_by_role("spinbutton", name="Premium").input_value() == "17"


def test_year_and_region_go_along_from_page_to_page(server, visitor):
    visitor.open(f"{server}/pareto")
    tab = visitor.page
    visitor.choose("12 months", "Sep 2025", until="Oct 2024 – Sep 2025) · all regions")
    visitor.choose("Regions", "Norte", until="Oct 2024 – Sep 2025) · Norte")
    visitor.go("Overview")
    tab.get_by_role("heading", name="Where do we stand").wait_for()
    visitor.ready()
    assert tab.get_by_text("Oct 2024 – Sep 2025) · Norte").count() == 1
    tab.wait_for_url(lambda url: "link=" in url)
    link = link_in(tab.url)
    assert (link["to"], len(link["regions"]), link["page"]) == ("2025-09", 1, "overview")
    tab.get_by_role("button", name="Clear filters").click()
    tab.get_by_text("Oct 2024 – Sep 2025) · all regions").wait_for()


def test_one_press_of_back_leaves_a_page_and_undoes_a_setting(server, visitor):
    visitor.open(f"{server}/")
    tab = visitor.page
    visitor.go("Pareto")
    tab.get_by_role("heading", name="How much of our profit").wait_for()
    visitor.ready()
    tab.wait_for_url(lambda url: "link=" in url and link_in(url)["page"] == "pareto")
    tab.go_back()
    tab.get_by_role("heading", name="Where do we stand").wait_for()
    visitor.ready()
    tab.go_forward()
    tab.get_by_role("heading", name="How much of our profit").wait_for()
    visitor.choose("Regions", "Norte", until="· Norte")
    visitor.ready()
    # The browser learns of the new address a moment after the page is drawn: back before that leaves the page itself.
    tab.wait_for_url(lambda url: "link=" in url and link_in(url).get("regions"))
    tab.go_back()
    tab.get_by_text("· all regions").wait_for()
    visitor.ready()
    assert link_in(tab.url)["page"] == "pareto"
    visitor.open(f"{server}/overview")
    tab.wait_for_url(lambda url: "link=" in url and link_in(url)["page"] == "overview")
    tab.go_back()
    tab.get_by_role("heading", name="How much of our profit").wait_for()


def test_what_is_clicked_leads_on_and_there_is_a_way_back(server, visitor):
    """A bar by the mouse, a row by the mouse anywhere in it, and a row by the keyboard; then back, both ways."""
    visitor.open(server)
    tab = visitor.page
    chart = tab.get_by_test_id("stPlotlyChart").nth(1)
    chart.scroll_into_view_if_needed()
    bar = chart.locator(".point path").last.bounding_box()
    tab.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    tab.get_by_role("button", name="Clear filters").wait_for()
    visitor.ready()
    tab.go_back()
    tab.get_by_text("· all regions").wait_for()
    visitor.open(f"{server}/priorities")
    profile, back = tab.get_by_role("heading", name="Who is this customer"), tab.get_by_role("link", name="Back to")
    rows = tab.get_by_test_id("stDataFrame").first.bounding_box()
    tab.mouse.click(rows["x"] + rows["width"] / 2, rows["y"] + 36 + 66 / 2)
    profile.wait_for()
    visitor.ready()
    first = visitor.headline
    back.click()
    tab.get_by_role("heading", name="Whom should we call first").wait_for()
    visitor.ready()
    assert back.count() == 0, "the way back has been gone"
    grid = tab.get_by_test_id("stDataFrame").first.locator("canvas").first
    grid.focus()
    tab.locator("canvas td:focus").wait_for(state="attached")
    grid.press("ArrowDown")
    tab.locator("canvas [id^=glide-cell-1-1]:focus").wait_for(state="attached")
    tab.keyboard.press("Enter")
    profile.wait_for()
    visitor.ready()
    assert visitor.headline != first, "the second row is another customer"
    tab.go_back()
    tab.get_by_role("heading", name="Whom should we call first").wait_for()
    visitor.ready()
    assert visitor.complaints() == []


def test_a_chart_at_full_screen_has_its_files(server, visitor):
    """And nothing outside is asked for them, nor a browser on the server."""
    visitor.open(f"{server}/priorities")
    tab = visitor.page
    tab.get_by_role("button", name="Full screen and download").click()
    box = tab.get_by_role("dialog")
    box.locator(".main-svg").first.wait_for()
    assert violations(tab) == []
    picture(visitor, "full_screen")
    content = {}
    for kind in ("PNG", "SVG", "CSV"):
        with tab.expect_download() as download:
            box.get_by_role("button", name=kind).click()
        assert download.value.suggested_filename.endswith(f"-2026-09.{kind.lower()}")
        content[kind] = Path(download.value.path()).read_bytes()
    assert content["PNG"].startswith(b"\x89PNG")
    for told in ("Retain", "all regions", "Data to September 2026"):
        assert told in content["SVG"].decode(), told
    assert "Reason" in content["CSV"].decode("utf-8-sig").splitlines()[0]
    box.get_by_role("button", name="Close").click()
    box.wait_for(state="hidden")
    assert visitor.complaints() == []


def test_what_is_taken_from_a_page_carries_what_it_is_as_a_file_and_as_a_whole_or_short_address(server, visitor):
    visitor.open(f"{server}/pareto")
    visitor.page.get_by_role("button", name="Export").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="CSV", exact=True).click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert download.value.suggested_filename == "clientela-pareto-2026-09.csv"
    rows = pd.read_csv(io.StringIO(text))
    assert {"Rank", "Name", "Amount"} <= set(rows.columns)
    assert len(rows)
    assert set(rows["To know"]) == {"Demo data"}
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Excel workbook").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    visitor.page.keyboard.press("Escape")
    visitor.ready()
    visitor.page.get_by_role("button", name="Share", exact=True).click()
    shared = visitor.page.get_by_test_id("stCode").inner_text().strip()
    assert link_in(shared) == link_in(visitor.page.url)
    assert shared.startswith(f"{server}/pareto?")
    visitor.page.get_by_role("button", name="Make a short link").click()
    short = visitor.page.get_by_test_id("stCode").nth(1).inner_text().strip()
    visitor.open(short)
    assert visitor.page.url == short, "it stays short until a control moves"
    slider = visitor.page.get_by_role("slider").first
    slider.focus()
    slider.press("ArrowRight")
    visitor.page.wait_for_url(lambda url: "link=" in url and link_in(url)["set"]["top"] == 21)
    assert "view=" not in visitor.page.url
    visitor.ready()
    visitor.page.go_back()
    visitor.page.get_by_role("heading", level=2).filter(has_text="top 20%").wait_for()
    assert visitor.page.url == short
