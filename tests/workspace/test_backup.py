"""A workspace that is put back from its backup is the one that was backed up: the commands of docs/serving.md."""

from __future__ import annotations

import shutil
import subprocess

import sqlalchemy

from crm_core.workspace import Workspace
from crm_core.workspace.tables import METADATA
from tests.postgres_server import programs
from tests.workspace.conftest import Clock


def test_a_copy_of_the_file_is_a_whole_backup(tmp_path):
    used = Workspace(f"sqlite:///{tmp_path / 'workspace.sqlite'}", now=Clock())
    save(used, "Plan A")
    shutil.copyfile(tmp_path / "workspace.sqlite", tmp_path / "backup.sqlite")
    save(used, "Plan B")
    (tmp_path / "workspace.sqlite").unlink()
    shutil.copyfile(tmp_path / "backup.sqlite", tmp_path / "workspace.sqlite")
    assert names(used) == ["Plan A"]


def test_a_dump_of_postgresql_is_put_back(postgres, tmp_path):
    engine = sqlalchemy.create_engine(postgres)
    METADATA.drop_all(engine)
    used = Workspace(postgres, now=Clock())
    save(used, "Plan A")
    address = postgres.replace("postgresql+psycopg://", "postgresql://")
    dump = tmp_path / "workspace.dump"
    run("pg_dump", "--format", "custom", "--file", dump, address)
    save(used, "Plan B")
    METADATA.drop_all(engine)
    run("pg_restore", "--clean", "--if-exists", "--dbname", address, dump)
    assert names(used) == ["Plan A"]
    save(used, "Plan C")  # the numbers of its rows go on where they stood
    assert sorted(names(used)) == ["Plan A", "Plan C"]
    engine.dispose()


def save(workspace: Workspace, name: str) -> None:
    workspace.scenarios.save("tiers", name, "{}", author="Ana", book_fingerprint="f1")


def names(workspace: Workspace) -> list[str]:
    return [each.name for each in workspace.scenarios.all("tiers")]


def run(program: str, *words: object) -> None:
    folder = programs()
    assert folder is not None
    subprocess.run([folder / program, *map(str, words)], check=True, capture_output=True, timeout=120)
