"""What stands beside the controls: the tiers now, what they are compared with, and the change between both."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from crm_core.amounts import Money, number
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Tier
from crm_core.rooms.tiers.answers.before import before
from crm_core.rooms.tiers.answers.outline import outline
from crm_core.rooms.tiers.answers.tiering import tiering
from crm_core.rooms.tiers.beside import PENDING, UNCHANGED, beside
from crm_core.rooms.tiers.scheme.starting import starting_scheme
from crm_core.scope import Scope
from tests.rooms.tiers.schemes import EQUAL

MONEY = Money("EUR")
SUR = Scope(regions=("SUR",))
FIFTH, TENTH = starting_scheme(EQUAL), starting_scheme(EQUAL, values=(0.1, 0.3))
SUMS = ["customers", "contribution", "balance", "service_cost", "staffed_hours"]
SCOPES = pytest.mark.parametrize("scope", [Scope(), SUR], ids=str)


@SCOPES
def test_a_year_earlier_the_tiers_are_those_of_that_year(book, scope):
    then = before(book.reader(scope), FIFTH)
    asked_then = outline(book.reader(replace(scope, years_ago=1)), FIFTH)
    pd.testing.assert_frame_equal(then.tiers[SUMS], asked_then.tiers[SUMS])
    assert then.staffing.tier_hours == pytest.approx(asked_then.staffing.tier_hours)


@SCOPES
def test_against_a_scheme_in_force_the_same_customers_stand_by_it(book, scope):
    read = book.reader(scope)
    then = before(read, FIFTH, in_force=TENTH)
    pd.testing.assert_frame_equal(then.tiers, outline(read, TENTH).tiers)
    assert then.tiers["customers"].sum() == outline(read, FIFTH).customers


def test_capacity_says_whose_it_is_where_the_same_staff_serves_others_too(book):
    said = "Capacity used is that of all customers whom the same staff serves."
    for scope, is_said in ((Scope(), False), (Scope(customer_types=("business",)), True)):
        assert (said in beside(outline(book.reader(scope), FIFTH), None, MONEY).notes) is is_said


@SCOPES
def test_those_over_capacity_before_are_those_of_the_scheme_in_force(book, scope):
    read = book.reader(scope)
    busy = replace(TENTH, groups=tuple(replace(group, promises=tuple(
        replace(each, hours=each.hours * 40) for each in group.promises)) for group in TENTH.groups))
    was = tiering(read, busy).capacity
    assert was.overbooked + was.overbooked_branches
    found = tiering(read, FIFTH, in_force=busy)
    assert found.overbooked_before == (was.overbooked, was.overbooked_branches)
    assert f"(before: {was.overbooked})" in " ".join(beside(found, before(read, FIFTH, in_force=busy), MONEY).notes)


def test_each_figure_stands_with_its_change_and_what_it_was(book):
    read = book.reader(Scope())
    found, then = tiering(read, FIFTH, in_force=TENTH), before(read, FIFTH, in_force=TENTH)
    shown = beside(found, then, MONEY)
    assert [row.name for row in shown.rows] == ["Premium", "Preferred", "Basic", "Total"]
    for place, row in enumerate(shown.rows[:-1]):
        now, was = int(found.tiers["customers"][place]), int(then.tiers["customers"][place])
        assert (row.figures[0].now, row.figures[0].was) == (number(now), number(was))
        assert row.figures[0].change == (f"+{number(now - was)}" if now > was else number(now - was))
    total = dict(zip(shown.headings, shown.rows[-1].figures, strict=True))
    assert total["Customers"].change == UNCHANGED, "the same customers"
    assert total["Up"].now == number(found.moves.customers("up"))
    assert total["Down"].now == number(found.moves.customers("down"))
    assert total["Service cost"].now == MONEY.short(found.service_cost)
    assert total["Service cost"].is_welcome == (found.service_cost < then.tiers["service_cost"].sum())
    assert shown.line.startswith("Premium: ")


def test_what_takes_a_scan_is_pending_until_it_is_there(book):
    read = book.reader(Scope())
    drawn, then = outline(read, FIFTH), before(read, FIFTH)
    first, second = (beside(each, then, MONEY) for each in (drawn, tiering(read, FIFTH, drawn=drawn)))
    assert first.headings == second.headings, "nothing jumps when it arrives"
    up = first.headings.index("Up")
    assert {row.figures[up].now for row in first.rows} == {PENDING}
    assert PENDING not in {figure.now for row in second.rows for figure in row.figures}
    assert [row.figures[0] for row in first.rows] == [row.figures[0] for row in second.rows]


def test_a_tier_of_another_name_has_no_before_but_the_sum_has(book):
    read = book.reader(Scope())
    renamed = replace(FIFTH, tiers=(Tier("Gold"), *FIFTH.tiers[1:]))
    rows = beside(tiering(read, renamed, in_force=TENTH), before(read, renamed, in_force=TENTH), MONEY).rows
    assert (rows[0].name, rows[0].figures[0].was, rows[0].figures[0].change) == ("Gold", "", "")
    assert rows[1].figures[0].was
    assert rows[-1].figures[0].was


def test_without_a_year_before_and_for_tiers_by_need_nothing_is_compared(book):
    assert before(book.reader(Scope(years_ago=2)), FIFTH) is None
    by_need = starting_scheme(EQUAL, how="needs")
    assert before(book.reader(Scope()), by_need) is None
    shown = beside(tiers.tiering(book.reader(Scope(years_ago=2)), FIFTH), None, MONEY)
    assert "Up" not in shown.headings
    assert not any(figure.was for row in shown.rows for figure in row.figures)
