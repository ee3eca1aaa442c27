"""A click on a map chooses its region for the whole page, on tiles and on real shapes, without any network."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import serving
from tests.tiny_markets import bank, customer, publish


def square(west: float) -> str:
    ring = [[west, 50.0], [west, 51.0], [west + 1, 51.0], [west + 1, 50.0], [west, 50.0]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.fixture(scope="module")
def shapes(tmp_path_factory):
    """The address of a book whose two regions have shapes."""
    folder = tmp_path_factory.mktemp("shapes")
    publish(
        folder,
        market=[bank("We", 60, region="W"), bank("They", 40, region="W"), bank("We", 10, region="E"),
                bank("They", 90, region="E")],
        customers=[customer(1, region="W", fee=9), customer(2, region="E")],
        regions=[{"region_id": "W", "name": "Westland", "shape": square(14.0)},
                 {"region_id": "E", "name": "Eastland", "shape": square(15.0)}],
    )
    with serving(folder) as url:
        yield url


def test_a_click_on_a_tile_speaks_of_its_region_everywhere(server, visitor):
    visitor.open(f"{server}/regions")
    assert "Invest in" in visitor.headline
    tiles = visitor.page.locator("[data-testid=stPlotlyChart]").nth(2)
    tiles.scroll_into_view_if_needed()
    norte = tiles.locator("g.annotation", has_text="Norte").bounding_box()
    visitor.page.mouse.click(norte["x"] + norte["width"] / 2, norte["y"] + norte["height"] / 2)
    visitor.page.locator("h2", has_text="Norte:").wait_for()
    visitor.ready()
    assert visitor.page.get_by_role("heading", name="Norte:").count() >= 1
    assert visitor.page.get_by_text("notes on Norte").count() == 1
    assert visitor.complaints() == []


def test_real_shapes_are_drawn_without_network_and_a_click_chooses_one(shapes, visitor):
    visitor.open(f"{shapes}/market")
    assert "We hold 35" in visitor.headline, "of both regions together"
    districts = visitor.page.locator(".choroplethlayer path")
    assert districts.count() == 2
    westland = districts.nth(1)
    westland.scroll_into_view_if_needed()
    box = westland.bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visitor.page.locator("h2", has_text="We hold 60").wait_for()
    visitor.ready()
    assert districts.count() == 2, "the other region can be chosen next"
    assert visitor.complaints() == []
