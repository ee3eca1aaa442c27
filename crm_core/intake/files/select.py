"""A piece of SQL with the values it needs, so that pieces can be put together and values stay parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb


@dataclass
class Select:
    """`sql` with `$name` for each of `values`. `put` adds a value and gives the name under which SQL finds it."""

    sql: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def put(self, value: Any) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def run(self, connection: duckdb.DuckDBPyConnection, before: str = "", after: str = "", **more: Any) -> int:
        """Execute `before` + the select + `after`; the number of rows that an insert wrote, 0 for anything else."""
        done = connection.execute(f"{before} {self.sql} {after}", {**self.values, **more}).fetchall()
        return int(done[0][0]) if done and isinstance(done[0][0], int) else 0


def quoted(name: str) -> str:
    """`name` as SQL takes any name at all."""
    return '"' + name.replace('"', '""') + '"'
