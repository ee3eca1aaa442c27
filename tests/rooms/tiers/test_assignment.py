"""The assignment: everybody in scope once, in the tier they were counted in, with a reason of their own numbers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm_core.rooms.tiers.answers.tiering import rules_of, tiering
from crm_core.rooms.tiers.customers.assignment import COLUMNS, assignment
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from tests.drawn_cases import cases
from tests.rooms.tiers.schemes import EQUAL, by_cuts, schemes

SCHEME = by_cuts(75, 40)
SCOPES = st.builds(
    Scope, st.sampled_from([0, 1]), st.sampled_from([(), ("SUR",), ("SUR", "NORTE")]),
    st.sampled_from([(), ("business",), ("individual", "corporate")]))


@settings(max_examples=cases(3), derandomize=True)
@given(schemes(), SCOPES, st.none() | schemes())
@example(by_cuts(300, 10, by="contribution"), Scope(regions=("SUR",)), None)
@example(starting_scheme(EQUAL, by_type=True, tiers=4), Scope(), by_cuts(75, 40))
def test_the_list_adds_up_to_the_tiers_and_their_moves(book, scheme, scope, in_force):
    """Any scheme, from last year's tiers or from any other in force: the database counts whom the list names."""
    read, scheme = book.reader(scope), replace(scheme, hold=Hold())
    then = in_force and replace(in_force, hold=Hold())
    listed, counted = (made(read, scheme, in_force=then) for made in (assignment, tiering))
    assert list(listed.columns) == COLUMNS
    assert listed["customer_id"].is_unique
    by_name = listed["tier"].value_counts()
    assert [by_name.get(name, 0) for name in scheme.names] == list(counted.tiers["customers"])
    assert listed["contribution"].sum() == pytest.approx(counted.tiers["contribution"].sum())
    ways = listed.groupby(["previous_tier", "tier"]).size()
    for row in counted.moves.matrix.itertuples():
        if row.tier_now:
            before = (then or scheme).names[row.tier_then - 1] if row.tier_then else ""
            assert ways.get((before, scheme.names[row.tier_now - 1]), 0) == row.customers


def test_every_reason_is_true_of_its_row(book):
    for row in assignment(book.reader(), SCHEME).itertuples():
        said = re.fullmatch(r"Score ([\d.]+), (at or above|below) ([\d.]+)\.", row.reason)
        score, cut = float(said.group(1)), float(said.group(3))
        assert score == row.score
        assert (score >= cut) == (said.group(2) == "at or above")
        assert (row.tier, cut) in {("Premium", 75), ("Preferred", 40), ("Basic", 40)}
    reasons = assignment(book.reader(), by_cuts(300, 10, by="contribution"))["reason"]
    assert reasons.str.match(r"Contribution −?€[\d,]+\.\d\d, (at or above|below) €[\d.]+\.$").all()


@pytest.mark.parametrize("by", ["score", "contribution"])
def test_a_budget_for_the_last_tier_alone_has_a_reason_too(book, by):
    scheme = starting_scheme(EQUAL, how="budget", by=by, values=(1e9,))
    everybody = tiering(book.reader(), scheme).customers
    least = everybody * scheme.groups[0].promises[-1].yearly_cost(scheme.costs)
    listed = assignment(book.reader(), starting_scheme(EQUAL, how="budget", by=by, values=(least,)))
    assert (listed["tier"] == "Basic").all()
    assert listed["reason"].str.fullmatch(
        r"(Score [\d.]+|Contribution −?€[\d,.]+); no customer reaches a higher tier\.").all()


def test_under_the_hold_rule_a_customer_stands_where_the_rule_says(book):
    ruled = replace(SCHEME, hold=Hold(8.0, 2))
    listed, counted = assignment(book.reader(), ruled), tiering(book.reader(), ruled).hold
    plain = assignment(book.reader(), SCHEME)
    told = listed["reason"].str.contains("kept by the stability rule")
    assert (told == (listed["tier"] != plain["tier"])).all()
    assert told.sum() == counted.waiting > 0


@pytest.mark.parametrize("hold", [Hold(8.0, 1), Hold(0.0, 2), Hold(8.0, 2)])
def test_the_hold_rule_begins_from_the_tiers_in_force(book, hold):
    ruled, by_type = replace(SCHEME, hold=hold), starting_scheme(EQUAL, by_type=True, by="contribution")
    same = assignment(book.reader(), ruled, in_force=ruled)
    assert (same["tier"] == same["previous_tier"]).all(), "nothing changes when what is in force is put in force"
    from_plain = assignment(book.reader(), ruled, in_force=SCHEME)
    assert (from_plain["tier"] == from_plain["previous_tier"]).all(), "who stands where the cuts say is not sent away"
    assert not from_plain["reason"].str.contains("kept").any()
    other = assignment(book.reader(), ruled, in_force=by_type)
    kept = other["reason"].str.contains("kept by the stability rule")
    assert kept.any()
    assert (other.loc[kept, "tier"] == other.loc[kept, "previous_tier"]).any()


def test_a_tier_that_the_scheme_in_force_does_not_have_holds_nobody(book):
    ruled = replace(by_cuts(60), hold=Hold(20.0, 1))
    listed = assignment(book.reader(), ruled, in_force=SCHEME)
    gone = listed["previous_tier"] == "Preferred"
    assert gone.any()
    assert not listed.loc[gone, "reason"].str.contains("kept").any()


def test_the_tier_before_can_be_that_of_the_scheme_in_force(book):
    other = starting_scheme(EQUAL, by_type=True, by="contribution")
    listed = assignment(book.reader(), SCHEME, in_force=other)
    alone = assignment(book.reader(), other).set_index("customer_id")["tier"]
    assert (listed.set_index("customer_id")["previous_tier"] == alone.reindex(listed["customer_id"])).all()
    assert rules_of(book.reader(), other).cuts.keys() == {"individual", "business", "corporate"}


def test_the_oldest_year_has_no_tier_before(book):
    assert (assignment(book.reader(Scope(years_ago=2)), SCHEME)["previous_tier"] == "").all()
