"""The tables of a lakehouse: where they lie, what they hold, and which version of them it is."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_core import contract
from crm_core.engines.spark_faults import naming
from crm_core.engines.spark_files import exists, holds, rows_at, versions
from crm_core.intake.lakehouse.copies import Copies
from crm_core.intake.statements import BuildRefused
from crm_core.intake.table_formats import current_version, refuse_in_a_store, refuse_partitions
from crm_core.language import _

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

CATALOG = "catalog:"
"""What an address begins with that names a schema of Spark's catalog instead of a folder."""
FILES = frozenset({"parquet", "orc"})
"""Formats of which Spark reads every file in a folder."""


@dataclass(frozen=True)
class SourceTable:
    """One table of the contract as it was found: in the session it is called `source_<name>`."""

    table: contract.Table
    file: str
    """Its name there: `activity`, `activity.parquet`."""
    columns: frozenset[str]
    """Those of the contract that it has."""
    extra: tuple[str, ...]
    """Those that nothing reads."""
    version: str
    """A hash of its files: their names, their sizes and when they were written; of its rows where no files are told;
    of its version where it keeps them."""


@dataclass(frozen=True)
class _Rows:
    """What was found of a table: its name there, its rows, and what tells its version where that is known."""

    file: str
    frame: DataFrame
    version: str = ""
    is_view: bool = False


def find_tables(session: SparkSession, address: str, kind: str = "parquet",
                copies: Copies | None = None) -> dict[str, SourceTable]:
    """The contract's tables at `address`, and a view `source_<name>` of each with `file` and `line` of every row.

    `address` is a folder that holds a folder or a file for each table, all of `kind` (parquet, delta, iceberg, orc: a
    format that the session reads), or `catalog:` and the name of a schema. Of a folder of this machine in which Delta
    or Iceberg keep a table, the current version is written to `copies` and read there. Raises BuildRefused when a
    required table or column is missing.
    """
    found = {}
    for table in contract.TABLES.values():
        file = _file(session, address, table.name)
        if not file:
            continue
        with naming(table.name):
            if address.startswith(CATALOG):
                rows = _of_the_catalog(session, f"{address.removeprefix(CATALOG)}.{file}", file)
            else:
                rows = _of_a_folder(session, f"{address.rstrip('/')}/{file}", file, kind, copies)
            found[table.name] = _source(session, table, rows)
    missing = [table.name for table in contract.TABLES.values() if table.required and table.name not in found]
    if missing:
        raise BuildRefused(_(
            "There is no table {tables} at {address}. Each table is a folder or a file of its name: {example}.",
            tables=", ".join(missing), address=address, example=f"{missing[0]}/, {missing[0]}.parquet"))
    return found


def _file(session: SparkSession, address: str, name: str) -> str:
    """What the table is called there; nothing when it is not there."""
    if address.startswith(CATALOG):
        return name if session.catalog.tableExists(f"{address.removeprefix(CATALOG)}.{name}") else ""
    names = (name, f"{name}.parquet")
    return next((each for each in names if exists(session, f"{address.rstrip('/')}/{each}")), "")


def _of_the_catalog(session: SparkSession, name: str, file: str) -> _Rows:
    return _Rows(file, session.table(name), is_view="VIEW" in session.catalog.getTable(name).tableType)


def _of_a_folder(session: SparkSession, address: str, file: str, kind: str, copies: Copies | None) -> _Rows:
    """The rows at `address`, kept as `kind`; the current ones where it turns out to be a table with versions."""
    if kind not in FILES:
        return _Rows(file, rows_at(session, address, kind))
    current = current_version(Path(address)) if copies and "://" not in address else None
    if copies and current:
        copy = copies.of(current)
        return _Rows(copy.name, rows_at(session, str(copy), "parquet"), current.identity)
    refuse_in_a_store(address, partial(holds, session, address))
    if "://" not in address:
        refuse_partitions(Path(address))
    return _Rows(file, rows_at(session, address, kind))


def _source(session: SparkSession, table: contract.Table, found: _Rows) -> SourceTable:
    rows = found.frame
    there = {name.lower() for name in rows.columns}
    lacking = [name for name in table.required_names if name not in there]
    if table.at_least_one_of and not there & set(table.at_least_one_of):
        lacking.append(" / ".join(table.at_least_one_of))
    if lacking:
        raise BuildRefused(_(
            "The table '{table}' has no column {columns}, which every row needs. It has: {found}. Add it at the "
            "source, or give a view that names it so.",
            table=table.name, columns=", ".join(lacking), found=", ".join(rows.columns)))
    columns = [name for name in table.names if name in there]
    numbered(rows, columns, found.file).createOrReplaceTempView(f"source_{table.name}")
    extra = tuple(name for name in rows.columns if name.lower() not in table.names)
    return SourceTable(table, found.file, frozenset(columns), extra,
                       found.version or _version(session, rows, columns, is_view=found.is_view))


def _version(session: SparkSession, rows: DataFrame, columns: list[str], *, is_view: bool) -> str:
    files = None if is_view else versions(session, rows.inputFiles())
    return hashlib.sha256(repr(files or _of_rows(rows, columns)).encode()).hexdigest()


def _of_rows(rows: DataFrame, columns: list[str]) -> tuple[object, ...]:
    """What tells one version from another where files do not (a view, Iceberg): a sum of hashes, in whatever order.
    All rows are read for it."""
    told = ", ".join(f"`{name}` is null, `{name}`" for name in columns)
    return tuple(rows.selectExpr("count(*)", f"sum(cast(xxhash64({told}) as decimal(38, 0)))").first() or ())


def numbered(rows: DataFrame, columns: list[str], file: str) -> DataFrame:
    """`rows` with the name of their file and their line in it, from 1; line 0 where the format numbers no rows, and
    `file` where it tells none."""
    from pyspark.errors import AnalysisException

    told: list[str] = []
    with contextlib.suppress(AnalysisException):
        told = rows.selectExpr("_metadata.*").columns
    name = "_metadata.file_name" if "file_name" in told else f"'{file}'"
    line = "_metadata.row_index + 1" if "row_index" in told else "cast(0 as bigint)"
    return rows.selectExpr(f"{name} as file", f"{line} as line", *(f"`{each}`" for each in columns))
