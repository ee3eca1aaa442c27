"""What is asked on the first pages of a bank of ten million reads cubes, and no table with a row for each customer."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from crm_core.contract import TABLES
from crm_core.macros import expanded

CORE = Path(__file__).resolve().parents[2] / "crm_core"
OF_CUBES = sorted(path for folder in ("rooms/overview", "rooms/changes", "rooms/regions", "figures", "periods")
                  for path in (CORE / folder).glob("*.sql"))
FEW = {
    "customer_changes": "ten customers a branch, manager, region and type",
    "one_off_fees": "fees far beyond the usual, which are rare",
}
"""Marts by customer that are short, and why."""
ENDS_EARLY = {"dates"}
"""Questions that end at the first customer who answers them."""


def by_customer() -> set[str]:
    """The tables that grow as the customers do."""
    marts = {path.stem for path in (CORE / "marts").glob("*.sql")
             if path.read_text(encoding="utf-8").startswith(("-- grain: customer ×", "-- grain: one customer"))}
    files = {name for name, table in TABLES.items() if "customer_id" in {column.name for column in table.columns}}
    return marts | files


def tables_of(sql: str) -> set[str]:
    tree = sqlglot.parse_one(sql, read="duckdb")
    return {each.name for each in tree.find_all(exp.Table)} - {each.alias for each in tree.find_all(exp.CTE)}


@pytest.mark.parametrize("path", [path for path in OF_CUBES if "{% macro" not in path.read_text(encoding="utf-8")],
                         ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_question_costs_the_same_whatever_the_number_of_customers(path):
    large = by_customer() - set(FEW)
    assert {"customers", "activity", "customer_years", "customer_moves", "activity_money"} <= large
    assert path.stem in ENDS_EARLY or not tables_of(expanded(path)) & large
