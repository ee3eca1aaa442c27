"""What loads and yet may be wrong: said in the build report, never corrected on our own."""

from __future__ import annotations

import datetime as dt

import duckdb

from crm_core.question import Question

SUSPICIONS = Question.beside(__file__, "suspicions.sql")


def suspect(connection: duckdb.DuckDBPyConnection, *, today: dt.date | None = None) -> None:
    """Enter in the book's `suspicions` what its tables, once loaded, do not make plausible.

    Totals among the rows of `market`, a region of which we would hold more than all, customers without business,
    months to come, months without any row, a last month that is not complete, regions without names.
    """
    sql, values = SUSPICIONS.bind({"today": today or dt.datetime.now(dt.UTC).date()})
    connection.execute(f"insert into suspicions select * from ({sql}) order by table_name, subject, reason", values)
