"""Work lists as they are kept: handed out and never changed again, with what came back, and everything taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import CannotAnswer
from crm_core.lists.result import Result
from crm_core.lists.work_list import Origin, Plan
from tests.lists.some_list import DUE, rows

PLAN = Plan(5, DUE, 0.1, 0.14)
ORIGIN = Origin("Three tiers", "the year before", "All customers", "f1", "Bank", dt.date(2026, 2, 1), "EUR")
SAID = (Result("0007", dt.date(2026, 3, 5), "accepted", "glad", "sí", 2),
        Result("0008", dt.date(2026, 3, 6), "left", line=3))


@pytest.fixture
def lists(workspace):
    return workspace.lists


@pytest.fixture
def draft(lists):
    return lists.draft(" Spring  list ", rows(), PLAN, author="Ana", note="Call\nsoon", origin=ORIGIN)


@pytest.fixture
def at_work(lists, draft):
    return lists.hand_out(draft.id, author="Ana")


def test_a_list_comes_back_as_it_was_kept(lists, draft):
    assert lists.open(draft.id) == draft
    assert (draft.name, draft.plan, draft.origin, draft.customers, draft.state) == (
        "Spring list", PLAN, ORIGIN, 6, "draft")
    assert lists.rows(draft.id) == rows()


def test_a_step_is_worded_anew_for_everybody_who_moves_alike_and_for_nobody_else(lists, draft):
    assert lists.word_step(draft.id, rows()[0], "Visit them.") == 2
    kept = lists.rows(draft.id)
    assert [row.next_step for row in kept[:2]] == ["Visit them."] * 2
    assert [row.is_proposed for row in kept] == [False, False, True, True, True, True]
    assert kept[2:] == rows()[2:]
    with pytest.raises(CannotAnswer, match="next step is empty"):
        lists.word_step(draft.id, rows()[0], "  ")


def test_what_is_handed_out_stays_as_it_is_with_its_first_day(lists, at_work):
    assert (at_work.state, at_work.handed_out_by) == ("handed_out", "Ana")
    assert lists.hand_out(at_work.id, author="Ben") == at_work
    with pytest.raises(CannotAnswer, match=r"'Spring list' was handed out on 1 March 2026, so it stays as it is"):
        lists.word_step(at_work.id, rows()[0], "Visit them.")
    assert lists.rows(at_work.id) == rows()


def test_a_list_becomes_a_draft_again_only_while_nothing_has_come_back(lists, at_work, workspace):
    assert lists.take_back(at_work.id).state == "draft"
    lists.hand_out(at_work.id, author="Ana")
    taken = workspace.list_results.take(at_work.id, SAID, file_name="a.csv", author="Ben")
    with pytest.raises(CannotAnswer, match="Results of 'Spring list' have come back"):
        lists.take_back(at_work.id)
    workspace.list_results.take_back(taken.id)
    assert lists.take_back(at_work.id).state == "draft"


def test_a_list_is_closed_reopened_deleted_and_brought_back(lists, at_work):
    assert lists.close(at_work.id, author="Ben").state == "closed"
    assert lists.reopen(at_work.id) == at_work
    assert lists.delete(at_work.id).deleted_at is not None
    assert lists.all() == ()
    with pytest.raises(CannotAnswer, match="was deleted on"):
        lists.open(at_work.id)
    assert lists.restore(at_work.id) == at_work


def test_a_name_is_taken_once_whatever_its_capitals_and_free_again_after_deleting(lists, draft):
    with pytest.raises(CannotAnswer, match=r"already a list 'SPRING LIST'"):
        lists.draft("SPRING LIST", rows(), PLAN, author="Ana")
    lists.delete(draft.id)
    lists.draft("spring list", rows(), PLAN, author="Ana")
    with pytest.raises(CannotAnswer, match="already a list"):
        lists.restore(draft.id)
    with pytest.raises(CannotAnswer, match=r"no list 'x'. There are: 'spring list'"):
        lists.named("x")
    assert lists.named(" Spring  List").name == "spring list"


def test_results_are_taken_whole_kept_side_by_side_and_taken_out_again(at_work, workspace):
    kept = workspace.list_results
    first = kept.take(at_work.id, SAID, file_name="a.csv", author="Ben", rejected=2)
    later = kept.take(at_work.id, SAID[:1], file_name="b.csv", author="Ben")
    assert kept.results(at_work.id) == (*SAID, SAID[0])
    assert [(each.file_name, each.accepted, each.rejected) for each in kept.deliveries(at_work.id)] == [
        ("b.csv", 1, 0), ("a.csv", 2, 2)]
    kept.take_back(first.id)
    assert kept.results(at_work.id) == SAID[:1]
    kept.put_back(first.id)
    kept.take_back(later.id)
    assert kept.results(at_work.id) == SAID


def test_results_of_a_list_that_nobody_works_on_are_refused(lists, draft, workspace):
    def take():
        workspace.list_results.take(draft.id, SAID, file_name="a.csv", author="Ben")

    with pytest.raises(CannotAnswer, match="has not been handed out"):
        take()
    lists.hand_out(draft.id, author="Ana")
    lists.close(draft.id, author="Ana")
    with pytest.raises(CannotAnswer, match="was closed on 1 March 2026"):
        take()
    lists.delete(draft.id)
    with pytest.raises(CannotAnswer, match="no such list any more"):
        take()
    with pytest.raises(CannotAnswer, match="holds no result that can be imported"):
        workspace.list_results.take(draft.id, (), file_name="a.csv", author="Ben")
    assert workspace.list_results.deliveries(draft.id) == ()


def test_matched_words_are_kept_for_the_next_file_and_forgotten_again(workspace):
    kept = workspace.list_results
    assert kept.match({"vino": "accepted", "nada": "not_reached"}, author="Ana") == {"vino": None, "nada": None}
    before = kept.match({"vino": "declined"}, author="Ben")
    assert kept.words() == {"vino": "declined", "nada": "not_reached"}
    kept.match(before, author="Ben")
    assert kept.words()["vino"] == "accepted"


def test_columns_are_kept_for_each_owner(workspace):
    workspace.list_columns.choose("a", "name,customer_id")
    assert (workspace.list_columns.of("a"), workspace.list_columns.of("b")) == ("name,customer_id", "")
    workspace.list_columns.choose("a", "")
    assert workspace.list_columns.of("a") == ""
    with pytest.raises(ValueError, match="has an owner"):
        workspace.list_columns.choose("", "name")
