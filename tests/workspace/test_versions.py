"""A workspace of an earlier version is brought up to today's, and everything in it is there afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import create_engine, inspect, text

from crm_core.workspace import Workspace, WorkspaceUnavailable, schema
from crm_core.workspace.tables import METADATA
from tests.workspace import version_1

TABLES = ("export_log", "notes", "scenarios")


@pytest.fixture
def older(url):
    """The URL of a workspace of version 1, and all its rows."""
    version_1.make(url)
    return url, rows(url)


def rows(url: str) -> dict[str, list[tuple]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {table: [tuple(row) for row in connection.execute(text(f"select * from {table} order by id"))]
                 for table in TABLES}
    engine.dispose()
    return found


def test_version_1_gets_the_new_tables_and_keeps_every_row_deleted_or_not(older):
    url, before = older
    workspace = Workspace(url)
    assert workspace.scenarios.in_force("tiers").name == "Plan A", "reading alone brings it up to date"
    assert {table: [row[:len(before[table][0])] for row in now] for table, now in rows(url).items()} == before
    assert [len(before[table]) for table in TABLES] == [1, 2, 2]
    engine = create_engine(url)
    with engine.connect() as connection:
        assert schema.version(connection) == schema.VERSION
        assert set(METADATA.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()
    note = workspace.notes.restore(2)
    assert (note.text, note.scope, note.link) == ("Wrong", "", "")
    assert workspace.notes.add("regions", "NORTE", "x", author="Ana").id == 3, "numbers go on"


def test_a_table_of_another_program_stops_it_and_nothing_is_changed(older):
    url, before = older
    new = sorted(set(METADATA.tables) - {*TABLES, "workspace_schema"})
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"create table {new[0]} (body text)"))
    with pytest.raises(WorkspaceUnavailable, match=f"has a table '{new[0]}' that is not Clientela's"):
        Workspace(url).notes.all("regions")
    with engine.begin() as connection:
        assert schema.version(connection) == 1
        connection.execute(text(f"drop table {new[0]}"))
    engine.dispose()
    assert rows(url) == before
    assert len(Workspace(url).notes.all("regions")) == 1


def test_what_was_approved_before_anybody_wrote_down_why_begins_the_history(older):
    url, _before = older
    workspace = Workspace(url)
    approved = workspace.scenarios.in_force("tiers")
    assert (approved.status, approved.in_force_since) == ("approved", dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC))
    (event,) = workspace.approvals.history("tiers")
    assert (event.kind, event.at, event.scenario_id) == ("approved", approved.in_force_since, approved.id)
    assert (event.name, event.content, event.author, event.reason) == ("Plan A", '{"cut": 70}', "", "")
    assert workspace.scenarios.restore(2).status == "draft"


def test_version_2_with_a_table_of_another_program_is_refused(older):
    url, _before = older
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.make_current(connection, "here", latest=2)
    with pytest.raises(WorkspaceUnavailable, match="that is not Clientela's"):
        Workspace(url).scenarios.all("tiers")  # step 1 has made today's tables, which version 2 did not have
    with engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):  # who refers to another goes first
            if table.name not in schema._TABLES_OF[2]:
                table.drop(connection)
    engine.dispose()
    assert [each.kind for each in Workspace(url).approvals.history("tiers")] == ["approved"]
