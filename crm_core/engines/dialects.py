"""One text for every warehouse: the SQL of the marts, written in the words of another by sqlglot."""

from __future__ import annotations

from functools import cache


@cache  # a mart of one year is written three times alike
def written_for(dialect: str, sql: str) -> str:
    """`sql`, DuckDB's, as `dialect` (a name of sqlglot's: spark, trino, snowflake …) says it.

    Raises sqlglot.UnsupportedError where the other knows no such thing, sqlglot.ParseError for text that is no SQL.
    """
    import sqlglot

    return sqlglot.transpile(sql, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)[0]
