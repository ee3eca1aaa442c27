"""Targets as they are kept: one for a figure, region and period; all of a step or nothing; everything taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from crm_core import CannotAnswer
from crm_core.targets import Aim
from tests.workspace.conftest import START

YEAR = Aim("contribution", "", "year", dt.date(2026, 1, 1), 5_200_000.55, "more")
NORTE = replace(YEAR, region_id="NORTE", amount=-300.0)
EVERY = Aim("cost_to_serve_per_revenue", "", "quarter", None, 0.35, "less")


@pytest.fixture
def targets(workspace):
    return workspace.targets


def amounts(targets):
    return [(each.figure, each.region_id, each.amount) for each in targets.all()]


def test_a_target_has_an_author_and_a_moment(targets):
    (kept,) = targets.set(YEAR, author=" Ana ").added
    assert (kept.author, kept.created_at, kept.deleted_at) == ("Ana", START, None)
    assert (kept.key, kept.amount, kept.direction) == (YEAR.key, 5_200_000.55, "more")
    assert targets.all() == (kept,)


def test_a_target_takes_the_place_of_the_one_of_its_figure_region_and_period_only(targets):
    targets.set(YEAR, NORTE, EVERY, author="Ana")
    change = targets.set(replace(YEAR, amount=6e6), NORTE, author="Ben")
    assert [each.amount for each in change.added] == [6e6]
    assert [each.author for each in change.removed] == ["Ana"]
    assert change.unchanged == 1
    assert amounts(targets) == [("contribution", "", 6e6), ("cost_to_serve_per_revenue", "", 0.35),
                                ("contribution", "NORTE", -300.0)]


def test_every_quarter_and_one_quarter_stand_side_by_side(targets):
    targets.set(EVERY, replace(EVERY, first_month=dt.date(2026, 7, 1)), author="Ana")
    assert len(targets.all()) == 2
    targets.set(replace(EVERY, amount=0.3), author="Ana")
    assert sorted(each.amount for each in targets.all()) == [0.3, 0.35]


def test_what_was_replaced_comes_back_and_what_replaced_it_goes(targets):
    targets.set(YEAR, author="Ana")
    before = targets.all()
    change = targets.set(replace(YEAR, amount=6e6), NORTE, author="Ben")
    targets.undo(change)
    assert targets.all() == before


def test_a_deleted_target_comes_back_in_the_place_of_what_was_set_since(targets):
    (kept,) = targets.set(YEAR, author="Ana").added
    change = targets.delete(kept.id)
    assert targets.all() == ()
    targets.set(replace(YEAR, amount=1.0), author="Ben")
    targets.undo(change)
    assert targets.all() == (kept,)
    assert targets.delete(kept.id, kept.id).removed[0].id == kept.id


def test_of_two_of_the_same_none_is_kept(targets):
    with pytest.raises(CannotAnswer, match="Two targets are of 'contribution' for the same region and period"):
        targets.set(EVERY, YEAR, replace(YEAR, amount=1.0), author="Ana")
    assert targets.all() == ()


@pytest.mark.parametrize("number", [0, 7, 2**70])
def test_a_number_that_no_target_has_is_said_and_nothing_is_deleted(targets, number):
    (kept,) = targets.set(YEAR, author="Ana").added
    with pytest.raises(CannotAnswer, match=rf"no target number {number}\. Choose one"):
        targets.delete(kept.id, number)
    assert targets.all() == (kept,)


@pytest.mark.parametrize(("change", "said"), [
    ({"figure": "profit"}, "no figure 'profit'. Choose one of: contribution, revenue"),
    ({"period_kind": "week"}, "no period 'week'. Choose one of: year, quarter, month"),
    ({"direction": "up"}, "no direction 'up'. Choose one of: more, less"),
    ({"amount": float("nan")}, "nan is no amount of Contribution"),
    ({"amount": 1e16}, "1e.16 is no amount"),
    ({"figure": "customers_kept", "amount": 95.0}, "between 0% and 100%, and 95 is not. Write it like 95% or 0.95"),
    ({"figure": "customers", "amount": 0.5}, "whole and not below 0, and 0.5 is not"),
    ({"figure": "customers", "amount": -5.0}, "whole and not below 0, and -5 is not"),
])
def test_what_cannot_be_a_target_says_why(change, said):
    with pytest.raises(CannotAnswer, match=said):
        replace(YEAR, **change)


@pytest.mark.parametrize(("author", "region", "said"), [
    ("", "", "The author is empty"), ("Ana", "R" * 121, "may have 120"),
])
def test_author_and_region_are_checked_before_anything_is_kept(targets, author, region, said):
    with pytest.raises(CannotAnswer, match=said):
        targets.set(EVERY, replace(YEAR, region_id=region), author=author)
    assert targets.all() == ()
