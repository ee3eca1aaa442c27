"""A Ctrl-C is told as what it is, whatever DuckDB and what is tidied up after it have made of it."""

from __future__ import annotations

import os
import signal
import threading

import duckdb
import pyarrow
import pytest

from crm_core import command_line
from crm_core.ctrl_c import told_as_ctrl_c
from crm_core.intake.draft_file import stopped_by, stopping
from crm_core.intake.statements import BuildRefused


def stop_a_statement() -> None:
    """A Ctrl-C that finds DuckDB at work. The ranges are no longer: one of them is held in memory."""
    threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
    duckdb.connect().execute("select sum(hash(range)) from range(1_000_000_000)")


def stop_while_python_gives_rows() -> None:
    """As it does for tables of Delta and Iceberg."""
    def batches():
        yield pyarrow.record_batch({"row": [1]})
        raise KeyboardInterrupt

    with duckdb.connect() as connection:
        connection.register("given", pyarrow.RecordBatchReader.from_batches(
            pyarrow.schema([("row", pyarrow.int64())]), batches()))
        try:
            connection.execute("create table taken as from given")
        except duckdb.Error as error:
            raise BuildRefused("The table cannot be read.") from error


def stop_and_tidy_up_badly() -> None:
    try:
        raise KeyboardInterrupt
    finally:
        duckdb.connect().execute("from read_text('/no such file')").fetchall()


@pytest.fixture
def hears_ctrl_c():
    """What a shell starts in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("hears_ctrl_c")
@pytest.mark.parametrize("stop", [stop_a_statement, stop_while_python_gives_rows, stop_and_tidy_up_badly])
@pytest.mark.parametrize("where", [told_as_ctrl_c, stopping])
def test_it_is_a_keyboard_interrupt_whatever_became_of_it(stop, where):
    with pytest.raises(KeyboardInterrupt), where():
        stop()


def test_what_was_no_ctrl_c_stays_what_it_is():
    with pytest.raises(ValueError, match="a question"), told_as_ctrl_c():
        raise ValueError("a question of ours")
    with pytest.raises(BuildRefused, match="The build stopped"), stopping():
        raise duckdb.IOException("a disk's fault")


def test_what_an_interrupted_statement_is_taken_for_is_no_fault_of_a_file():
    with duckdb.connect() as connection, pytest.raises(KeyboardInterrupt), stopped_by(lambda: True, connection):
        raise BuildRefused("The file is damaged.")
    with duckdb.connect() as connection, pytest.raises(BuildRefused), stopped_by(lambda: False, connection):
        raise BuildRefused("The file is damaged.")


@pytest.mark.usefixtures("hears_ctrl_c")
def test_a_question_that_is_stopped_at_the_command_line_is_no_fault_of_ours(monkeypatch, capsys):
    monkeypatch.setattr(command_line, "open_book", lambda *_place: stop_a_statement())
    assert command_line.main(["info"]) == 130
    assert capsys.readouterr().err == "Stopped. The data in use is as it was.\n"
