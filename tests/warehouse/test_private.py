"""Nobody but the user of the program reads a bank's customers: what is made, what was made before, what spills over."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core.warehouse import Book, Shelf
from crm_core.warehouse.scratch import sweep
from crm_core.warehouse.spill import spill_folder
from crm_core.workspace.store import Store
from tests.warehouse.test_verifying import put

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def open_handed():
    """What an ordinary shell gives: others may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {path.name.partition("-")[0]: f"{stat.S_IMODE(path.stat().st_mode):o}"
            for path in (folder, *folder.iterdir()) if path.name != "building.lock"}


def test_folder_book_pointer_and_workspace_are_private(tmp_path):
    books = tmp_path / "books"
    put(Shelf(books))
    with Store(f"sqlite:///{books}/workspace.sqlite").reading():
        assert modes(books) == {"books": "700", "book": "600", "current": "600", "workspace.sqlite": "600"}


def test_what_was_made_before_files_were_private_is_made_so(tmp_path):
    books = tmp_path / "books"
    path = put(Shelf(books))
    for each in (books, path, books / "current"):
        each.chmod(0o755)
    put(Shelf(books))
    assert modes(books) == {"books": "700", "book": "600", "current": "600"}


def test_a_folder_that_somebody_else_made_stays_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    put(Shelf(tmp_path))
    assert modes(tmp_path)["book"] == "600"
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_the_program_writes_nothing_that_others_may_read(tmp_path):
    to = tmp_path / "new" / "bank"
    subprocess.run([sys.executable, "-m", "crm_core", "template", str(to)], cwd=ROOT, check=True, capture_output=True,
                   timeout=60)
    assert set(modes(to).values()) == {"700", "600"}


def test_what_memory_does_not_hold_lies_beside_the_book_and_goes_with_it(tmp_path):
    path = put(Shelf(tmp_path))
    folder = spill_folder(tmp_path)
    with Book(path, memory_limit="60MB") as book:
        assert folder.parent == tmp_path
        assert not folder.exists()
        book._connection.execute("create temp table large as select hash(range) as number from range(8000000)")
        assert folder.is_dir()
    assert not folder.exists()


def test_where_books_are_only_read_what_spills_over_lies_under_a_name_that_nobody_guesses(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert spill_folder(tmp_path).parent != tmp_path
    assert spill_folder(tmp_path) == spill_folder(tmp_path / "other"), "one name for all of a process"


def test_what_a_killed_process_spilled_is_removed_and_that_of_a_live_one_stays(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    own = spill_folder(tmp_path)
    dead = own.with_name(own.name.replace(f"-{os.getpid()}-", f"-{gone.pid}-"))
    stranger = tmp_path / "spill-of-milk"
    for folder in (own, dead, stranger):
        folder.mkdir()
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([own, stranger])
