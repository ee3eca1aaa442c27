"""The version of the tables: made when there are none, brought up to date when older, refused when newer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, insert, inspect, select, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.workspace.tables import METADATA, SCHEMA

Step = Callable[[Connection], None]

VERSION = 1
"""Raise it together with a change of `tables.py`, and add the step that brings the version before up to it."""

STEPS: Mapping[int, Step] = {}
"""Version → what makes the next version of it, without losing a row."""


class WorkspaceUnavailable(CannotAnswer):
    """The workspace cannot be opened, read or written; the message says why and what to do."""


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
        _create(connection, place, latest)
        return
    if current > latest:
        raise WorkspaceUnavailable(_(
            "The workspace {place} is of version {current} and this program knows versions up to {latest}. Update the "
            "program; nothing in the workspace was changed.",
            place=place, current=current, latest=latest,
        ))
    for older in range(current, latest):
        steps[older](connection)
        connection.execute(update(SCHEMA).values(version=older + 1))


def _create(connection: Connection, place: str, latest: int) -> None:
    strangers = sorted(set(METADATA.tables) & set(inspect(connection).get_table_names()))
    if strangers:
        raise WorkspaceUnavailable(_(
            "The database {place} has a table {table} that is not Clientela's. Set CLIENTELA_WORKSPACE to a database "
            "of its own; nothing in this one was changed.",
            place=place, table=repr(strangers[0]),
        ))
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(insert(SCHEMA).values(version=latest))
