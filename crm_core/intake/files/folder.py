"""Which files of a folder belong to which table of the contract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from crm_core import contract
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME, FileFormat, refuse
from crm_core.intake.files.mapping import BankMapping
from crm_core.intake.files.nearest import nearest
from crm_core.intake.files.shape import Shape
from crm_core.language import _, all_of

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")
_PART = re.compile(r"[ _.\-]*(part|p)?[ _.\-]*\d[\d _.\-]*")
"""What may follow a table's name in the file of a part: activity_2024, activity-2024-01, activity.part1."""


@dataclass(frozen=True)
class Source:
    """One file of one table. `name` is its path inside the folder, as people know it."""

    table: contract.Table
    path: Path
    name: str
    file_format: FileFormat
    way: int = 0
    """Which of the table's sections in `mapping.toml` it is read by."""
    is_listed: bool = False
    """True for the rows that stand in `mapping.toml` itself."""
    lookups: Mapping[str, Source] = field(default_factory=dict)
    """By our column: the file in which its values are looked up."""

    @property
    def kind(self) -> str:
        """`parquet`, `xlsx` or `text`."""
        suffix = self.path.suffix.lower().removeprefix(".")
        return suffix if suffix in {"parquet", "xlsx"} else "text"

    @property
    def size(self) -> int:
        return self.path.stat().st_size


@dataclass(frozen=True)
class Found:
    """The sources by table, in the contract's order, and the files that belong to none."""

    sources: dict[str, tuple[Source, ...]]
    strangers: tuple[str, ...]

    @property
    def all(self) -> tuple[Source, ...]:
        return tuple(source for parts in self.sources.values() for source in parts)


def find_sources(folder: Path, mapping: BankMapping) -> Found:
    """The files of `folder` by table: named by the mapping, else by the table's name, whole or in numbered parts.

    Raises BuildRefused when the folder or a required table is not there, when two files claim to be the same part,
    or when a file lies outside the folder.
    """
    if not folder.is_dir():
        raise BuildRefused(_("There is no folder {folder}. Give the folder that holds the bank's files.",
                             folder=folder))
    paths = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
    sources: dict[str, tuple[Source, ...]] = {}
    lookups: dict[tuple[str, int], dict[str, Source]] = {}
    named: set[str] = set()
    for name, table in contract.TABLES.items():
        sources[name] = ()
        for way, file_format in enumerate(mapping.ways(name)):
            names = _named(folder, paths, table, file_format.file) if file_format.file else []
            lookups[name, way] = _lookup_sources(folder, paths, mapping, table, file_format)
            named |= set(names)
            sources[name] += tuple(Source(table, paths[each], each, file_format, way,
                                          lookups=lookups[name, way])
                                   for each in names)
            if file_format.shape.listed:
                sources[name] += (_listed(table, folder, file_format, way),)
    for each, path in paths.items():
        table_name = _table_of(each)
        if each not in named and table_name and not mapping.of(table_name).file:
            source = Source(contract.TABLES[table_name], path, each, mapping.of(table_name),
                            lookups=lookups[table_name, 0])
            sources[table_name] = (*sources[table_name], source)
            named.add(each)
    left = sorted(set(paths) - named - {each.name for some in lookups.values() for each in some.values()})
    strangers = [name for name in left if "/" not in name or name.split("/")[0].lower() in contract.TABLES]
    all_sources = Found({name: parts for name, parts in sources.items() if parts}, tuple(strangers))
    _refuse_doubles(all_sources)
    _refuse_missing(folder, all_sources)
    return all_sources


def _files(folder: Path) -> list[Path]:
    """Every file of the folder and of its sub-folders, but what systems and spreadsheets leave lying about."""
    home = folder.resolve()
    files = []
    for path in sorted([*folder.glob("*"), *folder.glob("*/*")]):
        name = path.relative_to(folder).as_posix()
        if path.name.startswith((".", "~$")) or "/." in f"/{name}" or name == NAME or path.is_dir():
            continue
        if not path.is_file():
            raise BuildRefused(_("{file} is no file, or points to one that is not there. Put the file itself into "
                                 "{folder}, or take it out.", file=name, folder=folder))
        if not path.resolve().is_relative_to(home):
            raise BuildRefused(_("{file} points outside {folder}. Put the file itself into the folder.", file=name,
                                 folder=folder))
        files.append(path)
    return files


def _named(folder: Path, paths: dict[str, Path], table: contract.Table, pattern: str) -> list[str]:
    """The files that the mapping's `file` names; a pattern may name several."""
    if PurePath(pattern).is_absolute() or ".." in PurePath(pattern).parts:
        refuse(_("file {pattern} of [{table}] leads outside {folder}. Name a file inside it.", pattern=repr(pattern),
                 table=table.name, folder=folder))
    depth = len(PurePath(pattern).parts)
    names = [name for name in paths if len(PurePath(name).parts) == depth and PurePath(name).match(pattern)]
    if not names:
        refuse(" ".join([_("[{table}] names {pattern}, and no such file is in {folder}.", table=table.name,
                           pattern=repr(pattern), folder=folder), nearest(pattern, paths)]))
    return names


def _lookup_sources(folder: Path, paths: dict[str, Path], mapping: BankMapping, table: contract.Table,
                    file_format: FileFormat) -> dict[str, Source]:
    """By column, the file in which its values are looked up, read as the section that names it says, else as this."""
    found = {}
    for column, lookup in file_format.shape.lookup.items():
        name = _named(folder, paths, table, lookup.file)[0]
        how = next((way for other in contract.TABLES for way in mapping.ways(other)
                    if (PurePath(name).match(way.file) if way.file else _table_of(name) == other)), file_format)
        pair = contract.Table(table.name, "", "", tuple(
            contract.Column(each, "text", "", "", required=True) for each in ("key", "value")))
        found[column] = Source(pair, paths[name], name, replace(
            how, shape=Shape(), columns={"key": lookup.key, "value": lookup.value}, fixed={}, values={}))
    return found


def _listed(table: contract.Table, folder: Path, file_format: FileFormat, way: int) -> Source:
    """The rows that the mapping itself holds."""
    return Source(table, folder / NAME, NAME, FileFormat(shape=Shape(listed=file_format.shape.listed)), way,
                  is_listed=True)


def _table_of(name: str) -> str:
    """The table whose name a file or its folder bears; empty when none does."""
    stem = _stem(name)
    if not stem:
        return ""
    parent = PurePath(name).parent.name.lower()
    if parent:
        return parent if parent in contract.TABLES else ""
    fits = [table for table in contract.TABLES
            if stem == table or (stem.startswith(table) and _PART.fullmatch(stem[len(table):]))]
    return max(fits, key=len, default="")


def _stem(name: str) -> str:
    lower = PurePath(name).name.lower()
    for suffix in SUFFIXES:
        if lower.endswith(suffix):
            return lower.removesuffix(suffix)
    return ""


def _refuse_doubles(all_sources: Found) -> None:
    for table, parts in all_sources.sources.items():
        if parts[0].file_format.file:
            continue
        stems = Counter((PurePath(part.name).parent, _stem(part.name)) for part in parts)
        double = [part.name for part in parts if stems[PurePath(part.name).parent, _stem(part.name)] > 1]
        if double:
            raise BuildRefused(_("{files} are the same part of '{table}' twice. Keep one of them, or say which under "
                                 "[{table}] file = … in {mapping}.", files=all_of(double), table=table, mapping=NAME))


def _refuse_missing(folder: Path, all_sources: Found) -> None:
    for name, table in contract.TABLES.items():
        if table.required and name not in all_sources.sources:
            strangers = [each for each in all_sources.strangers if _stem(each)] or list(all_sources.strangers)
            there = nearest(f"{name}.csv", strangers) if strangers else _("The folder holds no other file.")
            raise BuildRefused(_(
                "The required file of '{table}' is not in {folder}: it may be called {table}.csv, {table}.csv.gz, "
                "{table}.parquet or {table}.xlsx. {there} Rename it, or name it in {mapping} ([{table}] file = …); "
                "python -m crm_core template DIR writes examples.",
                table=name, folder=folder, there=there, mapping=NAME,
            ))
