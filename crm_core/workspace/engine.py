"""Which database the workspace is, and how it is spoken to."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from crm_core.language import _
from crm_core.workspace.schema import WorkspaceUnavailable

VARIABLE = "CLIENTELA_WORKSPACE"
FILE_NAME = "workspace.sqlite"

_WRITES_ALONE = {
    "sqlite": "begin immediate",  # a plain begin that reads first may not be allowed to write later
    "postgresql": "select pg_advisory_xact_lock(6158021)",
}
"""What makes a writing transaction the only one. Names are then checked and taken without a race."""


def default_url(folder: Path | None = None) -> str | URL:
    """`CLIENTELA_WORKSPACE` when set, else the file beside the books, in `folder` or the usual one."""
    from crm_core.warehouse import default_folder

    return os.environ.get(VARIABLE) or file_url(folder or default_folder())


def file_url(folder: Path) -> URL:
    """The file of a workspace in `folder`."""
    return URL.create("sqlite", database=str(folder / FILE_NAME))


def checked(url: str | URL) -> URL:
    """The URL, when it is one under which work lasts."""
    like = _("Write it like sqlite:////srv/clientela/workspace.sqlite or postgresql+psycopg://user:password@host/name.")
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        what = _("{variable} is no address of a database.", variable=VARIABLE)
        if "@" not in str(url):  # what stands before an @ may be a password
            what = _("{variable} is no address of a database: {text}.", variable=VARIABLE, text=repr(str(url)[:60]))
        raise WorkspaceUnavailable(f"{what} {like}") from error
    if parsed.get_backend_name() not in _WRITES_ALONE:
        what = _("{variable} names a {kind} database, and work is kept in SQLite or PostgreSQL.", variable=VARIABLE,
                 kind=parsed.get_backend_name())
        raise WorkspaceUnavailable(f"{what} {like}")
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        what = _("{variable} names no file, so work would be lost at once.", variable=VARIABLE)
        raise WorkspaceUnavailable(f"{what} {like}")
    return parsed


def engine(url: URL, place: str, seconds: float) -> Engine:
    """Connections to `url`; those with the execution option `writes` begin as the only writer.

    Raises WorkspaceUnavailable when its driver is not installed.
    """
    options: dict[str, object] = {"timeout": seconds}
    if url.get_backend_name() == "postgresql":
        options = {"connect_timeout": max(1, round(seconds)), "options": f"-c lock_timeout={round(seconds * 1000)}"}
    try:
        # A connection a use: nobody goes on writing to a file that was moved away, and a plain copy is a backup.
        made = create_engine(url, poolclass=NullPool, connect_args=options)
    except (NoSuchModuleError, ImportError) as error:
        raise WorkspaceUnavailable(_(
            "{variable} asks for {place}, whose driver is not installed ({error}). Install it, for PostgreSQL: pip "
            'install "psycopg[binary]".',
            variable=VARIABLE, place=place, error=error,
        )) from error
    if url.get_backend_name() == "sqlite":
        event.listen(made, "connect", _set_up_sqlite)
    event.listen(made, "begin", _begin)
    return made


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins late and commits early by itself; _begin does it instead
    for pragma in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        connection.execute(f"pragma {pragma}")


def _begin(connection: Connection) -> None:
    backend = connection.dialect.name
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(_WRITES_ALONE[backend])
    elif backend == "sqlite":
        connection.exec_driver_sql("begin")
