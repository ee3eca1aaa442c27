"""A Provenance in Spanish: the same figures, sentences of its own, and nothing left in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.availability import Availability
from crm_core.chapters import ROOMS
from crm_core.language import in_language
from crm_core.language.stored import stored
from crm_core.rooms import data
from crm_core.rooms.data import captions
from tests.rooms.data.test_provenance import FILE, report
from tests.tiny_books import publish
from tests.two_languages import figures_in_both, left_in_english

EUR = Money("EUR")
REASON = stored("{column} is empty: every row needs one", column="customer_id")
REJECTED = [("customers", "customers.csv", 4, "x", REASON), ("customers", "customers.csv", 7, "y", REASON)]
FAR = ("activity", stored("coverage"), stored(
    "The rows of activity fell by {share} in {month}, from about {usual_count} to {rows_count}; a comparison across "
    "that month compares different customers.", share=0.5, month="2026-02-01", usual_count=2000, rows_count=1000))
PAGES_FOUND = {name: Availability("whole" if place % 3 else "part") for place, name in enumerate(ROOMS)}
BOOKS = {
    "rejected": {"files": [FILE], "rejected": REJECTED, "rates": True},
    "clean": {"files": [("customers", "customers.csv", 10, 1, 9, 0, 0, "h")],
              "controls": [(stored("rows of {file}", file="trans.asc"), 9, 9)]},
    "odd": {"controls": [(stored("owners of accounts"), 1, 1), (stored("customers asked for"), 2, 3)],
            "suspicions": [FAR], "months": (1, 4)},
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = {name: tmp_path_factory.mktemp(name) for name in (*BOOKS, "own")}
    for name, how in BOOKS.items():
        report(made[name], **how)
    publish(made["own"], [5.0])
    return made


def texts(folder) -> Iterator[str]:
    with open_book(folder) as book:
        result = data.answer(book.reader())
    reading = data.say(result, EUR)
    yield from (reading.headline, reading.so_what)
    for metric in captions.metrics(result):
        yield from (metric.label, metric.explain)
    notes = captions.assumptions(result)
    yield from notes[:-1] if result.notes else notes
    for caption in (captions.months(result), captions.files(result), captions.rejected(result),
                    captions.suspicions(result), captions.controls(result), captions.lacking(result),
                    captions.answerable(PAGES_FOUND)):
        yield from filter(None, caption)
    for _count, reason in captions.reasons(result, 9):
        yield reason
    for _where, doubt in captions.doubts(result, 9):
        yield doubt
    yield from captions.controls_table(result)["name"]
    yield from captions.controls_table(result)["agrees"]
    yield from captions.pages_answered(PAGES_FOUND)["answer"]
    yield from (note.text for note in data.draw(result, EUR).layout.annotations)


@pytest.mark.parametrize("name", [*BOOKS, "own"])
def test_the_figures_are_the_same_in_both_languages(folders, name):
    english, spanish = figures_in_both(lambda: texts(folders[name]))
    assert spanish == english


@pytest.mark.parametrize("name", [*BOOKS, "own"])
def test_nothing_escapes_translation(folders, name):
    assert left_in_english(lambda: texts(folders[name])) == []


def test_what_became_of_the_files_in_spanish(folders):
    with in_language("es"), open_book(folders["rejected"]) as book:
        result = data.answer(book.reader())
        assert data.say(result, EUR).headline == (
            "De 11 filas se aceptaron 9; se rechazaron y se guardaron aparte 2 (18,2\u00a0%).")
        assert list(captions.reasons(result, 1)) == [
            ("2 filas de customers", "la primera en la línea 4 de customers.csv: customer_id está vacío: todas las "
                                     "filas lo necesitan")]
