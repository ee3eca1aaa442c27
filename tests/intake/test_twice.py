"""A file that is delivered twice counts once or not at all, never twice."""

from __future__ import annotations

import duckdb
import pytest

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import build_files
from crm_core.warehouse import Shelf

LOG = "customer;day;amount\n1;2026-01-03;10.00\n2;2026-01-04;20.00\n1;2026-02-05;30.50\n"
RECIPE = """
[customers]
file = "log*.csv"
row = "movement"
columns = { customer_id = "customer" }

[products.list.SALES]
name = "Sales"
family = "payments"

[activity]
file = "log*.csv"
row = "movement"
columns = { customer_id = "customer", month = "day", turnover = "amount" }
fixed = { product_id = "SALES" }
"""


def built(tmp_path, second: str):
    folder = tmp_path / "bank"
    folder.mkdir()
    (folder / "log.csv").write_text(LOG)
    (folder / "log (1).csv").write_text(second)
    (folder / "mapping.toml").write_text(RECIPE)
    return build_files(folder, Shelf(tmp_path / "books"))


def doubts(published) -> list[str]:
    with duckdb.connect(str(published.path), read_only=True) as book:
        return [reason for (reason,) in book.execute("select reason from suspicions").fetchall()]


def test_the_same_file_under_two_names_is_refused(tmp_path):
    with pytest.raises(BuildRefused, match=r"log\.csv and log \(1\)\.csv|log \(1\)\.csv and log\.csv"):
        built(tmp_path, LOG)


def test_the_same_rows_in_another_order_are_a_doubt(tmp_path):
    header, *rows = LOG.splitlines()
    published = built(tmp_path, "\n".join([header, *reversed(rows)]) + "\n")
    assert sum("same sums" in each for each in doubts(published)) == 1


def test_another_month_is_neither(tmp_path):
    published = built(tmp_path, LOG.replace("2026-0", "2025-0").replace("30.50", "31.50"))
    assert not any("same sums" in each for each in doubts(published))
