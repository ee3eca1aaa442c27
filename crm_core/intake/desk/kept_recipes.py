"""Recipes that were published with, kept beside the books and found again when files of the same kind arrive."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from crm_core import CannotAnswer, contract
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.recipe import Recipe, Section, reads
from crm_core.warehouse import Shelf

FOLDER = "recipes"

_DIGITS = re.compile(r"\d+")
_PATTERN = re.compile(r"[*?\[]")
_PASSWORD = re.compile(r"://[^/@:]*:(?!\$\{)[^@]+@")
"""An address with a password written out: that is written down nowhere."""


@dataclass(frozen=True)
class KeptRecipe:
    """`name` is the title of the data that it made, `path` its file."""

    name: str
    recipe: Recipe
    path: Path
    kept_at: dt.datetime


@dataclass(frozen=True)
class Fit:
    """A kept recipe, with the names of the files that have arrived in place of the former ones.

    `asks_month`: it sets balances without a date to a month, which is another one by now. `is_dated`: it says of
    columns which months they are, which may be others too.
    """

    kept: KeptRecipe
    recipe: Recipe
    asks_month: bool
    is_dated: bool


def remember(shelf: Shelf, recipe: Recipe, title: str) -> Path | None:
    """Keep a recipe under the title of its data, in place of the one before it for such files. None, and nothing kept,
    when it says nothing or holds a password."""
    text = recipe.toml()
    if not any(name in recipe.sections for name in contract.TABLES) or _PASSWORD.search(text):
        return None
    folder = shelf.folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_slug(title)}-{_mark(recipe)}.toml"
    beside = path.with_suffix(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)
    return path


def forget(kept: KeptRecipe) -> None:
    """Keep a recipe no longer."""
    kept.path.unlink(missing_ok=True)


def kept_recipes(shelf: Shelf) -> tuple[KeptRecipe, ...]:
    """Every kept recipe, the latest first; files that are none are passed over."""
    found = []
    for path in (shelf.folder / FOLDER).glob("*.toml"):
        try:
            recipe = Recipe.from_toml(path.read_text("utf-8"))
            kept_at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        except (OSError, UnicodeDecodeError, CannotAnswer):
            continue
        book = recipe.sections.get("book")
        title = str(book.get("title", "")) if isinstance(book, Mapping) else ""
        found.append(KeptRecipe(title or path.stem, recipe, path, kept_at))
    return tuple(sorted(found, key=lambda each: (each.kept_at, each.name), reverse=True))


def fits(kept: Sequence[KeptRecipe], tables: Sequence[TablePreview]) -> tuple[Fit, ...]:
    """The recipes that find all their files and columns among `tables`. Digits in names may differ: they are dates."""
    return tuple(fit for each in kept if (fit := _fit(each, tables)) is not None)


def next_month(recipe: Recipe) -> str:
    """The month after the latest that the recipe sets balances to, such as 2026-11; empty when it sets none."""
    months = [str(way["snapshot_month"])[:7] for way in recipe.ways("activity") if way.get("snapshot_month")]
    try:
        latest = dt.date.fromisoformat(f"{max(months)}-01")
    except ValueError:
        return ""
    return f"{latest + dt.timedelta(days=31):%Y-%m}"


def with_month(recipe: Recipe, month: str) -> Recipe:
    """The recipe with this month in place of every month that balances were set to."""
    for number, way in enumerate(recipe.ways("activity")):
        if way.get("snapshot_month"):
            recipe = recipe.with_value("activity", "snapshot_month", month, number)
    return recipe


def _fit(kept: KeptRecipe, tables: Sequence[TablePreview]) -> Fit | None:
    recipe, asks_month, is_dated, is_used = kept.recipe, False, False, False
    for table in contract.TABLES:
        ways = []
        for way in recipe.ways(table):
            fitted = _fitted(table, way, tables)
            if fitted is None:
                return None
            ways.append(fitted)
            is_used |= bool(way.get("file")) or any(reads(table, way, each.name) for each in tables)
            asks_month |= bool(way.get("snapshot_month"))
            unpivot = way.get("unpivot")
            is_dated |= isinstance(unpivot, Mapping) and unpivot.get("names") == "month"
        recipe = recipe.with_ways(table, ways)
    return Fit(kept, recipe, asks_month, is_dated) if is_used else None


def _fitted(table: str, way: Section, tables: Sequence[TablePreview]) -> Section | None:
    """The section of `table` with the names of the files that have arrived; None when a file or a column is missing."""
    fitted, file = dict(way), str(way.get("file", ""))
    read = _files(file, tables) if file else [each for each in tables if reads(table, way, each.name)]
    if (file and not read) or not all(_has(each, name) for each in read for name in _columns(way)):
        return None
    if file:
        fitted["file"] = _named(file, read)
    lookups = {}
    for ours, lookup in _mappings(way.get("lookup")):
        found = _files(str(lookup.get("file", "")), tables)
        if not found or not all(_has(found[0], str(lookup.get(key, ""))) for key in ("key", "value")):
            return None
        lookups[ours] = {**lookup, "file": found[0].name}
    return fitted | ({"lookup": lookups} if lookups else {})


def _has(table: TablePreview, name: str) -> bool:
    return name.strip().casefold() in {each.name.strip().casefold() for each in table.columns}


def _files(pattern: str, tables: Sequence[TablePreview]) -> list[TablePreview]:
    """The tables that a section's `file` means, by name, else by the same name with other digits."""
    exact = [each for each in tables if not each.refusal and PurePath(each.name).match(pattern)]
    return exact or [each for each in tables if not each.refusal and _plain(each.name) == _plain(pattern)]


def _named(pattern: str, found: Sequence[TablePreview]) -> str:
    """What a section says to read the tables found: the name of one, or a pattern for several."""
    if len(found) == 1 and not _PATTERN.search(pattern):
        return found[0].name  # which may have come in a zip this time
    if all(PurePath(each.name).match(pattern) for each in found):
        return pattern
    return found[0].name if len(found) == 1 else _DIGITS.sub("*", pattern)


def _plain(name: str) -> str:
    return _DIGITS.sub("#", name.casefold())


def _columns(way: Section) -> Iterator[str]:
    """The columns of theirs that a section reads from its own file."""
    for part in (way.get("columns"), way.get("times"), way.get("identity")):
        for theirs in part.values() if isinstance(part, Mapping) else ():
            yield from ([theirs] if isinstance(theirs, str) else map(str, theirs))
    yield from (str(way[key]) for key in ("account", "count") if way.get(key))
    unpivot = way.get("unpivot")
    if isinstance(unpivot, Mapping) and isinstance(unpivot.get("columns"), Mapping):
        yield from unpivot["columns"]


def _mappings(part: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value in part.items() if isinstance(part, Mapping) else ():
        if isinstance(value, Mapping):
            yield key, value


def _mark(recipe: Recipe) -> str:
    """The same for files of the same names but for their digits."""
    files = {_plain(str(way.get("file", table))) for table in contract.TABLES for way in recipe.ways(table)}
    return hashlib.sha256("\n".join(sorted(files)).encode()).hexdigest()[:6]


def _slug(title: str) -> str:
    return re.sub(r"[^\w.-]+", "-", title.casefold()).strip("-._")[:80] or "data"
