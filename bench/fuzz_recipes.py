"""A small bank and its `mapping.toml`, right or wrong, drawn by chance: what a fuzz run feeds to the intake."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Sequence
from typing import Any

from bench.fuzz_files import ODD, Rows
from crm_core import contract
from crm_core.intake.files.shape import ROWS

IDS = ("C1", "C2", "C3", "C10", "c1", "Ñ4", "001", "1")
PRODUCTS = ("SAVINGS", "LOAN", "CARD")
_OWN_NAMES = ("KUNDENNR", "Año", "Saldo €", "a b", "x", "Loan Amount", "", "'", '"', "line", "raw", "v0")


def table_rows(rng: random.Random, name: str, count: int) -> tuple[list[str], Rows]:
    """Names of columns and rows of a table of the contract, most of them sound."""
    table = contract.TABLES[name]
    needed = [*table.required_names, *table.at_least_one_of[:1]]
    columns = [column for column in table.columns if column.name in needed or rng.random() < 0.4]
    if rng.random() < 0.1:
        rng.shuffle(columns)
    names = [column.name for column in columns]
    oddness = rng.choice((0.0, 0.0, 0.0, 0.005, 0.05, 0.5))
    rows = [[rng.choice(ODD) if rng.random() < oddness else _value(rng, column, number) for column in columns]
            for number in range(count)]
    if rng.random() < 0.1:
        names = [rng.choice((name.upper(), f" {name} ", name)) for name in names]
    if rng.random() < 0.05:
        names[rng.randrange(len(names))] = rng.choice(_OWN_NAMES)
    if rng.random() < 0.1:
        names = [*names, rng.choice(_OWN_NAMES)]
        rows = [[*row, rng.choice((None, 1, "x"))] for row in rows]
    return names, rows


def recipe(rng: random.Random, files: Sequence[str]) -> str:
    """A `mapping.toml`; empty for none."""
    kind = rng.random()
    if kind < 0.7:
        return ""
    if kind < 0.73:
        return rng.choice(("[activity", "book = 3", "[book]\ncurrency = 5", "\0", "[customers.columns]\nx = 1",
                           "[[activity]]\n[[activity]]\n", "[nothing]\n", "activity = []", "[products.list]\nA = 1"))
    tables = [name for name in contract.TABLES if any(file.startswith(name) for file in files)]
    return "\n".join(_section(rng, name, files) for name in rng.sample(tables, min(len(tables), rng.choice((1, 1, 2)))))


def _section(rng: random.Random, name: str, files: Sequence[str]) -> str:
    table = contract.TABLES[name]
    lines = [rng.choice((f"[{name}]", f"[{name}]", f"[[{name}]]"))]
    keys: dict[str, Any] = {
        "file": [*files, "*.csv", "none.csv", "../x", "/etc/passwd"], "delimiter": [",", ";", " ", "ab", "\t"],
        "decimal": [",", ".", "", "x"], "thousands": [".", ",", " ", "'"], "encoding": ["cp1252", "utf-16", "none",
                                                                                     "idna", "hex", "utf-7"],
        "header_row": [0, 1, 3, 99, "x", -1], "sheet": ["Sheet0", "none"], "table": ["activity", "data", "none"],
        "query": ["select * from activity", "select 1", "drop table x", "select *", "values (1)"],
        "source": ["sqlite:///none.db", "nosuch://x", "sqlite://", "postgresql+psycopg://x@127.0.0.1:1/x", "duckdb:///"],
        "date_format": ["%d.%m.%Y", "%Y", "%m/%d/%y", "%q"], "timezone": ["Europe/Madrid", "Nowhere", "../x"],
        "names": [["customer_id", "product_id", "month", "balance"], [], 3, ["a", "a"]],
        "widths": [[4, 8, 11, 12], [0], [1000], "x", [1] * 50], "row": [*ROWS, "none"],
        "account": ["product_id", "none"],
        "amounts": ["absolute", "none"], "count": ["product_id", "none"], "snapshot_month": ["2026-10", "x", 2026],
        "other": [1, "x"],
    }
    for key in rng.sample(list(keys), rng.choice((0, 1, 1, 2, 3))):
        lines.append(f"{key} = {json.dumps(rng.choice(keys[key]))}")
    column = rng.choice(table.names)
    parts = {
        "columns": f"{column} = {json.dumps(rng.choice((column, 'none', *_OWN_NAMES)))}",
        "fixed": f"{column} = {json.dumps(rng.choice(('x', '2026-01', '', 'LOAN', 3)))}",
        f"values.{column}": f"{json.dumps(rng.choice(ODD[:12]))} = {json.dumps(rng.choice(('x', 'individual', '')))}",
        "times": f"{column} = [\"balance\", \"transactions\"]",
        "lookup": f"{column} = {{ file = {json.dumps(rng.choice((*files, 'none')))}, key = \"customer_id\", "
                  f"value = {json.dumps(rng.choice(table.names))} }}",
        "unpivot": f"values = {json.dumps(rng.choice(('balance', 'turnover', column)))}\nnames = \"product_id\"\n"
                   "columns = { \"balance\" = \"LOAN\", \"turnover\" = { column = \"product_id\" } }",
        "list": "LOAN = { name = \"Loan\", family = \"loans\" }\nCARD = { name = 3 }",
    }
    for part in rng.sample(list(parts), rng.choice((0, 0, 1, 1, 2))):
        lines += [f"[{name}.{part}]", parts[part]]
    return "\n".join(lines)


def _value(rng: random.Random, column: contract.Column, number: int) -> Any:
    if column.name == "customer_id":
        return IDS[number % len(IDS)] if rng.random() < 0.9 else f"C{number}"
    if column.name == "product_id":
        return PRODUCTS[number // 5 % 3 if number > 2 else number]
    if column.choices:
        return rng.choice(column.choices)
    if not column.required and rng.random() < 0.2:
        return None
    match column.kind:
        case "text":
            return rng.choice((f"N{number}", "Núñez", "Peña, e Hijos", 'a "b"', "Łukasz", "O'Neil"))
        case "date" | "moment":
            return dt.date(2015, 1, 1) + dt.timedelta(days=rng.randrange(3650))
        case "month":
            return dt.date(2025, 1 + number % 12, 1)
        case "count" | "year":
            return rng.randrange(2020, 2026) if column.kind == "year" else rng.randrange(50)
        case "rate":
            return rng.random()
        case "flag":
            return rng.random() < 0.5
    return round(rng.uniform(-1000, 9000), 2)
