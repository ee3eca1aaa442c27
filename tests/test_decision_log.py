"""The decision log in words: what is due, what became of a decision, what a search finds, and the table."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.decision_log import found, remark_words, say, state_words, table
from crm_core.workspace import Decision, Remark

DAY = dt.date(2026, 3, 10)
NOON = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


def remark(kind: str = "remark", text: str = "x", review_on: dt.date | None = None) -> Remark:
    return Remark(1, 1, kind, text, "Ben", review_on, NOON)


def decision(title: str = "Close Sur", review: int = 0, *remarks: Remark, reason: str = "It loses") -> Decision:
    """Ana's, of 1 March, to be looked at again on a day of March; 0 is never."""
    return Decision(1, title, reason, "Ana", DAY.replace(day=1), DAY.replace(day=review) if review else None, "regions",
                    "{}", "{}", "f1", "Bank", NOON, None, remarks)


def test_three_decisions_are_due_and_the_longest_due_is_named():
    log = [decision("A", 9), decision("B", 4), decision("C", 10), decision("D", 11), decision("E")]
    said = say(log, DAY)
    assert said.headline == "3 decisions are due for review."
    assert said.so_what == "“B” has waited longest: it was to be looked at again on 4 March 2026."


@pytest.mark.parametrize(("log", "headline", "so_what"), [
    ([], "No decision is recorded yet.", "Record one from the page that it rests on."),
    ([decision()], "1 decision is recorded, and none is due for review.", "No review is planned."),
    ([decision("A", 20), decision("B", 15)], "2 decisions are recorded, and none is due for review.",
     "The next review is on 15 March 2026."),
    ([decision("A", 9, remark("withdrawn"))], "1 decision is recorded, and none is due for review.",
     "No review is planned."),
])
def test_nothing_due_is_said_too(log, headline, so_what):
    said = say(log, DAY)
    assert (said.headline, said.so_what) == (headline, so_what)


@pytest.mark.parametrize(("remarks", "words"), [
    ([], "Open"), ([remark()], "Open"), ([remark("reviewed")], "Reviewed by Ben on 5 March 2026"),
    ([remark("withdrawn"), remark()], "Withdrawn by Ben on 5 March 2026"),
    ([remark("withdrawn"), remark("reopened")], "Reopened by Ben on 5 March 2026"),
])
def test_its_state_says_who_and_when(remarks, words):
    assert state_words(decision("A", 0, *remarks)) == words


def test_a_remark_says_what_it_changed():
    assert remark_words(remark()) == "Ben remarked on 5 March 2026"
    assert remark_words(remark("reviewed", review_on=DAY)) == (
        "Ben reviewed it on 5 March 2026; to be looked at again on 10 March 2026")


def test_a_search_finds_all_words_wherever_they_stand():
    log = [decision("Close Sur", 9, remark(text="Costs FELL")), decision("Close Norte", 0, remark("withdrawn"))]

    def titles(words: str, wanted: str = "all") -> list[str]:
        return [each.title for each in found(log, words, wanted, DAY)]

    assert titles("") == ["Close Sur", "Close Norte"]
    assert titles("CLOSE fell ana") == ["Close Sur"]
    assert titles("close nobody") == []
    assert titles("", "due") == titles("", "open") == ["Close Sur"]
    assert titles("", "withdrawn") == ["Close Norte"]
    assert titles("", "reviewed") == []


def test_the_table_has_a_row_a_decision_with_its_remarks():
    made = table([decision("A", 9, remark(text="Better"))], {"regions": "Regions"})
    assert made.loc[0].tolist() == [
        DAY.replace(day=1), "A", "It loses", "Ana", "Regions", "Open", DAY.replace(day=9),
        "Ben remarked on 5 March 2026: Better", "Bank", "f1"]
    assert list(made)[:2] == ["Decided on", "Decision"]
