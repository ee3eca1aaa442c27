"""What a book can answer, known before anybody asks: the needs of each room against what odd books really bring."""

from __future__ import annotations

import pytest

from crm_core import CannotAnswer, NobodyInScope, ask, open_book
from crm_core.availability import Needs, availability
from crm_core.language import in_language
from crm_core.scope import Scope
from tests import odd_books

BOOKS = odd_books.books()


def test_what_is_missing_is_named_by_what_would_bring_it():
    needs = Needs((("market",), ("staff", "branches")), better_with=("contacts",))
    whole = availability(needs, {"market", "branches", "contacts"})
    assert (whole.level, whole.missing) == ("whole", ())
    part = availability(needs, {"market", "staff"})
    assert (part.level, part.missing) == ("part", ("a contacts file",))
    none = availability(needs, {"contacts"})
    assert (none.level, none.missing) == ("none", ("a market file", "a staff file or a branches file"))


def test_what_is_missing_is_named_in_the_language_of_the_reader():
    found = availability(Needs((("staff", "branches"),)), ())
    with in_language("es"):
        assert found.missing == ("un fichero staff o un fichero branches",)


def test_a_need_that_no_book_has_is_a_fault_of_the_room():
    with pytest.raises(ValueError, match="'weather'"):
        Needs((("weather",),))


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
