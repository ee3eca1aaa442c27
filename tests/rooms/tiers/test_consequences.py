"""What follows from a scheme, worked out by hand: who moves, who can serve them, what leaks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_core.rooms.tiers.consequences.capacity import capacity, staffing
from crm_core.rooms.tiers.consequences.hold import held_both_years, held_tiers, hold
from crm_core.rooms.tiers.consequences.leakage import leakage
from crm_core.rooms.tiers.consequences.moves import moves
from crm_core.rooms.tiers.scheme.service import Promise

COST = {"individual": np.array([100.0, 10.0]), "business": np.array([200.0, 20.0])}
TWO = ("Gold", "Rest")
CELL = st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(["individual", "business"]), st.integers(1, 50),
                 st.integers(-9999, 9999), st.integers(0, 9999)).filter(lambda cell: cell[0] or cell[1])


def moved(*rows):
    names = ["tier_now", "tier_then", "customer_type", "customers", "contribution", "balance"]
    cells = pd.DataFrame(rows, columns=names)
    return moves(cells, names_now=TWO, names_then=TWO, cost_now=COST, cost_then=COST)


# moves


def test_one_goes_up_two_go_down_one_comes_and_one_goes():
    found = moved((1, 2, "individual", 1, 50, 500), (2, 1, "business", 2, 10, 80), (2, 0, "individual", 1, 1, 2),
                  (0, 1, "individual", 1, 70, 900), (1, 1, "business", 6, 0, 0))
    assert {way: found.customers(way) for way in ("up", "down", "stayed", "entered", "left")} == {
        "up": 1, "down": 2, "stayed": 6, "entered": 1, "left": 1}
    assert found.moved["contribution"].sum() == 60
    assert found.moved_share == pytest.approx(3 / 9)
    assert found.service_cost_change == pytest.approx((100 - 10) + 2 * (20 - 200) + 10 - 100)


@pytest.mark.parametrize(("then", "now", "ways"), [
    ("Premium Preferred Basic", "Premium Basic", {
        "Premium": "stayed down", "Preferred": "up down", "Basic": "up stayed"}),
    ("Premium Basic", "Premium Preferred Basic", {"Premium": "stayed down down", "Basic": "up up stayed"}),
    ("Gold Basic", "Premium Basic", {"Gold": "stayed down", "Basic": "up stayed"}),
    ("Private Premium Basic", "Premium Preferred Basic", {
        "Private": "down down down", "Premium": "stayed down down", "Basic": "up up stayed"}),
    ("A B C", "X Y", {"A": "stayed down", "B": "up down", "C": "up stayed"}),
    ("A B", "B A", {"A": "stayed down", "B": "up stayed"}),
])
def test_who_goes_up_between_two_schemes_is_told_by_the_names_of_their_tiers(then, now, ways):
    names_then, names_now = then.split(), now.split()
    cells = pd.DataFrame([(1, 1, "individual", 1, 0, 0)], columns=[
        "tier_now", "tier_then", "customer_type", "customers", "contribution", "balance"])
    cost = {"individual": np.ones(3)}
    found = moves(cells, names_now=names_now, names_then=names_then, cost_now=cost, cost_then=cost).matrix
    inside = found[(found["tier_then"] > 0) & (found["tier_now"] > 0)]
    told = {name: " ".join(inside.loc[inside["tier_then"] == place, "direction"])
            for place, name in enumerate(names_then, start=1)}
    assert told == ways


@settings(max_examples=40)
@given(st.lists(CELL, min_size=1, max_size=12))
def test_moves_in_equal_moves_out_and_the_cells_sum_to_all(rows):
    found = moved(*rows)
    matrix = found.matrix
    for column, at in (("customers", 3), ("contribution", 4), ("balance", 5)):
        assert matrix[column].sum() == sum(row[at] for row in rows)
    crossed = matrix[matrix["tier_then"] != matrix["tier_now"]]
    arrivals = crossed.groupby("tier_now")["customers"].sum()
    departures = crossed.groupby("tier_then")["customers"].sum()
    assert arrivals.sum() == departures.sum()
    for tier in (1, 2):
        before = matrix.loc[matrix["tier_then"] == tier, "customers"].sum()
        after = matrix.loc[matrix["tier_now"] == tier, "customers"].sum()
        assert after - before == arrivals.get(tier, 0) - departures.get(tier, 0)
    assert len(matrix) == 3 * 3 - 1, "every way is listed, also those that nobody went"


# capacity


def test_hours_promised_against_hours_there_are():
    cells = pd.DataFrame(
        [(1, "individual", "B1", "M1", 2), (2, "individual", "B1", "M1", 10), (1, "individual", "B1", "", 1),
         (1, "business", "B2", "M2", 3), (0, "business", "B2", "M2", 9)],
        columns=["tier_now", "customer_type", "branch_id", "manager_id", "customers"])
    staff = pd.DataFrame([("M1", "Inés", "B1", 40.0), ("M2", "Luis", "B2", np.nan), ("M3", "Ana", "B2", 100.0)],
                         columns=["manager_id", "name", "branch_id", "capacity_hours"])
    branches = pd.DataFrame([("B1", "Mayor"), ("B2", "Sol")], columns=["branch_id", "name"])
    found = capacity(cells, staff, branches, {"individual": np.array([20.0, 1.0]), "business": np.array([30.0, 2.0])})
    managers = found.managers.set_index("manager_id")
    assert managers.loc["M1", ["customers", "hours", "used_rate"]].tolist() == [12, 50, 1.25]
    assert np.isnan(managers.loc["M2", "used_rate"]), "no hours are known"
    assert managers.loc["M3", "hours"] == 0
    assert found.branches.set_index("branch_id").loc["B1", ["hours", "used_rate"]].tolist() == [70, 70 / 40]
    assert managers.loc["M1", ["tier_1_hours", "tier_2_hours"]].tolist() == [40, 10]
    assert list(managers.index) == ["M1", "M3", "M2"], "fullest first, the unknown last"
    assert (found.unmanaged_hours, found.unmanaged_customers, found.overbooked) == (20, 1, 1)
    assert found.overbooked_branches == 1, "B2 is promised 90 of its 100 hours"


def test_hours_promised_to_each_tier_are_held_against_all_hours_there_are():
    customers = np.array([[3, 3], [10, 0]])
    hours = {"individual": np.array([20.0, 1.0]), "business": np.array([30.0, 2.0])}
    types = pd.Categorical(["individual", "business"])
    found = staffing(customers, types, hours, 140.0)
    assert found.tier_hours.tolist() == [150, 10]
    assert found.tier_used_rates.tolist() == [150 / 140, 10 / 140]
    assert (found.hours, found.used_rate) == (160, 160 / 140)
    assert staffing(customers, types, hours, 0.0).used_rate is None


# leakage


TEN = [  # tier, channel, minutes served, in the year: ten customers
    (1, "visit", 600), (1, "visit", 900), (1, "phone", 30), (2, "visit", 120), (2, "visit", 30), (2, "phone", 12),
    (2, "phone", 90), (2, "app", 600), (2, "chat", 60), (2, "branch", 0),
]


def test_ten_customers_and_what_they_were_served_beyond_their_promise():
    promises = [Promise(16, {"visit": 0.75, "phone": 0.25}, 2), Promise(1, {"phone": 0.5, "app": 0.5}, 48)]
    served = pd.DataFrame([("all", *row, 1, 2, 1) for row in TEN], columns=[
        "of", "tier", "channel", "minutes", "customers", "contacts", "timed_contacts"])
    found = leakage(served, {"all": promises}, {"visit": 100.0, "phone": 40.0, "app": 1.0, "branch": 50.0})
    by_hand = {
        (1, "visit"): (3.0, 300.0),  # 15 h of 12 promised; the 10 h customer is within
        (1, "phone"): (0.0, 0.0), (2, "visit"): (2.5, 250.0), (2, "phone"): (1.0, 40.0), (2, "app"): (9.5, 9.5),
        (2, "chat"): (1.0, 0.0), (2, "branch"): (0.0, 0.0),
    }
    assert {(row.tier, row.channel): (row.beyond_hours, row.cost) for row in found.table.itertuples()} == by_hand
    beyond = found.table.set_index(["tier", "channel"])["beyond_customers"].to_dict()
    assert beyond == {(1, "visit"): 1, (1, "phone"): 0, (2, "visit"): 2, (2, "phone"): 1, (2, "app"): 1,
                      (2, "chat"): 1, (2, "branch"): 0}, "whoever was served just the promise is not beyond it"
    assert found.cost == 599.5
    assert found.cost_of(2) == 299.5
    assert found.premium_cost == 290.0, "visits and calls of the lower tier; of the app the better is promised none"
    assert found.unpriced == ("chat",)
    assert (found.contacts, found.untimed) == (20, 10)
    assert list(found.table["cost"]) == sorted(found.table["cost"], reverse=True)


def test_just_the_promise_is_not_beyond_it_whatever_the_rounding():
    """0.2 hours, 0.7 of them in the app, are 8.4 minutes; as fractions 8.399999999999999."""
    promises = {"all": [Promise(0.6, {"app": 0.1, "phone": 0.9}, 2), Promise(0.2, {"app": 0.7, "phone": 0.3}, 48)]}
    served = pd.DataFrame([("all", 2, "app", minutes, 1, 1, 1) for minutes in (8.4, 8.3, 8.5)]
                          + [("all", 2, "phone", 3.6, 1, 1, 1)], columns=[
        "of", "tier", "channel", "minutes", "customers", "contacts", "timed_contacts"])
    found = leakage(served, promises, {"app": 60.0, "phone": 60.0}).table.set_index("channel")
    assert found["beyond_customers"].to_dict() == {"app": 1, "phone": 0}
    assert found["cost"].to_dict() == pytest.approx({"app": 0.1, "phone": 0})


def test_hours_promised_that_just_fill_the_hours_there_are_do_not_overbook():
    """Three times 0.1 hours is 0.30000000000000004."""
    cells = pd.DataFrame([(1, "individual", "B1", "M1", 3)], columns=[
        "tier_now", "customer_type", "branch_id", "manager_id", "customers"])
    staff = pd.DataFrame([("M1", "Inés", "B1", 0.3)], columns=["manager_id", "name", "branch_id", "capacity_hours"])
    branches = pd.DataFrame([("B1", "Mayor")], columns=["branch_id", "name"])
    found = capacity(cells, staff, branches, {"individual": np.array([0.1, 0.0])})
    assert (found.overbooked, found.overbooked_branches) == (0, 0)
    over = capacity(cells.assign(customers=4), staff, branches, {"individual": np.array([0.1, 0.0])})
    assert (over.overbooked, over.overbooked_branches) == (1, 1)


def test_service_that_every_tier_is_promised_alike_is_no_premium_service():
    promises = {"all": [Promise(1, {"phone": 1.0}, 2), Promise(1, {"phone": 1.0}, 2)]}
    served = pd.DataFrame([("all", 2, "phone", 90.0, 1, 1, 1)], columns=[
        "of", "tier", "channel", "minutes", "customers", "contacts", "timed_contacts"])
    found = leakage(served, promises, {"phone": 40.0})
    assert (found.cost, found.premium_cost) == (20.0, 0.0), "half an hour too much, of what nobody is promised more"


def test_customers_alike_are_counted_together():
    promises = {"all": [Promise(1, {"phone": 1.0}, 2), Promise(0, {"phone": 1.0}, 2)]}
    one = pd.DataFrame([("all", 2, "phone", 30.0, 1, 1, 1)] * 3, columns=[
        "of", "tier", "channel", "minutes", "customers", "contacts", "timed_contacts"])
    three = one.head(1).assign(customers=3, contacts=3, timed_contacts=3)
    apart, together = (leakage(rows, promises, {"phone": 40.0}) for rows in (one, three))
    pd.testing.assert_frame_equal(apart.table, together.table)


# hold


NAMES = ["tier_earlier", "tier_before", "lenient_before", "strict_before", "tier_now", "lenient_now", "strict_now"]


def levels(*rows):
    return pd.DataFrame([(*row, 10) for row in rows], columns=[*NAMES, "customers"])


@pytest.mark.parametrize(("tier", "plain", "lenient", "strict", "stays_at"), [
    (2, 1, 1, 2, 2),  # just above the cut: not yet
    (2, 1, 1, 1, 1),  # well above it
    (1, 2, 1, 2, 1),  # just below: stays
    (1, 2, 2, 2, 2),  # well below
    (1, 3, 2, 3, 2),  # well below the first cut, just below the second: one tier only
    (3, 1, 1, 2, 2),
])
def test_a_margin_lets_move_only_those_well_beyond_a_cut(tier, plain, lenient, strict, stays_at):
    found = held_tiers(np.array([tier]), np.array([plain]), (np.array([lenient]), np.array([strict])), None)
    assert found.tolist() == [stays_at]


def test_a_customer_who_flaps_at_a_cut_stays_where_they_are():
    rows = levels((1, 2, 1, 2, 1, 1, 2))
    found = hold(rows, margin=2.0, periods=1)
    assert (found.changes, found.changes_held, found.flaps, found.flaps_held, found.waiting) == (20, 0, 10, 0, 0)


def test_waiting_two_years_moves_those_who_are_due_twice():
    rows = levels((1, 2, 2, 2, 2, 2, 2), (1, 2, 2, 2, 1, 1, 1), (1, 1, 1, 1, 2, 2, 2))
    first, second = held_both_years(rows, margin=0.0, periods=2)
    assert first.tolist() == [1, 1, 1]
    assert second.tolist() == [2, 1, 1], "due twice; back again; due for the first time"
    found = hold(rows, margin=0.0, periods=2)
    assert (found.changes, found.changes_held, found.flaps, found.flaps_held, found.waiting) == (40, 10, 10, 0, 10)


def test_whoever_joins_on_the_way_stands_where_the_cuts_put_them():
    rows = levels((0, 2, 2, 2, 1, 1, 1), (0, 0, 0, 0, 1, 1, 2), (2, 2, 2, 2, 0, 0, 0))
    first, second = held_both_years(rows, margin=1.0, periods=1)
    assert (first.tolist(), second.tolist()) == ([2, 0, 2], [1, 1, 0])
    assert hold(rows, margin=1.0, periods=1).customers == 0, "the rule is judged on those who were there all the time"


@given(st.lists(st.tuples(st.integers(1, 4), *[st.tuples(st.integers(1, 4), st.integers(0, 1), st.integers(0, 1))] * 2),
                min_size=1, max_size=20), st.integers(1, 2))
def test_the_rule_never_sends_anybody_beyond_what_the_cuts_say(customers, periods):
    rows = levels(*[(start, b, b - bl, b + bs, n, n - nl, n + ns)
                    for start, (b, bl, bs), (n, nl, ns) in customers])
    first, second = held_both_years(rows, margin=1.0, periods=periods)
    for tier_from, tier_to, plain in ((rows["tier_earlier"], first, rows["tier_before"]),
                                      (first, second, rows["tier_now"])):
        low, high = np.minimum(tier_from, plain), np.maximum(tier_from, plain)
        assert ((tier_to >= low) & (tier_to <= high)).all()
    plain = held_both_years(rows, margin=0.0, periods=1)
    assert (plain[1] == rows["tier_now"]).all()
