"""Tables and queries of a database server, read in a transaction that can write nothing."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from crm_core import contract
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.file_format import NAME, refuse
from crm_core.intake.files.folder import Source
from crm_core.intake.files.nearest import nearest
from crm_core.language import _

if TYPE_CHECKING:
    import sqlalchemy

ROWS = 10_000
"""Rows that are asked for at a time, and all of an answer that is ever in memory."""
CONNECT_SECONDS = 10
"""After which a host that says nothing counts as not there."""

_SECRET = re.compile(r"\$\{(\w+)\}")
_PASSWORD = re.compile(r"(?<=:)\$\{(\w+)\}(?=@)")
_OWN_SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "postgresql": {"connect_timeout": CONNECT_SECONDS}, "mysql": {"connect_timeout": CONNECT_SECONDS},
    "mariadb": {"connect_timeout": CONNECT_SECONDS}}
_READ_ONLY = {"mysql": "set transaction read only", "mariadb": "set transaction read only"}

_AS_IT_COMES = {"stream_results": True, "no_parameters": True}
"""Rows are kept by the server until they are asked for, and a % in a query is a %."""

Answer = tuple[list[str], Iterator[Sequence[Any]]]


@contextlib.contextmanager
def served(source: Source, **engine: Any) -> Iterator[Answer]:
    """The names of the columns and the rows of a table or a query; `engine` are settings of SQLAlchemy's own.

    `${NAME}` in the address is taken from the environment, so that no password need be written down. Raises
    BuildRefused when the server cannot be reached, has no such table, or does not let it be read.
    """
    from sqlalchemy.exc import SQLAlchemyError

    with _engine(source, engine) as made:
        backend = made.url.get_backend_name()
        with _reached(source, made, {"postgresql_readonly": True} if backend == "postgresql" else {}) as connection:
            try:
                if backend in _READ_ONLY:
                    connection.exec_driver_sql(_READ_ONLY[backend])
                if backend == "postgresql":
                    _take_moments_as_text(connection)
                query = source.file_format.query or f"select * from {_table(source, connection)}"
                result = connection.exec_driver_sql(query, execution_options=_AS_IT_COMES)
                yield list(result.keys()), (row for rows in result.partitions(ROWS) for row in rows)
            except SQLAlchemyError as error:
                raise BuildRefused(_(
                    "{file}: the database does not hand over the rows ({error}). Check the table or query under "
                    "[{table}] in {mapping}, and the right to read it.", file=source.name, error=_said(error),
                    table=source.table.name, mapping=NAME)) from error


def address_of(source: Source) -> sqlalchemy.URL:
    """The address that the mapping gives, with what it takes from the environment. A password is taken as it is,
    whatever characters it has. Raises BuildRefused when it is no address, or a variable is not set."""
    import sqlalchemy
    from sqlalchemy.exc import ArgumentError

    given = source.file_format.source
    for name in _SECRET.findall(given):
        if name not in os.environ:
            refuse(_("[{table}] source takes {variable} from the environment, where it is not set. Set it before the "
                     "build.", table=source.table.name, variable=f"${{{name}}}"))
    text = _PASSWORD.sub(lambda match: quote(os.environ[match.group(1)], safe=""), given)
    text = _SECRET.sub(lambda match: os.environ[match.group(1)], text)
    try:
        return sqlalchemy.make_url(text)
    except (ArgumentError, ValueError):
        raise _unusable(source, _("it is no address")) from None  # what it says may hold the password


def _unusable(source: Source, error: object) -> BuildRefused:
    return BuildRefused(f"{NAME}: " + _(
        "[{table}] source cannot be used ({error}). Write it as postgresql+psycopg://user@host/database, and "
        "install its driver.", table=source.table.name, error=error))


@contextlib.contextmanager
def _engine(source: Source, own: Mapping[str, Any]) -> Iterator[sqlalchemy.Engine]:
    import sqlalchemy
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    url = address_of(source)
    settings = {name: value for name, value in _OWN_SETTINGS.get(url.get_backend_name(), {}).items()
                if name not in url.query}
    try:
        engine = sqlalchemy.create_engine(url, connect_args=settings, **own)
    except (ArgumentError, ImportError, SQLAlchemyError) as error:
        raise _unusable(source, str(error).partition("\n")[0]) from error
    try:
        yield engine
    finally:
        engine.dispose()


@contextlib.contextmanager
def _reached(source: Source, engine: sqlalchemy.Engine, options: Mapping[str, Any]) -> Iterator[sqlalchemy.Connection]:
    from sqlalchemy.exc import SQLAlchemyError

    try:
        connection = engine.connect()
    except (SQLAlchemyError, OSError, TypeError) as error:
        raise BuildRefused(_(
            "{file}: the database cannot be reached ({error}). Check host, port, name, user and password in [{table}] "
            "source in {mapping}, and whether it answers from this machine.", file=source.name, error=_said(error),
            table=source.table.name, mapping=NAME)) from error
    with connection.execution_options(**options) as ready:
        yield ready


def _said(error: BaseException) -> str:
    """What a driver says, without SQLAlchemy's copy of the statement."""
    text = str(getattr(error, "orig", None) or error).strip()
    return text.partition("\n")[0] or type(error).__name__


def _table(source: Source, connection: sqlalchemy.Connection) -> str:
    """The table's name as the server takes it, whatever its case; `schema.table` names both."""
    import sqlalchemy

    given = source.inside or source.file_format.table or source.table.name
    schema, _point, name = given.rpartition(".")
    inspector = sqlalchemy.inspect(connection)
    names = [*inspector.get_table_names(schema or None), *inspector.get_view_names(schema or None)]
    found = next((each for each in names if each == name), None) or next(
        (each for each in names if each.casefold() == name.casefold()), None)
    if found is None and not inspector.has_table(name, schema or None):
        if source.table.name not in contract.TABLES:  # fetched to be looked at, by whoever named it just now
            raise BuildRefused(" ".join([_("There is no table {name} in this database.", name=repr(given)),
                                         nearest(given, names)]))
        raise BuildRefused(" ".join([
            _('{file} has no table {name}. Say which is \'{table}\' under [{table}] in {mapping}: table = "…".',
              file=source.name, name=repr(given), table=source.table.name, mapping=NAME), nearest(given, names)]))
    quoted = connection.dialect.identifier_preparer.quote
    return ".".join(quoted(part) for part in (schema, found or name) if part)


def _take_moments_as_text(connection: sqlalchemy.Connection) -> None:
    """PostgreSQL knows dates that Python has none for: infinity, and years beyond 9999."""
    raw = connection.connection.driver_connection
    if connection.dialect.driver != "psycopg" or raw is None:
        return
    from psycopg.adapt import Loader

    class Moment(Loader):
        def load(self, data: Any) -> str:
            text = bytes(data).decode()
            return _ENDLESS if text == "infinity" else text

    for kind in ("date", "timestamp", "timestamptz"):
        raw.adapters.register_loader(kind, Moment)
    connection.exec_driver_sql("set local datestyle = 'ISO, YMD'")


_ENDLESS = "9999-12-31"
"""How a day that has not come is written where there is no infinity."""
