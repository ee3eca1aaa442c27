"""Rows into a draft, many at once: one by one each takes a millisecond and waits for the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import pyarrow as pa


def insert(connection: Any, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows by column name; rows that follow each other with the same columns go in together."""
    for names, alike in groupby(rows, key=tuple):
        columns = ", ".join(f'"{name}"' for name in names)
        connection.register("rows_of_a_test", pa.Table.from_pylist([dict(row) for row in alike]))
        connection.execute(f'insert into "{table}" ({columns}) select {columns} from rows_of_a_test')
        connection.unregister("rows_of_a_test")
