"""What commands do is in the bank's record, by the user of the operating system; and is done without it, too."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from crm_core.command_line import main
from crm_core.command_record import enter, operator
from crm_core.permit import LIMITED_FOLDER, Permit
from crm_core.workspace import Workspace
from crm_core.workspace.engine import file_url
from tests.limited_books.banks import NORTH, SOUTH, publish

FILES = Path(__file__).parent / "intake" / "shapes" / "wide"


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    shelf = publish(tmp_path_factory.mktemp("bank"), NORTH, SOUTH)
    Workspace(file_url(shelf.folder)).people.give("root@bank.example", Permit("steward"), by="the test")
    return shelf


@pytest.fixture
def latest(bank, monkeypatch):
    """`latest()` → what was entered last: who, what, subject, scope, rows and version."""
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    monkeypatch.setattr(getpass, "getuser", lambda: "ana")

    def entry():
        each = Workspace(file_url(bank.folder)).record.latest(1)[0]
        return each.who, each.what, each.subject, each.scope, each.rows, each.book_fingerprint

    return entry


def version(bank) -> str:
    with bank.open() as book:
        return book.fingerprint


def test_a_pack_is_in_the_record_with_its_scope(bank, latest, tmp_path, capsys):
    assert main(["pack", "--pages", "economy", "--region", NORTH, "--to", str(tmp_path / "board.xlsx"), "--data",
                 str(bank.folder)]) == 0
    who, what, subject, scope, rows, book = latest()
    assert (who, what, subject, book) == ("ana, on the command line", "exported", "board.xlsx", version(bank))
    assert "Plain region" in scope
    assert rows >= 1


def test_rejected_rows_are_in_the_record(bank, latest, capsysbinary):
    assert main(["rejected", "customers", "--data", str(bank.folder)]) == 0
    assert latest() == ("ana, on the command line", "exported", "rejected-customers.csv", "", 1, version(bank))


def test_data_that_is_put_in_use_is_in_the_record_once(bank, latest, capsys):
    first = version(bank)
    words = ["build", "files", str(FILES), "--data", str(bank.folder)]
    assert main(words) == 0
    who, what, subject, _scope, rows, book = latest()
    assert (who, what, book) == ("ana, on the command line", "published", version(bank))
    with bank.open() as book:
        assert (subject, rows) == (book.info["title"], book.info["activity_rows"])
    entries = len(Workspace(file_url(bank.folder)).record.latest())
    assert main(words) == 0
    assert len(Workspace(file_url(bank.folder)).record.latest()) == entries, "the same data again changes nothing"
    assert main(["books", "--use", first, "--data", str(bank.folder)]) == 0
    assert latest()[1:3] == ("published", "Tiny bank")
    assert latest()[-1] == first


def test_without_a_workspace_nothing_is_entered_and_none_is_made(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    publish(tmp_path, NORTH)
    assert main(["rejected", "customers", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().err == ""
    assert not (tmp_path / "workspace.sqlite").exists()


def test_a_workspace_that_cannot_be_reached_stops_nothing_and_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("CLIENTELA_WORKSPACE", raising=False)
    shelf = publish(tmp_path, NORTH)
    (tmp_path / "workspace.sqlite").write_bytes(b"This is no database." * 100)
    assert main(["books", "--use", version(shelf), "--data", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("The data is in use")
    assert printed.err == (f"Done, but Tiny bank is not in the record: The workspace {tmp_path}/workspace.sqlite is "
                           "damaged or not a workspace.\n"), "what was not saved, and how to mend it, is of the record"


def test_a_user_without_a_name_is_called_by_the_number(monkeypatch):
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert operator() == f"{os.getuid()}, on the command line"


def test_a_workspace_that_is_named_and_not_there_yet_is_not_made_for_an_entry(bank, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path}/later/work.sqlite")
    assert main(["rejected", "customers", "--data", str(bank.folder)]) == 0
    assert capsys.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_workspace_is_told(bank, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path}")
    assert main(["rejected", "customers", "--data", str(bank.folder)]) == 0
    said = capsys.readouterr().err
    assert said.startswith("Done, but rejected-customers.csv is not in the record: ")
    assert "Nothing was saved" not in said


def test_names_that_are_no_text_are_in_the_record_as_far_as_they_are(bank, latest, monkeypatch, capsys):
    """A file and a user may be called by bytes that are no UTF-8; a database takes text alone."""
    monkeypatch.setattr(getpass, "getuser", lambda: "ana\udcff")
    enter("exported", bank.folder, subject="bo\udcffard\0.xlsx")
    assert latest()[:3] == ("ana\\udcff, on the command line", "exported", "bo\\udcffard.xlsx")
    assert capsys.readouterr().err == ""


def test_what_is_done_with_a_book_of_a_permit_is_in_the_record_of_the_bank(bank, latest, capsys):
    folder = bank.folder / LIMITED_FOLDER / "of-the-north"
    folder.mkdir(parents=True)
    enter("exported", folder, subject="board.xlsx")
    enter("exported", folder / "book-1.duckdb", subject="second.xlsx")
    record = Workspace(file_url(bank.folder)).record
    assert [each.subject for each in record.latest(2)] == ["second.xlsx", "board.xlsx"]
