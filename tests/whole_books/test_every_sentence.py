"""Every sentence that the rooms can say, over many scopes and options of several books, read by rules."""

from __future__ import annotations

import pytest

from bench.answers import answers
from crm_core import ask, open_book
from crm_core.intake.berka import build_berka
from crm_core.intake.demo import build_demo
from crm_core.warehouse import Shelf
from tests import odd_books
from tests.intake.berka_bank import real_folder
from tests.sentences import faults

ODD = ("two customers", "thirteen months", "all equal", "a net near nothing", "namesakes", "every optional table")
MOST = {"demo": 10, "berka": 10}
"""Questions a room on a whole bank, of some 90: every option and many scopes, and quick enough for every day."""
MOST_ODD = 3
"""Questions a room on an odd book, which says little more under a scope than without: it has too few customers."""


@pytest.fixture(scope="module", params=["demo", "berka", *ODD])
def bank(request, tmp_path_factory):
    """A book and how many questions a room is asked of it."""
    folder = tmp_path_factory.mktemp("read")
    if request.param == "demo":
        build_demo(Shelf(folder), customers=2_000, seed=5)
    elif request.param == "berka":
        build_berka(real_folder(), Shelf(folder))
    else:
        odd_books.books()[request.param]().publish(folder)
    with open_book(folder) as opened:
        yield opened, MOST.get(request.param, MOST_ODD)


@pytest.mark.parametrize("room", ask.rooms())
def test_every_sentence_reads_right(bank, room):
    book, most = bank
    marked = {}
    for question, given in answers(book, [room], most=most).items():
        sentence = given.get("reading") or given["refused"]
        found = [each for each in faults(sentence) if "refused" not in given or "share" not in each]
        if found:  # a refusal repeats what was asked for, however large
            marked[question] = found
        assert sentence.rstrip().endswith((".", "?", "!")), f"{question}: {sentence}"
    assert not marked
