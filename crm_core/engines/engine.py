"""What building marts needs of whatever counts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

Values = Mapping[str, Any]
"""The values of a statement's parameters by name, without the mark before it."""


class Engine(Protocol):
    """Where tables are made from a `select`. Its text is DuckDB's, its parameters `$name`, its values never text."""

    def make(self, name: str, sql: str, values: Values | None = None) -> None:
        """Create the table `name` of the rows of `sql`."""

    def append(self, name: str, sql: str, values: Values | None = None) -> None:
        """Add the rows of `sql` to the table `name`, whose columns they have in its order."""

    def define(self, name: str, sql: str) -> None:
        """Call `sql` by a name, without working it out."""

    def drop(self, name: str) -> None:
        """Forget the table `name`."""

    def rows(self, sql: str, values: Values | None = None) -> list[tuple[Any, ...]]:
        """The rows of a short answer: a year, a month, never a customer."""


class Connection(Protocol):
    """What is needed of a database connection."""

    def execute(self, query: Any, parameters: Any = None) -> Any: ...

    def extract_statements(self, query: str) -> list[Any]: ...
