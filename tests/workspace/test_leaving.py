"""Files that leave the app are in the export log, and leave even when the log cannot be written."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from crm_core.workspace import Workspace

TRIAL = Path(__file__).with_name("trial.py")


@pytest.fixture
def files(monkeypatch, tmp_path, books):
    """File name → what its button calls for it, in a thread outside any session, as the server does."""
    monkeypatch.setenv("CLIENTELA_DATA", str(books[0]))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    offered = {}
    monkeypatch.setattr(st, "download_button", lambda _, data, name, *args, **options: offered.update({name: data}))

    def take(name: str) -> bytes:
        taken = []
        thread = threading.Thread(target=lambda: taken.append(offered[name]()))
        thread.start()
        thread.join(30)
        return taken[0]

    return take


def rows_of(file: bytes) -> list[str]:
    """The first column of a CSV; the last one says what must be known."""
    head, *rows = file.decode("utf-8-sig").splitlines()
    assert head == "Cut,To know"
    return [row.partition(",")[0] for row in rows]


def open_trial() -> AppTest:
    return AppTest.from_file(str(TRIAL), default_timeout=60).run()


def test_a_file_that_leaves_is_in_the_log_with_who_took_it_and_what_it_covers(files, books):
    app = open_trial()
    assert rows_of(files("clientela-overview-2026-03.csv")) == ["80", "80"]
    app.text_input(key="overview.scenarios.name").set_value("Plan A")
    app.text_input(key="overview.scenarios.author").set_value("Ana")
    app.button(key="overview.scenarios.save").click().run()
    app.multiselect(key="scope.regions").set_value(["S"]).run()
    assert files("clientela-overview-2026-03.xlsx").startswith(b"PK")
    workbook, text = Workspace().exports.latest()
    assert (text.file_name, text.page, text.rows, text.who) == ("clientela-overview-2026-03.csv", "overview", 2, "")
    assert text.scope.endswith("all regions · all customers")
    assert text.book_fingerprint == books[1]
    assert (workbook.file_name, workbook.who) == ("clientela-overview-2026-03.xlsx", "Ana")
    assert "Sur * · all customers" in workbook.scope


def test_rejected_rows_are_in_the_log_too(files):
    open_trial()
    assert b"no region" in files("rejected-customers.csv")
    (entry,) = Workspace().exports.latest()
    assert (entry.page, entry.rows, entry.file_name) == ("overview", 1, "rejected-customers.csv")


def test_a_file_leaves_even_when_the_log_cannot_be_written(files, tmp_path, caplog):
    (tmp_path / "workspace.sqlite").write_bytes(b"nonsense" * 1_000)
    open_trial()
    with caplog.at_level(logging.WARNING, logger="clientela"):
        assert rows_of(files("clientela-overview-2026-03.csv")) == ["80", "80"]
    assert "clientela-overview-2026-03.csv is not in the export log" in caplog.text
    assert "is damaged or not a workspace" in caplog.text
