"""Notes beside a subject, and the log of what left the app."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core import CannotAnswer
from tests.workspace.conftest import START


@pytest.fixture
def notes(workspace):
    return workspace.notes


def test_a_note_has_a_day_an_author_and_a_source(notes):
    kept = notes.add("regions", "NORTE", " New plant\nopens ", author="Ana", source=" Gazette ",
                     dated_on=dt.date(2026, 2, 3))
    assert (kept.text, kept.author, kept.source, kept.dated_on) == ("New plant\nopens", "Ana", "Gazette",
                                                                    dt.date(2026, 2, 3))
    assert kept.created_at == START
    assert notes.about("regions", "NORTE") == (kept,)


def test_a_note_is_dated_today_unless_it_says_otherwise(notes):
    assert notes.add("regions", "NORTE", "x", author="Ana").dated_on == START.astimezone().date()


def test_the_latest_day_comes_first_and_subjects_do_not_mix(notes):
    for day, subject in ((1, "NORTE"), (3, "NORTE"), (2, "SUR"), (2, "NORTE")):
        notes.add("regions", subject, f"day {day}", author="Ana", dated_on=dt.date(2026, 2, day))
    assert [each.text for each in notes.about("regions", "NORTE")] == ["day 3", "day 2", "day 1"]
    assert [each.subject for each in notes.all("regions")] == ["NORTE", "NORTE", "SUR", "NORTE"]
    assert notes.about("demand", "NORTE") == notes.all("demand") == ()


def test_a_deleted_note_comes_back(notes):
    kept = notes.add("regions", "NORTE", "x", author="Ana")
    assert notes.delete(kept.id).deleted_at is not None
    assert notes.about("regions", "NORTE") == ()
    assert notes.restore(kept.id) == kept
    assert notes.about("regions", "NORTE") == (kept,)


@pytest.mark.parametrize(("change", "said"), [
    ({"text": "  "}, "The note is empty"),
    ({"text": "x" * 2_001}, "has 2,001 characters and may have 2,000"),
    ({"author": ""}, "The author is empty"),
    ({"source": "x" * 201}, "The source 'x+…' has 201 characters and may have 200"),
    ({"subject": ""}, "The subject is empty"),
])
def test_a_note_that_cannot_be_kept_says_why(notes, change, said):
    with pytest.raises(CannotAnswer, match=said):
        notes.add("regions", **{"subject": "NORTE", "text": "x", "author": "Ana"} | change)
    assert notes.all("regions") == ()


@pytest.mark.parametrize("number", [0, 7, 2**70, "1"])
def test_a_number_that_no_note_has_is_said(notes, number):
    for ask in (notes.delete, notes.restore):
        with pytest.raises(CannotAnswer, match=rf"no note number {number}\. Choose one"):
            ask(number)


def test_the_log_says_who_took_what_from_where(workspace):
    for rows in (20, 30):
        workspace.exports.log(page="pareto", rows=rows, file_name="clientela-pareto-2026-03.xlsx",
                              scope="all regions · all customers", who="Ana", book_fingerprint="f1")
    latest, first = workspace.exports.latest()
    assert (first.page, first.rows, first.who, first.at) == ("pareto", 20, "Ana", START)
    assert latest.rows == 30
    assert workspace.exports.latest(most=1) == (latest,)
