"""The editable form of `mapping.toml`: changed a value at a time, written for people, checked as a build does."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from crm_core import contract
from crm_core.intake.desk.toml_text import toml_text
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME, UNDECIDED
from crm_core.intake.files.mapping import understood
from crm_core.intake.files.named_after import table_of
from crm_core.intake.files.recipe_text import decoded, sections_of

Section = Mapping[str, Any]

PLACE = ("file", "source", "table", "query")
"""The keys of a section that say which rows it reads."""
READING = (*PLACE, "sheet", "header_row", "names", "widths", "delimiter", "decimal", "thousands", "date_format",
           "encoding", "timezone")
"""The keys that say how, beside them: a section of nothing else says of a file how to read it, not what it is."""


@dataclass(frozen=True)
class Recipe:
    """`sections` are what `tomllib` gives for a `mapping.toml`. Every change gives a new recipe."""

    sections: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_toml(cls, text: str) -> Recipe:
        """Raises BuildRefused, with the line, for what is no TOML."""
        return cls(sections_of(text.removeprefix("\ufeff")))

    def toml(self) -> str:
        """The recipe as a readable `mapping.toml`; `Recipe.from_toml` gives it back."""
        return toml_text(self.sections)

    def refusal(self) -> str:
        """Why a build would not take the recipe, as a sentence; empty when it would. Columns are checked with the
        files only."""
        try:
            understood(self.sections)
        except BuildRefused as refused:
            return str(refused)
        return ""

    def ways(self, table: str) -> tuple[Section, ...]:
        """The sections of a table, in their order; none when it has none."""
        given = self.sections.get(table, ())
        several = given if isinstance(given, list) else [given] if given else []
        return tuple(each for each in several if isinstance(each, Mapping))

    def readers(self, name: str) -> Iterator[tuple[str, int]]:
        """The sections that read the file called `name`, as table and number."""
        for table in contract.TABLES:
            for number, way in enumerate(self.ways(table)):
                if reads(table, way, name):
                    yield table, number

    def with_ways(self, table: str, ways: Sequence[Section]) -> Recipe:
        """The recipe with these sections of a table: `[table]` for one, `[[table]]` for several."""
        sections = {name: value for name, value in self.sections.items() if name != table or ways}
        if ways:
            sections[table] = dict(ways[0]) if len(ways) == 1 else [dict(way) for way in ways]
        order = ("book", *contract.TABLES)
        return Recipe({name: sections[name] for name in sorted(
            sections, key=lambda name: order.index(name) if name in order else len(order))})

    def with_way(self, table: str, way: Section, number: int | None = None) -> Recipe:
        """The recipe with `way` as one more section of a table, or in place of that `number`."""
        ways = list(self.ways(table))
        ways[len(ways) if number is None else number:len(ways) if number is None else number + 1] = [way]
        return self.with_ways(table, ways)

    def without_way(self, table: str, number: int = 0) -> Recipe:
        return self.with_ways(table, [way for at, way in enumerate(self.ways(table)) if at != number])

    def with_value(self, table: str, keys: str | Sequence[str], value: Any, number: int = 0) -> Recipe:
        """The recipe with one value of a section changed: `keys` is `"row"` or `("columns", "balance")`. None takes the
        value out, and with the last one its part. `table` may be `book`."""
        path = (keys,) if isinstance(keys, str) else tuple(keys)
        ways = [copy.deepcopy(dict(way)) for way in self.ways(table)]
        if number >= len(ways):
            ways.append({})
            number = len(ways) - 1
        _set(ways[number], path, value)
        return self.with_ways(table, [way for way in ways if way])

    def with_reading(self, name: str, **settings: Any) -> Recipe:
        """The recipe that reads the file called `name` with these settings (`delimiter=";"`; None takes one out),
        whatever it is. Of a file that belongs to no table yet the settings are kept in a section of their own."""
        found = list(self.readers(name))
        is_apart = all(is_reading_only(table, self.ways(table)[number]) for table, number in found)
        recipe = self
        if not found:
            recipe = self.with_way("activity", {"file": name})
            found = [("activity", len(recipe.ways("activity")) - 1)]
        for table, number in found:
            for key, value in settings.items():
                recipe = recipe.with_value(table, key, value, number)
        for table, number in reversed(found):
            if is_apart and set(recipe.ways(table)[number]) <= set(PLACE):
                recipe = recipe.without_way(table, number)
        return recipe


def reads(table: str, way: Section, name: str) -> bool:
    """Whether the section `way` of a table reads the file called `name`."""
    pattern = way.get("file", "")
    if not isinstance(pattern, str) or way.get("source"):
        return False
    if not pattern:
        return not way.get("list") and table_of(name) == table
    depth = len(PurePath(pattern).parts)
    return len(PurePath(name).parts) == depth and PurePath(name).match(pattern)


def is_reading_only(table: str, way: Section) -> bool:
    """Whether a section says of a file how it is read, and not yet what it holds: it has settings, and nothing else."""
    return table == "activity" and set(way) <= set(READING) and bool(set(way) - set(PLACE))


def _set(section: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    key, *rest = path
    if rest:
        inner = section.get(key)
        section[key] = inner = dict(inner) if isinstance(inner, Mapping) else {}
        _set(inner, tuple(rest), value)
        if not inner:
            del section[key]
    elif value is None:
        section.pop(key, None)
    else:
        section[key] = value


def read_recipe(folder: Path) -> Recipe:
    """The recipe of a folder (of a single file: beside it); an empty one where there is none.

    Raises BuildRefused for a `mapping.toml` that is no UTF-8 text or no TOML.
    """
    path = recipe_path(folder)
    return Recipe(sections_of(decoded(path.read_bytes()))) if path.is_file() else Recipe()


def write_recipe(folder: Path, recipe: Recipe, remarks: Sequence[str] = ()) -> Path:
    """Write the recipe as the folder's `mapping.toml`, whole or not at all, below `remarks`; its path.

    What is left to decide in it may stay open. Raises BuildRefused, and writes nothing, when a build would not take it
    for another reason.
    """
    refusal = recipe.refusal()
    if refusal and UNDECIDED not in recipe.toml():
        raise BuildRefused(refusal)
    path = recipe_path(folder)
    beside = path.with_name(f".{path.name}.new")
    above = "".join(f"# {remark}\n" for remark in remarks)
    beside.write_text(f"{above}\n{recipe.toml()}" if above else recipe.toml(), "utf-8")
    beside.replace(path)
    return path


def recipe_path(folder: Path) -> Path:
    """Where the recipe of a folder, or of a single file, lies."""
    return (folder.parent if folder.is_file() else folder) / NAME
