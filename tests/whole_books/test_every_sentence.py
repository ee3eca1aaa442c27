"""Every sentence that the rooms can say, over many scopes and options of several books, read by rules: in English, and
in Spanish that a banker would write, with the same figures."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pytest

from bench.answers import answers
from crm_core import ask, open_book
from crm_core.language import in_language
from crm_core.warehouse import Book
from tests import odd_books
from tests.sentences import faults, figures

BANKS = {"demo": 8, "berka": 6}
"""Questions a room on a whole bank, of some 90: every option and many scopes, and quick enough for every day."""
ODD = {"two customers": 4, "thirteen months": 3, "all equal": 3, "a net near nothing": 3, "namesakes": 3,
       "every optional table": 4}
"""Questions a room on an odd book, which says little more under a scope than without: it has too few customers."""
BOOKS = BANKS | ODD
ALSO_IN_SPANISH = ("demo", "two customers", "every optional table")
SLOW = ("demand",)
"""Rooms that are asked half as many, as they forecast anew under each scope, two to four seconds a question; their own
tests try each option."""


class Bank(NamedTuple):
    name: str
    book: Book


@pytest.fixture(scope="module", params=BOOKS)
def bank(request, tmp_path_factory):
    if request.param in BANKS:
        folder = request.getfixturevalue(request.param)
    else:
        folder = odd_books.books()[request.param]().publish(tmp_path_factory.mktemp("odd"))
    with open_book(folder) as opened:
        yield Bank(request.param, opened)


def said(given: dict[str, Any]) -> str:
    return str(given.get("reading") or given["refused"])


@pytest.mark.parametrize("room", ask.rooms())
def test_every_sentence_reads_right_and_says_the_same_in_spanish(bank, room):
    most = BOOKS[bank.name] if room not in SLOW else math.ceil(BOOKS[bank.name] / 2)
    english = answers(bank.book, [room], most=most)
    marked: dict[str, Any] = {}
    for question, given in english.items():
        sentence = said(given)
        found = [each for each in faults(sentence) if "refused" not in given or "share" not in each]
        if found:  # a refusal repeats what was asked for, however large
            marked[question] = found
        assert sentence.rstrip().endswith((".", "?", "!")), f"{question}: {sentence}"
    if bank.name in ALSO_IN_SPANISH:
        with in_language("es"):
            spanish = answers(bank.book, [room], most=most)
        for question, given in english.items():
            before, after = said(given), said(spanish[question])
            if figures(before, "en") != pytest.approx(figures(after, "es"), rel=0.06):
                marked[f"{question}, other figures"] = (before, after)
            if found := faults(after, "es"):
                marked[f"{question}, in Spanish"] = found
    assert not marked
