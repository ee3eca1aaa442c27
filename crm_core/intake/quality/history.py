"""What the books before were like: carried from book to book, so that a trend needs no old file."""

from __future__ import annotations

import datetime as dt

import duckdb

from crm_core.question import Question

MAX_BOOKS = 24
"""Books that a history goes back: two years of monthly ones."""


def write_history(connection: duckdb.DuckDBPyConnection, *, fingerprint: str, built_at: dt.datetime,
                  is_compared: bool) -> None:
    """Fill `book_quality_history` with this book and, where `is_compared`, with what the book attached as `earlier`
    tells of itself and of those before it. An earlier book that tells nothing begins no trend."""
    if is_compared and _tells(connection):
        connection.execute(
            "insert into book_quality_history select * from earlier.book_quality_history where fingerprint <> $mark "
            "and built_at in (select distinct built_at from earlier.book_quality_history "
            "order by built_at desc limit $most)", {"mark": fingerprint, "most": MAX_BOOKS - 1})
    rollup = Question.from_file(__file__, "rollup.sql").sql
    connection.execute("insert into book_quality_history select $mark, $built_at, table_name, dimension, checked, "
                       f"passed from ({rollup})", {"mark": fingerprint, "built_at": built_at})


def _tells(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(connection.execute("select count(*) from duckdb_tables() where database_name = 'earlier' and "
                                   "table_name = 'book_quality_history'").fetchall()[0][0])
