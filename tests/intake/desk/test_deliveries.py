"""What is brought to the desk, and that nothing of it stays."""

from __future__ import annotations

import gc
import io
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from crm_core import CannotAnswer
from crm_core.intake.desk import deliveries
from crm_core.warehouse import Scratch, Shelf
from crm_core.warehouse.scratch import NAME, sweep
from tests.intake.own_files import write

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "books")


def upload(shelf, *names, content=b"a,b\n1,2\n"):
    return deliveries.upload(((name, io.BytesIO(content)) for name in names), shelf)


def left(shelf) -> list[str]:
    return [str(path) for path in shelf.folder.rglob("*")] if shelf.folder.is_dir() else []


# files from the browser


def test_files_from_the_browser_are_copied_for_nobody_else_to_read_and_gone_when_closed(shelf):
    delivery = upload(shelf, "clientes.csv", "cuentas.csv")
    assert (delivery.names, delivery.size, delivery.is_copied) == (("clientes.csv", "cuentas.csv"), 16, True)
    assert (delivery.folder / "clientes.csv").read_bytes() == b"a,b\n1,2\n"
    assert stat.S_IMODE(delivery.scratch.folder.stat().st_mode) == 0o700
    delivery.close()
    assert left(shelf) == []
    delivery.close()


def test_files_are_gone_when_nobody_refers_to_them_any_more(shelf):
    upload(shelf, "a.csv")
    gc.collect()
    assert left(shelf) == []


@pytest.mark.parametrize(("name", "kept"), [
    ("../../etc/passwd", "passwd"), ("C:\\data\\Clientes Ñ.csv", "Clientes Ñ.csv"), ("a\x00b.csv", "a_b.csv"),
    (".hidden.csv", "hidden.csv"),
])
def test_a_name_leads_nowhere(shelf, name, kept):
    assert upload(shelf, name).names == (kept,)


@pytest.mark.parametrize("name", ["", "..", "/", "x" * 300])
def test_what_is_no_name_is_refused_and_leaves_nothing(shelf, name):
    with pytest.raises(CannotAnswer, match=r"cannot be the name of a file\. Rename it\."):
        upload(shelf, "good.csv", name)
    assert left(shelf) == []


def test_two_files_of_one_name_are_refused(shelf):
    with pytest.raises(CannotAnswer, match=r"two files called 'a\.csv'\. Rename one of them\."):
        upload(shelf, "a.csv", "b/a.csv")
    assert left(shelf) == []


def test_no_file_is_no_delivery(shelf):
    with pytest.raises(CannotAnswer, match="Choose at least one"):
        upload(shelf)
    with pytest.raises(CannotAnswer, match="Choose at least one"):
        upload(shelf, "mapping.toml")
    assert left(shelf) == []


def test_a_full_disk_is_told_and_leaves_nothing(shelf, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", full)
    with pytest.raises(CannotAnswer, match=r"cannot be kept in .*: there is no room left on the disk\. Make"):
        upload(shelf, "a.csv")
    assert left(shelf) == []


# a folder or a file by path


def test_a_folder_and_a_file_are_read_where_they_are_and_never_removed(tmp_path):
    folder = write(tmp_path / "bank", **{"mapping.toml": "[book]\ntitle = 'B'\n"})
    delivery = deliveries.at(f'"{folder}" ')
    assert delivery.names == ("activity.csv", "customers.csv", "products.csv")
    assert (delivery.folder, delivery.is_copied) == (folder, False)
    delivery.close()
    assert len(list(folder.iterdir())) == 4
    one = deliveries.at(str(folder / "customers.csv"))
    assert (one.folder, one.names) == (folder / "customers.csv", ("customers.csv",))


@pytest.mark.parametrize(("path", "reason"), [
    ("", r"Give the path of a folder or a file\."),
    ("/nowhere/at/all", r"There is no '/nowhere/at/all' on the machine that runs this program"),
    ("{tmp}/empty", r"empty holds no file\."),
])
def test_what_cannot_be_read_by_path_says_why(tmp_path, path, reason):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotAnswer, match=reason):
        deliveries.at(path.format(tmp=tmp_path))


def test_a_folder_of_everything_is_not_that_of_one_bank(tmp_path):
    for number in range(501):
        (tmp_path / f"{number}.csv").touch()
    with pytest.raises(CannotAnswer, match="holds 501 files, more than those of one bank"):
        deliveries.at(str(tmp_path))


# a database


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "bank.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table customer (id text, since text, paid real)")
        connection.executemany("insert into customer values (?, ?, ?)", [("C1", "2020-01-01", 1.5), ("C2", None, 20.0)])
    return f"sqlite+pysqlite:///{path}"


def test_tables_and_queries_of_a_database_become_files(shelf, database):
    told = []
    delivery = deliveries.fetch(database, ["customer", "select id from customer where paid > 2"], shelf,
                                progress=lambda name, rows: told.append((name, rows)))
    assert delivery.names == ("customer.csv", "query_2.csv")
    assert (delivery.folder / "customer.csv").read_text() == "id,since,paid\nC1,2020-01-01,1.5\nC2,,20\n"
    assert (delivery.folder / "query_2.csv").read_text() == "id\nC2\n"
    assert told == [("customer", 0), ("query_2", 0)]
    delivery.close()
    assert left(shelf) == []


@pytest.mark.parametrize(("url", "tables", "reason"), [
    ("bank", ["customer"], "'bank' is no address of a database"),
    ("{url}", [" "], "Name a table, or write a query"),
    ("{url}", ["nothing"], "The database has no table 'nothing'"),
    ("{url}", ["with x as (select 1) delete from customer"], "only one query that reads is run"),
    ("nosuch://x/y", ["t"], "source cannot be used"),
])
def test_what_cannot_be_fetched_says_why_and_leaves_nothing(shelf, database, url, tables, reason):
    with pytest.raises(CannotAnswer, match=reason):
        deliveries.fetch(url.format(url=database), tables, shelf)
    assert left(shelf) == []


# after a crash


HOLDER = """
import pathlib, sys
from crm_core.warehouse import Scratch
scratch = Scratch(pathlib.Path(sys.argv[1]))
(scratch.folder / "secret.csv").write_text("x")
print(scratch.folder, flush=True)
sys.stdin.readline()
"""


def holder(folder: Path) -> tuple[subprocess.Popen, Path]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], cwd=ROOT, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_program_left_is_swept_and_what_others_use_stays(tmp_path):
    killed, its = holder(tmp_path)
    alive, theirs = holder(tmp_path)
    ours = Scratch(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert (its / "secret.csv").exists()
    sweep(tmp_path)
    assert not its.exists()
    assert (theirs / "secret.csv").exists()
    assert ours.folder.is_dir()
    alive.communicate("\n")
    assert not theirs.exists(), "a program that ends takes its folder along"
    ours.close()
    assert not (tmp_path / NAME).exists()


def test_the_next_build_sweeps_too(tmp_path):
    killed, its = holder(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    with Shelf(tmp_path).building():
        assert not its.exists()


def test_sweeping_where_there_is_nothing_does_nothing(tmp_path):
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
