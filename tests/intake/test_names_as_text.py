"""What clerks and programs write into names: line ends in headers and in cells are blanks, and every line still counts.
"""

from __future__ import annotations

import duckdb
import pytest

from tests.intake.own_files import CUSTOMERS, build, write

HEADER = '"customer_id\n",customer_type,region_id,joined_on,"Notes\nof the\nclerk"\n'
ROWS = "C1,individual,NORTE,2020-01-01,x\nC2,business,SUR,never,x\nC3,individual,NORTE,2020-01-01,x\n"


@pytest.mark.parametrize("above", ["", "Customers of the bank\n\n"], ids=["alone", "below a title"])
def test_a_header_that_runs_over_lines_is_read_and_lines_keep_their_numbers(tmp_path, above):
    built = build(write(tmp_path / "bank", customers=above + HEADER + ROWS, activity=(
        "customer_id,product_id,month,balance\nC1,LOAN,2026-01-01,1\nC3,LOAN,2026-01-01,1\n")))
    entry = built.files["customers.csv"]
    assert (entry.accepted, entry.rejected) == (2, 1)
    assert entry.balances
    before, _never, _after = (above + HEADER + ROWS).partition("never")
    assert [row.line for row in built.rejected("customers")] == [before.count("\n") + 1]
    assert built.rows("select columns from book_unused") == [("Notes of the clerk",)]


def test_a_mark_that_opens_in_a_row_is_no_header(tmp_path):
    built = build(write(tmp_path / "bank", customers=CUSTOMERS + 'C3,"individual,NORTE,2020-01-01\n'))
    (row,) = built.rejected("customers")
    assert (row.line, built.files["customers.csv"].accepted) == (4, 2)
    assert "opens and is not closed" in row.reasons


def test_a_name_of_parquet_stands_on_one_line(tmp_path):
    folder = write(tmp_path / "bank", **{"customers.csv": ""})
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select * from (values ('C1', 'individual', 'NORTE', date '2020-01-01', chr(10) || '- Ana' || "
            "chr(13) || chr(10) || '# Ruiz' || chr(8232)), ('C2', 'business', 'SUR', date '2020-01-01', 'Blas')) "
            f"t(customer_id, customer_type, region_id, joined_on, name)) to '{folder}/customers.parquet'")
    assert build(folder).rows("select name from customers order by customer_id") == [("- Ana  # Ruiz",), ("Blas",)]


def test_a_name_turns_no_direction_of_writing_and_keeps_its_own(tmp_path):
    turned = ("C1,individual,NORTE,2020-01-01,\u202eAna\u202c \u2066Ruiz\u2069\n"
              "C2,business,SUR,2020-01-01,\u05e0\u05d5\u05e2\u05d4\u200e\n")
    folder = write(tmp_path / "bank", customers=f"customer_id,customer_type,region_id,joined_on,name\n{turned}")
    assert build(folder).rows("select name from customers order by customer_id") == [
        ("Ana Ruiz",), ("\u05e0\u05d5\u05e2\u05d4\u200e",)]
