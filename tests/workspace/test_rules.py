"""Rules, and what they made of books: judged once a book, kept, seen by somebody."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from crm_core import CannotAnswer
from crm_core.signals.rule import Watch
from crm_core.signals.verdict import Trip, Verdict
from tests.workspace.conftest import START

FALLS = Watch("revenue", "", is_each_region=False, condition="falls", amount=0.05, period_kind="month")
EACH = Watch("deposits", "", is_each_region=True, condition="below", amount=1e6, period_kind="quarter")
TRIPS = (Trip("NORTE", 9e5, 1e6, 0.02), Trip("SUR", 8e5, 1e6, None))


def says(rule, *trips, basis="", first=dt.date(2026, 7, 1), last=dt.date(2026, 9, 1)):
    return Verdict(rule, basis, first, last, 3, 1, 0.11, trips)


@pytest.fixture
def each(workspace):
    return workspace.rules.add(EACH, author="Ana")


@pytest.fixture
def enter(workspace):
    def keep(*verdicts, book="f1"):
        workspace.judgements.enter(verdicts, book_fingerprint=book, book_title=f"Bank {book}")
        return workspace.judgements.signals(book)

    return keep


def test_a_rule_is_kept_once_and_comes_back_when_deleted(workspace):
    rule = workspace.rules.add(FALLS, author=" Ana ")
    assert (rule.author, rule.created_at, rule.condition, rule.amount) == ("Ana", START, "falls", 0.05)
    with pytest.raises(CannotAnswer, match="This rule is there already"):
        workspace.rules.add(FALLS, author="Ben")
    assert workspace.rules.delete(rule.id).deleted_at is not None
    assert workspace.rules.all() == ()
    assert workspace.rules.restore(rule.id) == rule
    assert workspace.rules.all() == (rule,)


@pytest.mark.parametrize(("change", "said"), [
    ({"figure": "profit"}, "nothing called 'profit'. Choose one of: contribution"),
    ({"condition": "explodes"}, "nothing called 'explodes'. Choose one of: below, above"),
    ({"period_kind": "week"}, "nothing called 'week'. Choose one of: month"),
    ({"amount": None}, "needs an amount"),
    ({"condition": "leaves_range"}, "takes no amount"),
    ({"condition": "misses_target", "amount": None, "period_kind": "trailing"}, "not for any 12 months"),
    ({"figure": "customers_kept", "condition": "below", "amount": 95.0}, "Write it like 95% or 0.95"),
    ({"amount": -0.05}, "A fall is watched from above 0% to below 100%"),
    ({"condition": "changes", "amount": 1.0}, "A fall is watched from above 0% to below 100%"),
    ({"condition": "rises", "amount": 11.0}, "A rise is watched from above 0% to 1,000%"),
    ({"condition": "below", "amount": float("inf")}, "inf is no amount of Revenue"),
])
def test_what_cannot_be_watched_says_why(change, said):
    with pytest.raises(CannotAnswer, match=said):
        replace(FALLS, **change)


def test_a_book_is_judged_once_by_a_rule_and_the_first_judgement_stays(workspace, each, enter):
    norte, sur = enter(says(each, *TRIPS))
    assert (norte.region_id, norte.actual, norte.limit_amount, norte.chance) == ("NORTE", 9e5, 1e6, 0.02)
    assert (sur.chance, sur.acknowledged_at) == (None, None)
    assert (norte.judgement.rule, norte.judgement.judged, norte.judgement.chance) == (each, 3, 0.11)
    assert [signal.region_id for signal in enter(says(each))] == ["NORTE", "SUR"]
    assert enter(says(each), book="f2") == ()
    assert [judgement.unknown for judgement in workspace.judgements.of_book("f2")] == [1]
    assert [signal.judgement.book_title for signal in workspace.judgements.signals()] == ["Bank f1", "Bank f1"]


def test_a_rule_about_targets_is_judged_again_when_they_are_others_and_only_the_last_holds(each, enter):
    assert len(enter(says(each, *TRIPS, basis="1"))) == 2
    assert [signal.region_id for signal in enter(says(each, TRIPS[1], basis="2"))] == ["SUR"]
    assert [signal.region_id for signal in enter(says(each, *TRIPS, basis="1"))] == ["NORTE", "SUR"], "set back"


def test_who_has_seen_a_signal_first_stays_until_it_is_withdrawn(workspace, each, enter):
    norte, sur = enter(says(each, *TRIPS))
    workspace.judgements.acknowledge(norte.id, by=" Ben ")
    workspace.judgements.acknowledge(norte.id, sur.id, by="Ana")
    assert [signal.acknowledged_by for signal in workspace.judgements.signals("f1")] == ["Ben", "Ana"]
    workspace.judgements.withdraw(norte.id)
    assert [signal.acknowledged_by for signal in workspace.judgements.signals("f1")] == ["", "Ana"]


def test_what_was_seen_is_not_new_when_the_same_period_is_loaded_again(workspace, each, enter):
    workspace.judgements.acknowledge(enter(says(each, *TRIPS))[0].id, by="Ben")
    again = enter(says(each, *TRIPS), book="f2")
    assert [signal.acknowledged_by for signal in again] == ["Ben", ""]
    later = enter(says(each, *TRIPS, first=dt.date(2026, 8, 1)), book="f3")
    assert [signal.acknowledged_by for signal in later] == ["", ""]
    longer = enter(says(each, *TRIPS, last=dt.date(2026, 10, 1)), book="f4")
    assert [signal.acknowledged_by for signal in longer] == ["", ""], "a year to date has gone on"


def test_signals_of_a_deleted_rule_are_out_of_sight(workspace, each, enter):
    enter(says(each, *TRIPS))
    workspace.rules.delete(each.id)
    assert workspace.judgements.signals() == workspace.judgements.of_book("f1") == ()


def test_a_signal_that_is_not_there_and_nobody_cannot_acknowledge(workspace, each, enter):
    first = enter(says(each, *TRIPS))[0].id
    for numbers, by, said in (((first, 7), "Ana", "no signal number 7"), ((first,), " ", "The author is empty")):
        with pytest.raises(CannotAnswer, match=said):
            workspace.judgements.acknowledge(*numbers, by=by)
        assert workspace.judgements.signals()[0].acknowledged_at is None
