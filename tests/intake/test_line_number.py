"""Rows that have no number of their own are told apart by the number of their line."""

from __future__ import annotations

import duckdb
import pytest
import xlsxwriter

from crm_core.intake.statements import BuildRefused
from tests.intake.own_files import PRODUCTS, build

RECIPE = """
[customers]
file = "{file}"
[customers.columns]
customer_id = "line number"
name = "who"

[activity]
file = "{file}"
row = "customer"
snapshot_month = "2026-03"
[activity.columns]
customer_id = "Line Number"
balance = "much"
[activity.fixed]
product_id = "SAVINGS"
"""


def write_all(folder):
    (folder / "a.csv").write_text("who,much\nAna,1\n\nIvo,2\n")
    (folder / "b.jsonl").write_text('{"who": "Ana", "much": 1}\n{"who": "Ivo", "much": 2}\n')
    with xlsxwriter.Workbook(folder / "c.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([["Title"], ["who", "much"], ["Ana", 1], ["Ivo", 2]]):
            sheet.write_row(at, 0, row)
    rows = duckdb.sql("select * from (values ('Ana', 1.0), ('Ivo', 2.0)) as t (who, much)")
    rows.write_parquet(str(folder / "d.parquet"))


@pytest.mark.parametrize(("file", "first", "second"), [
    ("a.csv", "2", "4"), ("b.jsonl", "1", "2"), ("c.xlsx", "3", "4"), ("d.parquet", "1", "2")])
def test_the_number_of_a_line_is_a_column_of_every_kind_of_file(tmp_path, file, first, second):
    folder = tmp_path / "bank"
    folder.mkdir()
    write_all(folder)
    (folder / "products.csv").write_text(PRODUCTS)
    (folder / "mapping.toml").write_text(RECIPE.format(file=file))
    built = build(folder, accept_rejected=False)
    assert built.rows("select customer_id, name from customers order by 1") == [(first, "Ana"), (second, "Ivo")]
    assert built.rows("select customer_id, cast(balance as double) from activity order by 1") == [
        (first, 1.0), (second, 2.0)]
    assert built.rows("select columns from book_unused") == []


def test_a_column_that_is_called_so_is_meant_before_it(tmp_path):
    folder = tmp_path / "bank"
    folder.mkdir()
    (folder / "a.csv").write_text("line number,who,much\n70,Ana,1\n71,Ivo,2\n")
    (folder / "products.csv").write_text(PRODUCTS)
    (folder / "mapping.toml").write_text(RECIPE.format(file="a.csv"))
    assert build(folder).rows("select customer_id from customers order by 1") == [("70",), ("71",)]


@pytest.mark.parametrize(("people", "amounts"), [("a.csv", "b.csv"), ("a.csv", "?.csv"), ("?.csv", "a.csv")])
def test_lines_of_several_files_are_refused_as_customers(tmp_path, people, amounts):
    """Line 2 of one file is nobody of the other: its money would be booked to a stranger."""
    folder = tmp_path / "bank"
    folder.mkdir()
    for name, much in (("a.csv", 2), ("b.csv", 3)):
        (folder / name).write_text(f"who,much\nAna,1\nIvo,{much}\n")
    (folder / "products.csv").write_text(PRODUCTS)
    (folder / "mapping.toml").write_text(RECIPE.replace("{file}", people, 1).replace("{file}", amounts))
    with pytest.raises(BuildRefused, match=r"rows of several files, a\.csv and b\.csv: the same number is another"):
        build(folder)
