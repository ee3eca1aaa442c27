"""Tables and queries of databases, read row by row and written to nothing: SQLite and DuckDB files, and any server
that SQLAlchemy has a driver for."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import duckdb

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.copies import Account
from crm_core.intake.files.file_format import NAME, refuse
from crm_core.intake.files.folder import Source
from crm_core.intake.files.header import understand
from crm_core.intake.files.limits import Limits
from crm_core.intake.files.select import quoted
from crm_core.intake.files.servers import ROWS, Answer, address_of, no_such_table, served
from crm_core.intake.files.sifter import UNIT
from crm_core.intake.files.text import Tick
from crm_core.language import N_, _
from crm_core.language.stored import stored
from crm_core.warehouse.faults import is_of_newer_duckdb

_CONTROLS = dict.fromkeys(range(32), " ")
_QUERY = re.compile(r"\s*(select|with|values|table)\b", re.IGNORECASE)
_NAMED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""Texts, names and remarks of a query, whose words do nothing."""
_WRITES = re.compile(r"\b(insert|update|delete|merge|drop|alter|create|truncate|grant|revoke|call|exec|execute|copy|"
                     r"attach|pragma|into)\b|;\s*\S", re.IGNORECASE)
_SQLITE = b"SQLite format 3\x00"


def table_names(name: str, path: Path) -> list[str]:
    """The tables and views of a database file. Raises BuildRefused when it is none."""
    try:
        if _is_sqlite(path):
            with contextlib.closing(_sqlite(path)) as connection:
                return [row[0] for row in connection.execute(
                    "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'")]
        with _duckdb(path) as connection:
            return [row[0] for row in connection.execute("select table_name from information_schema.tables "
                                                         "where table_schema = 'main'").fetchall()]
    except (sqlite3.Error, duckdb.Error, OSError, UnicodeDecodeError) as error:
        raise _unreadable(name, error) from error


def copy_database(source: Source, sound: TextIO, *, limits: Limits, tick: Tick) -> Account:
    """Copy the rows of a table or a query. Raises BuildRefused when there is none, or it cannot be read."""
    _refuse_writing(source)
    number = blank = 0
    try:
        with _opened(source) as (names, rows):
            header = understand(source, names)
            for number, row in enumerate(islice(rows, limits.rows or None), start=1):
                if number % ROWS == 0:
                    tick(0)  # how many there are is not known; who wants to stop is heard
                texts = [_text(value, source.file_format.point) for value in row]
                if any(texts):
                    sound.write(f"{number}{UNIT}{UNIT}{UNIT.join(texts)}\n")
                else:
                    blank += 1
    except BuildRefused:
        raise
    except (sqlite3.Error, duckdb.Error, OSError, UnicodeDecodeError) as error:
        raise _unreadable(source.name, error) from error
    tick(source.size)
    what = N_("table {table}") if not source.file_format.query else N_("a query of its own")
    return Account(header, ",", number, 0, blank, [stored(what, table=_table(source))], names=tuple(names),
                   fewest=len(names))


def write_csv(source: Source, path: Path, *, tick: Callable[[int], None] = lambda rows: None) -> int:
    """Write a table or the answer of a query to a CSV, values as a build reads them; how many rows. `tick` is called
    with the rows so far. Raises BuildRefused as `copy_database` does, and leaves no half of a file."""
    _refuse_writing(source)
    number = 0
    try:
        with _opened(source) as (names, rows), open(path, "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(names)
            for number, row in enumerate(rows, start=1):
                writer.writerow([_text(value, ".") for value in row])
                if number % ROWS == 0:
                    tick(number)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, (sqlite3.Error, duckdb.Error, OSError, UnicodeDecodeError)):
            raise _unreadable(source.name, error) from error
        raise
    return number


def _refuse_writing(source: Source) -> None:
    query = source.file_format.query
    if query and (not _QUERY.match(query) or _WRITES.search(_NAMED.sub("''", query))):
        refuse(_("{setting} is {value}; only one query that reads is run: begin it with select or with.",
                 setting=f"[{source.table.name}] query", value=repr(query[:60])))


def _table(source: Source) -> str:
    return source.inside or source.file_format.table or source.table.name


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[Answer]:
    path = source.database
    if path and not path.is_file():
        raise BuildRefused(_("There is no file {path}, which [{table}] source names in {mapping}.", path=path,
                             table=source.table.name, mapping=NAME))
    if not path:
        with served(source, **_as_a_server(source)) as answer:
            yield answer
    elif _is_sqlite(path):
        with contextlib.closing(_sqlite(path)) as connection:
            names = [row[0] for row in connection.execute("select name from sqlite_master")]
            cursor = connection.execute(_query(source, names))
            yield [each[0] for each in cursor.description], iter(cursor)
    else:
        with _duckdb(path) as connection:
            names = [row[0] for row in connection.execute("select table_name from information_schema.tables "
                                                          "where table_schema = 'main'").fetchall()]
            result = connection.execute(_query(source, names))
            described = [each[0] for each in result.description]
            yield described, (row for rows in iter(lambda: result.fetchmany(ROWS), []) for row in rows)


def _as_a_server(source: Source) -> dict[str, Any]:
    """SQLite that is asked through SQLAlchemy commits by itself: what it opens must be read-only."""
    url = address_of(source)
    is_file = url.get_backend_name() == "sqlite"
    return {"creator": lambda: _sqlite(Path(url.database or ""))} if is_file else {}


def _query(source: Source, names: Sequence[str]) -> str:
    if source.file_format.query:
        return source.file_format.query
    table = _table(source)
    if table.casefold() not in {name.casefold() for name in names}:
        raise no_such_table(source, table, names)
    return f"select * from {quoted(table)}"


def _sqlite(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.text_factory = _decoded
    return connection


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def _duckdb(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=True, config={
        "enable_external_access": "false", "autoload_known_extensions": "false", "memory_limit": "500MB",
        "autoinstall_known_extensions": "false", "allow_community_extensions": "false", "threads": "1",
        "temp_directory": ""})  # nothing is written beside what is read


def _is_sqlite(path: Path) -> bool:
    with open(path, "rb") as stream:
        return stream.read(len(_SQLITE)) == _SQLITE


def _text(value: Any, decimal: str) -> str:
    if value is None or value != value:  # noqa: PLR0124 a number that is none
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", decimal)
    if isinstance(value, dt.datetime) and value.tzinfo is None and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, str):
        return value.translate(_CONTROLS)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").translate(_CONTROLS)
    text = str(value).translate(_CONTROLS)
    return text if decimal == "." or not hasattr(value, "as_tuple") else text.replace(".", decimal)


def _unreadable(name: str, error: BaseException) -> BuildRefused:
    if is_of_newer_duckdb(error):
        return BuildRefused(_("{file} was written by a newer version of DuckDB than this program has. Have its tables "
                              "written out as Parquet or CSV, or update the program.", file=name))
    return BuildRefused(_("{file} cannot be read as a database ({error}). Check its address, its name and the right to "
                          "read it.", file=name, error=str(error).splitlines()[0] if str(error) else "–"))
