"""A tiny bank whose every hole is known, and what its book tells of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from crm_core.intake.draft import SourceFile, Terms, drafting
from crm_core.language.stored import stored
from crm_core.warehouse import Shelf
from tests.many_rows import insert

Row = dict[str, Any]
JAN, FEB, MAR = (dt.date(2026, month, 1) for month in (1, 2, 3))
TABLES = ("cells", "months", "checks", "periods", "money", "history")


def customer(number: int, **more: Any) -> Row:
    """One customer, C1, C2, …: an individual in the north since 2020."""
    return {"customer_id": f"C{number}", "customer_type": "individual", "region_id": "N",
            "joined_on": dt.date(2020, 1, 1)} | more


def deposit(number: int, month: dt.date = JAN, **more: Any) -> Row:
    """What a customer did with the savings account: a balance of 100."""
    return {"customer_id": f"C{number}", "product_id": "SAV", "month": month, "balance": 100.0} | more


@dataclass
class Bank:
    """The rows of a bank by table, the files that they came from, and the reasons of rejected rows."""

    customers: list[Row] = field(default_factory=lambda: [customer(1), customer(2)])
    activity: list[Row] = field(default_factory=lambda: [deposit(1), deposit(2)])
    others: dict[str, list[Row]] = field(default_factory=dict)
    files: list[SourceFile] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    """table, stored reason: one a row."""

    def publish(self, folder: Path, *, source: str = "files", tag: str = "x") -> Path:
        """Publish the book; gives its file."""
        with drafting(Shelf(folder), source=source, terms=Terms("Bank", last_month="complete")) as draft:
            insert(draft.connection, "products", [{"product_id": each, "name": each, "family": family} for each, family
                                                  in (("SAV", "deposits"), ("LOAN", "loans"))])
            for name, rows in {"customers": self.customers, "activity": self.activity, **self.others}.items():
                if rows:
                    insert(draft.connection, name, rows)
            for each in self.files:
                draft.account(each)
            for line, (table, reason) in enumerate(self.rejected, start=2):
                draft.connection.execute("insert into quarantine values (?, ?, ?, '', ?)",
                                         [table, f"{table}.csv", line, reason])
            return draft.finish(tag).path


def told(path: Path, table: str, columns: str, where: str = "true") -> list[tuple]:
    """Rows of `book_quality_<table>`, in order."""
    with duckdb.connect(str(path), read_only=True) as book:
        return book.execute(f"select {columns} from book_quality_{table} where {where} order by all").fetchall()


def check(path: Path, rule: str, table: str, region: str = "", column: str = "") -> tuple[int, int] | None:
    """checked and passed of one rule; None when it was not checked."""
    also = f" and column_name = '{column}'" if column else ""
    rows = told(path, "checks", "checked, passed",
                f"rule = '{rule}' and table_name = '{table}' and region_id = '{region}'{also}")
    return rows[0] if rows else None


def without_quality(path: Path) -> None:
    """Make it a book of before its quality was measured."""
    with duckdb.connect(str(path)) as book:
        for each in TABLES:
            book.execute(f"drop table book_quality_{each}")


REPEATED = stored("the same {columns} as in line {line} of {file}, which was kept: remove one of the two",
                  columns="customer_id", line=2, file="customers.csv")
UNREADABLE = stored("{column} is empty: every row needs one", column="customer_id")
