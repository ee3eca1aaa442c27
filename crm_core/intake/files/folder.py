"""Which files of a folder belong to which table of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from crm_core import contract
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME, FileFormat, refuse
from crm_core.intake.files.kinds import is_container, kind_of
from crm_core.intake.files.mapping import BankMapping
from crm_core.intake.files.named_after import stem, table_of
from crm_core.intake.files.nearest import nearest
from crm_core.intake.files.shape import Shape
from crm_core.intake.files.strangers import strangers
from crm_core.intake.files.versions import with_versions
from crm_core.intake.files.walk import files_of
from crm_core.intake.table_formats import CurrentVersion
from crm_core.language import _, all_of

FILE_SCHEMES = ("sqlite:///", "duckdb:///")
"""How an address begins that names a file."""

Inside = Callable[[str, Path], Sequence[str]]


@dataclass(frozen=True)
class Place:
    """Where a table lies: a file, and the part of it (`inside`) where it holds several: a file of a zip, a sheet, a
    table of a database. `partition` holds what the names of its folders say (month=2026-01)."""

    path: Path
    inside: str = ""
    partition: Mapping[str, str] = field(default_factory=dict)
    is_folder: bool = False
    """True for a folder in which a table keeps its versions."""


@dataclass(frozen=True)
class Source:
    """One file of one table. `name` is its path inside the folder, as people know it; that of a table with versions
    ends with the one that is read (`customers@v12`)."""

    table: contract.Table
    path: Path
    name: str
    file_format: FileFormat
    inside: str = ""
    partition: Mapping[str, str] = field(default_factory=dict)
    way: int = 0
    """Which of the table's sections in `mapping.toml` it is read by."""
    is_listed: bool = False
    """True for the rows that stand in `mapping.toml` itself."""
    lookups: Mapping[str, Source] = field(default_factory=dict)
    """By our column: the file in which its values are looked up."""
    is_folder: bool = False
    current: CurrentVersion | None = None
    """The version that is read of a folder in which a table keeps them."""

    @property
    def kind(self) -> str:
        """`text`, `json`, `workbook`, `parquet`, `database`; `zip` and `versions` for what must be unpacked first."""
        if self.file_format.source:
            return "database"
        return "versions" if self.current else kind_of(self.path.name)

    @property
    def database(self) -> Path | None:
        """The database file that is read; None for a server, and for what is no database."""
        for scheme in FILE_SCHEMES:
            if self.file_format.source.startswith(scheme):
                home = self.path.parent if self.path.is_file() else self.path
                return home / self.file_format.source.removeprefix(scheme)  # an absolute path stays what it is
        return self.path if self.kind == "database" and not self.file_format.source else None

    @property
    def size(self) -> int:
        if self.current:
            return self.current.size
        return 1 if self.file_format.source or self.is_listed else self.path.stat().st_size


@dataclass(frozen=True)
class Found:
    """The sources by table, in the contract's order, and the files that belong to none."""

    sources: dict[str, tuple[Source, ...]]
    strangers: tuple[str, ...]

    @property
    def all(self) -> tuple[Source, ...]:
        return tuple(source for parts in self.sources.values() for source in parts)


def find_sources(folder: Path, mapping: BankMapping, inside: Inside = lambda name, path: ()) -> Found:
    """The files of `folder` by table: named by the mapping, else by the table's name, whole or in numbered parts.

    `folder` may be a single file. `inside` names what is inside a file that may hold several tables.
    Raises BuildRefused when the folder or a required table is not there, when two files claim to be the same part,
    or when a file lies outside the folder.
    """
    if not folder.exists():
        raise BuildRefused(_("There is no folder {folder}. Give the folder that holds the bank's files.",
                             folder=folder))
    places = _places(folder, mapping, inside)
    sources: dict[str, tuple[Source, ...]] = {}
    lookups: dict[tuple[str, int], dict[str, Source]] = {}
    named: set[str] = set()
    for name, table in contract.TABLES.items():
        sources[name] = ()
        for way, file_format in enumerate(mapping.ways(name)):
            names = _named(folder, places, table, file_format.file) if file_format.file else []
            named |= set(names)
            lookups[name, way] = _lookup_sources(folder, places, mapping, table, file_format)
            found = [_source(table, each, places[each], file_format) for each in names]
            if file_format.source:
                found.append(Source(table, folder, _address(file_format, name), file_format))
            if file_format.shape.listed:
                found.append(_listed(table, folder, file_format))
            sources[name] += tuple(replace(each, way=way, name=_once(each, sources[name]),
                                           lookups={} if each.is_listed else lookups[name, way]) for each in found)
    for each, place in places.items():
        table_name = table_of(each, is_folder=place.is_folder)
        given = mapping.of(table_name) if table_name else FileFormat()
        is_ignored = any(_is_meant(each, pattern) for pattern in mapping.ignored)
        if each not in named and table_name and not given.file and not given.source and not is_ignored:
            source = replace(_source(contract.TABLES[table_name], each, place, given), lookups=lookups[table_name, 0])
            sources[table_name] = (*sources[table_name], source)
            named.add(each)
    named |= {each.name for some in lookups.values() for each in some.values()} | ({mapping.same.file} & places.keys())
    read = {name: parts for name, parts in sources.items() if parts}
    unread = strangers(places, [each for parts in read.values() for each in parts], named)
    all_sources = Found(read, tuple(each for each in unread
                                    if not any(_is_meant(each, pattern) for pattern in mapping.ignored)))
    _refuse_doubles(all_sources)
    _refuse_missing(folder, all_sources)
    return replace(all_sources, sources=with_versions(read))


def _source(table: contract.Table, name: str, place: Place, file_format: FileFormat) -> Source:
    return Source(table, place.path, name, file_format, place.inside, place.partition, is_folder=place.is_folder)


def _once(source: Source, before: Sequence[Source]) -> str:
    """The name of a source; of a file that another section read before, with the number of the section."""
    times = sum((each.path, each.inside) == (source.path, source.inside) for each in before)
    return f"{source.name} ({times + 1})" if times else source.name


def _address(file_format: FileFormat, table: str) -> str:
    """What a database is called in the account: never with its password."""
    return f"{file_format.source.split('://')[0]}: {file_format.table or ('query' if file_format.query else table)}"


def _places(folder: Path, mapping: BankMapping, inside: Inside) -> dict[str, Place]:
    home = folder.parent if folder.is_file() else folder
    files = {path.relative_to(home).as_posix(): path for path in files_of(folder)}
    places = {}
    for name, path in files.items():
        places[name] = Place(path, partition=dict(part.split("=", 1) for part in PurePath(name).parts if "=" in part),
                             is_folder=path.is_dir())
        is_named = any(each.startswith(f"{name}/") for each in mapping.files)
        if is_container(name) and not path.is_dir() and (is_named or not table_of(name)):
            places |= {f"{name}/{inner}": Place(path, inner) for inner in inside(name, path)}
    return places


def _named(folder: Path, places: Mapping[str, Place], table: contract.Table, pattern: str) -> list[str]:
    """The files that the mapping's `file` names; a pattern may name several."""
    if PurePath(pattern).is_absolute() or ".." in PurePath(pattern).parts:
        refuse(_("file {pattern} of [{table}] leads outside {folder}. Name a file inside it.", pattern=repr(pattern),
                 table=table.name, folder=folder))
    names = [name for name in places if _is_meant(name, pattern)]
    if not names:
        refuse(" ".join([_("[{table}] names {pattern}, and no such file is in {folder}.", table=table.name,
                           pattern=repr(pattern), folder=folder), nearest(pattern, places)]))
    return names


def _is_meant(name: str, pattern: str) -> bool:
    """Whether a pattern names a file: in the same folder, or the same part of a file."""
    return len(PurePath(name).parts) == len(PurePath(pattern).parts) and PurePath(name).match(pattern)


def _lookup_sources(folder: Path, places: Mapping[str, Place], mapping: BankMapping, table: contract.Table,
                    file_format: FileFormat) -> dict[str, Source]:
    """By column, the file in which its values are looked up, read as the section that names it says, else as this."""
    found = {}
    for column, lookup in file_format.shape.lookup.items():
        name, *others = _named(folder, places, table, lookup.file)
        if others:
            refuse(_("[{table}.lookup] {column} names {pattern}, which is several files: {files}. Name one.",
                     table=table.name, column=column, pattern=repr(lookup.file), files=all_of([name, *others])))
        how = next((way for other in contract.TABLES for way in mapping.ways(other)
                    if (PurePath(name).match(way.file) if way.file else table_of(name) == other)), file_format)
        pair = contract.Table(table.name, "", "", tuple(
            contract.Column(each, "text", "", "", required=True) for each in ("key", "value")))
        found[column] = _source(pair, name, places[name], replace(
            how, shape=Shape(), columns={"key": lookup.key, "value": lookup.value}, fixed={}, values={},
            only=lookup.only, without={}))
    return found


def _listed(table: contract.Table, folder: Path, file_format: FileFormat) -> Source:
    """The rows that the mapping itself holds."""
    place = (folder.parent if folder.is_file() else folder) / NAME
    return Source(table, place, NAME, FileFormat(shape=Shape(listed=file_format.shape.listed)), is_listed=True)


def _refuse_doubles(all_sources: Found) -> None:
    for table, parts in all_sources.sources.items():
        if parts[0].file_format.file:
            continue
        stems = Counter((PurePath(part.name).parent, _stem_of(part)) for part in parts)
        double = [part.name for part in parts if stems[PurePath(part.name).parent, _stem_of(part)] > 1]
        if double:
            raise BuildRefused(_("{files} are the same part of '{table}' twice. Keep one of them, or say which under "
                                 "[{table}] file = … in {mapping}.", files=all_of(double), table=table, mapping=NAME))


def _stem_of(part: Source) -> str:
    return stem(part.name, is_folder=part.is_folder)


def _refuse_missing(folder: Path, all_sources: Found) -> None:
    for name, table in contract.TABLES.items():
        if table.required and name not in all_sources.sources:
            strangers = [each for each in all_sources.strangers if stem(each)] or list(all_sources.strangers)
            there = nearest(f"{name}.csv", strangers) if strangers else _("The folder holds no other file.")
            raise BuildRefused(_(
                "The required file of '{table}' is not in {folder}: it may be called {table}.csv, {table}.txt, "
                "{table}.zip, {table}.xlsx, {table}.parquet and so on. {there} Rename it, or name it in {mapping} "
                "([{table}] file = …); python -m crm_core template DIR writes examples.",
                table=name, folder=folder, there=there, mapping=NAME,
            ))
