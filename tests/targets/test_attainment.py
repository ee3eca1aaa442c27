"""What falls due of a target by now, by hand, and which target belongs to what is on screen."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.amounts import Money
from crm_core.scope import Scope
from crm_core.targets import Target, attainment, standing, target_on_screen
from crm_core.targets.calendar import first_of
from tests.figures.by_hand import actuals, region

YEAR = dt.date(2026, 1, 1)


def book(values, region_id="", **more):
    """Actuals whose contribution in the months to September 2026 are `values`; `more` are other parts, as long."""
    return actuals(region(region_id, contribution=values, **more))


def target(figure="contribution", amount=1_200.0, *, kind="year", first=YEAR, direction="more", where="", number=1):
    return Target(figure, where, kind, first, amount, direction, number, "Ana", dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
                  None)


def test_three_quarters_of_a_year_that_earns_in_december_are_half_of_its_target():
    last_year = [50] * 9 + [150] * 3  # 900 in all, 450 by September
    found = attainment(target(), YEAR, book([*last_year, *[70] * 9]))
    assert (found.actual, found.expected_by_now, found.gap) == (630, 600, 30)
    assert found.reached
    assert (found.due, found.through, found.is_over) == ("last_year", dt.date(2026, 9, 1), False)
    assert standing(found, Money()) == (
        "€630 to September 2026, €30 above what falls due by then: €600 of the target of €1.2K to December 2026, by "
        "the same months of the year before.")


@pytest.mark.parametrize("before", [[], [50] * 11, [-50] * 9 + [150] * 3, [200] * 9 + [-100] * 3, [float("nan")] * 12])
def test_where_the_year_before_cannot_say_the_target_is_spread_evenly_and_says_so(before):
    found = attainment(target(), YEAR, book([*before, *[70] * 9]))
    assert (found.expected_by_now, found.gap, found.reached, found.due) == (900, -270, False, "evenly")
    assert "€270 below what falls due" in standing(found, Money())
    assert "spread evenly, as the year before cannot tell its course" in standing(found, Money())


def test_a_period_that_is_over_owes_the_whole():
    found = attainment(target(kind="quarter", first=dt.date(2026, 4, 1), amount=250.0), dt.date(2026, 4, 1),
                       book([10, 20, 30, 40, 100, 100, 50, 1, 2, 3]))  # Dec 2025 to Sep 2026
    assert (found.actual, found.expected_by_now, found.reached, found.due) == (250, 250, True, "whole")
    assert standing(found, Money()) == "€250 to June 2026, exactly the target."


def test_a_ratio_is_of_the_sums_and_not_divided_and_less_of_it_is_better():
    found = attainment(target("cost_to_serve_per_revenue", 0.4, direction="less"), YEAR, book(
        [1] * 9, cost_to_serve=[10.0] * 8 + [40.0], revenue=[10.0] * 8 + [320.0]))
    assert (found.actual, found.expected_by_now, found.due) == (0.3, 0.4, "undivided")
    assert found.reached
    assert standing(found, Money()) == ("30% to September 2026, 10 points below the target of 40% for December 2026.")
    assert not attainment(target("cost_to_serve_per_revenue", 0.2, direction="less"), YEAR, book(
        [1] * 9, cost_to_serve=[3.0] * 9, revenue=[10.0] * 9)).reached


def test_a_level_is_that_of_the_last_month():
    found = attainment(target("deposits", 500.0), YEAR, book([1] * 9, deposits=[900.0] * 8 + [400.0]))
    assert (found.actual, found.gap, found.due) == (400, -100, "undivided")


def test_what_the_book_does_not_know_is_not_zero():
    hole = attainment(target(), YEAR, book([1, 2, float("nan"), *[4] * 6]))
    assert (hole.actual, hole.gap, hole.reached) == (None, None, None)
    assert standing(hole, Money()) == ("The target is €1.2K to December 2026; the data does not know the figure in "
                                       "its period.")
    early = attainment(target(first=dt.date(2027, 1, 1)), dt.date(2027, 1, 1), book([1] * 9))
    assert early.through is early.actual is early.expected_by_now is None
    assert "does not reach its period yet" in standing(early, Money())
    short = attainment(target(), YEAR, book([1] * 8))  # begins in February
    assert short.actual is None
    assert attainment(target(where="SUR"), YEAR, book([1] * 9)).actual is None


def on_screen(*targets, scope=None, kind="trailing", last=dt.date(2026, 9, 1), **options):
    return target_on_screen(targets, "contribution", scope or Scope(), kind=kind, last_month=last, **options)


def test_twelve_months_are_held_against_the_year_they_end_in():
    assert on_screen(target(number=4)) == (target(number=4), YEAR)
    assert on_screen(target(first=dt.date(2025, 1, 1))) is None
    assert on_screen(target(first=dt.date(2025, 10, 1))) is not None, "a fiscal year from October"
    assert on_screen(target("revenue")) is None


def test_of_two_years_that_hold_the_month_the_one_that_began_later_counts():
    """A bank that has moved its fiscal year."""
    later = target(first=dt.date(2026, 7, 1), number=1)
    assert on_screen(later, target(number=2)) == on_screen(target(number=2), later) == (later, dt.date(2026, 7, 1))


def test_one_period_goes_before_every_period_and_a_quarter_is_not_a_year():
    every = target(kind="quarter", first=None)
    one = target(kind="quarter", first=dt.date(2026, 7, 1), number=2)
    assert on_screen(every, one) is None
    assert on_screen(every, one, kind="quarter") == (one, dt.date(2026, 7, 1))
    assert on_screen(every, one, kind="quarter", last=dt.date(2026, 5, 1)) == (every, dt.date(2026, 4, 1))


def test_a_target_is_of_the_bank_or_of_one_region():
    bank, norte = target(), target(where="NORTE", number=2)
    assert on_screen(bank, norte, scope=Scope(regions=("NORTE",))) == (norte, YEAR)
    assert on_screen(bank, norte, scope=Scope(regions=("SUR",))) is None
    assert on_screen(bank, norte, scope=Scope(regions=("NORTE", "SUR"))) is None
    assert on_screen(bank, norte, scope=Scope(customer_types=("business",))) is None


@pytest.mark.parametrize(("kind", "starts", "first"), [
    ("year", 1, dt.date(2026, 1, 1)), ("year", 10, dt.date(2025, 10, 1)), ("year", 9, dt.date(2026, 9, 1)),
    ("quarter", 1, dt.date(2026, 7, 1)), ("quarter", 2, dt.date(2026, 8, 1)), ("quarter", 9, dt.date(2026, 9, 1)),
    ("month", 4, dt.date(2026, 9, 1)),
])
def test_a_period_begins_where_the_fiscal_year_says(kind, starts, first):
    assert first_of(kind, dt.date(2026, 9, 1), year_starts=starts) == first
