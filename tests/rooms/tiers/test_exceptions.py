"""Exceptions by hand: counted in every sum as a plain loop over customers counts them, and said where they fail."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pytest

from crm_core.question import Question
from crm_core.rooms import tiers
from crm_core.rooms.tiers.answers.tiering import tiering
from crm_core.rooms.tiers.customers.assignment import assignment
from crm_core.rooms.tiers.scheme.exceptions import MAX_EXCEPTIONS, TierException
from crm_core.rooms.tiers.scheme.json_text import from_json, to_json
from crm_core.rooms.tiers.scheme.packed import packed, unpacked
from crm_core.rooms.tiers.scheme.refusal import SchemeRefused
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from tests.rooms.tiers.schemes import EQUAL, by_cuts

LAST_DAY = dt.date(2026, 9, 30)
SCHEME = by_cuts(75, 40)


def by_hand(customer: str, tier: str = "Premium", until: dt.date = dt.date(2026, 12, 31)) -> TierException:
    return TierException(customer, tier, "key account", "Ana", until)


@pytest.fixture(scope="module")
def gone(book):
    """Who has left, some of them during the last year."""
    left = book.read(Question("gone", "select customer_id from customers where left_on is not null"))
    return set(left["customer_id"])


def with_some(scheme, every: int = 7):
    """Every so many-th customer is placed by hand, in one tier after the other."""
    people = [f"C{number:04d}" for number in range(0, 150, every)]
    return replace(scheme, exceptions=tuple(by_hand(each, scheme.names[place % len(scheme.names)])
                                            for place, each in enumerate(people)))


@pytest.mark.parametrize(("scheme", "scope"), [
    (SCHEME, Scope()), (SCHEME, Scope(regions=("SUR",))), (by_cuts(300, 10, by="contribution"), Scope(1)),
    (starting_scheme(EQUAL, by_type=True, tiers=4), Scope(customer_types=("business", "corporate"))),
], ids=["score", "a region", "money a year ago", "by type"])
def test_every_sum_counts_them_where_they_stand(book, gone, scheme, scope):
    """A loop over the list without exceptions, each customer put where the exception says, gives every sum."""
    read, placed = book.reader(scope), with_some(scheme)
    hand = {each.customer_id: each.tier for each in placed.exceptions if each.customer_id not in gone}
    plain = assignment(read, scheme)
    plain["stands"] = [hand.get(row.customer_id, row.tier) for row in plain.itertuples()]
    result = tiering(read, placed)
    for tier in result.tiers.itertuples():
        here = plain[plain["stands"] == tier.name]
        assert tier.customers == len(here)
        assert tier.contribution == pytest.approx(here["contribution"].sum(), abs=0.005)
        groups = result.groups[result.groups["tier"] == tier.tier]
        assert groups.groupby("region_id")["customers"].sum().to_dict() == here.groupby("region_id").size().to_dict()
    ways = plain.groupby(["previous_tier", "stands"]).size()
    for row in result.moves.matrix.itertuples():
        if row.tier_now:
            before = scheme.names[row.tier_then - 1] if row.tier_then else ""
            assert ways.get((before, scheme.names[row.tier_now - 1]), 0) == row.customers
    listed = assignment(read, placed)
    assert list(listed["tier"]) == list(plain["stands"])
    assert listed["reason"].str.contains("by hand until 31 December 2026, by Ana: key account").sum() == len(
        set(hand) & set(plain["customer_id"]))


def test_hours_and_cost_follow_them(book, gone):
    read, placed = book.reader(), with_some(SCHEME)
    plain, result = tiering(read, SCHEME), tiering(read, placed)
    promises = SCHEME.groups[0].promises
    hand = {each.customer_id: SCHEME.names.index(each.tier) for each in placed.exceptions
            if each.customer_id not in gone}
    moved = [(SCHEME.names.index(row.tier), hand[row.customer_id]) for row in assignment(read, SCHEME).itertuples()
             if row.customer_id in hand]
    hours = sum(promises[after].staffed_hours - promises[before].staffed_hours for before, after in moved)
    cost = sum(promises[after].yearly_cost(SCHEME.costs) - promises[before].yearly_cost(SCHEME.costs)
               for before, after in moved)
    assert result.staffing.hours - plain.staffing.hours == pytest.approx(hours)
    assert result.service_cost - plain.service_cost == pytest.approx(cost)
    assert result.capacity.managers["customers"].sum() == plain.capacity.managers["customers"].sum()
    given = [each.capacity.managers["hours"].sum() + each.capacity.unmanaged_hours for each in (plain, result)]
    assert given[1] - given[0] == pytest.approx(hours)
    assert result.leakage.table["served_hours"].sum() == pytest.approx(plain.leakage.table["served_hours"].sum())


def test_a_customer_alone_stands_where_the_list_says(book):
    read, placed = book.reader(), with_some(SCHEME, 30)
    placer = tiers.Placer.of(read, placed)
    hand = {each.customer_id for each in placed.exceptions}
    listed = assignment(read, placed)
    for row in listed[listed["customer_id"].isin(hand)].itertuples():
        assert tiers.tier_of(read, placer, row.customer_id).tier == row.tier


def test_the_stability_rule_neither_holds_nor_counts_them(book, gone):
    ruled = replace(SCHEME, hold=Hold(8.0, 2))
    plain, placed = assignment(book.reader(), ruled), with_some(ruled)
    held = set(plain.loc[plain["reason"].str.contains("kept by the stability rule"), "customer_id"])
    by_hand_too = held & {each.customer_id for each in placed.exceptions} - gone
    assert by_hand_too, "the bank has somebody whom the rule would keep and a hand places"
    waiting = [tiering(book.reader(), each).hold.waiting for each in (ruled, placed)]
    assert waiting[0] - waiting[1] == len(by_hand_too)


def test_thresholds_stay_where_they_are_and_nobody_else_moves(book):
    shares = starting_scheme(EQUAL)
    placed = replace(shares, exceptions=tuple(by_hand(f"C{number:04d}", "Basic") for number in range(20)))
    cuts = [list(tiering(book.reader(), each).cuts["at_least"]) for each in (shares, placed)]
    assert cuts[0] == cuts[1]


def test_exceptions_of_the_scheme_in_force_count_as_the_tier_before(book):
    read, in_force = book.reader(), with_some(SCHEME)
    result = tiering(read, SCHEME, in_force=in_force)
    listed = assignment(read, SCHEME, in_force=in_force)
    ways = listed.groupby(["previous_tier", "tier"]).size()
    for row in result.moves.matrix.itertuples():
        if row.tier_now and row.tier_then:
            pair = (SCHEME.names[row.tier_then - 1], SCHEME.names[row.tier_now - 1])
            assert ways.get(pair, 0) == row.customers


def test_they_are_an_input_of_the_difference_of_two_schemes(book):
    both = tiers.difference(book.reader(), starting_scheme(EQUAL), with_some(SCHEME))
    assert set(both.parts["input"]) == {"cuts", "exceptions"}
    for figure in both.figures.itertuples():
        assert both.parts[figure.figure].sum() == pytest.approx(figure.difference)
    assert tiers.input_in_words("exceptions") == "exceptions by hand"


def test_an_exception_ends_by_the_last_day_of_the_data(book):
    ends = replace(SCHEME, exceptions=(by_hand("C0001", until=LAST_DAY), by_hand("C0002", until=dt.date(2026, 9, 29)),
                                       by_hand("C0003")))
    read = book.reader()
    assert tiers.last_day(read) == LAST_DAY
    assert [each.standing for each in tiers.standings(read, ends)] == ["holds", "ended", "holds"]
    assert tiers.exceptions_note(tiers.standings(read, ends), LAST_DAY) == (
        "2 exceptions by hand hold; the first to end does so on 30 September 2026. "
        "1 exception has ended and no longer holds: the data goes to 30 September 2026.")
    plain, listed = (assignment(read, each).set_index("customer_id")["tier"] for each in (SCHEME, ends))
    assert listed["C0002"] == plain["C0002"]
    assert listed["C0001"] == listed["C0003"] == "Premium"


def test_what_holds_nobody_is_said_with_its_name_and_a_remedy(book, years):
    gone = next(each for each in (f"C{number:04d}" for number in range(150)) if each not in years[0]
                and each in years[2])
    scheme = replace(SCHEME, exceptions=(by_hand("nobody"), by_hand(gone), by_hand("C0001", "Gold")))
    read = book.reader()
    assert [each.standing for each in tiers.standings(read, scheme)] == ["unknown", "left", "no_tier"]
    assert tiers.exceptions_note(tiers.standings(read, scheme), LAST_DAY) == (
        "The exception for C0001 is for Gold, which this scheme does not have: it holds nobody. Remove it, or make one "
        f"for a tier of this scheme. {gone} is no longer a customer: the exception holds nobody. Remove it. The data "
        "has no customer nobody: the exception holds nobody. Check the ID, or remove it.")
    assert np.array_equal(tiering(read, scheme).tiers["customers"], tiering(read, SCHEME).tiers["customers"])


# as text


def test_a_text_of_version_1_is_read_and_written_as_version_2():
    content = json.loads(to_json(SCHEME))
    old = {name: value for name, value in content.items() if name != "exceptions"} | {"version": 1}
    assert from_json(json.dumps(old)) == SCHEME
    assert json.loads(to_json(from_json(json.dumps(old))))["version"] == 2
    with pytest.raises(SchemeRefused, match="The scheme lacks “exceptions”"):
        from_json(json.dumps(old | {"version": 2}))


def test_exceptions_go_through_text_and_through_a_link():
    placed = with_some(SCHEME)
    assert from_json(to_json(placed)) == placed
    assert unpacked(packed(placed)) == placed
    assert len(packed(SCHEME)) < 1_000, "a link has room for it"
    for text in ("", "x", packed(SCHEME)[:-9], "eJwDAAAAAAE"):
        with pytest.raises(SchemeRefused):
            unpacked(text)


@pytest.mark.parametrize(("part", "value", "said"), [
    ("until", "2026-13-01", "“exceptions[0].until” is '2026-13-01'; it must be a day, written as 2026-12-31."),
    ("until", "20261231", "it must be a day"),
    ("until", 5, "it must be a day"),
    ("reason", " ", "The reason of the exception for C0000 has 0 characters; write 1 to 200."),
    ("by", "", "says in 0 characters who made it; write a name of 1 to 80."),
    ("tier", "", "The exception for C0000 names no tier; choose one."),
    ("customer_id", "", "An exception is for the customer “”; give the customer's ID"),
])
def test_an_exception_that_cannot_be_is_refused_in_a_sentence(part, value, said):
    content = json.loads(to_json(with_some(SCHEME)))
    content["exceptions"][0][part] = value
    with pytest.raises(SchemeRefused) as refused:
        from_json(json.dumps(content))
    assert said in str(refused.value)


def test_two_for_one_customer_and_more_than_anybody_answers_for_are_refused():
    with pytest.raises(SchemeRefused, match="There are two exceptions for C1; keep one of them"):
        replace(SCHEME, exceptions=(by_hand("C1"), by_hand("C1", "Basic")))
    many = tuple(by_hand(f"C{number}") for number in range(MAX_EXCEPTIONS + 1))
    with pytest.raises(SchemeRefused, match="has 1,001 exceptions; it can have 1,000"):
        replace(SCHEME, exceptions=many)
    assert len(to_json(replace(SCHEME, exceptions=many[:-1]))) < 600_000
