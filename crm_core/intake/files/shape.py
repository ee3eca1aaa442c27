"""What one row of a bank's file is, and what of it must be worked out before it is a row of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

ROWS = ("customer", "customer-month", "account", "account-month", "movement")
"""What one row of a file may be."""

OWN_ROW = {"activity": ("customer", "customer-month"), "customers": ("customer",), "products": ()}
"""By table that can be added up: the rows of which none may come twice."""

PLAIN_ROW = {"activity": "customer-month", "customers": "customer"}
"""By table: the row that is the table's own."""

SNAPSHOTS = ("customer", "account", "movement")
"""The rows whose date may be any day; it stands for its month."""

ABSOLUTE = "absolute"

TIMES = " × "
"""Stands between two texts that are to be multiplied, where a reason repeats them."""


@dataclass(frozen=True)
class Lookup:
    """A column of another file: where `key` there is what our column holds here, `value` takes its place. `only`, by
    column the values of the rows that are meant, where a key has several."""

    file: str
    key: str
    value: str
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class OtherColumn:
    """A value that stands in another column of the same row."""

    column: str


@dataclass(frozen=True)
class Unpivot:
    """Columns that become rows: `values` is our column for what stands in the cells, `names` ours for which column it
    was; `columns` says for each of theirs what `names` then is."""

    values: str
    names: str
    columns: Mapping[str, str | OtherColumn]


@dataclass(frozen=True)
class Shape:
    """How rows of a file become rows of the contract. `row` is empty where they are such rows already.

    `account` and `count` are columns of theirs: what names an account, and what names one transaction. `joined` and
    `times` say of our columns which of theirs are put together or multiplied. `listed` are rows that stand in
    `mapping.toml` itself.
    """

    row: str = ""
    account: str = ""
    amounts: str = ""
    count: str = ""
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    times: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    lookup: Mapping[str, Lookup] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    listed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def adds_up(self, table: str) -> bool:
        """True when several rows of the file may become one of the table."""
        return bool(self.row) and self.row not in OWN_ROW.get(table, ())

    def is_plain(self, table: str) -> bool:
        """True when every row of the file is a row of the table as it stands."""
        return replace(self, row="", listed={}) == Shape() and self.row in ("", PLAIN_ROW.get(table, ""))

    def worked_out(self) -> set[str]:
        """Our columns that no column of theirs is alone."""
        names = {*self.joined, *self.times}
        return names | {self.unpivot.values, self.unpivot.names} if self.unpivot else names
