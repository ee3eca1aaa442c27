"""Files as banks and shops export them, each with its recipe: what the book holds is what pandas makes of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.intake.own_files import Built, build

SHAPES = Path(__file__).parent / "shapes"
HELD = ("select customer_id, product_id, cast(month as varchar) as month, {amount} from activity "
        "where {amount} is not null")


def built(tmp_path: Path, name: str) -> Built:
    return build(Path(shutil.copytree(SHAPES / name, tmp_path / name)))


def held(book: Built, amount: str) -> dict[tuple[Any, ...], float]:
    return {tuple(key): float(value) for *key, value in book.rows(HELD.format(amount=amount))}


def summed(rows: pd.DataFrame, amount: str) -> dict[tuple[Any, ...], Any]:
    """The rows added up by customer, product and month."""
    sums = rows.groupby(["customer", "product", "month"])[amount].sum()
    return {key: pytest.approx(value, abs=0.005) for key, value in sums.items()}


def nothing_is_rejected(book: Built) -> None:
    assert book.rows("select count(*) from quarantine") == [(0,)]
    assert book.rows("select distinct agrees from controls") == [(True,)]


def test_a_sales_log_is_three_tables(tmp_path):
    book = built(tmp_path, "sales_log")
    log = pd.read_csv(SHAPES / "sales_log" / "sales_log.csv", dtype={"CustomerNo": str})
    day = pd.to_datetime(log["InvoiceDate"], dayfirst=True)
    rows = log.assign(customer=log["CustomerNo"], product="SALES", month=day.dt.strftime("%Y-%m-01"),
                      amount=log["Quantity"] * log["UnitPrice"], day=day.dt.strftime("%Y-%m-%d"))
    assert held(book, "turnover") == summed(rows, "amount")
    invoices = rows.groupby(["customer", "product", "month"])["Invoice"].nunique()
    assert held(book, "transactions") == invoices.to_dict()
    customers = dict(book.rows("select customer_id, cast(joined_on as varchar) as joined_on from customers"))
    assert customers == rows.groupby("customer")["day"].min().to_dict()
    nothing_is_rejected(book)


def test_accounts_and_their_movements_are_customers_by_product(tmp_path):
    book = built(tmp_path, "accounts")
    how: dict[str, Any] = {"sep": ";", "decimal": ",", "thousands": ".", "encoding": "cp1252",
                           "dtype": {0: str, 1: str}}
    accounts = pd.read_csv(SHAPES / "accounts" / "cuentas.csv", **how)
    accounts.columns = ["account", "customer", "product", "amount", "day"]
    movements = pd.read_csv(SHAPES / "accounts" / "movimientos.csv", **how)
    movements.columns = ["account", "day", "amount"]
    moved = movements.merge(accounts[["account", "customer", "product"]], on="account")
    for name, rows in (("balance", accounts), ("turnover", moved.assign(amount=moved["amount"].abs()))):
        month = pd.to_datetime(rows["day"], format="%d/%m/%Y").dt.strftime("%Y-%m-01")
        assert held(book, name) == summed(rows.assign(month=month), "amount")
    assert len(accounts) == 81
    assert book.rows("select count(*) from activity where balance is not null") == [(75,)]
    assert book.rows("select name from customers where customer_id = '0001'") == [("Ramón Ibarra",)]
    assert book.rows("select product_id from products order by product_id") == [("AHO",), ("CTE",), ("PRE",), ("TAR",)]
    nothing_is_rejected(book)


def test_a_wide_snapshot_becomes_long(tmp_path):
    book = built(tmp_path, "wide")
    wide = pd.read_csv(SHAPES / "wide" / "wide_snapshot.csv", dtype={"Customer ID": str})
    parts = [pd.DataFrame({"customer": wide["Customer ID"], "product": product, "month": "2026-03-01",
                           "amount": wide[name]})
             for name, product in (("Account Balance", wide["Account Type"]), ("Loan Amount", wide["Loan Type"]),
                                   ("Card Balance", "CARD"))]
    assert held(book, "balance") == summed(pd.concat(parts), "amount")
    months = [pd.DataFrame({"customer": wide["Customer ID"], "product": "CARD", "month": f"2026-0{number}-01",
                            "amount": wide[name]}) for number, name in enumerate(("Jan", "Feb", "Mar"), 1)]
    assert held(book, "turnover") == summed(pd.concat(months), "amount")
    assert book.rows("select count(*) from customers") == [(len(wide),)]
    nothing_is_rejected(book)


def test_every_step_between_the_files_and_the_book_is_stated(tmp_path):
    said = {sentence for sentence, in built(tmp_path, "accounts").rows("select sentence from derivations")}
    assert said >= {
        "Activity was added up from 596 movements of movimientos.csv, by customer, product and month.",
        "Activity was added up from 81 accounts of cuentas.csv, by customer and product.",
        "customer_id of movimientos.csv was looked up in cuentas.csv by Nº CUENTA.",
        "name of clientes.csv is put together from NOMBRE, APELLIDO.",
        "customer_type is individual for every row of clientes.csv: the recipe says so, not the file.",
    }
