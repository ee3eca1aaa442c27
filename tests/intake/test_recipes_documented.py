"""Each recipe of docs/import.md, as it stands there, makes of its file what pandas makes of it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from tests.intake.own_files import Built, build

PAGE = Path(__file__).resolve().parents[2] / "docs" / "import.md"
SHAPES = Path(__file__).parent / "shapes"
RECIPES: dict[str, str] = dict(re.findall(r"^## ([^\n]+)\n(?:(?!^## ).)*?^```toml\n(.*?)^```",
                                          PAGE.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE))

Sums = dict[str, float]
"""What pandas makes of the file: customers, rows of activity, and the sum of each amount there is."""


def sales_log(folder: Path) -> Sums:
    shutil.copy(SHAPES / "sales_log" / "sales_log.csv", folder)
    log = pd.read_csv(folder / "sales_log.csv")
    month = pd.to_datetime(log["InvoiceDate"], dayfirst=True).dt.to_period("M")
    return {"customers": log["CustomerNo"].nunique(), "rows": log.groupby(["CustomerNo", month]).ngroups,
            "turnover": (log["Quantity"] * log["UnitPrice"]).sum(), "transactions": log["Invoice"].nunique()}


def accounts_and_movements(folder: Path) -> Sums:
    for name in ("clientes", "cuentas", "movimientos"):
        shutil.copy(SHAPES / "accounts" / f"{name}.csv", folder)
    people, accounts, moved = (pd.read_csv(folder / f"{name}.csv", sep=";", decimal=",", thousands=".",
                                           encoding="cp1252", dtype={0: str, 1: str})
                               for name in ("clientes", "cuentas", "movimientos"))
    return {"customers": len(people), "balance": accounts["SALDO"].sum(), "turnover": moved["IMPORTE"].abs().sum(),
            "transactions": len(moved)}


def wide_sheet(folder: Path) -> Sums:
    shutil.copy(SHAPES / "wide" / "wide_snapshot.csv", folder)
    wide = pd.read_csv(folder / "wide_snapshot.csv")
    return {"customers": len(wide), "turnover": wide[["Jan", "Feb", "Mar"]].sum().sum(),
            "balance": wide[["Account Balance", "Loan Amount", "Card Balance"]].sum().sum()}


def database(folder: Path) -> Sums:
    accounts = pd.DataFrame({"id": range(1, 13), "customer_id": [1, 2, 3, 4, 5, 6] * 2,
                             "kind": ["current", "savings"] * 6})
    days = ["2026-01-31", "2026-02-01", "2026-02-14", "2026-02-28", "2026-03-01"]
    postings = pd.DataFrame([(account, day, (-1) ** account * (account + 0.37)) for account in accounts["id"]
                             for day in days], columns=["account_id", "day", "amount"])
    people = pd.DataFrame({"id": range(1, 7), "name": [f"Person {number}" for number in range(1, 7)],
                           "branch": list("ABCABC"), "since": "2016-08-11"})
    connection = sqlite3.connect(folder / "bank.sqlite")
    for name, rows in (("customer", people), ("account", accounts), ("posting", postings)):
        rows.to_sql(name, connection, index=False)
    connection.close()
    moved = postings.merge(accounts, left_on="account_id", right_on="id")
    months = moved.groupby(["customer_id", "kind", moved["day"].str[:7]])
    return {"customers": len(people), "rows": months.ngroups, "turnover": postings["amount"].abs().sum(),
            "transactions": len(postings)}


def workbook(folder: Path) -> Sums:
    sales = pd.DataFrame([(number, 1 + number % 4, pd.Timestamp(2025, 1 + number % 12, 1 + number), f"B{number % 3}",
                           100.25 + number) for number in range(1, 25)],
                         columns=["transaction_id", "customer_id", "date", "brand", "list_price"])
    with xlsxwriter.Workbook(folder / "crm_export.xlsx", {"default_date_format": "dd/mm/yyyy"}) as book:
        sheets = {
            "Note": [["Export of the CRM"]],
            "Transactions": [["Transactions (provisional)"], [], list(sales.columns),
                             *([*row[:2], row[2].to_pydatetime(), *row[3:]] for row in sales.itertuples(index=False)),
                             [], ["Total", "", "", "", sales["list_price"].sum()]],
            "Customers": [["Customers as of 31/12/2025"], ["customer_id", "first_name", "last_name", "tenure"],
                          *([number, "Ana", f"Mena {number}", 7] for number in range(1, 5))],
            "Address": [["customer_id", "state"], [1, "Norte"], [2, "Sur"], [3, "Norte"], [4, "Sur"]],
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return {"customers": 4, "turnover": sales["list_price"].sum(), "transactions": len(sales)}


def fixed_width(folder: Path) -> Sums:
    rows = [(number % 9, f"2025{1 + number % 12:02}{1 + number % 28:02}", number % 5, number * 3.21)
            for number in range(1, 120)]
    (folder / "purchases.txt").write_text("".join(f" {who:05} {day} {units:2} {amount:7.2f}\n"
                                                  for who, day, units, amount in rows))
    return {"customers": 9, "rows": len({(who, day[:6]) for who, day, *_ in rows}), "transactions": len(rows),
            "turnover": sum(round(amount, 2) for *_, amount in rows)}


FILES: dict[str, Callable[[Path], Sums]] = {
    "A sales log": sales_log,
    "Customers, accounts and movements": accounts_and_movements,
    "One wide sheet": wide_sheet,
    "A database in a file": database,
    "A workbook of several sheets": workbook,
    "A text of fixed width without a header": fixed_width,
}


def held(book: Built, measure: str) -> float:
    count = {"customers": "count(*) from customers", "rows": "count(*) from activity"}
    sql = count.get(measure, f"cast(sum({measure}) as double) from activity")
    return float(book.rows(f"select {sql}")[0][0])


def test_every_recipe_of_the_page_is_tried():
    assert set(RECIPES) == set(FILES)


@pytest.mark.parametrize("heading", FILES)
def test_a_documented_recipe_makes_what_pandas_makes(tmp_path, heading):
    folder = tmp_path / "my-bank"
    folder.mkdir()
    (folder / "mapping.toml").write_text(RECIPES[heading], "utf-8")
    expected = FILES[heading](folder)
    book = build(folder, accept_rejected=False)
    assert {measure: held(book, measure) for measure in expected} == {
        measure: pytest.approx(value, abs=0.005) for measure, value in expected.items()}
    totals = dict(book.rows("select measure, sum(after) from book_totals group by measure"))
    assert {name: value for name, value in totals.items() if name in {"turnover", "balance"}} == {
        name: pytest.approx(value, abs=0.005) for name, value in expected.items() if name in {"turnover", "balance"}}
    assert book.rows("select count(*) from quarantine") == [(0,)]
    assert book.rows("select count(*) from controls where not agrees") == [(0,)]
