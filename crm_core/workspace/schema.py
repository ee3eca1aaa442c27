"""The version of the tables: made when there are none, brought up to date when older, refused when newer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import Connection, insert, inspect, select, text, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.workspace import segment_tables, signal_tables, view_tables  # noqa: F401 enter their tables in METADATA
from crm_core.workspace.tables import METADATA, NOTES, SCHEMA

Step = Callable[[Connection], None]

VERSION = 2
"""Raise it together with a change of the tables, and add the step that brings the version before up to it."""


class WorkspaceUnavailable(CannotAnswer):
    """The workspace cannot be opened, read or written; the message says why and what to do."""


def add_new_tables(connection: Connection) -> None:
    """Make the tables that version 1 did not have, as they are today, and give notes what they lacked.

    A later step that changes a new table has to cope with its being of today's form already.
    """
    METADATA.create_all(connection, checkfirst=True)
    for column in ("scope", "link"):
        connection.execute(text(f"alter table {NOTES.name} add column {column} text not null default ''"))


_TABLES_OF_VERSION_1 = {"workspace_schema", "scenarios", "notes", "export_log"}
STEPS: Mapping[int, Step] = {1: add_new_tables}
"""Version → what makes the next version of it, without losing a row."""


def version(connection: Connection) -> int | None:
    """The version of the tables, None where there are none yet."""
    if not inspect(connection).has_table(SCHEMA.name):
        return None
    return connection.execute(select(SCHEMA.c.version)).scalar()


def make_current(connection: Connection, place: str, *, latest: int = VERSION,
                 steps: Mapping[int, Step] = STEPS) -> None:
    """Bring the tables to version `latest`, within the transaction under way: all of it happens or nothing.

    Raises WorkspaceUnavailable when they are newer, or when `place` holds tables of the same names that are not ours.
    """
    current = version(connection)
    if current is None:
        _refuse_strangers(connection, place)
        METADATA.create_all(connection, checkfirst=False)
        connection.execute(insert(SCHEMA).values(version=latest))
        return
    if current > latest:
        raise WorkspaceUnavailable(_(
            "The workspace {place} is of version {current} and this program knows versions up to {latest}. Update the "
            "program; nothing in the workspace was changed.",
            place=place, current=current, latest=latest,
        ))
    if current == 1:
        _refuse_strangers(connection, place, ours=_TABLES_OF_VERSION_1)
    for older in range(current, latest):
        steps[older](connection)
        connection.execute(update(SCHEMA).values(version=older + 1))


def _refuse_strangers(connection: Connection, place: str, *, ours: Collection[str] = ()) -> None:
    """Nothing is made or read where a table of one of our names was made by somebody else."""
    strangers = sorted((set(METADATA.tables) & set(inspect(connection).get_table_names())) - set(ours))
    if strangers:
        raise WorkspaceUnavailable(_(
            "The database {place} has a table {table} that is not Clientela's. Set CLIENTELA_WORKSPACE to a database "
            "of its own; nothing in this one was changed.",
            place=place, table=repr(strangers[0]),
        ))
