"""Parity and what a move changes: worked by hand, by law, through a book."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core import CannotAnswer, open_book
from crm_core.amounts import Money
from crm_core.rooms import resources
from crm_core.scope import Scope
from tests.tiny_markets import bank, customer, publish

EUR = Money("EUR")
ROWS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400)), min_size=1, max_size=9).filter(
    lambda rows: sum(row[0] for row in rows) > 0)


def table(*rows) -> pd.DataFrame:
    """(hours, revenue) a region."""
    names = [f"R{position}" for position in range(len(rows))]
    return pd.DataFrame({"region_id": names, "region": names, "is_asked": True, "hours": [row[0] for row in rows],
                         "revenue": [row[1] for row in rows]})


def weigh(*rows, move=0.0):
    return resources.parity(table(*rows), resource="hours", against="value", yardstick="revenue", move=move)


def test_half_the_hours_for_a_quarter_of_the_revenue_is_twice_the_fair_share():
    found = weigh((50, 25), (50, 75))
    assert found.regions["parity"].tolist() == pytest.approx([2, 2 / 3])
    assert found.misplaced_share == pytest.approx(0.25)
    reading = resources.say(found, EUR)
    assert reading.headline == (
        "25% of manager hours would have to move for every region to match its share of revenue.")
    assert reading.so_what == "R0 has 2.00 times its fair share (50% of manager hours, 25% of revenue), R1 0.67 times."


def test_equal_shares_are_parity_everywhere():
    found = weigh((10, 1), (20, 2), (30, 3))
    assert found.regions["parity"].tolist() == pytest.approx([1, 1, 1])
    assert resources.say(found, EUR).headline == (
        "The regional split of manager hours matches that of revenue.")


def test_a_move_takes_from_those_with_too_much_in_proportion():
    found = weigh((60, 20), (40, 20), (0, 60), move=30)
    moved = found.regions.set_index("region_id")["moved"]
    assert moved.to_dict() == {"R0": pytest.approx(-20), "R1": pytest.approx(-10), "R2": pytest.approx(30)}
    assert found.misplaced_share_after == pytest.approx(0.3)
    assert "Moving 30 hours would reduce misallocation to 30%." in resources.say(found, EUR).so_what


def test_who_gives_and_who_gets_is_said():
    assert resources.say_flows(weigh((60, 20), (40, 20), (0, 60), move=30), EUR) == (
        "R0 would give 20 hours, R2 would receive 30 hours")
    assert resources.say_flows(weigh((60, 20), (40, 20), (0, 60)), EUR) == (
        "R0 is 40 hours above its fair share, R2 60 hours below it")
    assert resources.say_flows(weigh((10, 1), (20, 2)), EUR) == "Every region has its fair share"


def test_one_region_is_read_by_itself():
    rows = table((60, 20), (40, 20), (0, 60)).assign(is_asked=[True, False, False])
    one = resources.parity(rows, resource="hours", against="value", yardstick="revenue", move=30)
    assert resources.say(one, EUR).headline == (
        "Manager hours in R0: 60, 40 above the fair share by revenue (3.00 times). This move would take away 20 hours.")
    assert one.misplaced == pytest.approx(60)
    two = resources.parity(rows.assign(is_asked=[True, True, False]), resource="hours", against="value",
                        yardstick="revenue")
    assert resources.say(two, EUR).headline == (
        "Manager hours in the 2 selected regions: 100, 60 above the fair share by revenue (2.50 times).")


def test_more_than_is_misallocated_is_not_moved():
    found = weigh((50, 25), (50, 75), move=1000)
    assert found.moved == pytest.approx(25)
    assert found.regions["parity_after"].tolist() == pytest.approx([1, 1])
    assert "That is all that is misallocated, less than the 1,000 hours requested." in resources.say(found, EUR).so_what


@settings(max_examples=20)
@given(ROWS, st.floats(0, 900))
def test_nothing_is_lost_nobody_passes_parity_and_the_weighted_mean_is_one(rows, move):
    given_table = table(*rows)
    kept = given_table.copy()
    found = resources.parity(given_table, resource="hours", against="value", yardstick="revenue", move=move)
    pd.testing.assert_frame_equal(given_table, kept)
    regions = found.regions
    assert (regions["yardstick_share"] * regions["parity"]).sum() == pytest.approx(1)
    assert (regions["yardstick_share"] * regions["parity_after"]).sum() == pytest.approx(1)
    assert regions["amount_after"].sum() == pytest.approx(found.total)
    assert ((regions["parity"] - 1) * (regions["parity_after"] - 1) >= -1e-9).all()
    assert found.moved <= move + 1e-9
    gap = sum(abs(row[0] / sum(r[0] for r in rows) - row[1] / sum(r[1] for r in rows)) for row in rows) / 2
    assert found.misplaced_share == pytest.approx(gap)


def test_a_region_that_generates_nothing_has_no_parity_but_its_hours_count_as_misallocated():
    found = weigh((50, 0), (50, 100))
    assert np.isnan(found.regions.set_index("region_id").loc["R0", "parity"])
    assert found.regions["region_id"].tolist() == ["R0", "R1"], "most over-served first"
    assert found.misplaced_share == pytest.approx(0.5)


@pytest.mark.parametrize("move", [-1.0, float("nan")])
def test_a_move_backwards_is_refused(move):
    with pytest.raises(ValueError, match="it must not be negative"):
        weigh((1, 1), move=move)


def test_nothing_to_share_out_is_refused():
    with pytest.raises(ValueError, match="no hours"):
        weigh((0, 5))
    with pytest.raises(ValueError, match="no revenue"):
        weigh((5, 0))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parity")
    publish(
        folder, market=[bank("We", 5, region="N"), bank("Alpha", 70, region="N"), bank("Alpha", 25, region="S")],
        customers=[customer(1, region="N", fee=30, cost=5), customer(2, region="S", fee=70, cost=20)],
        branches=[{"branch_id": "B1", "name": "One", "region_id": "N", "yearly_cost": 300},
                  {"branch_id": "B2", "name": "Two", "region_id": "S", "yearly_cost": 100}],
        staff=[{"manager_id": "M1", "region_id": "N", "capacity_hours": 900},
               {"manager_id": "M2", "branch_id": "B2", "capacity_hours": 100}],
        regions=[{"region_id": "N", "name": "Norte"}, {"region_id": "S", "name": "Sur"}],
    )
    with open_book(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("resource", "against", "expected"),
    [("hours", "value", (0.9 / 0.3, 0.1 / 0.7)), ("hours", "potential", (0.9 / 0.75, 0.1 / 0.25)),
     ("branches", "value", (0.5 / 0.3, 0.5 / 0.7)), ("branch_cost", "potential", (1.0, 1.0)),
     ("managers", "potential", (0.5 / 0.75, 0.5 / 0.25)), ("cost_to_serve", "value", (0.2 / 0.3, 0.8 / 0.7))],
)
def test_each_resource_against_value_and_potential(book, resource, against, expected):
    found = resources.answer(book.reader(), resource=resource, against=against)
    regions = found.regions.set_index("region_id")["parity"]
    assert (regions["N"], regions["S"]) == pytest.approx(expected)
    assert resources.draw(found, EUR).data
    assert resources.say(found, EUR).headline


def test_the_scope_marks_a_region_and_shares_stay_those_of_the_bank(book):
    found = resources.answer(book.reader(Scope(regions=("S",))), move=100)
    assert found.regions["resource_share"].sum() == pytest.approx(1)
    assert found.regions.set_index("region_id")["is_asked"].to_dict() == {"N": False, "S": True}
    assert len(resources.draw(found, EUR).data) == 4, "with a move, where each region would stand"
    assert resources.known_resources(book.reader()) == ("hours", "managers", "branches", "branch_cost", "cost_to_serve")


def test_what_the_book_lacks_is_named(tmp_path):
    publish(tmp_path, customers=[customer(1, cost=3)])
    with open_book(tmp_path) as lean:
        with pytest.raises(CannotAnswer, match=r"no data on manager hours: add a staff file .*: cost to serve\."):
            resources.answer(lean.reader(), resource="hours")
        with pytest.raises(CannotAnswer, match=r"no data on the potential of the regions\. Add a market file"):
            resources.answer(lean.reader(), resource="cost_to_serve", against="potential")
        alone = resources.answer(lean.reader())
    assert resources.say(alone, EUR).headline == (
        "N is the only region with data on revenue, so there is none to compare it with.")


@pytest.fixture(scope="module")
def two_types(tmp_path_factory):
    """Norte has the individuals and nine tenths of the hours, Sur the corporate."""
    folder = tmp_path_factory.mktemp("types")
    publish(
        folder, market=[bank("Alpha", 70, region="N"), bank("Alpha", 30, region="S")],
        customers=[customer(1, region="N", fee=70, cost=9), customer(2, region="N", fee=10, kind="corporate", cost=1),
                   customer(3, region="S", fee=20, kind="corporate", cost=2)],
        staff=[{"manager_id": "M1", "region_id": "N", "capacity_hours": 900},
               {"manager_id": "M2", "region_id": "S", "capacity_hours": 100}],
    )
    with open_book(folder) as opened:
        yield opened


@pytest.mark.parametrize("resource", ["hours", "managers"])
def test_everybodys_hours_are_not_divided_by_the_revenue_of_some(two_types, resource):
    read = two_types.reader(Scope(customer_types=("corporate",)))
    with pytest.raises(CannotAnswer, match=r"does not say how much goes to these customers alone\. Select all "
                                           "customer types and segments, or compare cost to serve"):
        resources.answer(read, resource=resource)
    assert resources.known_resources(read) == ("cost_to_serve",)


def test_the_cost_of_some_is_not_divided_by_the_market_of_all(two_types):
    read = two_types.reader(Scope(customer_types=("corporate",)))
    with pytest.raises(CannotAnswer, match="Potential covers all customers"):
        resources.answer(read, resource="cost_to_serve", against="potential")
    like = resources.answer(read, resource="cost_to_serve").regions.set_index("region_id")["parity"]
    assert like.to_dict() == pytest.approx({"N": (1 / 3) / (1 / 3), "S": (2 / 3) / (2 / 3)})


def test_all_types_by_name_are_all_types(two_types):
    whole = resources.answer(two_types.reader())
    named = resources.answer(two_types.reader(Scope(customer_types=("individual", "corporate"))))
    pd.testing.assert_frame_equal(whole.regions, named.regions)


def test_hours_of_today_beside_an_earlier_year_are_said_to_be(tmp_path):
    publish(tmp_path, customers=[customer(1, region="N", month="2025-06-01"),
                                 customer(2, region="S", month="2024-06-01"),
                                 customer(3, region="N", month="2024-05-01")],
            staff=[{"manager_id": "M1", "region_id": "N", "capacity_hours": 900}])
    with open_book(tmp_path) as book:
        reading = resources.say(resources.answer(book.reader(Scope(years_ago=1))), EUR)
    assert reading.so_what.endswith(
        "This compares the current manager hours with revenue of the selected year.")


def towns(many: int, revenues, hours=10) -> pd.DataFrame:
    """Towns of equal hours whose customers generate these revenues."""
    rows = [(f"T{town}", hours, len(each), sum(each), sum(one**2 for one in each))
            for town, each in enumerate(revenues[:many])]
    table = pd.DataFrame(rows, columns=["region_id", "hours", "customers", "revenue", "revenue_squares"])
    return table.assign(region=table["region_id"], is_asked=True)


def test_towns_of_125_customers_that_differ_by_chance_are_not_named():
    rng = np.random.default_rng(4)
    alarms = 0
    for _ in range(20):
        rows = towns(40, [rng.lognormal(4, 1.2, 125).tolist() for _ in range(40)])
        found = resources.parity(rows, resource="hours", against="value", yardstick="revenue")
        alarms += int(found.regions["is_clear"].any())
        assert found.misplaced_share == pytest.approx(found.chance_share, rel=0.35), "all of it is chance"
    assert alarms <= 2
    reading = resources.say(found, EUR)
    assert reading.so_what.startswith("No region is significantly above or below its fair share: single customers")
    assert resources.say_flows(found, EUR) == (
        "No region is significantly above or below its fair share")


def test_a_town_with_four_times_its_hours_is_named_among_those():
    rng = np.random.default_rng(4)
    rows = towns(40, [rng.lognormal(4, 1.2, 125).tolist() for _ in range(40)])
    rows.loc[7, "hours"] = 40
    found = resources.parity(rows, resource="hours", against="value", yardstick="revenue")
    assert found.regions.loc[found.regions["is_clear"], "region_id"].tolist() == ["T7"]
    assert resources.say(found, EUR).so_what.startswith("T7 has ")
    assert resources.say_flows(found, EUR) == (
        "T7 is 30 hours above its fair share; no other region differs significantly")


def test_one_town_within_chance_is_said_to_be():
    rows = towns(3, [[10.0] * 9 + [400], [10.0] * 30, [10.0] * 30])
    rows["is_asked"] = rows["region_id"] == "T1"
    found = resources.parity(rows, resource="hours", against="value", yardstick="revenue")
    assert resources.say(found, EUR).headline.endswith(
        " The difference is within chance: single customers weigh heavily on revenue here.")
