"""What loads and yet may be wrong: said in the build report, never corrected on our own."""

from __future__ import annotations

import datetime as dt

import duckdb

from crm_core.question import Question

SUSPICIONS = Question.from_file(__file__, "suspicions.sql")


def suspect(connection: duckdb.DuckDBPyConnection, *, today: dt.date | None = None) -> None:
    """Enter in the book's `suspicions` what its tables, once loaded, do not make plausible.

    A market without our own bank, customers without business or active outside their membership, months to come,
    months without any row, a last month that is not complete, regions without names. (Doubts about the market's
    balances need the marts: see `suspicious_market.sql`.)
    """
    sql, values = SUSPICIONS.bind({"today": today or dt.datetime.now(dt.UTC).date()})
    connection.execute(f"insert into suspicions select * from ({sql}) order by table_name, subject, reason", values)
