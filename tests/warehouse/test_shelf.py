"""The shelf, with real processes: whole books only, whatever happens to the builder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import numpy as np
import pytest

from crm_core import CannotAnswer, open_book
from crm_core.contract import MARTS_VERSION, VERSION
from crm_core.question import Numbers, Question
from crm_core.warehouse import EARLIER_BOOKS, Book, BookUnavailable, Shelf
from tests.tiny_books import publish

ROOT = Path(__file__).resolve().parents[2]
PUBLISHES = 50

READER = """
import sys, pathlib
from crm_core.question import Question
from crm_core.warehouse import Shelf
shelf, stop = Shelf(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2])
rows = Question("rows", "select min(edition) as low, max(edition) as high, count(*) as n from pages")
seen = set()
print("ready", flush=True)
while True:
    last_round = stop.exists()
    with shelf.open() as book:
        found = book.read(rows).iloc[0]
        stamp = int(book.fingerprint, 16)
    assert (found["low"], found["high"], found["n"]) == (stamp, stamp, 500), (found.to_dict(), stamp)
    seen.add(stamp)
    if last_round:
        break
print(len(seen), max(seen), flush=True)
"""


def write_edition(shelf: Shelf, edition: int, *, contract_version: int = VERSION) -> Path:
    """Publish a small stand-in for a book: 500 rows that all carry the edition, which is also its fingerprint."""
    fingerprint = f"{edition:016x}"
    with shelf.building() as draft:
        with duckdb.connect(str(draft)) as connection:
            connection.execute(f"create table pages as select {edition} as edition from range(500)")
            connection.execute(
                f"create table book_info as select '{fingerprint}' as fingerprint,"
                f" {contract_version} as contract_version, {MARTS_VERSION} as marts_version"
            )
        return shelf.publish(fingerprint)


def test_readers_during_fifty_publishes_see_only_whole_books(tmp_path):
    shelf, stop = Shelf(tmp_path / "books"), tmp_path / "stop"
    write_edition(shelf, 1)
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(shelf.folder), str(stop)], cwd=ROOT, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout.readline() == "ready\n"
    for edition in range(2, PUBLISHES + 2):
        write_edition(shelf, edition)
    stop.touch()
    for reader in readers:
        told, complaint = reader.communicate(timeout=60)
        assert reader.returncode == 0, complaint
        editions, newest = map(int, told.split())
        assert editions > 1, "the reader never saw a switch, so it proved nothing"
        assert newest == PUBLISHES + 1
    assert len(shelf.books()) <= 1 + EARLIER_BOOKS + 1, "old books pile up"


def test_a_killed_build_loses_nothing_and_the_next_one_works(tmp_path):
    publish(tmp_path, [1, 2, 3])
    before = Shelf(tmp_path).current()
    builder = subprocess.Popen(
        [sys.executable, "-c", f"""
import pathlib, time
from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
with drafting(Shelf(pathlib.Path({str(tmp_path)!r})), source="files", terms=Terms("x")) as draft:
    draft.connection.execute("insert into products select 'P' || i, 'x', 'loans' from range(200000) t(i)")
    print("half way", flush=True)
    time.sleep(60)
"""], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert builder.stdout.readline() == "half way\n"
    assert list(tmp_path.glob("book.tmp*"))
    with pytest.raises(CannotAnswer, match="Another build"):
        publish(tmp_path, [9])
    os.kill(builder.pid, signal.SIGKILL)
    builder.communicate()
    assert Shelf(tmp_path).current() == before
    with open_book(tmp_path) as book:
        assert book.info["customers"] == 3
    publish(tmp_path, [1, 2])
    assert not list(tmp_path.glob("book.tmp*"))
    with open_book(tmp_path) as book:
        assert book.info["customers"] == 2


def test_a_build_that_fails_leaves_the_book_and_no_litter(tmp_path):
    publish(tmp_path, [1, 2, 3])
    with pytest.raises(CannotAnswer, match=r"required table 'customers'.*stays as it is"):
        publish(tmp_path, [])
    with open_book(tmp_path) as book:
        assert book.info["customers"] == 3
    assert not list(tmp_path.glob("book.tmp*"))


@pytest.mark.books_made_anew
def test_the_same_sources_make_the_same_book(tmp_path):
    first, second = publish(tmp_path / "a", [1, 2]), publish(tmp_path / "b", [1, 2])
    other = publish(tmp_path / "a", [1, 3])
    assert first.fingerprint == second.fingerprint != other.fingerprint


def test_a_damaged_book_of_the_same_name_is_replaced(tmp_path):
    made = publish(tmp_path, [1, 2])
    made.path.write_bytes(made.path.read_bytes()[:5000])
    with pytest.raises(BookUnavailable, match="damaged, half written"):
        open_book(tmp_path)
    publish(tmp_path, [1, 2])
    with open_book(tmp_path) as book:
        assert book.info["customers"] == 2


def test_an_open_book_goes_on_while_newer_ones_are_published(tmp_path):
    shelf = Shelf(tmp_path)
    write_edition(shelf, 1)
    with shelf.open() as old:
        for edition in range(2, 6):
            write_edition(shelf, edition)
        assert old.read(Question("n", "select max(edition) as n from pages"))["n"][0] == 1
    with shelf.open() as new:
        assert new.read(Question("n", "select max(edition) as n from pages"))["n"][0] == 5


# what is told to the user


def test_no_book_says_how_to_build_one(tmp_path):
    with pytest.raises(BookUnavailable, match="Build one: python -m crm_core build demo"):
        open_book(tmp_path)
    with pytest.raises(BookUnavailable, match="There is no book"):
        Book(tmp_path / "absent.duckdb")


def test_a_pointer_that_names_no_book_is_told(tmp_path):
    (tmp_path / "current").write_text("../../etc/passwd\n")
    with pytest.raises(BookUnavailable, match="not the name of a book"):
        open_book(tmp_path)
    (tmp_path / "current").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BookUnavailable, match="cannot be read"):
        open_book(tmp_path)


def test_a_build_mends_a_broken_pointer(tmp_path):
    (tmp_path / "current").write_text("nonsense")
    publish(tmp_path, [1])
    with open_book(tmp_path) as book:
        assert book.info["customers"] == 1


def test_a_half_written_file_is_not_a_book(tmp_path):
    torn = tmp_path / "book-00000000deadbeef.duckdb"
    torn.write_bytes(b"not a database")
    with pytest.raises(BookUnavailable, match="damaged, half written"):
        Book(torn)


def test_a_database_without_book_info_is_not_a_book(tmp_path):
    path = tmp_path / "other.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(BookUnavailable, match="not a finished book"):
        Book(path)


def test_a_book_without_a_table_that_came_later_asks_to_be_built_again(tmp_path):
    publish(tmp_path, [1])
    with open_book(tmp_path) as book:
        for later in ("select * from a_later_mart", "select a_later_column from book_info"):
            with pytest.raises(BookUnavailable, match="lacks what the question 'new' reads: an earlier version"):
                book.read(Question("new", later))


def test_a_book_of_a_newer_contract_asks_for_an_update(tmp_path):
    path = write_edition(Shelf(tmp_path), 7, contract_version=VERSION + 1)
    with pytest.raises(BookUnavailable, match=f"reads up to version {VERSION}.*Update the program"):
        Book(path)


def test_a_book_of_other_marts_asks_to_be_built_again(tmp_path):
    path = write_edition(Shelf(tmp_path), 7)
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"update book_info set marts_version = {MARTS_VERSION - 1}")
    with pytest.raises(BookUnavailable, match="another version of this program"):
        Book(path)


def test_a_book_held_by_a_writer_says_so(tmp_path):
    path = write_edition(Shelf(tmp_path), 1)
    writer = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb, time; c = duckdb.connect({str(path)!r}); print('held', flush=True); "
                               "time.sleep(60)"], stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout.readline() == "held\n"
        with pytest.raises(BookUnavailable, match="being written by another program"):
            Book(path)
    finally:
        writer.kill()
        writer.communicate()


# the locked-down connection


@pytest.fixture
def book(tmp_path):
    publish(tmp_path, [3, 2, 1])
    with open_book(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    "wish",
    [
        "select * from read_csv('/etc/passwd')",
        "copy customers to '/tmp/taken.csv'",
        "attach '/tmp/other.duckdb'",
        "install httpfs",
        "set memory_limit = '20GB'",
        "set enable_external_access = true",
        "insert into products values ('X', 'X', 'loans')",
        "drop table customers",
    ],
)
def test_a_question_can_only_read_the_book(book, wish):
    with pytest.raises(duckdb.Error):
        book.read(Question("wish", wish))


def test_a_question_that_runs_too_long_is_stopped_with_a_sentence(book):
    endless = Question("endless", "select sum(sqrt(a.range * b.range)) from range(1000000) a, range(100000) b")
    began = time.monotonic()
    with pytest.raises(CannotAnswer, match=r"'endless' took longer than 0\.2 seconds"):
        book.read(endless, seconds=0.2)
    assert time.monotonic() - began < 5
    assert book.read(Question("one", "select 1 as one"))["one"][0] == 1


def test_many_threads_may_ask_one_book_at_once(book):
    from concurrent.futures import ThreadPoolExecutor

    question = Question("rows", "select count(*) as n from customers where customer_id <> :none")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: int(book.read(question, none="x")["n"][0]), range(64)))
    assert answers == [3] * 64


def test_a_book_may_be_open_many_times_in_one_process_and_each_is_locked_down(tmp_path):
    """A notebook opens it again; a build in the app looks whether the book that is open is whole."""
    publish(tmp_path, [1, 2, 3])
    with open_book(tmp_path) as first, open_book(tmp_path) as second:
        publish(tmp_path, [1, 2, 3])
        first.close()
        assert len(second.read(Question("rows", "select * from customers"))) == 3
        with pytest.raises(duckdb.InvalidInputException, match="locked"):
            second._connection.execute("set memory_limit = '2GB'")
        with pytest.raises(duckdb.Error):
            second._connection.execute("create table more as select 1")


def test_a_book_holds_the_answers_of_a_kept_question_and_of_no_other(tmp_path):
    publish(tmp_path, [1, 2, 3])
    sql = "select customer_id from customers where customer_id <> :left_out order by customer_id"
    kept, plain = Question("kept", sql, is_kept=True), Question("plain", sql)
    with open_book(tmp_path) as book:
        first = book.read(kept, left_out="")
        assert book.read(kept, left_out="") is first
        fewer = book.read(kept, left_out=first["customer_id"].iloc[0])
        assert len(fewer) == len(first) - 1, "another value, another answer"
        assert book.read(plain, left_out="") is not book.read(plain, left_out="")


def test_numbers_come_as_an_array_and_what_is_not_known_is_nan(tmp_path):
    sql = "select * from (values (1, 2.25, true), (null, -3.50, false)) rows (a, b, c) where (a is null or a >= :least)"
    publish(tmp_path, [1, 2, 3])
    with open_book(tmp_path) as book:
        found, none = (book.read(Numbers("numbers", sql + more), least=1) for more in ("", " and b > 3"))
        np.testing.assert_array_equal(found, [[1, 2.25, 1], [np.nan, -3.5, 0]])
        assert none.shape == (0, 3)


@pytest.mark.parametrize("name", ["current", "building.lock"])
def test_a_folder_in_the_place_of_a_file_of_ours_is_told_before_a_build(tmp_path, name):
    (tmp_path / name).mkdir()
    told = rf"{name} is a folder, and this program keeps a file of that name\. Move the folder away\."
    with pytest.raises(CannotAnswer, match=told), Shelf(tmp_path).building():
        pytest.fail("the build has begun")
    if name == "current":
        with pytest.raises(BookUnavailable, match=told):
            Shelf(tmp_path).open()
