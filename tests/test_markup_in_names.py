"""A bank's own words are text in every picture: no tag of theirs is a tag, no entity an entity."""

from __future__ import annotations

import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.house_style import axis, bars, figure, note
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import dependence, economy, market, outflows, overview, potential, regions, resources
from tests.tiny_markets import JUNE_BEFORE, bank, customer, publish

EUR = Money("EUR")
NAMES = {"N": "<b>Norte</b>", "S": "R&D <a href='x'>Sur</a>"}
BANK = "<i>Alfa</i> & Co"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Every picture of a book whose regions, bank and manager are named in markup, as JSON by name."""
    folder = tmp_path_factory.mktemp("markup")
    people = [customer(at, region="NS"[at % 2], fee=10 + at % 2 * 5 + at % 3, cost=3, balance=1) for at in range(80)]
    publish(
        folder, customers=people, regions=[{"region_id": each, "name": name} for each, name in NAMES.items()],
        market=[bank(name, 100 + at, region=region, period=period)
                for at, (name, region, period) in enumerate(
                    (name, region, period) for name in ("We", BANK) for region in NAMES
                    for period in ("2025-06-30", JUNE_BEFORE))],
        region_economy=[{"region_id": region, "year": year, "population": 1000, "gdp": 100 + at + year % 10,
                         "mean_income": 20 + at} for at, region in enumerate(NAMES) for year in (2023, 2024, 2025)],
        staff=[{"manager_id": "M", "name": "<u>Ana</u>", "region_id": "N", "capacity_hours": 100},
               {"manager_id": "L", "name": "Luis", "region_id": "S", "capacity_hours": 50}],
        outflows=[{"customer_id": "C1", "counterpart": BANK, "month": "2025-06-01", "amount": 60}],
    )
    with open_book(folder) as book:
        read = book.reader()
        total, place, standing = overview.answer(read), regions.answer(read), market.answer(read)
        economies, sent, gaps = economy.answer(read), outflows.answer(read), potential.answer(read)
        merged = market.answer(read, first="We", second=BANK)
        drawn = {
            "overview": overview.draw_parts(total.regions, total.regions["region"].tolist(), EUR),
            "dependence": dependence.draw(dependence.answer(read), EUR),
            "map": draw_map(book.read(PLACES), {"N": 1.0, "S": 2.0}, str),
            "cells": regions.draw(place, EUR), "stability": regions.draw_stability(place),
            "ranked": regions.draw_ranked(place, "strength", EUR), "two": regions.draw_two(place, "N", "S", EUR),
            "banks": market.draw(standing, EUR), "trend": market.draw_trend(standing),
            "market by region": market.draw_regions(standing, "own_share", EUR),
            "what if": market.draw_what_if(merged.what_if, ()),
            "economy": economy.draw(economies, EUR),
            "economy trend": economy.draw_trend(economies, EUR, by=economies.said[0].name),
            "outflows": outflows.draw(sent, EUR), "outflows by region": outflows.draw_regions(sent, EUR),
            "potential": potential.draw(gaps, EUR), "resources": resources.draw(resources.answer(read), EUR),
        }
        yield {name: figure.to_plotly_json() for name, figure in drawn.items()}


def words(part) -> list[str]:
    """Every text of a figure that Plotly would read as markup: ticks, notes, hover."""
    if isinstance(part, dict):
        texts = [each for key in ("text", "ticktext") for each in _listed(part.get(key))]
        return texts + [text for each in part.values() for text in words(each)]
    return [text for each in part for text in words(each)] if isinstance(part, list | tuple) else []


def _listed(value) -> list[str]:
    return [value] if isinstance(value, str) else [each for each in value if isinstance(each, str)] if (
        isinstance(value, list | tuple)) else []


def test_no_tag_of_a_name_is_a_tag(pictures):
    for name, picture in pictures.items():
        texts = words(picture)
        assert texts, name
        for text in texts:
            assert not any(tag in text for tag in ("<b>Norte", "<a href", "<i>Alfa", "<u>Ana", "R&D", "> & Co")), (
                name, text)


def test_a_name_that_nobody_escaped_is_no_link_in_any_figure():
    name, clean = '<b>Norte</b> <A HREF="https://x.es">Sur</a>', '<b>Norte</b> &lt;A HREF="https://x.es">Sur&lt;/a>'
    drawn = figure([bars([1], ["N"], text=[name], customdata=[name, 1.0])], x=axis(tickvals=[1], ticktext=[name]),
                   y=axis(), annotations=[note(1, "N", name)]).to_plotly_json()
    layout, bar = drawn["layout"], drawn["data"][0]
    assert [*bar["text"], bar["customdata"][0], *layout["xaxis"]["ticktext"], layout["annotations"][0]["text"]] == (
        [clean] * 4)
