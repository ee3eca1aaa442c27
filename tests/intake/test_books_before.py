"""A book held against the one before it, the books that are kept, and the way back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core import CannotAnswer, open_book
from crm_core.command_line import main
from crm_core.intake.demo import build_demo
from crm_core.intake.kept_books import kept_books
from crm_core.question import Question
from crm_core.warehouse import BookUnavailable, Shelf
from tests.intake.own_files import Built, build, write

ROOT = Path(__file__).resolve().parents[2]
CUSTOMERS = Question("n", "select count(*) as n from customers")


def bank(folder: Path, ids: range, *, balance: float = 100, months: int = 2, **files: str) -> Built:
    """A bank with these customers, each with this balance in each of the first months of 2025."""
    people = "customer_id,customer_type,region_id,joined_on\n" + "".join(
        f"C{number},individual,NORTE,2020-01-01\n" for number in ids)
    rows = "customer_id,product_id,month,balance\n" + "".join(
        f"C{number},SAVINGS,2025-{month:02}-01,{balance}\n" for number in ids for month in range(1, months + 1))
    return build(write(folder / "bank", **{"customers": people, "activity": rows, **files}))


def unusual(built: Built) -> list[str]:
    return [reason for (reason,) in built.rows(
        """select reason from suspicions where subject like '%against the data before%' order by reason""")]


def measures(built: Built) -> dict[str, tuple]:
    return {measure: (before, now)
            for measure, before, now in built.rows("select measure, before, now from book_comparison")}


# what differs


def test_one_customer_new_and_two_missing(tmp_path):
    first = bank(tmp_path, range(40))
    second = bank(tmp_path, range(2, 41), balance=101)
    found = measures(second)
    assert found["customers"] == (40, 39)
    assert (found["new_customers"], found["missing_customers"]) == ((None, 1), (None, 2))
    assert found["balance"] == (8000, 7878)
    assert found["months"] == (2, 2)
    assert "turnover" not in found, "nobody brought any"
    assert second.rows("select distinct compared_with from book_comparison") == [(first.fingerprint,)]
    assert unusual(second) == []


def test_the_first_book_has_nothing_to_be_compared_with(tmp_path):
    only = bank(tmp_path, range(3))
    assert measures(only)["customers"] == (None, 3)
    assert "new_customers" not in measures(only)
    (kept,) = kept_books(only.shelf)
    assert (kept.compared_with, kept.is_current, kept.source) == ("", True, "files")


def test_a_month_more_is_usual_and_a_tenfold_balance_is_not(tmp_path):
    bank(tmp_path, range(20), months=4)
    assert unusual(bank(tmp_path, range(20), months=6)) == [], "half as much again in sum, the same a month"
    assert unusual(bank(tmp_path, range(20), months=6, balance=1000)) == [
        "Balance in a month is on average 1,000% of what it was in the data before."]


def test_a_trace_of_what_there_was_is_not_nothing(tmp_path):
    bank(tmp_path, range(2), balance=1_000_000)
    assert unusual(bank(tmp_path, range(2), balance=1)) == [
        "Balance in a month is on average <0.1% of what it was in the data before."]


def test_a_tenth_of_customers_may_be_missing_and_more_is_told(tmp_path):
    bank(tmp_path, range(100))
    assert unusual(bank(tmp_path, range(10, 110), balance=100.5)) == []
    assert unusual(bank(tmp_path, range(21, 121))) == [
        "11 customers of the data before (11%) are not in this data."]


def test_a_fifth_more_customers_is_usual_and_more_is_told(tmp_path):
    bank(tmp_path, range(100))
    assert unusual(bank(tmp_path, range(120))) == []
    assert unusual(bank(tmp_path, range(145), balance=80)) == ["145 customers, where the data before had 120."]


def test_an_amount_that_is_gone_is_told(tmp_path):
    bank(tmp_path, range(5), activity="customer_id,product_id,month,balance,turnover\nC1,SAVINGS,2025-01-01,5,9\n")
    assert unusual(bank(tmp_path, range(5), activity="customer_id,product_id,month,balance\nC1,SAVINGS,2025-01-01,5\n"
                        )) == ["Turnover was in the data before and is not in this data."]


def test_another_source_and_another_currency_are_not_compared(tmp_path):
    shelf = Shelf(tmp_path / "books")
    build_demo(shelf, customers=1000, memory_limit="500MB", threads=1)
    own = bank(tmp_path, range(5))
    assert own.shelf.folder == shelf.folder
    assert unusual(own) == []
    assert measures(own)["customers"] == (None, 5)
    abroad = bank(tmp_path, range(5), **{"mapping.toml": '[book]\ncurrency = "CZK"\n'})
    assert measures(abroad)["balance"] == (None, 1000)


@pytest.mark.books_made_anew
def test_the_same_files_make_the_same_book_and_are_not_compared_with_themselves(tmp_path):
    first = bank(tmp_path, range(5))
    assert bank(tmp_path, range(5)).fingerprint == first.fingerprint
    assert measures(first)["customers"] == (None, 5)


def test_a_damaged_book_before_stops_no_build(tmp_path):
    first = bank(tmp_path, range(5))
    path = first.shelf.folder / first.shelf.current()
    path.write_bytes(path.read_bytes()[:3000])
    assert measures(bank(tmp_path, range(6)))["customers"] == (None, 6)
    damaged = next(each for each in kept_books(first.shelf) if not each.is_current)
    assert "damaged" in damaged.problem


# the way back


def test_three_earlier_books_are_kept_or_as_many_as_is_set(tmp_path, monkeypatch):
    built = [bank(tmp_path, range(number)) for number in range(1, 7)]
    shelf = built[-1].shelf
    assert [each.fingerprint for each in kept_books(shelf)] == [each.fingerprint for each in reversed(built[2:])]
    monkeypatch.setenv("CLIENTELA_KEEP_BOOKS", "1")
    last = bank(tmp_path, range(9))
    assert [each.fingerprint for each in kept_books(shelf)] == [last.fingerprint, built[-1].fingerprint]
    monkeypatch.setenv("CLIENTELA_KEEP_BOOKS", "some")
    with pytest.raises(CannotAnswer, match="CLIENTELA_KEEP_BOOKS is 'some'; give a whole number"):
        bank(tmp_path, range(10))


def test_back_to_the_book_before_and_forth_again(tmp_path):
    first, second = bank(tmp_path, range(5)), bank(tmp_path, range(7))
    shelf = second.shelf
    with shelf.open() as reader:
        shelf.use(first.fingerprint[:6])
        assert reader.read(CUSTOMERS)["n"][0] == 7, "readers go on"
        with open_book(shelf.folder) as book:
            assert book.read(CUSTOMERS)["n"][0] == 5
    assert [each.is_current for each in kept_books(shelf)] == [True, False]
    shelf.use(second.fingerprint)
    assert shelf.current() == f"book-{second.fingerprint}.duckdb"


def test_a_book_that_was_gone_back_to_is_the_one_that_the_next_is_held_against(tmp_path):
    first = bank(tmp_path, range(5))
    bank(tmp_path, range(50)).shelf.use(first.fingerprint)
    third = bank(tmp_path, range(6))
    assert third.rows("select distinct compared_with from book_comparison") == [(first.fingerprint,)]


def test_a_book_that_another_process_reads_is_never_removed(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_KEEP_BOOKS", "1")
    first = bank(tmp_path, range(1, 3))
    reader = subprocess.Popen(
        [sys.executable, "-c", f"""
import pathlib, sys
from crm_core.warehouse import Shelf
with Shelf(pathlib.Path({str(first.shelf.folder)!r})).open() as book:
    print("open", flush=True)
    sys.stdin.readline()
"""], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert reader.stdout.readline() == "open\n"
    try:
        for number in (4, 5, 6):
            bank(tmp_path, range(number))
        kept = [each.fingerprint for each in kept_books(first.shelf)]
        assert first.fingerprint in kept
        assert len(kept) == 3
    finally:
        reader.communicate("\n")
    bank(tmp_path, range(7))
    assert first.fingerprint not in [each.fingerprint for each in kept_books(first.shelf)]


def test_what_cannot_be_gone_back_to_says_why(tmp_path):
    only = bank(tmp_path, range(5))
    for wrong in ("", "zz", "../../etc/passwd"):
        with pytest.raises(CannotAnswer, match=f"is not the version of one book in .* There are: {only.fingerprint}"):
            only.shelf.use(wrong)
    with pytest.raises(BookUnavailable, match="There is no folder"):
        Shelf(tmp_path / "nowhere").use("aa")
    assert not (tmp_path / "nowhere").exists()
    path = only.shelf.folder / only.shelf.current()
    path.write_bytes(b"torn")
    with pytest.raises(BookUnavailable, match="cannot be read as a book"):
        only.shelf.use(only.fingerprint)
    with only.shelf.building(), pytest.raises(CannotAnswer, match="Another build is writing"):
        only.shelf.use(only.fingerprint)


# the command line


def test_books_lists_them_with_totals_and_differences_and_goes_back(tmp_path, capsys):
    folder, where = tmp_path / "bank", ["--data", str(tmp_path / "books")]
    first = bank(tmp_path, range(40))
    rows = "customer_id,product_id,month,balance\n" + "".join(f"C{n},SAVINGS,2025-01-01,200\n" for n in range(40))
    write(folder, customers=(folder / "customers.csv").read_text(), activity=rows)
    assert main(["build", "files", str(folder), "--memory", "600MB", *where]) == 0
    out = capsys.readouterr().out
    against = (f"    Against {first.fingerprint}: 40 customers (40 before, 0 new, 0 missing); "
               "Balance 8,000 (8,000 before).\n")
    assert against in out
    assert "Balance in a month is on average 200% of what it was in the data before." in out
    assert f"  To go back: python -m crm_core books --use {first.fingerprint} --data {tmp_path}/books\n" in out
    assert "Customers 40 read, 40 accepted; Balance 8,000 read, 8,000 accepted\n" in out

    assert main(["books", *where]) == 0
    out = capsys.readouterr().out
    current, *_, last = out.splitlines()
    assert current.startswith("* ")
    assert current.endswith(" UTC, The bank's files: bank, 40 customers, 40 rows of activity, Jan 2025 to Jan 2025")
    assert against in out
    assert last == "Besides the data in use, 3 earlier ones are kept at most; CLIENTELA_KEEP_BOOKS sets how many."

    assert main(["books", *where, "--json"]) == 0
    newest, oldest = json.loads(capsys.readouterr().out)
    assert (newest["is_current"], newest["compared_with"]) == (True, first.fingerprint)
    assert {"measure": "balance", "before": 8000, "now": 8000} in newest["measures"]
    assert main(["books", *where, "--use", oldest["fingerprint"]]) == 0
    assert capsys.readouterr().out == f"The data is in use: {oldest['path']}\n"
    assert first.shelf.current() == f"book-{first.fingerprint}.duckdb"
    assert main(["books", *where, "--use", "zz"]) == 2
