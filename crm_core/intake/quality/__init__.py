"""How good the data of a book is, measured when it is made: complete, valid, unique, on time, consistent.

The dimensions are those of DAMA; principles 3 to 6 of BCBS 239 ask for them. Nothing is weighed into one score: every
figure is counts of what was looked at and what passed (`tables.py`). One pass over the activity, whatever its size.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from crm_core import contract
from crm_core.engines import Engine
from crm_core.intake.quality.checks import write_checks
from crm_core.intake.quality.completeness import write_cells
from crm_core.intake.quality.history import write_history
from crm_core.intake.quality.periods import write_periods
from crm_core.intake.quality.tables import QUALITY_TABLES
from crm_core.question import Question

__all__ = ["ACTIVITY", "QUALITY_TABLES", "measure_activity", "write_history", "write_quality"]


ACTIVITY = "quality_activity"
"""What the activity is measured by: one small table, made in one pass where the activity lies."""


def measure_activity(engine: Engine) -> None:
    """Make the table `quality_activity`, once the marts are there."""
    engine.make(ACTIVITY, Question.from_file(__file__, "activity.sql").sql)


def write_quality(connection: duckdb.DuckDBPyConnection, *, today: dt.date) -> None:
    """Measure the book whose marts are built, `quality_activity` among them. `today` is the day of the build."""
    connection.execute(QUALITY_TABLES)
    tables = _filled(connection)
    write_cells(connection, tables)
    write_checks(connection, tables)
    write_periods(connection, tables, today=today)
    for name in (ACTIVITY, "quality_rows", "quality_repeated"):
        connection.execute(f"drop table if exists {name}")


def _filled(connection: duckdb.DuckDBPyConnection) -> tuple[contract.Table, ...]:
    """The source tables that hold rows: of an empty one there is nothing to measure, and most books lack some."""
    counts = " union all ".join(f"select '{name}' where exists (select 1 from \"{name}\")" for name in contract.TABLES)
    filled = {row[0] for row in connection.execute(counts).fetchall()}
    return tuple(table for name, table in contract.TABLES.items() if name in filled)
