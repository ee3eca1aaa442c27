"""What the questions to a book may take of the machine's memory."""

from __future__ import annotations

import duckdb
import pytest

from crm_core import CannotAnswer
from crm_core.question import Question
from crm_core.warehouse import Book, Shelf
from crm_core.warehouse.faults import fault_of
from crm_core.warehouse.memory import book_memory, megabytes
from tests.warehouse.test_verifying import put


@pytest.mark.parametrize(("text", "expected"), [
    ("4GB", 4_000.0), (" 800 mb ", 800.0), ("1.5GiB", 1610.612736), ("2TB", 2e6), ("512MiB", 536.870912),
    ("", None), ("4", None), ("4 G", None), ("-4GB", None), ("1e3MB", None), ("٤GB", None), ("4GB!", None),
])
def test_an_amount_of_memory_is_a_number_and_a_unit(text, expected):
    assert megabytes(text) == (expected and pytest.approx(expected))


@pytest.mark.parametrize(("said", "share", "limit"), [
    (None, 1.0, "1000MB"), ("", 1.0, "1000MB"), ("4GB", 1.0, "4000MB"), ("4GB", 0.5, "2000MB"), ("1MB", 0.25, "1MB"),
])
def test_the_variable_says_how_much_and_silence_is_the_usual(monkeypatch, said, share, limit):
    monkeypatch.delenv("CLIENTELA_MEMORY", raising=False)
    if said is not None:
        monkeypatch.setenv("CLIENTELA_MEMORY", said)
    assert book_memory(share) == limit


@pytest.mark.parametrize("said", ["lots", "0GB", "0.2MB", "4"])
def test_what_is_no_amount_is_refused_with_an_example_and_no_book_is_opened(monkeypatch, tmp_path, said):
    path = put(Shelf(tmp_path))
    monkeypatch.setenv("CLIENTELA_MEMORY", said)
    with pytest.raises(CannotAnswer, match=rf"CLIENTELA_MEMORY is '{said}'; give an amount of memory.*such as 4GB"):
        Book(path)


def test_a_book_is_opened_with_what_the_variable_says(monkeypatch, tmp_path):
    monkeypatch.setenv("CLIENTELA_MEMORY", "768MiB")
    with Book(put(Shelf(tmp_path))) as book:
        setting = Question("memory", "select current_setting('memory_limit') as set_to")
        assert book.read(setting)["set_to"].item() == "767.7 MiB"


def test_who_had_too_little_is_told_what_sets_it_and_what_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("CLIENTELA_MEMORY", "3GB")
    said = str(fault_of(duckdb.OutOfMemoryException("could not allocate"), tmp_path))
    assert said.endswith("or start the program with more (CLIENTELA_MEMORY, now 3000MB).")
