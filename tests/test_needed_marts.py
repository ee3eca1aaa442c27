"""What of a book a test needs is read off its own lines, and off those that share the book with it."""

from __future__ import annotations

import pytest

from tests import needed_marts
from tests.needed_marts import Needed, read_by

PLAIN = "def test_rows(built):\n    assert built.rows('select count(*) from activity')\n"
DOUBTING = "def test_doubts(built):\n    assert built.suspicions() == {}\n"
SHARED = "@pytest.fixture(scope='module')\ndef built():\n    return bring()\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(needed_marts, "OF_WHAT_THEY_NAME", (tmp_path,))
    return tmp_path


def write(folder, text: str, name: str = "test_some.py"):
    path = folder / name
    path.write_text(text)
    return path


def test_doubts_are_looked_for_where_the_test_itself_reads_them(folder):
    module = write(folder, f"{PLAIN}\n\n{DOUBTING}")
    assert [read_by(module, doubts=reads).doubts for reads in (False, True)] == [False, True]
    assert "market_rows" not in read_by(module, doubts=False).marts
    assert "market_rows" in read_by(module, doubts=True).marts


@pytest.mark.parametrize("beside", [SHARED, "def told(built):\n    return built.suspicions()\n"])
def test_and_where_its_module_shares_a_book_with_one_that_does_or_asks_for_it(folder, beside):
    assert read_by(write(folder, f"{beside}\n\n{PLAIN}\n\n{DOUBTING}"), doubts=False).doubts


def test_and_where_its_folder_shares_a_book_with_one_that_does(folder):
    module = write(folder, PLAIN)
    write(folder, DOUBTING, "test_other.py")
    write(folder, SHARED, "conftest.py")
    assert read_by(module, doubts=False).doubts


def test_a_mart_that_a_test_names_is_made_with_all_that_it_is_made_from(folder):
    module = write(folder, "def test_years(book):\n    book.read('select * from customer_years')\n")
    found = read_by(module, doubts=False)
    assert {"customer_years", "valued_customers", "valued_holdings"} <= found.marts
    assert "tier_years" not in found.marts


def test_who_asks_rooms_or_lies_elsewhere_has_everything(folder, tmp_path_factory):
    assert read_by(write(folder, "from crm_core.rooms import data\n"), doubts=False) == Needed()
    assert read_by(write(tmp_path_factory.mktemp("elsewhere"), PLAIN), doubts=False) == Needed()
