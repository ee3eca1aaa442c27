"""The rows of a table's current version, as a build reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from crm_core.intake.table_formats import CurrentVersion, current_version, written

MANY = 10**6


def opened(folder: Path) -> CurrentVersion:
    current = current_version(folder)
    assert current
    return current


def copied(current: CurrentVersion, path: Path, *, most_values: int = MANY) -> Path:
    with duckdb.connect() as connection:
        return written(current, path, connection, most_values=most_values)


def rows_of(folder: Path, columns: str = "*") -> list[tuple[Any, ...]]:
    """In the order in which they are written down; `columns` as SQL selects them."""
    path = copied(opened(folder), folder.with_name(f"{folder.name}.parquet"))
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from read_parquet(?, hive_partitioning = false)",
                                  [str(path)]).fetchall()
