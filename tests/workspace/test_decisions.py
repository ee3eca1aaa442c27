"""The decision log: recorded once, never changed; what is said later is added."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import CannotAnswer

DAY = dt.date(2026, 3, 1)


def after(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


@pytest.fixture
def log(workspace):
    return workspace.decisions


@pytest.fixture
def decide(log):
    """`decide("Close Sur")` → Ana's decision of 1 March 2026."""

    def record(title: str = "Close Sur", **options):
        return log.record(title, **{"reason": "It loses", "author": "Ana", "decided_on": DAY} | options)

    return record


def test_a_decision_keeps_who_what_why_when_and_on_what(decide, log):
    kept = decide(" Close  Sur ", review_on=after(90), page="regions", link='{"v":1}', evidence='{"v":1}',
                  book_fingerprint="f1", book_title="Bank")
    assert (kept.title, kept.reason, kept.author, kept.state) == ("Close Sur", "It loses", "Ana", "open")
    assert (kept.decided_on, kept.review_on, kept.page, kept.evidence) == (DAY, after(90), "regions", '{"v":1}')
    assert (kept.book_fingerprint, kept.book_title) == ("f1", "Bank")
    assert log.all(DAY) == (kept,)


def test_it_is_dated_today_unless_it_says_otherwise(log):
    assert log.record("x", reason="y", author="Ana").decided_on == DAY


def test_it_is_due_from_its_day_on_until_it_is_reviewed(decide, log):
    kept = decide(review_on=after(10))
    assert [kept.is_due(after(days)) for days in (9, 10, 11)] == [False, True, True]
    kept = log.remark(kept.id, "reviewed", "Better", author="Ben", review_on=after(40))
    assert (kept.state, kept.review_on, kept.is_due(after(20))) == ("reviewed", after(40), False)
    assert kept.first_review_on == after(10), "what was recorded stays"
    kept = log.remark(kept.id, "reviewed", "Done", author="Ben")
    assert (kept.review_on, kept.is_due(after(400))) == (None, False)
    assert [each.text for each in kept.remarks] == ["Better", "Done"]


def test_a_withdrawn_decision_is_due_no_more_and_can_be_reopened(decide, log):
    kept = decide(review_on=after(10))
    kept = log.remark(kept.id, "withdrawn", "No longer ours", author="Ben")
    assert (kept.state, kept.is_due(after(11)), kept.last_change.author) == ("withdrawn", False, "Ben")
    with pytest.raises(CannotAnswer, match="was withdrawn in the meantime, by Ben"):
        log.remark(kept.id, "reviewed", "x", author="Ana")
    assert log.remark(kept.id, "remark", "A pity", author="Ana").state == "withdrawn"
    kept = log.remark(kept.id, "reopened", "Again", author="Ana")
    assert (kept.state, kept.is_due(after(11))) == ("open", True)
    with pytest.raises(CannotAnswer, match="is not withdrawn"):
        log.remark(kept.id, "reopened", "x", author="Ana")


def test_those_due_come_first_the_longest_due_before_the_others(decide, log):
    for title, decided, review in (("late", 0, 5), ("none", 9, None), ("later", 1, 7), ("ahead", 8, 90)):
        decide(title, decided_on=after(decided), review_on=review and after(review))
    assert [each.title for each in log.all(after(20))] == ["late", "later", "none", "ahead"]
    assert [each.title for each in log.all(after(6))] == ["late", "none", "ahead", "later"]


def test_what_was_recorded_by_mistake_is_taken_out_and_comes_back(decide, log):
    kept = decide()
    log.take_back(kept.id)
    assert log.all(DAY) == ()
    log.restore(kept.id)
    assert log.all(DAY) == (kept,)


@pytest.mark.parametrize(("change", "said"), [
    ({"title": " "}, "What was decided is empty"), ({"reason": ""}, "The reason is empty"),
    ({"author": ""}, "The author is empty"), ({"title": "x" * 161}, "has 161 characters and may have 160"),
    ({"review_on": after(-1)}, r"The day to look again \(2026-02-28\) is before the decision \(2026-03-01\)"),
])
def test_a_decision_that_cannot_be_kept_says_why(decide, log, change, said):
    with pytest.raises(CannotAnswer, match=said):
        decide(**change)
    assert log.all(DAY) == ()


def test_a_remark_that_cannot_be_kept_says_why(decide, log):
    kept = decide()
    for text, author, said in (("", "Ana", "The remark is empty"), ("x", "", "The author is empty")):
        with pytest.raises(CannotAnswer, match=said):
            log.remark(kept.id, "remark", text, author=author)
    with pytest.raises(CannotAnswer, match="no decision number 7"):
        log.remark(7, "remark", "x", author="Ana")
    with pytest.raises(ValueError, match="only a review sets one"):
        log.remark(kept.id, "remark", "x", author="Ana", review_on=after(3))
    assert log.all(DAY) == (kept,)


def test_two_who_write_at_once_lose_nothing(decide, log, url):
    from crm_core.workspace import Workspace

    kept = decide(review_on=after(10))
    other = Workspace(url).decisions
    for number in range(5):
        log.remark(kept.id, "remark", f"Ana {number}", author="Ana")
        other.remark(kept.id, "remark", f"Ben {number}", author="Ben")
    assert len(log.all(DAY)[0].remarks) == 10
