"""Every room says the same figures in Spanish as in English, in Spanish that a banker would write."""

from __future__ import annotations

import pytest

from bench.answers import answers
from crm_core import ask, open_book
from crm_core.intake.demo import build_demo
from crm_core.language import in_language
from crm_core.warehouse import Shelf
from tests import odd_books
from tests.sentences import faults, figures

MOST = 6
"""Questions a room on each book, each asked twice."""


@pytest.fixture(scope="module", params=["demo", "two customers", "every optional table"])
def book(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("both")
    if request.param == "demo":
        build_demo(Shelf(folder), customers=2_000, seed=5)
    else:
        odd_books.books()[request.param]().publish(folder)
    with open_book(folder) as opened:
        yield opened


@pytest.mark.parametrize("room", ask.rooms())
def test_the_same_is_said_in_both(book, room):
    english = answers(book, [room], most=MOST)
    with in_language("es"):
        spanish = answers(book, [room], most=MOST)
    differing, marked = {}, {}
    for question, given in english.items():
        before, after = (each.get("reading") or each["refused"] for each in (given, spanish[question]))
        if figures(before, "en") != pytest.approx(figures(after, "es"), rel=0.06):
            differing[question] = (before, after)
        if found := faults(after, "es"):
            marked[question] = found
    assert not differing
    assert not marked
