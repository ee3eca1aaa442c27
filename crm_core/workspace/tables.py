"""The tables of what people make. Moments are UTC; a row that somebody deleted stays, with the moment it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    Index,
    Insert,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    TypeDecorator,
    select,
)

METADATA = MetaData()

LARGEST_NUMBER = 2**31 - 1
"""What PostgreSQL's integer holds: no row has a larger number."""


class Moment(TypeDecorator[dt.datetime]):
    """A point in time, kept as UTC: SQLite would drop the zone, and PostgreSQL would give back its own."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


def number_column() -> Column[int]:
    """The number of a row."""
    return Column("id", Integer, primary_key=True)


def text_column(name: str) -> Column[str]:
    """A text, which may be empty and is never null."""
    return Column(name, Text, nullable=False, default="")


SCHEMA = Table("workspace_schema", METADATA, Column("version", Integer, nullable=False))

SCENARIOS = Table(
    "scenarios", METADATA,
    number_column(),
    text_column("room"),
    text_column("name"),
    text_column("name_key"),
    text_column("note"),
    text_column("author"),
    text_column("content"),
    text_column("book_fingerprint"),
    text_column("book_title"),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("in_force_since", Moment),
    Column("deleted_at", Moment),
    Column("status", Text, nullable=False, default="draft", server_default="draft"),
    CheckConstraint("deleted_at is null or in_force_since is null", name="what_is_in_force_is_not_deleted"),
    sqlite_autoincrement=True,  # a number that was given once is never given again: undo and links rely on it
)
_LIVING = SCENARIOS.c.deleted_at.is_(None)
_IN_FORCE = SCENARIOS.c.in_force_since.is_not(None)
Index("one_name_a_room", SCENARIOS.c.room, SCENARIOS.c.name_key, unique=True,
      sqlite_where=_LIVING, postgresql_where=_LIVING)
Index("one_in_force_a_room", SCENARIOS.c.room, unique=True, sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE)

NOTES = Table(
    "notes", METADATA,
    number_column(),
    text_column("room"),
    text_column("subject"),
    text_column("text"),
    text_column("author"),
    text_column("source"),
    Column("dated_on", Date, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("deleted_at", Moment),
    text_column("scope"),
    text_column("link"),
    Index("notes_by_subject", "room", "subject"),
    sqlite_autoincrement=True,
)

EXPORTS = Table(
    "export_log", METADATA,
    number_column(),
    Column("at", Moment, nullable=False),
    text_column("who"),
    text_column("page"),
    Column("rows", Integer, nullable=False),
    text_column("file_name"),
    text_column("scope"),
    text_column("book_fingerprint"),
    sqlite_autoincrement=True,
)


def inserted_id(connection: Connection, row: Insert) -> int:
    """Insert the row. Returns its number."""
    key = connection.execute(row).inserted_primary_key
    if key is None:  # only of an insert of many rows
        raise RuntimeError("An insert of one row gave no number.")
    return int(key[0])


def by_number(connection: Connection, table: Table, number: int) -> Row | None:
    """The row of `table` with this number, deleted or not; None when there is none or `number` is no row's."""
    if type(number) is not int or not 0 < number <= LARGEST_NUMBER:
        return None
    return connection.execute(select(table).where(table.c.id == number)).one_or_none()
