"""Two regions, two managers and two products of one name: each room draws and names three of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from crm_core import CannotAnswer, ask, open_book
from crm_core.amounts import Money
from crm_core.intake.draft import Terms, drafting
from crm_core.region_map import PLACES, draw_map
from crm_core.rooms import (
    customer,
    demand,
    dependence,
    economy,
    market,
    outflows,
    overview,
    pareto,
    potential,
    regions,
    resources,
    tiers,
)
from crm_core.rooms.dependence import captions as dependence_captions
from crm_core.rooms.overview import captions as overview_captions
from crm_core.rooms.tiers.consequences.fairness import Fairness, Reach
from crm_core.warehouse import Shelf

EUR = Money("EUR")
REGIONS = {"R0": "Centro", "R1": "Centro", "R2": "Norte"}
MANAGERS = {"M0": "Juan García", "M1": "Juan García", "M2": "Inés Vidal"}
PRODUCTS = {"P1": "Cuenta", "P2": "Cuenta", "P3": "Depósito"}
MONTHS = [dt.date(2024 + at // 12, at % 12 + 1, 1) for at in range(25)]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """30 customers; customer i in region i % 3 with manager and product of the same number brings 10 + i less 5."""
    folder = tmp_path_factory.mktemp("namesakes")
    with drafting(Shelf(folder), source="files", terms=Terms("Namesakes")) as draft:
        run, many = draft.connection.execute, draft.connection.executemany
        many("insert into regions (region_id, name) values (?, ?)", list(REGIONS.items()))
        many("insert into staff (manager_id, name, region_id, capacity_hours) values (?, ?, ?, 1000)",
             [[each, name, f"R{each[1]}"] for each, name in MANAGERS.items()])
        many("insert into products values (?, ?, 'deposits')", list(PRODUCTS.items()))
        many("insert into branches values (?, 'Plaza', ?, 1000)", [["B0", "R0"], ["B1", "R1"], ["B2", "R2"]])
        for at in range(30):
            run("insert into customers (customer_id, name, customer_type, region_id, manager_id, branch_id, joined_on)"
                " values (?, 'Ana Ruiz', 'individual', ?, ?, ?, '2020-01-01')",
                [f"C{at:02}", f"R{at % 3}", f"M{at % 3}", f"B{at % 3}"])
            many("insert into activity (customer_id, product_id, month, balance, net_interest_income, cost_to_serve)"
                 " values (?, ?, ?, 1000, ?, 5)", [[f"C{at:02}", f"P{at % 3 + 1}", month, 10 + at] for month in MONTHS])
        for region in REGIONS:
            for bank, balance in (("We", 20_000), ("They", 30_000), ("Others", 10_000)):
                for day in ("2024-12-31", "2025-12-31"):
                    run("insert into market (region_id, institution, is_own, family, period, balance)"
                        " values (?, ?, ?, 'deposits', ?, ?)",
                        [region, bank, bank == "We", day, balance + int(region[1]) * 5000 * (bank == "We")])
            for year in (2023, 2024, 2025):
                run("insert into region_economy values (?, ?, 1000, ?, 50, ?, 0.1)",
                    [region, year, 10**6 * (year - 2000) * (1 + int(region[1])), 20_000 + int(region[1])])
            run("insert into outflows values (?, 'They', '2025-12-01', 100, '')", [f"C0{region[1]}"])
        draft.finish("namesakes")
    with open_book(folder) as opened:
        yield opened


def keys(figure) -> list[str]:
    """What the bars of a figure are keyed by, and a check that no two share a key."""
    trace = next(each for each in figure.data if each.type == "bar")
    assert len(set(trace.y)) == len(trace.y), "bars of one key stack"
    return sorted(trace.y)


def names(figure) -> list[str]:
    return sorted(figure.layout.yaxis.ticktext)


TOLD_APART = ["Centro (R0)", "Centro (R1)", "Norte"]


def test_the_overview_shows_three_regions_and_norte_leads_with_35_percent(book):
    result = overview.answer(book.reader())
    drawn = overview.draw_parts(result.regions, result.regions["region"].tolist(), EUR)
    assert keys(drawn) == ["R0", "R1", "R2"]
    assert names(drawn) == TOLD_APART
    assert result.regions[["region_id", "share"]].round(2).to_numpy().tolist()[0] == ["R2", 0.35]
    assert result.regions["share"].sum() == pytest.approx(1)
    assert overview_captions.regions(result).title == "Largest region: Norte"
    assert overview_captions.regions_in_words(result).endswith("Norte, Centro (R1), Centro (R0).")


def test_the_scope_bar_and_the_map_tell_them_apart(book):
    assert book.region_names == {"R0": "Centro (R0)", "R1": "Centro (R1)", "R2": "Norte"}
    drawn = draw_map(book.read(PLACES), {"R0": 1.0, "R1": 2.0, "R2": 3.0}, str)
    assert [note.text.rpartition("<br>")[0] for note in drawn.layout.annotations] == [
        "<b>Centro<br>(R0)</b>", "<b>Centro<br>(R1)</b>", "<b>Norte</b>"]


def test_demand_draws_three_lines_of_products_and_of_regions(book):
    result = demand.answer(book.reader(), by="balance", horizon=3)
    for kind, ids in (("product", ["P1", "P2", "P3"]), ("region", ["R0", "R1", "R2"])):
        panels = demand.draw_parts(result, kind, EUR)
        assert len({trace.xaxis for trace in panels.data}) == 3
        for trace in panels.data[1::3]:
            assert len(set(trace.x)) == len(trace.x), "one point a month, no zigzag"
        gains = demand.draw_gains(result, kind, EUR)
        assert [each for each in keys(gains) if each not in ids] == []
    assert set(result.tracks.loc[result.tracks["kind"] == "product", "name"]) == {
        "Cuenta (P1)", "Cuenta (P2)", "Depósito"}


def test_dependence_names_three_managers_and_customers_of_one_name_by_number(book):
    result = dependence.answer(book.reader())
    drawn = dependence.draw(result, EUR)
    assert keys(drawn) == ["M0", "M1", "M2"]
    assert len(set(names(drawn))) == 3
    assert dependence_captions.carriers(result, EUR).title.startswith("Inés Vidal accounts for")
    assert set(result.managers["name"]) == {"Juan García (M0)", "Juan García (M1)", "Inés Vidal"}


@pytest.mark.parametrize(("rank", "expected"), [
    ("regions", TOLD_APART), ("managers", ["Inés Vidal", "Juan García (M0)", "Juan García (M1)"]),
    ("products", ["Cuenta (P1)", "Cuenta (P2)", "Depósito"]), ("branches", ["Plaza (B0)", "Plaza (B1)", "Plaza (B2)"]),
])
def test_pareto_ranks_three_of_each(book, rank, expected):
    assert sorted(pareto.answer(book.reader(), rank=rank).table["name"]) == expected


def test_the_rooms_of_regions_key_by_region(book):
    read = book.reader()
    placed = regions.answer(read)
    for drawn in (regions.draw_ranked(placed, "strength", EUR), regions.draw_stability(placed)):
        assert keys(drawn) == ["R0", "R1", "R2"]
        assert names(drawn) == TOLD_APART
    standing = market.answer(read)
    assert keys(market.draw_regions(standing, "own_share", EUR)) == ["R0", "R1", "R2"]
    economies = economy.answer(read)
    assert keys(economy.draw(economies, EUR)) == ["R0", "R1", "R2"]
    moving = economy.draw_trend(economies, EUR, by=economies.said[0].name)
    assert len(moving.data) == 3
    assert all(len(set(trace.x)) == len(trace.x) for trace in moving.data)
    sent = outflows.answer(read)
    assert set(keys(outflows.draw_regions(sent, EUR))) == {"R0", "R1", "R2"}
    gaps = potential.answer(read)
    assert keys(potential.draw(gaps, EUR)) == ["R0", "R1", "R2"]
    assert len(keys(potential.draw_penetration(gaps))) == 3
    moved = resources.draw(resources.answer(read), EUR)
    marks = next(trace for trace in moved.data if trace.mode == "markers")
    assert sorted(marks.y) == ["R0", "R1", "R2"]


def test_tiers_draw_every_region_and_the_customers_file_every_product(book):
    read = book.reader()
    outline = tiers.outline(read, tiers.proposed(read, by="contribution", how="share", tiers=3, top=0.2))
    regions = outline.groups["region_id"].unique()
    large = Fairness(tuple(Reach(each, 40, 8, 0.1, 0.3) for each in regions), 0)
    drawn = tiers.draw_fairness(replace(outline, fairness={"region_id": large, "customer_type": Fairness((), 0)}))
    assert sum("Centro (R" in label for label in drawn.layout.yaxis.ticktext) == 2
    person = customer.answer(book.reader(), customer="C00")
    assert (person.identity["region"], person.identity["manager"]) == ("Centro (R0)", "Juan García (M0)")
    assert person.by_product["product"].tolist() == ["Cuenta (P1)"]


@pytest.mark.parametrize("name", [each for each in ask.rooms() if each not in ("demand", "data")])
def test_every_sentence_that_names_a_region_manager_product_or_customer_says_which(book, name):
    room = ask.room(name)
    try:
        sentence = str(room.say(room.answer(book.reader()), EUR))
    except CannotAnswer:
        return
    for shared in ("Centro", "Juan García", "Cuenta", "Ana Ruiz"):
        for at in range(sentence.count(shared)):
            rest = sentence.split(shared)[at + 1]
            assert rest.startswith(" ("), sentence
