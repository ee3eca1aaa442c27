"""One section of the recipe as the controls of step 3 see it: what it says, its file, and how to change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from crm_core import contract
from crm_core.column_headings import heading
from crm_core.intake.desk.columns import ColumnPreview
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.recipe import reads
from crm_core.vocabulary import family_label, type_label
from pages.parts.import_data.desk import Desk

NONE, CONSTANT, WORKED_OUT = "none", "constant", "worked out"
COLUMN = "column "
"""What an option of a column begins with that is one of theirs."""


@dataclass(frozen=True)
class Section:
    """The section `number` of a table of the contract."""

    desk: Desk
    table: contract.Table
    number: int

    @property
    def way(self) -> Mapping[str, Any]:
        """What the recipe says in it."""
        ways = self.desk.recipe.ways(self.table.name)
        return ways[self.number] if self.number < len(ways) else {}

    @property
    def preview(self) -> TablePreview | None:
        """The table that it reads, the first of several; None where none was found."""
        found = (each for each in self.desk.tables if reads(self.table.name, self.way, each.name))
        return next(found, None)

    def part(self, name: str) -> Mapping[str, Any]:
        """A part of it: `columns`, `fixed`, `lookup` …; empty where there is none."""
        found = self.way.get(name, {})
        return found if isinstance(found, Mapping) else {}

    def key(self, *what: str) -> str:
        """The key of a widget, of its own for each delivery."""
        return ".".join(["import_data", str(self.desk.round), self.table.name, str(self.number), *what])

    def set(self, keys: str | Sequence[str], value: Any) -> None:
        """Change a value of it; None takes it out."""
        self.desk.change(self.desk.recipe.with_value(self.table.name, keys, value, self.number))

    def take(self, keys: str | Sequence[str], widget: str) -> None:
        """In a callback: change a value to what a widget says."""
        self.set(keys, st.session_state[widget] or None)

    def source_of(self, column: str) -> str:
        """Where our column comes from, as one of the options of its drop-down: a column of our name needs no word."""
        theirs = self.part("columns").get(column)
        unpivot = self.part("unpivot")
        if (column in self.part("times") or column in self.part("lookup") or isinstance(theirs, list)
                or column in (unpivot.get("values"), unpivot.get("names"))
                or (column == "month" and self.way.get("snapshot_month"))):
            return WORKED_OUT
        if theirs is not None:
            return f"{COLUMN}{theirs}"
        if column in self.part("fixed"):
            return CONSTANT
        own = self.theirs(column)
        return f"{COLUMN}{own.name}" if own else NONE

    def theirs(self, name: str) -> ColumnPreview | None:
        """The column called `name` of the table that it reads, whatever its case; None when there is none."""
        columns = self.preview.columns if self.preview else ()
        return next((each for each in columns if each.name.strip().casefold() == name.strip().casefold()), None)

    def set_source(self, column: contract.Column, source: str) -> None:
        """Let our column come from elsewhere; what was said of it before goes."""
        recipe = self.desk.recipe
        for part in ("columns", "fixed", "times", "lookup", "values"):
            recipe = recipe.with_value(self.table.name, (part, column.name), None, self.number)
        if column.name == "month":
            recipe = recipe.with_value(self.table.name, "snapshot_month", None, self.number)
        if column.name in (self.part("unpivot").get("values"), self.part("unpivot").get("names")):
            recipe = recipe.with_value(self.table.name, "unpivot", None, self.number)
        if source == CONSTANT:
            first = column.choices[0] if column.choices else ""
            recipe = recipe.with_value(self.table.name, ("fixed", column.name), first, self.number)
        elif source.startswith(COLUMN):
            theirs = source.removeprefix(COLUMN)
            recipe = recipe.with_value(self.table.name, ("columns", column.name), theirs, self.number)
        self.desk.change(recipe)


def column_label(column: contract.Column) -> str:
    """What a column of ours is called on the desk."""
    return heading(column.name)


def choice_label(column: contract.Column, code: str) -> str:
    """One of the contract's choices in words."""
    if column.name == "family":
        return family_label(code)
    return type_label(code) if column.name == "customer_type" else code
