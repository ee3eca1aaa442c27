"""Two books held against each other, table by table, row by row."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb

from crm_core import marts


def tables_of(path: Path) -> frozenset[str]:
    """The tables of a book."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return frozenset(row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall())


def differing(one: Path, other: Path, names: Collection[str]) -> dict[str, object]:
    """Of the tables `names` those that differ in a column, a type or a row, with what differs; without the columns that
    marts alone are made from, which do not come back."""
    found: dict[str, object] = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        for name in sorted(names):
            columns = [_columns(connection, book, name) for book in ("one", "other")]
            if columns[0] != columns[1]:
                found[name] = [pair for pair in zip(*columns, strict=False) if pair[0] != pair[1]]
                continue
            read = ", ".join(f'"{column}"' for column, _kind in columns[0])
            both = [connection.execute(f"select {read} from {a}.{name} except all select {read} from {b}.{name}")
                    .fetchall() for a, b in (("one", "other"), ("other", "one"))]
            if any(both):
                found[name] = [rows[:2] for rows in both]
    return found


def _columns(connection: duckdb.DuckDBPyConnection, book: str, table: str) -> list[tuple[str, str]]:
    found = connection.execute(f"select column_name, column_type from (describe {book}.{table})").fetchall()
    return [each for each in found if each[0] not in marts.BUILT_FROM_ALONE.get(table, ())]
