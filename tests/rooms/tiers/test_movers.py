"""Who changes tier by name: the list adds up to the moves, a page of it is a part of it, and reasons are true."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from crm_core import CannotAnswer
from crm_core.rooms import tiers
from crm_core.rooms.tiers.customers.movers import COLUMNS, Wanted
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from tests.rooms.tiers.schemes import EQUAL, ONLY, by_cuts
from tests.rooms.tiers.test_exceptions import with_some

SCHEME = by_cuts(75, 40)
OF_MOVES = {"down": "down", "up": "up", "same": "stayed", "new": "entered", "left": "left"}
PAIRS = {
    "a year before": (SCHEME, None), "money": (by_cuts(300, 10, by="contribution"), None),
    "by hand": (with_some(SCHEME), None), "by type": (starting_scheme(EQUAL, by_type=True, tiers=4), None),
    "other weights": (SCHEME, by_cuts(70, 45, weights=ONLY["balance"])),
    "by type from by hand": (starting_scheme(EQUAL, by_type=True), with_some(SCHEME)),
}


@pytest.fixture(params=PAIRS)
def pair(request):
    return PAIRS[request.param]


@pytest.mark.parametrize(("name", "scope"), [
    *((name, Scope()) for name in PAIRS), ("by hand", Scope(regions=("SUR",))),
    ("other weights", Scope(1, customer_types=("business",)))])
def test_the_list_adds_up_to_the_moves_and_so_do_regions_branches_and_managers(book, name, scope):
    read, (scheme, in_force) = book.reader(scope), PAIRS[name]
    adds_up(read, scheme, in_force, tiers.Comparison.of(read, scheme, in_force=in_force))


def adds_up(read, scheme, in_force, compared):
    listed = tiers.movers_page(read, compared, directions=tiers.DIRECTIONS, rows=1_000).table
    moves = tiers.tiering(read, scheme, in_force=in_force).moves
    assert list(listed.columns) == COLUMNS
    assert listed["customer_id"].is_unique
    for direction, of_moves in OF_MOVES.items():
        rows = listed[listed["direction"] == direction]
        assert len(rows) == moves.customers(of_moves)
        assert rows["contribution"].sum() == pytest.approx(moves.of(of_moves)["contribution"].sum(), abs=0.01)
    assert (listed["cost_after"] - listed["cost_before"]).sum() == pytest.approx(moves.service_cost_change)
    places = tiers.places_of_moves(read, compared)
    for place in tiers.PLACES:
        rows = places[places["place"] == place]
        for direction in ("down", "up"):
            goes = listed[listed["direction"] == direction]
            assert rows[direction].sum() == moves.customers(direction)
            counted = goes.groupby(f"{place}_id").size().to_dict()
            assert {row.place_id: getattr(row, direction) for row in rows.itertuples()
                    if getattr(row, direction)} == counted
            assert rows[f"{direction}_contribution"].sum() == pytest.approx(goes["contribution"].sum(), abs=0.01)
    return listed


def test_tiers_by_need_are_listed_without_the_database_and_add_up_too(book):
    read, scheme = book.reader(), with_some(starting_scheme(EQUAL, how="needs"))
    compared = tiers.Comparison.of(read, scheme)
    listed = adds_up(read, scheme, None, compared)
    some = tiers.movers_page(read, compared, directions=("same",), wanted=Wanted(manager="M1", search="er 1"), rows=3)
    meant = listed[(listed["direction"] == "same") & (listed["manager_id"] == "M1")
                   & listed["name"].str.contains("er 1")]
    assert some.found == len(meant)
    assert list(some.table["customer_id"]) == list(meant["customer_id"].head(3))


def test_tiers_are_those_of_the_assignment(book, pair):
    read, (scheme, in_force) = book.reader(), pair
    listed = tiers.movers(read, scheme, in_force=in_force).set_index("customer_id")
    assigned = tiers.assignment(read, scheme, in_force=in_force).set_index("customer_id")
    now = listed[listed["direction"] != "left"]
    assert sorted(now.index) == sorted(assigned.index)
    for column in ("tier", "previous_tier", "contribution"):
        assert (now[column] == assigned[column].reindex(now.index)).all()


@pytest.mark.parametrize(("name", "order"), [("by hand", "contribution"), ("by type", "least"), ("by type", "balance")])
def test_a_page_is_a_part_of_the_whole_list_in_its_order(book, name, order):
    read, (scheme, in_force) = book.reader(), PAIRS[name]
    compared = tiers.Comparison.of(read, scheme, in_force=in_force)
    wanted = Wanted(order=order)
    whole = tiers.movers_page(read, compared, directions=("same", "up"), wanted=wanted, rows=1_000)
    value = whole.table["balance" if order == "balance" else "contribution"]
    assert (value.is_monotonic_increasing if order == "least" else value.is_monotonic_decreasing)
    page = tiers.movers_page(read, compared, directions=("same", "up"), wanted=wanted, skip=7, rows=5)
    assert page.found == whole.found == len(whole.table)
    assert list(page.table["customer_id"]) == list(whole.table["customer_id"][7:12])


@pytest.mark.parametrize("name", ["by type from by hand"])
def test_it_is_searched_by_name_and_number_and_narrowed_to_a_desk(book, name):
    read, (scheme, in_force) = book.reader(), PAIRS[name]
    compared = tiers.Comparison.of(read, scheme, in_force=in_force)
    everybody = tiers.movers(read, scheme, in_force=in_force)

    def found(**wanted):
        return set(tiers.movers_page(read, compared, directions=tiers.DIRECTIONS, wanted=Wanted(**wanted),
                                     rows=1_000).table["customer_id"])

    assert found(search=" cusTOMER 14") == set(everybody.loc[everybody["name"].str.contains("Customer 14"),
                                                             "customer_id"])
    assert found(search="c0014") == {"C0014"} & set(everybody["customer_id"])
    assert found(search="%") == set()
    for column, one in (("manager", "M1"), ("manager", ""), ("branch", "B2"), ("region", "SUR")):
        assert found(**{column: one}) == set(everybody.loc[everybody[f"{column}_id"] == one, "customer_id"])
    beyond = tiers.movers_page(read, compared, directions=("down",), skip=10_000)
    assert beyond.table.empty


def test_every_reason_of_a_mover_is_true_of_its_numbers(book):
    read = book.reader()
    listed = tiers.movers(read, SCHEME, directions=("down", "up"))
    assert len(listed)
    for row in listed.itertuples():
        said = re.fullmatch(r"Score ([\d.]+) the year before, ([\d.]+) now; (\w+) began at ([\d.]+), now at ([\d.]+)\."
                            r"( No longer a customer since \d+ \w+ 202\d\.)?", row.reason)
        before, now, began, begins = (float(said.group(place)) for place in (1, 2, 4, 5))
        assert now == row.score
        assert (before >= began) == (row.direction == "down")
        assert (now >= begins) == (row.direction == "up")
        assert said.group(3) == (row.previous_tier if row.direction == "down" else row.tier)


def test_whom_the_stability_rule_keeps_is_said_and_does_not_move(book):
    read, ruled = book.reader(), replace(SCHEME, hold=Hold(8.0, 2))
    listed = tiers.movers(read, ruled, directions=("down", "up"))
    kept = listed[listed["is_kept"]]
    assert len(kept)
    assert kept["reason"].str.contains("kept by the stability rule").all()
    same = kept[kept["previous_tier"] == kept["tier"]]
    assert len(same)
    assert (same["direction"] == "same").all()


def test_the_oldest_year_has_nobody_to_compare_with(book):
    with pytest.raises(CannotAnswer, match="does not include the whole year before"):
        tiers.movers(book.reader(Scope(years_ago=2)), SCHEME)
    assert len(tiers.movers(book.reader(Scope(years_ago=2)), SCHEME, in_force=by_cuts(60)))
