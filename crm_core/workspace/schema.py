"""The version of the tables: made when there are none, brought up to date when older, refused when newer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import Connection, insert, inspect, select, text, update

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.workspace import (  # noqa: F401 enter their tables in METADATA
    approval_tables,
    list_tables,
    people_tables,
    pilot_tables,
    segment_tables,
    signal_tables,
    view_tables,
)
from crm_core.workspace.approval_tables import EVENTS
from crm_core.workspace.tables import METADATA, NOTES, SCENARIOS, SCHEMA

Step = Callable[[Connection], None]

VERSION = 5
"""Raise it together with a change of the tables, and add the step that brings the version before up to it."""


class WorkspaceUnavailable(CannotAnswer):
    """The workspace cannot be opened, read or written; the message says why and what to do.

    `reason` is why alone: for who has done without it what was asked.
    """

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(f"{reason} {remedy}".rstrip())
        self.reason = reason


def add_new_tables(connection: Connection) -> None:
    """Make the tables that version 1 did not have, as they are today, and give notes what they lacked.

    A later step that changes a new table has to cope with its being of today's form already.
    """
    METADATA.create_all(connection, checkfirst=True)
    for column in ("scope", "link"):
        connection.execute(text(f"alter table {NOTES.name} add column {column} text not null default ''"))


def add_approvals(connection: Connection) -> None:
    """Make the tables that version 2 did not have, and give scenarios a status.

    What is in force was approved at the moment it has been since; by whom and why nobody wrote down then.
    """
    METADATA.create_all(connection, checkfirst=True)
    connection.execute(text(f"alter table {SCENARIOS.name} add column status text not null default 'draft'"))
    of = SCENARIOS.c
    approved = of.in_force_since.is_not(None)
    connection.execute(update(SCENARIOS).where(approved).values(status="approved"))
    then = select(of.id, of.room, of.name, of.content, of.book_fingerprint, of.book_title, of.in_force_since)
    for row in connection.execute(then.where(approved).order_by(of.in_force_since)).all():
        connection.execute(insert(EVENTS).values(
            at=row.in_force_since, room=row.room, scenario_id=row.id, kind="approved", from_status="draft",
            to_status="approved", name=row.name, content=row.content, book_fingerprint=row.book_fingerprint,
            book_title=row.book_title,
        ))


def add_people(connection: Connection) -> None:
    """Make the tables of who may see what and of who did what, which version 3 did not have."""
    METADATA.create_all(connection, checkfirst=True)


def add_lots(connection: Connection) -> None:
    """Make the tables of who was left out of a list by lot, which version 4 did not have."""
    METADATA.create_all(connection, checkfirst=True)


_LOTS = {"list_lots", "list_left_out"}
_TABLES_OF: Mapping[int, Collection[str]] = {
    1: {"workspace_schema", "scenarios", "notes", "export_log"},
    2: {"workspace_schema", "scenarios", "notes", "export_log", "views", "start_pages", "decisions",
        "decision_remarks", "targets", "rules", "judgements", "signals"},
    3: set(METADATA.tables) - {"permits", "record", "ended_sign_ins", *_LOTS},
    4: set(METADATA.tables) - _LOTS,
}
"""What each earlier version had, so that a table of one of the newer names is somebody else's."""
STEPS: Mapping[int, Step] = {1: add_new_tables, 2: add_approvals, 3: add_people, 4: add_lots}
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
    if isinstance(current, int) and current > latest:
        raise WorkspaceUnavailable(_(
            "The workspace {place} is of version {current} and this program knows versions up to {latest}. Update the "
            "program; nothing in the workspace was changed.",
            place=place, current=current, latest=latest,
        ))
    if current != latest and current not in steps:  # SQLite keeps text in a column of numbers, too
        raise WorkspaceUnavailable(_(
            "The workspace {place} says that it is of version {current}, which there has never been. Nothing in it was "
            "changed: move it aside or put a backup in its place, and try again.",
            place=place, current=current,
        ))
    if current in _TABLES_OF and current < latest:
        _refuse_strangers(connection, place, ours=_TABLES_OF[current])
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
