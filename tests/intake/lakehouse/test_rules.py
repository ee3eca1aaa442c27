"""The contract's rules for a table of a lakehouse, asked of DuckDB: the same text is what Spark is asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pytest

from crm_core import contract
from crm_core.engines import DuckDBEngine
from crm_core.intake.lakehouse.rules import judged
from crm_core.language.stored import told

DAY = dt.date(2020, 1, 1)


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        connection.execute("create table customers as select unnest(['C1', 'C2']) as customer_id")
        connection.execute("create table products as select 'LOAN' as product_id")
        connection.execute("create table regions as select 'N' as region_id")
        yield connection


def judge(connection: duckdb.DuckDBPyConnection, table: contract.Table, rows: list[dict[str, Any]],
          known: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """The rows as they were judged, in order, `reasons` told in English."""
    columns = list(rows[0])
    places = ", ".join(f"(?, ?{', ?' * len(columns)})" for _ in rows)
    names = ", ".join(f'"{name}"' for name in columns)
    values = [value for line, row in enumerate(rows, start=1) for value in ("part-0", line, *row.values())]
    connection.execute(
        f"create or replace temp table source_{table.name} as "
        f"select * from (values {places}) as t (file, line, {names})", values)
    connection.execute("drop table if exists judged")
    select = judged(table, frozenset(columns), known)
    DuckDBEngine(connection).make("judged", select.sql, select.values)
    found = connection.execute("select * from judged order by line").df().to_dict("records")
    return [row | {"reasons": told(row["reasons"])} for row in found]


def customer(**more: Any) -> dict[str, Any]:
    return {"customer_id": "C9", "customer_type": "individual", "region_id": "N", "joined_on": DAY, "left_on": None,
            "name": "Ana", "size_amount": 100} | more


@pytest.mark.parametrize(("more", "told_reason"), [
    ({}, ""),
    ({"customer_id": None}, "customer_id is empty: every row needs one"),
    ({"customer_id": "NULL"}, "customer_id 'NULL' is what programs write for nothing: correct it in the source table"),
    ({"customer_type": "alien"}, "customer_type 'alien' is not one of individual, business, corporate: correct it in "
                                 "the source table"),
    ({"region_id": "Z"}, "region_id 'Z' is not in regions: add it there, or correct it"),
    ({"left_on": dt.date(2019, 1, 1)}, "left_on 2019-01-01 is before joined_on 2020-01-01: correct one of them"),
    ({"joined_on": dt.date(202, 1, 1)}, "joined_on '0202-01-01' lies outside 1900 to 2200: correct the year"),
    ({"joined_on": dt.date(2150, 1, 1)}, "joined_on '2150-01-01' is read as a day that is still to come: correct it, "
                                         "and write years with four digits"),
    ({"size_amount": -1}, "size_amount '-1.00' is below 0: correct it"),
])
def test_each_rule_is_said_of_the_value_that_breaks_it(connection, more, told_reason):
    row, = judge(connection, contract.CUSTOMERS, [customer(**more)], frozenset({"regions"}))
    assert row["reasons"] == (told_reason if "size_amount" not in more else told_reason.replace("-1.00", "-1"))


def test_a_row_says_all_that_speaks_against_it_and_how_it_stood(connection):
    row, = judge(connection, contract.CUSTOMERS, [customer(customer_id=None, customer_type='a "b"\\c')])
    assert row["reasons"].count(";") == 1
    assert "customer_type 'a \"b\"\\c' is not one of" in row["reasons"]
    assert row["raw"] == ',a "b"\\c,N,2020-01-01,,Ana,100'


def test_a_key_stands_once_and_the_first_sound_row_has_it(connection):
    rows = judge(connection, contract.CUSTOMERS, [
        customer(customer_type="alien"), customer(), customer(name="Eva"), customer(customer_id="C8")])
    assert [bool(row["reasons"]) for row in rows] == [True, False, True, False]
    assert rows[2]["reasons"] == ("the same customer_id as in line 2 of part-0, which was kept: remove one of the two")


def test_a_day_beyond_all_years_says_that_the_customer_has_not_left(connection):
    row, = judge(connection, contract.CUSTOMERS, [customer(left_on=dt.date(9999, 12, 31))])
    assert (row["reasons"], row["left_on"] is None or row["left_on"] != row["left_on"]) == ("", True)


@pytest.mark.parametrize(("month", "kept", "reason"), [
    (dt.date(2026, 3, 1), dt.date(2026, 3, 1), ""),
    (dt.date(2026, 2, 28), dt.date(2026, 2, 1), ""),
    ("2026-03-31", dt.date(2026, 3, 1), ""),
    (dt.date(2026, 3, 5), dt.date(2026, 3, 5), "month '2026-03-05' is neither the first nor the last day of a month: "
                                               "write 2026-03-01 or 2026-03"),
    ("March", None, "month 'March' is not a date: correct it in the source table"),
    (dt.date(2126, 3, 1), dt.date(2126, 3, 1), "month '2126-03-01' is still to come: correct the month, or the clock "
                                               "of this machine"),
])
def test_the_last_day_of_a_month_stands_for_the_month(connection, month, kept, reason):
    rows = [{"customer_id": "C1", "product_id": "LOAN", "month": month, "balance": 1}]
    row, = judge(connection, contract.ACTIVITY, rows, frozenset({"customers", "products"}))
    assert row["reasons"] == reason
    assert kept is None or row["month"].date() == kept


def test_a_row_without_any_amount_and_of_nobody_says_both(connection):
    row, = judge(connection, contract.ACTIVITY, [
        {"customer_id": "C7", "product_id": "LOAN", "month": dt.date(2026, 3, 1), "balance": None}],
        frozenset({"customers", "products"}))
    assert row["reasons"].startswith("balance, turnover, net_interest_income, fee_income, cost_to_serve, expected_loss "
                                     "are all empty: give at least one of them; ")
    assert row["reasons"].endswith("customer_id 'C7' is not in customers: add it there, or correct it")


def test_money_is_rounded_to_the_cent_and_what_does_not_fit_is_told(connection):
    rows = judge(connection, contract.MARKET, [
        {"region_id": "N", "institution": "A", "is_own": "yes", "family": "loans", "period": DAY, "balance": "10.005"},
        {"region_id": "N", "institution": "B", "is_own": "maybe", "family": "loans", "period": DAY, "balance": "1e17"}])
    assert float(rows[0]["balance"]) == 10.01
    assert rows[0]["is_own"]
    assert rows[1]["reasons"] == ("is_own 'maybe' is not true or false: correct it in the source table; balance '1e17' "
                                  "is not an amount of 16 digits at most before the decimals: correct it in the source "
                                  "table")
