"""What the marts are built on: DuckDB on one machine, Spark beyond it, behind one protocol.

The SQL is written once, in DuckDB's words and within the portable subset (`tests/house/test_portable_sql.py`); an
adapter of some thirty lines says how a table is made, added to, defined and dropped. Spark is imported only where it
is used: `crm_core.engines.spark`.
"""

from crm_core.engines.duckdb_engine import DuckDBEngine
from crm_core.engines.engine import Connection, Engine

__all__ = ["Connection", "DuckDBEngine", "Engine"]
