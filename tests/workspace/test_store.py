"""Where the workspace lives, how its tables are brought up to date, and what is said when it cannot be used."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from crm_core.workspace import Workspace, WorkspaceUnavailable, schema
from crm_core.workspace.store import Store
from tests.pages.conftest import publish

ROOT = Path(__file__).resolve().parents[2]
NOW = schema.VERSION


@pytest.fixture
def path(tmp_path):
    return tmp_path / "workspace.sqlite"


@pytest.fixture
def kept(path):
    """A workspace with one scenario."""
    workspace = Workspace(f"sqlite:///{path}")
    workspace.scenarios.save("tiers", "Plan A", "{}", author="Ana")
    return workspace


def refused(work, *parts: str) -> None:
    """`work` is refused with a sentence that says all of `parts`."""
    with pytest.raises(WorkspaceUnavailable) as said:
        work()
    for part in parts:
        assert part in str(said.value)


def save(workspace: Workspace) -> None:
    workspace.scenarios.save("tiers", "Plan B", "{}", author="Ana")


def test_it_lies_beside_the_books_and_building_one_loses_none_of_it(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_DATA", str(tmp_path / "odd % name"))
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    save(Workspace())
    publish(tmp_path / "odd % name")
    assert [each.name for each in Workspace().scenarios.all("tiers")] == ["Plan B"]
    assert (tmp_path / "odd % name" / "workspace.sqlite").is_file()


def test_it_can_live_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path}/deep/er/mine.sqlite")
    save(Workspace())
    assert (tmp_path / "deep" / "er" / "mine.sqlite").is_file()


def test_the_file_is_kept_safe(kept, path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    with kept.scenarios._store.reading() as connection:
        assert connection.execute(text("pragma synchronous")).scalar() == 2, "a commit outlives a power cut"
        assert connection.execute(text("pragma foreign_keys")).scalar() == 1


def test_a_plain_copy_of_the_file_is_a_whole_backup(kept, path, tmp_path):
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(path.read_bytes())
    assert len(Workspace(f"sqlite:///{copy}").scenarios.all("tiers")) == 1


def test_nobody_goes_on_writing_to_a_file_that_was_moved_away(kept, path):
    path.rename(path.with_suffix(".old"))
    save(kept)
    assert [each.name for each in kept.scenarios.all("tiers")] == ["Plan B"]
    path.with_suffix(".old").replace(path)
    assert [each.name for each in kept.scenarios.all("tiers")] == ["Plan A"]


@pytest.mark.parametrize(("url", "said"), [
    ("/srv/workspace.sqlite", "is no address of a database: '/srv/workspace.sqlite'. Write it like sqlite:////srv"),
    ("", "is no address of a database: ''"),
    ("postgresql://host:port/x", "is no address of a database"),
    ("sqlite://", "names no file, so work would be lost at once"),
    ("sqlite:///:memory:", "names no file"),
    ("mysql://host/name", "names a mysql database, and work is kept in SQLite or PostgreSQL"),
    ("postgresql+nosuch://host/name", "whose driver is not installed"),
])
def test_an_address_that_cannot_be_used_says_how_to_write_one(url, said):
    refused(lambda: Workspace(url), "CLIENTELA_WORKSPACE", said)


@pytest.mark.parametrize("url", ["postgres//ana:secret@host/x", "postgresql+nosuch://ana:secret@host/x"])
def test_a_password_is_never_shown(url):
    with pytest.raises(WorkspaceUnavailable) as said:
        Workspace(url)
    assert "secret" not in str(said.value)


def test_a_place_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("x")
    refused(lambda: Workspace(f"sqlite:///{tmp_path}/file/workspace.sqlite"), "cannot be written", "Nothing was saved")
    refused(lambda: save(Workspace(f"sqlite:///{tmp_path}")), "cannot be written", str(tmp_path))


def test_what_may_only_be_read_can_still_be_read(kept, path):
    guest = Workspace(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert len(guest.scenarios.all("tiers")) == 1
    refused(lambda: save(guest), "cannot be written", "set CLIENTELA_WORKSPACE to another place")


def test_in_a_folder_that_can_only_be_read_what_was_kept_is_read_and_nothing_is_a_warning(kept, path, monkeypatch):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    monkeypatch.setattr(os, "access", lambda place, mode: False)
    before = sorted(each.name for each in path.parent.iterdir())
    assert [each.name for each in Workspace(f"sqlite:///{path}").scenarios.all("tiers")] == ["Plan A"]
    assert Workspace(f"sqlite:///{path.parent}/none.sqlite").scenarios.all("tiers") == ()
    assert sorted(each.name for each in path.parent.iterdir()) == before


def test_a_file_of_no_bytes_has_lost_what_it_held_unless_it_is_just_being_made(kept, path):
    path.write_bytes(b"")
    assert Workspace(f"sqlite:///{path}").scenarios.all("tiers") == ()
    path.write_bytes(b"")
    os.utime(path, (1e9, 1e9))
    refused(lambda: kept.scenarios.all("tiers"), f"The workspace {path} is a file of no bytes", "Put a backup")
    refused(lambda: save(kept), "is a file of no bytes")
    assert path.stat().st_size == 0


@pytest.mark.parametrize("version", [0, -1, 1.5, "four"])
def test_a_version_that_there_has_never_been_is_said_and_left_as_it_is(kept, path, version):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("update workspace_schema set version = ?", [version])
        connection.commit()
    refused(lambda: kept.scenarios.all("tiers"), f"says that it is of version {version}, which there has never been")


@pytest.mark.parametrize("harm", [
    lambda path: path.write_bytes(b"nonsense" * 1_000),
    lambda path: path.write_bytes(path.read_bytes()[:3_000]),
    lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xff" * 9_000),
], ids=["no database", "cut short", "overwritten"])
def test_a_damaged_file_is_said_and_left_as_it_is(kept, path, harm):
    harm(path)
    before = path.read_bytes()
    refused(lambda: kept.scenarios.all("tiers"), f"The workspace {path} is damaged", "put a backup in its place")
    refused(lambda: save(kept), "is damaged")
    assert path.read_bytes() == before


def test_a_write_waits_for_another_one_and_a_read_waits_for_nobody(kept, path):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        patient = Workspace(f"sqlite:///{path}", seconds=0.3)
        began = time.monotonic()
        refused(lambda: save(patient), "is in use by another program. Nothing was saved; try again in a moment.")
        assert 0.25 < time.monotonic() - began < 30
        assert len(patient.scenarios.all("tiers")) == 1
        other.execute("rollback")
        save(patient)
    assert len(kept.scenarios.all("tiers")) == 2


def test_a_newer_workspace_is_refused_and_left_as_it_is(kept, path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"update workspace_schema set version = {NOW + 3}")
    for work in (lambda: kept.scenarios.all("tiers"), lambda: save(kept)):
        refused(work, f"is of version {NOW + 3} and this program knows versions up to {NOW}. Update the program")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from scenarios").fetchone() == (1,)


def test_a_database_of_another_program_is_not_touched(path):
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table notes (body text)")
    refused(lambda: save(Workspace(f"sqlite:///{path}")), "has a table 'notes' that is not Clientela's")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("select count(*) from sqlite_master").fetchone() == (1,)


def add_colour(connection) -> None:
    connection.execute(text("alter table scenarios add column colour text not null default 'blue'"))


def break_down(connection) -> None:
    add_colour(connection)
    raise RuntimeError("half way")


def test_an_older_workspace_is_brought_up_to_date_without_losing_a_row(kept, path):
    with Store(f"sqlite:///{path}").writing() as connection:
        schema.make_current(connection, "here", latest=NOW + 2, steps={NOW: add_colour, NOW + 1: lambda _: None})
        assert schema.version(connection) == NOW + 2
        assert connection.execute(text("select name, colour from scenarios")).all() == [("Plan A", "blue")]


def test_a_step_that_fails_leaves_the_version_before(kept, path):
    store = Store(f"sqlite:///{path}")
    with pytest.raises(RuntimeError), store.writing() as connection:
        schema.make_current(connection, "here", latest=NOW + 1, steps={NOW: break_down})
    with store.reading() as connection:
        assert schema.version(connection) == NOW
        assert "colour" not in connection.execute(text("select group_concat(sql) from sqlite_master")).scalar()


def test_every_version_has_a_step_to_the_next():
    assert sorted(schema.STEPS) == list(range(1, schema.VERSION))


def test_nobody_pays_for_it_who_does_not_use_it():
    asked = "import sys, crm_core, pages.frame; print([name for name in ('sqlalchemy', 'crm_core.workspace')" \
            " if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
                         capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
