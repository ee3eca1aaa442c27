"""The first rows of every table of a delivery, read as a build would read them, and what was found out on the way."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

import duckdb

from crm_core import contract
from crm_core.amounts import number
from crm_core.intake.desk.columns import ColumnPreview, column_preview
from crm_core.intake.desk.readings import readings
from crm_core.intake.desk.recipe import READING, Recipe, Section, reads
from crm_core.intake.draft import BuildRefused, Progress
from crm_core.intake.files.below import stands_below
from crm_core.intake.files.containers import tables_inside
from crm_core.intake.files.copies import Account
from crm_core.intake.files.file_format import UNDECIDED, FileFormat
from crm_core.intake.files.folder import Source
from crm_core.intake.files.kinds import is_container, kind_of, stem_of
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.mapping import understood
from crm_core.intake.files.parquet import read_parquet
from crm_core.intake.files.sifter import UNIT
from crm_core.intake.files.staged import copied_from, unpacked_from
from crm_core.intake.files.walk import files_of
from crm_core.intake.table_formats import current_version
from crm_core.language import _
from crm_core.language.stored import told

SHOWN = 20
"""Rows of a table that are shown."""
SAMPLE = 5000
"""Rows of a table that are looked at."""

_OF_EVERY_ROW = 0.9
"""The part of the rows that have a value where every row has one, but for what stands below."""
_FEW_BELOW = 5
_SHOWN_OF_A_ROW = 60
_OF_A_WORKBOOK = 2_500_000
"""Bytes of a workbook that are read in a second: a million rows of five columns, 30 MB, took twelve."""
_ANY = contract.Table("activity", "", "", ())
"""A table of no columns: a file that nobody has matched yet is read for whatever it holds."""


@dataclass(frozen=True)
class TablePreview:
    """A table of a delivery: `name` is what `mapping.toml` says as `file` ("clientes.csv", "bank.sqlite/customer").

    `rows` are the first ones as read, `size` is in bytes (of a file with several tables, of all), `notes` tell how it
    was read, `refusal` why it cannot be, in the language spoken now. `place` is what a section says to find it; its
    columns were judged by the rows of `sample`.
    """

    name: str
    columns: tuple[ColumnPreview, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    size: int = 0
    notes: tuple[str, ...] = ()
    refusal: str = ""
    place: Mapping[str, str] = field(default_factory=dict)
    has_header: bool = True
    sample: tuple[tuple[str, ...], ...] = field(default=(), repr=False, compare=False)

    @property
    def is_whole(self) -> bool:
        """Whether every row was looked at."""
        return len(self.sample) < SAMPLE

    def column(self, name: str) -> ColumnPreview:
        """The column of that name, whatever its case. Raises KeyError."""
        folded = name.strip().casefold()
        for each in self.columns:
            if each.name.strip().casefold() == folded:
                return each
        raise KeyError(name)

    def values(self, *names: str) -> list[tuple[str, ...]]:
        """The sampled values of these columns, row by row."""
        places = [self.columns.index(self.column(name)) for name in names]
        return [tuple(row[place].strip() for place in places) for row in self.sample]


_WITH_NAMES = {"parquet", "versions", "database", "json"}
"""Kinds that know the names of their columns."""


def preview(folder: Path, recipe: Recipe | None = None, *, progress: Progress = lambda label, fraction: None,
            limits: Limits | None = None) -> tuple[TablePreview, ...]:
    """The tables in `folder` (or a single file), by the first rows of each; those named by `source` in `recipe` after
    them. What the sections of `recipe` say of separator, header, sheet and so on is taken, the rest is found out.

    Only the first rows of a file are read, but for workbooks, whose format has no beginning: a sheet is held whole, up
    to the cells of `limits`. Raises BuildRefused when
    there is no such folder or the recipe cannot be understood; a file that cannot be read has its refusal.
    """
    recipe, limits = recipe or Recipe(), replace(limits or Limits(), rows=SAMPLE)
    if not folder.exists():
        raise BuildRefused(_("There is no folder {folder}. Give the folder that holds the bank's files.",
                             folder=folder))
    sources = [*_sources(folder, recipe, limits, progress), *_served(folder, recipe)]
    found = []
    for place, (source, refusal) in enumerate(sources):
        progress(_labelled(source.name, source.path), place / len(sources))
        found.append(TablePreview(source.name, size=_size(source), refusal=refusal, place=_place(source))
                     if refusal else _look(source, limits))
    return tuple(found)


def _labelled(name: str, path: Path) -> str:
    """What is read, and how long it takes where that is more than a moment: nothing can be told from within."""
    seconds = path.stat().st_size / _OF_A_WORKBOOK if kind_of(path.name) == "workbook" else 0.0
    if seconds < 1:
        return name
    return _("{file} (a workbook is read whole: about {seconds} s)", file=name, seconds=number(seconds))


def _sources(folder: Path, recipe: Recipe, limits: Limits, progress: Progress) -> Iterator[tuple[Source, str]]:
    """What there is to look at, with the refusal of files that cannot be opened."""
    home = folder.parent if folder.is_file() else folder
    for path in files_of(folder):
        name = path.relative_to(home).as_posix()
        if path.is_dir():
            yield _versioned(path, name, recipe)
            continue
        if not stem_of(name):
            continue
        if kind_of(name) == "workbook":
            progress(_labelled(name, path), 0.0)
        try:
            inner = _inside(name, path, limits)
        except BuildRefused as refused:
            yield Source(_ANY, path, name, FileFormat()), str(refused)
            continue
        for inside in inner:
            table = f"{name}/{inside}" if inside else name
            yield Source(_ANY, path, table, _file_format(recipe, table), inside, _partition(name)), ""


def _versioned(folder: Path, name: str, recipe: Recipe) -> tuple[Source, str]:
    """A table that keeps its versions, or why it cannot be opened."""
    try:
        current = current_version(folder)
    except BuildRefused as refused:
        return Source(_ANY, folder, name, FileFormat()), str(refused)
    return Source(_ANY, folder, name, _file_format(recipe, name), partition=_partition(name), is_folder=True,
                  current=current), ""


def _partition(name: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in PurePath(name).parts if "=" in part)


def _inside(name: str, path: Path, limits: Limits) -> Sequence[str]:
    """The tables in a file; one without a name where it is one itself."""
    if not is_container(name):
        return [""]
    inner = [each for each in tables_inside(name, path, limits=limits) if kind_of(name) != "zip" or stem_of(each)]
    return inner if len(inner) != 1 or kind_of(name) == "database" else [""]


def _served(folder: Path, recipe: Recipe) -> Iterator[tuple[Source, str]]:
    """The tables of databases that the recipe names by their address."""
    for table in contract.TABLES:
        for way in recipe.ways(table):
            given = _settings(table, way)
            if given.source:
                name = f"{given.source.split('://')[0]}: {given.table or ('query' if given.query else table)}"
                yield Source(_ANY, folder, name, given if given.query else replace(
                    given, table=given.table or table)), ""


def _file_format(recipe: Recipe, name: str) -> FileFormat:
    """How the recipe reads the file called `name`, as far as it says."""
    found = ((table, way) for table in contract.TABLES for way in recipe.ways(table) if reads(table, way, name))
    return next((_settings(table, way) for table, way in found), FileFormat())


def _settings(table: str, way: Section) -> FileFormat:
    """What a section says of how a file is read; what it holds is not asked, and may still be open."""
    said = {key: value for key, value in way.items() if key in READING and UNDECIDED not in str(value)}
    return understood({table: said}).ways(table)[0]


def _look(source: Source, limits: Limits) -> TablePreview:
    try:
        account, rows = _first_rows(source, limits)
    except BuildRefused as refused:
        return TablePreview(source.name, size=_size(source), refusal=str(refused), place=_place(source))
    rows, below = _without_below(rows) if len(rows) < limits.rows else (rows, [])
    width = account.header.width
    names = [name or _("column {number}", number=number) for number, name in enumerate(account.header.names, 1)]
    columns = tuple(column_preview(name, [row[at] for row in rows]) for at, name in enumerate(names[:width]))
    notes = [told(each) for each in account.notes]
    notes += [_("set aside as a total or remark: {row}", row=" ".join(filter(None, row))[:_SHOWN_OF_A_ROW])
              for row in below]
    notes += readings(columns) if source.kind in {"text", "json"} else ()
    return TablePreview(source.name, columns, tuple(map(tuple, rows[:SHOWN])), _size(source), tuple(notes),
                        place=_place(source), sample=tuple(map(tuple, rows)),
                        has_header=account.header_lines > 0 or source.kind in _WITH_NAMES)


def _without_below(rows: list[list[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of a whole table, and what stands below it, as a build will tell it apart."""
    body = rows[:max(1, len(rows) - _FEW_BELOW)]
    needed = [at for at in range(len(rows[0]) if rows else 0)
              if sum(bool(row[at].strip()) for row in body) >= _OF_EVERY_ROW * len(body)]
    last = len(rows)
    while last > max(1, len(rows) - _FEW_BELOW) and stands_below(rows[last - 1], needed):
        last -= 1
    return rows[:last], rows[last:]


def _first_rows(source: Source, limits: Limits) -> tuple[Account, list[list[str]]]:
    with tempfile.TemporaryDirectory(prefix="clientela-") as scratch:
        with duckdb.connect() as connection:
            unpacked = unpacked_from(source, connection, Path(scratch) / "look", limits)
            if unpacked.kind == "parquet":
                account, select = read_parquet(unpacked, connection, limits, rows_read=limits.rows)
                values = connection.execute(select.sql, select.values).fetchall()
                return account, [[value or "" for value in row[2:]] for row in values]
        sound, unsound = io.StringIO(), io.StringIO()
        account = copied_from(unpacked, sound, unsound, limits=limits, tick=lambda size: None)
    lines = sound.getvalue().split("\n")[:limits.rows]
    rows = [line.split(UNIT)[2:] for line in lines if line]
    return account, [row + [""] * (account.header.width - len(row)) for row in rows]


def _place(source: Source) -> dict[str, str]:
    given = source.file_format
    if not given.source:
        return {"file": source.name}
    which = {"query": given.query} if given.query else {"table": given.table}
    return {"source": given.source, **which}


def _size(source: Source) -> int:
    return 0 if source.file_format.source else source.size
