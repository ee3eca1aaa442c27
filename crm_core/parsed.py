"""A statement that is asked again and again is read once (decision 198).

A fifth of what a question to a small cube costs, or a tiny book's marts, is DuckDB reading the text. What was read is
the same for every book and every connection, as no table is looked up before the statement is bound.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, Protocol

MAX_CHARACTERS = 250_000
"""Of text, each of which takes some eighty bytes once read: 20 MB, in which all marts have room. The longest unused
goes first."""

_READ: OrderedDict[str, Any] = OrderedDict()
_LOCK = Lock()


class Connection(Protocol):
    """What is needed of a connection to DuckDB."""

    def extract_statements(self, query: str) -> list[Any]: ...


def parsed(connection: Connection, sql: str) -> Any:
    """The one statement of `sql`, as `execute` of any connection takes it in place of its text. Raises what `execute`
    raises of a text that cannot be read."""
    with _LOCK:
        if sql in _READ:
            _READ.move_to_end(sql)
            return _READ[sql]
        (statement,) = connection.extract_statements(sql)
        _READ[sql] = statement
        while len(_READ) > 1 and sum(map(len, _READ)) > MAX_CHARACTERS:
            _READ.popitem(last=False)
        return statement
