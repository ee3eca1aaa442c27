"""The real Czech bank: every control figure agrees, and a plain loop finds the same balances as the book."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import gzip
import io
from collections import defaultdict
from decimal import Decimal

import pytest

from tests.intake.berka_bank import Built, real_folder

SPAN = "trans_partial_19930101_19940331.asc.gz"
LOANS = "trans_feup_354_loan_accounts_1995_1998.csv.gz"
CUT = dt.date(1994, 3, 31)


@pytest.fixture(scope="module")
def folder():
    return real_folder()


@pytest.fixture(scope="module")
def book(folder, tmp_path_factory):
    built = Built(folder, tmp_path_factory.mktemp("real") / "shelf")
    yield built
    built.close()


@pytest.fixture(scope="module")
def ledger(folder):
    """account → day → its movements as (change, balance), read without any of our code."""
    found = defaultdict(lambda: defaultdict(list))
    for name in (SPAN, LOANS):
        text = gzip.decompress((folder / name).read_bytes()).decode()
        for row in csv.DictReader(io.StringIO(text), delimiter=";"):
            sign = 1 if row["type"] in {"PRIJEM", "credit"} else -1
            found[row["account_id"]][day(row["date"])].append((sign * Decimal(row["amount"]), Decimal(row["balance"])))
    return found


def day(text):
    return dt.date(1900 + int(text[:2]), int(text[2:4]), int(text[4:6]))


def test_every_control_figure_agrees(book):
    controls = book.controls()
    assert len(controls) == 18
    assert [name for name, (*_, agrees, _) in controls.items() if not agrees] == []


def test_every_row_of_every_file_is_accepted(book):
    accepted = {entry.file: entry.accepted for entry in book.published.files}
    assert accepted == {
        "district.asc": 77, "account.asc": 4500, "client.asc": 5369, "disp.asc": 5369, "order.asc": 6471,
        "loan.asc": 682, "card.asc": 892, "berka_district_to_okres.csv": 77, "cz_okresy_lowres.geojson": 77,
        SPAN: 49102, LOANS: 30200,
    }
    assert book.one("select count(*) from quarantine") == (0,)


def test_the_top_fifth_of_the_first_fifteen_months_carries_558_per_mille(book):
    controls = book.controls()
    assert controls["accounts with movements in the first 15 months"][1] == 1229
    assert round(controls["share of their top 20% in the turnover"][1], 3) == 0.558
    assert controls["accounts with standing orders"][1] == 3758
    assert round(controls["share of their top 20% in the amounts"][1], 3) == 0.415


def test_only_balances_of_the_cut_day_miss_a_movement(book):
    others = "select count(*) from suspicions where table_name = 'trans'"
    assert book.one(others) == (28,)
    assert book.one("select count(*) from suspicions where reason like '%cut within that day%1994-03-31%'") == (28,)


def test_turnover_is_the_ledgers_amounts_to_the_haler(book, ledger):
    amounts = sum(abs(change) for days in ledger.values() for moves in days.values() for change, _ in moves)
    assert book.one("select sum(turnover) from activity") == (amounts,)
    assert book.one("select sum(turnover) from account_months") == (amounts,)
    assert book.one("select sum(turnover) from demand_months") == (amounts,)


def test_a_plain_loop_finds_the_same_balances_in_every_month_of_every_account(book, folder, ledger):
    granted = {row["account_id"]: day(row["date"]) for row in rows_of(folder, "loan")}
    kept = {
        (account, month): (mean, end, turnover, transactions)
        for account, month, mean, end, turnover, transactions in book.ask(
            "select account_id, month, mean_balance, end_balance, turnover, transactions from account_months")
    }
    assert len(kept) == 16186
    for account, days in ledger.items():
        known_until = CUT if min(days) <= CUT else granted[account] - dt.timedelta(days=1)
        for month, (mean, *others) in statement(days, known_until).items():
            book_mean, *book_others = kept.pop((account, month))
            assert abs(mean - book_mean) <= Decimal("0.006"), (account, month)
            assert others == book_others, (account, month)
    assert not kept


def statement(days, known_until):
    """month → mean balance, end balance, turnover, transactions: day after day, from the first movement on."""
    told, balance, today = {}, Decimal(0), min(days)
    while today <= known_until:
        moves = days.get(today, [])
        if moves:
            balance = closing(balance, moves)
        month = today.replace(day=1)
        weighed, _, turnover, count = told.get(month, (Decimal(0), None, Decimal(0), 0))
        moved = sum(abs(change) for change, _ in moves)
        told[month] = (weighed + balance, balance, turnover + moved, count + len(moves))
        today += dt.timedelta(days=1)
    return {month: (weighed / known_days(month, known_until), *others) for month, (weighed, *others) in told.items()}


def closing(balance, moves):
    """The balance that ends the day: the last in an order in which each balance follows from the one before.

    Where the piece was cut a movement is missing: then the day may begin from what any of its balances implies.
    """
    begins = [balance, *(after - change for change, after in moves)]
    return next(end for begin in begins if (end := ordered(begin, moves)) is not None)


def ordered(balance, moves):
    for place, (change, after) in enumerate(moves):
        if abs(balance + change - after) <= Decimal("0.1"):
            rest = moves[:place] + moves[place + 1:]
            end = ordered(after, rest) if rest else after
            if end is not None:
                return end
    return None


def known_days(month, known_until):
    whole = calendar.monthrange(month.year, month.month)[1]
    return known_until.day if known_until.replace(day=1) == month else whole


def rows_of(folder, name):
    with open(folder / f"{name}.asc", newline="", encoding="ascii") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_a_running_loan_owes_what_its_schedule_leaves(book, folder):
    """The loan of account 1801: 165,960 over 36 months from 11 July 1993, its first instalment on the 12th."""
    loan = next(row for row in rows_of(folder, "loan") if row["account_id"] == "1801")
    assert (loan["date"], loan["amount"], loan["duration"]) == ("930711", "165960", "36")
    mean, = book.one("select balance from activity join customers using (customer_id) where product_id = 'LOAN'"
                     " and month = '1993-08-01' and customer_id in"
                     " (select customer_id from account_months where account_id = '1801')")
    after_one, after_two = Decimal(165960) * 35 / 36, Decimal(165960) * 34 / 36
    assert abs(mean - (11 * after_one + 20 * after_two) / 31) < Decimal("0.01")


def test_every_district_has_its_economy_its_old_region_and_todays_shape(book):
    assert book.one("select count(*), count(distinct parent), count(shape) from regions") == (77, 8, 77)
    economy = book.one("select count(*), count(population), count(unemployment_rate) from region_economy")
    assert economy == (154, 154, 153)
    assert book.one("select name, parent from regions where region_id = '2'") == ("Benešov", "central Bohemia")


def test_grades_are_known_for_those_with_a_loan_and_unknown_for_the_others(book):
    assert book.ask("select credit_grade, count(*) from customers group by 1 order by 1") == [
        ("A", 203), ("B", 403), ("D", 45), ("E", 31), (None, 3818)]


def test_standing_orders_go_to_thirteen_banks(book):
    assert book.one("select count(*), count(distinct counterpart), count(distinct customer_id) from outflows") == (
        6471, 13, 3758)
