"""The rows of a table's version, written out once as one plain Parquet file."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from crm_core.intake.statements import BuildRefused
from crm_core.intake.table_formats.current import opened, unreadable
from crm_core.intake.table_formats.version import CurrentVersion
from crm_core.language import _, conventions

_ROWS = "rows_of_a_version"


def written(current: CurrentVersion, path: Path, connection: duckdb.DuckDBPyConnection, *, most_values: int,
            rows: int = 0) -> Path:
    """Write the rows of `current` to `path`, or `rows` of them where that is not 0; `path`.

    They stand in the order of their values, so the same rows give the same file, however the table holds them and
    whatever order they are read in: a row keeps its number. Rows pass through in some thousand at a time; DuckDB sorts
    within its memory limit and beyond it on disk. Raises BuildRefused where the rows cannot be read, or hold more than
    `most_values`, the most that the table's files can be meant to hold.
    """
    beside = path.with_name(f"{path.name}.part")
    reader = opened(current)
    most = most_values // max(1, len(reader.schema.names))
    connection.register(_ROWS, reader)
    try:
        count = connection.execute(
            f"copy (select * from (select * from {_ROWS} limit {rows or most + 1}) order by all) "
            "to $path (format parquet)", {"path": str(beside)}).fetchall()[0][0]
    except duckdb.InvalidInputException as error:  # whatever the library says of a file in the midst of its rows
        raise unreadable(current.name, current.format, error) from error
    finally:
        connection.unregister(_ROWS)
    if count > most:
        beside.unlink()
        raise BuildRefused(_(
            "The table '{table}' has {packed} bytes of files and more than {most} rows: no table of customers packs so "
            "well. Check that it is the right one; have its rows written out as plain files if it is.",
            table=current.name, packed=conventions().whole(current.size), most=conventions().whole(most)))
    os.replace(beside, path)
    return path

