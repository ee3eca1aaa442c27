"""Whether a book is as it was written: every value read from the disk, so that every checksum in it is compared."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb

from crm_core.warehouse.book import Book
from crm_core.warehouse.faults import BookDamaged, BookUnavailable, fault_of

_TABLES = "select table_name from duckdb_tables() where database_name = 'verified' order by table_name"


def verify(path: Path) -> int:
    """How many rows the book at `path` holds, once all of them were read.

    A connection of its own attaches the file: one that serves an open book would answer from what it had read before.
    Raises BookUnavailable when it cannot be read as a book, or is damaged anywhere.
    """
    Book(path).close()
    with closing(duckdb.connect(config={"memory_limit": "1GB", "temp_directory": ""})) as connection:
        try:
            place = str(path).replace("'", "''")  # attach takes no parameters
            connection.execute(f"attach '{place}' as verified (read_only)")
            names = [name for name, in connection.execute(_TABLES).fetchall()]
            return sum(_rows(connection, name) for name in names)
        except duckdb.Error as error:
            raise fault_of(error, path) or BookDamaged(path) from error


def is_whole(path: Path) -> bool:
    """Whether all of the book at `path` can be read."""
    try:
        verify(path)
    except BookUnavailable:
        return False
    return True


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """A hash of whole rows reads each column, where a count would be content with the statistics."""
    name = '"' + table.replace('"', '""') + '"'
    rows, _hash = connection.execute(f"select count(*), bit_xor(hash(each)) from verified.{name} as each").fetchall()[0]
    return int(rows)
