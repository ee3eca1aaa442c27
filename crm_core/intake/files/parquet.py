"""A Parquet file is read where it lies; moments of a time zone are read as the clocks there showed them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

import duckdb

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.copies import Account
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import understand
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.select import Select, quoted
from crm_core.intake.files.text import too_large
from crm_core.intake.table_formats import MARK_OF_ICEBERG, part_of_iceberg
from crm_core.language import N_, _
from crm_core.language.stored import stored

_WITH_A_POINT = ("DECIMAL", "DOUBLE", "FLOAT")
_FLOATING = ("DOUBLE", "FLOAT")
_ZONED = "TIMESTAMP WITH TIME ZONE"
_EXACT = 1e15
"""Below this size a floating number is every whole number it seems to be."""
_ROW_NUMBER = "file_row_number"
"""How DuckDB calls the number of a row; a file may have no column of this name beside it."""
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"


def read_parquet(source: Source, connection: duckdb.DuckDBPyConnection, limits: Limits, *, rows_read: int = 0,
                 ) -> tuple[Account, Select]:
    """The account of a file and the select of its rows, of the first `rows_read` where that is not 0. A row's number
    is its line, and there is no header line.

    Raises BuildRefused for a damaged file, for one whose rows are far more than its bytes can be meant to hold, and for
    one of an Iceberg table.
    """
    path = {"path": _literally(source.path)}
    try:
        if connection.execute("select 1 from parquet_kv_metadata($path) where key = encode($mark)",
                              path | {"mark": MARK_OF_ICEBERG}).fetchall():
            raise part_of_iceberg(source.name)
        described = connection.execute("describe select * from read_parquet($path, hive_partitioning = false)",
                                       path).fetchall()
        count = connection.execute("select count(*) from read_parquet($path)", path).fetchall()[0][0]
        types = {name: kind for name, kind, *_rest in described}
        if count * len(types) > max(limits.ratio_from, limits.ratio * source.size):  # a value is a byte at the least
            raise too_large(source, count * len(types) - 1)
        no_numbers = _read_through(connection, types, path, rows_read)
    except duckdb.Error as error:
        raise damaged(source) from error
    if _ROW_NUMBER in map(str.lower, types):
        raise BuildRefused(_("{file} has a column called {column}, which is how rows are numbered here. Rename it at "
                             "the source.", file=source.name, column=_ROW_NUMBER))
    folders = {name: unquote(value) for name, value in source.partition.items() if name not in types}
    header = understand(source, [*types, *folders])
    zones = _zones(source, types)
    notes = [stored(N_("moments of {columns} by the clocks of {zone}"), zone=zone,
                    columns=", ".join(name for name in zones if zones[name] == zone))
             for zone in dict.fromkeys(zones.values())]
    rows = Select(values=dict(path))
    texts = [_as_text(name, kind, source.file_format.point, rows, zones.get(name, "UTC"))
             for name, kind in types.items()]
    texts += [f"cast({rows.put('' if value == _NO_VALUE else value)} as varchar)" for value in folders.values()]
    raw = ", ".join(f"coalesce({text}, '')" for text in texts)
    values = ", ".join(f"{text} as v{number}" for number, text in enumerate(texts))
    rows.sql = (f"select {_ROW_NUMBER} + 1 as line, concat_ws(',', {raw}) as raw, {values} "
                f"from read_parquet($path, {_ROW_NUMBER} = true, hive_partitioning = false)"
                f"{f' limit {rows_read}' if rows_read else ''}")
    return Account(header, ",", count, 0, 0, [*notes, *no_numbers]), rows


def _literally(path: Path) -> str:
    """As DuckDB takes it for this path alone: `activity[1].parquet` would be a pattern, which activity1.parquet fits.
    """
    return re.sub(r"[\[*?]", r"[\g<0>]", os.fspath(path))


def damaged(source: Source) -> BuildRefused:
    return BuildRefused(_("{file} is not a whole Parquet file. Export it again.", file=source.name))


def _zones(source: Source, types: dict[str, str]) -> dict[str, str]:
    """The zone of each column of zoned moments: the mapping's, else the file's own, else UTC."""
    zoned = [name for name, kind in types.items() if kind == _ZONED]
    if not zoned or source.file_format.timezone:
        return dict.fromkeys(zoned, source.file_format.timezone)
    import pyarrow.parquet

    try:
        schema = pyarrow.parquet.read_schema(os.fspath(source.path))
        return {name: getattr(schema.field(name).type, "tz", None) or "UTC" for name in zoned}
    except (pyarrow.ArrowException, KeyError, OSError, ValueError):
        return dict.fromkeys(zoned, "UTC")


def _read_through(connection: duckdb.DuckDBPyConnection, types: dict[str, str], path: dict[str, str],
                  rows_read: int) -> list[str]:
    """How many cells hold NaN, which data frames write where nothing is. Every page is unpacked for it: damage behind a
    whole footer shows here, and not in the midst of a build."""
    nan = [f"isnan({quoted(name)})::int" for name, kind in types.items() if kind in _FLOATING]
    counts = f"sum({' + '.join(f'coalesce({each}, 0)' for each in nan)})" if nan else "0"
    rows = f"select * from read_parquet($path){f' limit {rows_read}' if rows_read else ''}"
    found, _hash = connection.execute(f"select {counts}, bit_xor(hash(each)) from ({rows}) as each",
                                      path).fetchall()[0]
    return [stored(N_("values NaN read as empty: {nan_count}"), nan_count=int(found))] if found else []


def _as_text(name: str, kind: str, decimal: str, into: Select, zone: str) -> str:
    """Whole numbers have no decimals, as in Excel sheets; NaN is nothing."""
    value = quoted(name)
    text = value if kind == "VARCHAR" else f"cast({value} as varchar)"
    if kind == _ZONED:
        return f"cast(timezone({into.put(zone)}, {value}) as varchar)"
    if kind in _FLOATING:
        text = (f"case when isnan({value}) then null when {value} = trunc({value}) and abs({value}) < {_EXACT} "
                f"then cast(cast({value} as bigint) as varchar) else {text} end")
    if kind.startswith(_WITH_A_POINT) and decimal != ".":
        return f"replace({text}, '.', {into.put(decimal)})"
    return text
