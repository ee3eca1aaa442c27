"""What is printed reaches every output: in its encoding, without commands to terminals, and not by the page."""

from __future__ import annotations

import io
import json
import sys

import pytest

from crm_core import command_line
from crm_core.chapters import ROOMS
from crm_core.output import MAX_LINE, calm, print_in_any_encoding, print_json
from tests.tiny_books import publish


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return publish(tmp_path_factory.mktemp("books"), [900, 500, -20, 10]).path


@pytest.fixture
def printed(monkeypatch):
    """Give the process an output of this encoding; calling the result gives what was printed."""
    def give(encoding: str):
        page = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(page, encoding=encoding, write_through=True))
        print_in_any_encoding()
        return lambda: page.getvalue().decode(encoding)
    return give


@pytest.mark.parametrize(("encoding", "shown"), [
    ("ascii", 'Mas de EUR5.1M - "asi" <= 3 -> ?'), ("latin-1", 'Más de EUR5.1M - "así" <= 3 -> ?'),
    ("cp1252", "Más de €5.1M – “así” <= 3 -> ?"), ("utf-8", "Más de €5.1M – “así” ≤ 3 → 客"),
])
def test_a_letter_that_the_output_lacks_is_the_nearest_that_it_has(printed, encoding, shown):
    read = printed(encoding)
    print("Más de €5.1M – “así” ≤ 3 → 客")
    assert read().splitlines() == [shown]


def test_a_byte_of_a_name_that_is_no_text_is_told_as_it_is(printed):
    read = printed("utf-8")
    print(b"caf\xe9.csv".decode("utf-8", "surrogateescape"))
    assert read().splitlines() == ["caf\\xe9.csv"]


def test_json_stays_what_it_says(printed):
    read = printed("latin-1")
    print_json({"sum": "€5", "who": "José"})
    assert json.loads(read()) == {"sum": "€5", "who": "José"}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_answers_or_says_why_not_where_the_output_is_ascii(printed, capsys, book, room):
    read = printed("ascii")
    code = command_line.main(["ask", room, "--book", str(book), "--lang", "es"])
    said = read() + capsys.readouterr().err
    assert code in (0, 2)
    assert said.strip()
    assert "codec" not in said


def test_a_failure_is_said_without_commands_to_the_terminal_and_not_by_the_page():
    assert calm("a\x1b[31mred\u202e.csv\x07 is no book\nand more") == "a [31mred .csv  is no book\nand more"
    long = calm(f"The file {'x' * 5000} cannot be read. Copy it again.")
    assert len(long) == MAX_LINE - 1
    assert long.startswith("The file xxx")
    assert long.endswith("cannot be read. Copy it again.")
