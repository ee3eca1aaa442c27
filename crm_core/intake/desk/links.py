"""Which tables know each other: the customer of an account, the product of an account, a region beside the customer."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.words import listed

KEYS = ("account_id", "invoice", "transaction_id")
"""What a row may be known by elsewhere, the likeliest first."""
_ENOUGH = 0.5
"""The part of the different values of a column that must be known in the table in which they are looked up, where both
are seen whole. Of two beginnings of long tables any one will do."""


@dataclass(frozen=True)
class Link:
    """A value of `role` in `other`, looked up by `key`, its own column. `only` says which of its rows are meant."""

    other: Facts
    key: str
    role: str
    only: tuple[str, tuple[str, ...]] | None = None

    def lookup(self) -> dict[str, Any]:
        """As a recipe says it."""
        said: dict[str, Any] = {"file": place_of(self.other), "key": self.key, "value": self.other.roles[self.role]}
        return said | ({"only": {self.only[0]: list(self.only[1])}} if self.only else {})


def place_of(facts: Facts) -> str:
    """The name of a table's file as a pattern of a recipe."""
    name = facts.table.place.get("file", facts.name)
    return name if name.endswith("*") or "*" in name else name.replace("[", glob.escape("["))


def find_link(facts: Facts, role: str, tables: Sequence[Facts], *, by: str = "account_id") -> Link | None:
    """Where `role` of a row of `facts` is looked up by its column `by`: in the table that has each key once, or, of
    an account with several people, the owner's row."""
    mine = facts.column(by)
    if mine is None:
        return None
    for other in tables:
        theirs = other.column(by)
        if other is facts or theirs is None or role not in other.roles or not _meet(facts, mine, other, theirs):
            continue
        if theirs.is_unique:
            return Link(other, theirs.name, role)
    for other in tables:
        theirs = other.column(by)
        if other is not facts and theirs is not None and role in other.roles and _meet(facts, mine, other, theirs):
            only = _owners(other, theirs)
            if only:
                return Link(other, theirs.name, role, only)
    return None


def _meet(facts: Facts, mine: ColumnPreview, other: Facts, theirs: ColumnPreview) -> bool:
    common = len(mine.values.keys() & theirs.values.keys())
    if facts.table.is_whole and other.table.is_whole:
        return common >= _ENOUGH * len(mine.values)
    return common > 0


def _owners(other: Facts, key: ColumnPreview) -> tuple[str, tuple[str, ...]] | None:
    """The column and its values that leave one row a key."""
    for column in other.table.columns:
        owners = tuple(value for value in column.values if listed("answers", value))
        if owners and len(owners) < column.distinct:
            keys = [row[0] for row in other.table.values(key.name, column.name) if row[1] in owners]
            if len(set(keys)) == len(keys):
                return column.name, owners
    return None
