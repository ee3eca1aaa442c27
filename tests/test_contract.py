"""The contract is declared once, and everything made from it agrees with it."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

from crm_core import contract
from crm_core.contract_page import as_markdown
from crm_core.intake.draft import Terms, drafting
from crm_core.intake.templates import FURTHER_ROWS, write_templates
from crm_core.language import in_language
from crm_core.warehouse import Shelf
from tests.two_languages import untranslated

ROOT = Path(__file__).resolve().parents[1]
TABLES = list(contract.TABLES.values())


def test_the_page_of_the_docs_is_the_contract():
    shown = (ROOT / "docs" / "contract.md").read_text("utf-8")
    assert shown == as_markdown(), "write it again: python -m crm_core contract > docs/contract.md"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_definition_of_a_table_holds_its_columns_in_order(table):
    connection = duckdb.connect()
    connection.execute(table.ddl("made"))
    described = [(name, kind.lower()) for name, kind, *_ in connection.execute("describe made").fetchall()]
    assert described == [(column.name, column.sql_type) for column in table.columns]


def test_a_book_begins_with_every_table_of_the_contract(tmp_path):
    with drafting(Shelf(tmp_path), source="files", terms=Terms("x")) as draft:
        there = {name for (name,) in draft.connection.execute("show tables").fetchall()}
    assert set(contract.TABLES) <= there


def test_the_templates_have_the_columns_of_the_contract(tmp_path):
    paths = {path.stem: path for path in write_templates(tmp_path) if path.suffix == ".csv"}
    assert list(paths) == list(contract.TABLES)
    for table in TABLES:
        with open(paths[table.name], encoding="utf-8", newline="") as stream:
            header, example, *_ = csv.reader(stream)
        assert tuple(header) == table.names
        assert example == [column.example for column in table.columns]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_contract_does_not_contradict_itself(table):
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.required_names), "a key is never empty"
    assert set(table.at_least_one_of) <= set(table.names)
    assert set().union(*map(set, FURTHER_ROWS.get(table.name, ()))) <= set(table.names)
    for column in table.columns:
        assert column.kind in contract.SQL_TYPES
        assert column.meaning
        assert column.example or not column.required
        assert not column.not_before or table.column(column.not_before).kind == column.kind
        if column.refers_to:
            other, key = column.refers_to.split(".")
            assert contract.TABLES[other].key == (key,), "what is referred to is one row"


def test_three_tables_are_required_and_the_contract_says_so():
    assert [table.name for table in TABLES if table.required] == ["customers", "products", "activity"]
    assert as_markdown().count("**Required.**") == 3


def test_the_page_is_in_the_readers_language_but_for_what_is_typed_into_files():
    with in_language("es"):
        page = as_markdown()
    assert page.startswith("# El contrato de datos\n")
    assert "| **customer_id** | text | el número de cliente del banco |" in page
    assert "No puede haber dos filas con el mismo valor de `customer_id`." in page
    with in_language("zz"):
        rows = [line.split("|") for line in as_markdown().splitlines() if line.startswith("|") and "---" not in line]
    typed = {each.name for each in TABLES} | {column.name for each in TABLES for column in each.columns}
    assert [row for row in rows if untranslated(row[3]) or (untranslated(row[4]) and row[4].strip() not in typed)] == []
