"""How far the cells of an OpenDocument's tables reach, and which hold a formula's error: from its XML as it passes by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crm_core.intake.files.old_errors import Errors

_MANY_ERRORS = 100_000
_DIGITS = 9
"""A row or a cell that says to stand there more often than this is damaged, and is calamine's to judge."""
_REPEATED_ROWS, _REPEATED_COLUMNS = "table:number-rows-repeated", "table:number-columns-repeated"


@dataclass
class OpenTables:
    """Hears the tags of `content.xml`; `rows` and `columns` are the farthest with a value."""

    rows: int = 0
    columns: int = 0
    errors: Errors = field(default_factory=dict)
    _name: str = ""
    _row: int = 0
    _column: int = 0
    _high: int = 1
    _error: list[str] | None = None
    _wide: int = 1

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "table:table":
                self._name, self._row, self._high = attributes.get("table:name", ""), 0, 0
            case "table:table-row":
                self._high = _times(attributes, _REPEATED_ROWS)
                self._row += self._high
                self._column = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._wide = _times(attributes, _REPEATED_COLUMNS)
                self._column += self._wide
                if "office:value-type" in attributes:
                    self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
                is_error = attributes.get("calcext:value-type") == "error"
                self._error = [] if is_error else None

    def text(self, text: str) -> None:
        if self._error is not None:
            self._error.append(text)

    def end(self, tag: str) -> None:
        if tag == "table:table-cell" and self._error is not None:
            cells = self.errors.setdefault(self._name, {})
            if self._high * self._wide + len(cells) <= _MANY_ERRORS:
                name = "".join(self._error).strip()
                cells.update({(row, column): name if name.startswith("#") else "#N/A"
                              for row in range(self._row - self._high, self._row)
                              for column in range(self._column - self._wide, self._column)})
            self._error = None


def _times(attributes: Mapping[str, str], name: str) -> int:
    """How often a row or cell stands there."""
    given = attributes.get(name, "1")
    return int(given) if given.isdecimal() and len(given) <= _DIGITS else 1
