"""What a book can answer, known before anybody asks: the needs of each room against what odd books really bring."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer, NobodyInScope, ask, open_book
from crm_core.availability import Availability, Needs, availability, listed
from crm_core.scope import Scope
from tests import odd_books

BOOKS = odd_books.books()


def test_what_is_missing_is_named_by_what_would_bring_it():
    needs = Needs((("market",), ("staff", "branches")), better_with=("contacts",))
    assert availability(needs, {"market", "branches", "contacts"}) == Availability("whole")
    assert availability(needs, {"market", "staff"}) == Availability("part", ("a contacts file",))
    assert availability(needs, {"contacts"}) == Availability(
        "none", ("a market file", "a staff file or a branches file"))


def test_a_need_that_no_book_has_is_a_fault_of_the_room():
    with pytest.raises(ValueError, match="'weather'"):
        Needs((("weather",),))


@pytest.mark.parametrize(("phrases", "words"), [
    ((), ""), (("a market file",), "a market file"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c"),
    (("x, or y", "z"), "x, or y; and z"),
])
def test_phrases_are_listed_as_a_person_would(phrases, words):
    assert listed(phrases) == words


@pytest.mark.parametrize("name", [
    "one customer", "one month", "two months", "one region", "turnover only", "balance only", "cost only",
    "every optional table", "regions alone", "region_economy alone", "market alone", "outflows alone", "staff alone",
])
def test_a_room_answers_exactly_where_its_needs_are_met(name, tmp_path):
    with open_book(BOOKS[name]().publish(tmp_path)) as book:
        expected = {room: found.level != "none" for room, found in ask.availabilities(book.reader()).items()}
        answered = {}
        for room in ask.rooms():
            try:
                ask.ask(room, book, Scope())
                answered[room] = True
            except NobodyInScope:
                answered[room] = True  # the book could, of other customers
            except CannotAnswer:
                answered[room] = False
    assert answered == expected
