"""Marts as tables of the book that a connection of DuckDB writes."""

from __future__ import annotations

from typing import Any

from crm_core.engines.engine import Connection, Values
from crm_core.parsed import parsed


class DuckDBEngine:
    """The engine of one machine: tables stand in the book itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(self, name: str, sql: str, values: Values | None = None) -> None:
        self._run(f"create table {name} as {sql}", values)

    def append(self, name: str, sql: str, values: Values | None = None) -> None:
        self._run(f"insert into {name} {sql}", values)

    def define(self, name: str, sql: str) -> None:
        self._run(f"create view {name} as {sql}")

    def drop(self, name: str) -> None:
        self._run(f"drop table {name}")

    def rows(self, sql: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        return list(self._run(sql, values).fetchall())

    def _run(self, sql: str, values: Values | None = None) -> Any:
        return self._connection.execute(parsed(self._connection, sql), values)
