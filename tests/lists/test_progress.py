"""A list against its plan: by hand, by laws that hold for any results, and beside a plain loop."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from crm_core.lists.entry import Entry
from crm_core.lists.outcome import OUTCOMES
from crm_core.lists.progress import Share, latest_results, progress
from crm_core.lists.reading import attrition, attrition_notes, by_manager, outcomes, say, say_none, state_words
from crm_core.lists.result import Result
from crm_core.lists.work_list import Plan
from tests.lists.some_list import DUE, TODAY, rows, work_list


def result(customer: str, day: int, outcome: str) -> Result:
    return Result(customer, dt.date(2026, 3, day), outcome)  # type: ignore[arg-type] # as a file's words are checked


SOME = (result("0007", 3, "accepted"), result("0007", 9, "not_reached"), result("0008", 5, "left"),
        result("0009", 4, "not_reached"), result("0010", 6, "declined"), result("9999", 6, "declined"))


@pytest.fixture
def found():
    return progress(rows(), SOME, work_list().plan, TODAY)


def test_who_was_reached_once_stays_reached_whatever_comes_later(found):
    assert (found.customers, found.reached, found.left_unreached, found.tried, found.untried) == (6, 2, 1, 1, 2)
    assert found.outcomes == {"accepted": 1, "not_reached": 1, "left": 1, "declined": 1}
    assert (found.overdue, found.last_day) == (3, dt.date(2026, 3, 9))


def test_managers_stand_by_how_many_are_overdue_and_who_has_none_last(found):
    assert [(each.name, each.customers, each.reached, each.left, each.overdue) for each in found.managers] == [
        ("Luis Prieto", 1, 0, 0, 1), ("Eva Gil", 2, 1, 0, 1), ("Luis Prieto", 2, 1, 1, 0), ("", 1, 0, 0, 1)]


def test_the_sentence_says_plan_reached_declined_and_who_is_late(found):
    assert str(say(work_list(), found)) == (
        "Of 6 customers to call by 20 March 2026, 2 have been reached. 1 declined. 1 has left before being reached. "
        "3 are overdue. 1 of them has no manager.")
    before = progress(rows(), SOME, work_list().plan, DUE)
    assert str(say(work_list(), before)).endswith("3 are still to be reached, and none is overdue.")
    part = progress(rows(), SOME[:1], Plan(4, DUE), TODAY)
    assert say(work_list(), part).headline.startswith("Of 4 customers to reach by 20 March 2026, 1 has been reached;")
    assert "has not been handed out" in say(work_list(handed_out_at=None), found).headline
    assert say_none().headline == "There is no list yet."


def test_the_manager_with_the_most_overdue_is_named_only_when_there_is_one():
    late = progress(rows(), SOME[4:], work_list().plan, TODAY)
    assert "Of the managers, Luis Prieto has the most: 2." in say(work_list(), late).so_what


@pytest.mark.parametrize("seed", range(5))
def test_every_customer_is_in_one_state_and_groups_add_up_to_the_list(seed):
    dice = random.Random(seed)
    some = [result(dice.choice(rows()).customer_id, dice.randint(1, 24), dice.choice(OUTCOMES)) for _each in range(12)]
    found = progress(rows(), some, work_list().plan, TODAY)
    assert found.reached + found.left_unreached + found.tried + found.untried == found.customers == 6
    for groups in (found.managers, found.branches, found.regions):
        for name in ("customers", "reached", "overdue", "left_unreached"):
            assert sum(getattr(each, name) for each in groups) == getattr(found, name)
    assert sum(found.outcomes.values()) + found.untried == 6
    assert found.overdue == found.tried + found.untried


@pytest.mark.parametrize("seed", range(5))
def test_the_latest_word_counts_and_of_one_day_the_file_taken_later(seed):
    dice = random.Random(seed)
    some = [result(dice.choice("AB"), dice.randint(1, 4), dice.choice(OUTCOMES)) for _each in range(9)]
    plain: dict[str, Result] = {}
    for customer in "AB":
        days = [[each for each in some if each.customer_id == customer and each.happened_on.day == day]
                for day in (1, 2, 3, 4)]
        last_said = [day[-1] for day in days if day]
        spoken = [each for each in last_said if each.outcome != "not_reached"]
        if last_said:
            plain[customer] = (spoken or last_said)[-1]
    assert latest_results(some) == plain


def test_a_correction_of_the_same_day_undoes_that_somebody_was_reached():
    corrected = progress(rows(), (result("0007", 3, "reached"), result("0007", 3, "not_reached")), Plan(6, DUE), TODAY)
    assert (corrected.reached, corrected.tried) == (0, 1)


def test_a_share_has_wilsons_range_and_few_customers_have_none():
    share = Share(2, 13)
    assert share.value == pytest.approx(2 / 13)
    assert (share.low, share.high) == (pytest.approx(0.0433, abs=2e-4), pytest.approx(0.4223, abs=2e-4))
    assert (Share(0, 20).low, Share(20, 20).high) == (0.0, 1.0)
    assert (Share(1, 9).value, Share(1, 9).low) == (None, None)


def many(left: int, stayed: int, plan: Plan, silent: int = 0):
    entries = [Entry(f"C{number}", "down", "x", DUE) for number in range(left + stayed + silent)]
    results = [result(f"C{number}", 5, "left" if number < left else "accepted") for number in range(left + stayed)]
    return progress(entries, results, plan, TODAY)


@pytest.mark.parametrize(("left", "stayed", "silent", "said"), [
    (2, 98, 0, "leave less often than that, beyond chance"), (10, 90, 0, "within chance"),
    (30, 70, 300, "leave more often than that, beyond chance"), (30, 70, 0, "More have left already."),
    (1, 2, 60, "Too few have been heard from to compare."),
])
def test_leavers_are_held_against_the_assumption_as_far_as_they_say_anything(left, stayed, silent, said):
    found = many(left, stayed, Plan(left + stayed + silent, DUE, 0.12), silent)
    assert attrition_notes(found)[1] == f"The plan assumes that 12% leave. {said}" or said in attrition_notes(found)[1]


def test_a_break_even_that_is_reached_is_said_so():
    assert "that is reached, even if nobody else leaves" in attrition_notes(many(20, 80, Plan(100, DUE, None, 0.14)))[1]
    nobody_down = progress(rows()[3:], (), Plan(3, DUE), TODAY)
    assert (nobody_down.attrition, attrition_notes(nobody_down)) == (None, [])


def test_cards_say_what_they_find_and_few_customers_give_no_shares(found):
    assert outcomes(found).title == "3 customers have been heard from, too few for shares"
    assert by_manager(found).title == "2 of 3 managers have overdue customers"
    assert outcomes(many(5, 15, Plan(20, DUE))).title == "75% of those heard from agreed, 0% declined"
    assert state_words(work_list()) == "Handed out on 1 March 2026"


def test_of_fewer_than_ten_customers_no_share_is_said_and_none_held_against_the_plan():
    found = many(1, 8, Plan(9, DUE, 0.05, 0.1))
    assert attrition(found).title == "1 of 9 customers who go down have left so far, too few for a share"
    assert attrition_notes(found) == ["9 of them have been heard from. Too few to say a share."]
